import type { Captured, CapturedRequest } from './captured';
import { headOf, isEmpty, STATUS_LINE } from './head';
import { responsesIn } from './responses';

/** Lines of curl itself: remarks, sizes of data, the progress of a transfer. */
const NOISE = /^(?:\* |\*$|[{}] \[|\s*% Total|\s+Dload|\s*\d+\s+[\d.]+[kMG]?\s.*\d:\d\d:\d\d|.*--:--:--)/;
const REQUEST_LINE = /^([!#$%&'*+.^_`|~\w-]+) (\S+) HTTP\//;

interface Growing {
  readonly line: number;
  readonly protocol: Captured['protocol'];
  readonly request: readonly string[];
  readonly head: string[];
  readonly body: string[];
  isHeadDone: boolean;
}

/** The exchanges of "curl -v": `> ` marks what was sent, `< ` the head of what came, and the body is not marked. */
export function exchangesIn(lines: readonly string[]): Captured[] {
  const all: Growing[] = [];
  let request: string[] = [];
  let isRequest = false;
  let protocol: Captured['protocol'];
  lines.forEach((raw, i) => {
    const line = raw.replace(/\* (?:Connection #\d+ to host .* left intact|Closing connection.*)$/, '');
    const last = all.at(-1);
    protocol = protocolOf(line) ?? protocol;
    const [, sign, text = ''] = /^([<>])(?: (.*))?$/.exec(line) ?? [];
    if (sign === '>' && (isRequest || REQUEST_LINE.test(text))) {
      if (REQUEST_LINE.test(text)) request = [];
      request.push(text);
      isRequest = !isEmpty(text);
    } else if (sign === '<' && STATUS_LINE.test(text)) {
      all.push({ line: i + 1, request, protocol, head: [text], body: [], isHeadDone: false });
    } else if (sign === '<' && last !== undefined && !last.isHeadDone) {
      if (isEmpty(text)) last.isHeadDone = true;
      else last.head.push(text);
    } else if (last !== undefined && !(NOISE.test(line) && line !== '')) {
      last.body.push(line);
    }
  });
  return all.map(exchangeOf);
}

/** What curl says of the connection. */
function protocolOf(line: string): Captured['protocol'] {
  if (!line.startsWith('* ')) return undefined;
  if (/SSL connection using|\bport 443\b|\busing HTTP\/[23]/i.test(line)) return 'https';
  return /^\* (?:Connected to|Established connection to) .* port 80\b/.test(line) ? 'http' : undefined;
}

function exchangeOf({ line, request: sent, protocol: connection, head, body: lines }: Growing): Captured {
  const [{ body: _, ...answer }] = responsesIn([...head, ''], line);
  // With -i as well, the head is printed a second time, without marks.
  const start = lines.findIndex((one) => !isEmpty(one));
  const isTwice = start >= 0 && STATUS_LINE.test(lines[start]);
  const body = isTwice ? responsesIn(lines.slice(start)).at(-1)?.body ?? '' : lines.join('\n');
  const protocol = answer.protocol ?? connection;
  const request = requestOf(sent);
  return {
    ...answer,
    ...(!isEmpty(body) && { body }),
    ...(protocol !== undefined && { protocol }),
    ...(request !== undefined && { request }),
  };
}

function requestOf([first = '', ...lines]: readonly string[]): CapturedRequest | undefined {
  const [, method, target] = REQUEST_LINE.exec(first) ?? [];
  return method === undefined ? undefined : { method, target, fields: headOf(lines, 1).fields };
}
