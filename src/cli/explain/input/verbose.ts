import { answersIn, headersOf, STATUS_LINE } from './http-text';
import { BODY_MAX_LENGTH } from './reader';
import type { Observation } from '../../../core/explain/observation';

/** Lines of curl itself: remarks, sizes of data, the progress of a transfer. */
const NOISE = /^(?:\* |\*$|[{}] \[|\s*% Total|\s+Dload|\s*\d+\s+[\d.]+[kMG]?\s.*\d:\d\d:\d\d|.*--:--:--)/;

interface Growing {
  readonly line: number;
  readonly protocol: Observation['protocol'];
  readonly request: readonly string[];
  readonly head: string[];
  readonly body: string[];
  isHeadDone: boolean;
}

/** The exchanges of "curl -v": `> ` marks what was sent, `< ` the head of what came, and the body is not marked. */
export function exchangesIn(lines: readonly string[]): Observation[] {
  const all: Growing[] = [];
  let request: string[] = [];
  let protocol: Observation['protocol'];
  lines.forEach((raw, i) => {
    const line = raw.replace(/\* (?:Connection #\d+ to host .* left intact|Closing connection.*)$/, '');
    const last = all.at(-1);
    protocol = protocolOf(line) ?? protocol;
    const mark = /^([<>])(?: (.*))?$/.exec(line);
    const [, sign, text = ''] = mark ?? [];
    if (sign === '>' && (last === undefined || last.isHeadDone || last.head.length === 0)) {
      if (/^[A-Z]+ \S+ HTTP\//.test(text)) request = [];
      request.push(text);
    } else if (sign === '<' && STATUS_LINE.test(text)) {
      all.push({ line: i + 1, request, protocol, head: [text], body: [], isHeadDone: false });
    } else if (sign === '<' && last !== undefined && !last.isHeadDone) {
      if (text === '') last.isHeadDone = true;
      else last.head.push(text);
    } else if (last !== undefined && !(NOISE.test(line) && line !== '')) {
      last.body.push(line);
    }
  });
  return all.map(observationOf);
}

/** What curl says of the connection. */
function protocolOf(line: string): Observation['protocol'] {
  if (!line.startsWith('* ')) return undefined;
  if (/SSL connection using|\bport 443\b|\busing HTTP\/[23]/i.test(line)) return 'https';
  return /^\* (?:Connected to|Established connection to) .* port 80\b/.test(line) ? 'http' : undefined;
}

function observationOf({ line, request, protocol: connection, head, body: lines }: Growing): Observation {
  const [answer] = answersIn([...head, '']);
  // With -i as well, the head is printed a second time, without marks.
  const start = lines.findIndex((one) => one.trim() !== '');
  const inner = start < 0 ? undefined : answersIn(lines.slice(start)).at(-1);
  const body = start >= 0 && STATUS_LINE.test(lines[start]) ? inner?.body : lines.join('\n').slice(0, BODY_MAX_LENGTH);
  const protocol = answer.protocol ?? connection;
  return {
    status: answer.status,
    headers: answer.headers,
    place: `line ${line}`,
    ...(body?.trim() && { body }),
    ...(protocol !== undefined && { protocol }),
    ...requestFacts(request, protocol),
  };
}

/** What the lines with `> ` say of the request. */
function requestFacts([first = '', ...lines]: readonly string[], protocol = 'https'): Partial<Observation> {
  const [, method, path] = /^([A-Z]+) (\S+) HTTP\//.exec(first) ?? [];
  if (method === undefined) return {};
  const { headers } = headersOf(lines);
  const host = headers.host?.[0];
  const length = Number(headers['content-length']?.[0] ?? 0);
  return {
    method,
    hasBody: length > 0 || headers['transfer-encoding'] !== undefined,
    ...(host !== undefined && path.startsWith('/') && { url: `${protocol}://${host}${path}` }),
  };
}
