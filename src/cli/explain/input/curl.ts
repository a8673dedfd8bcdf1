import { addHeader, BODY_MAX_LENGTH, type Sink } from './reader';
import { xmlError } from '../../../core/explain/error-code';
import type { Observation } from '../../../core/explain/observation';
import { isCloudFrontPage, plainText } from '../../../core/explain/page-text';
import type { Captured, CapturedRequest, Field } from '../../captures/captured';
import { bodyOf, headOf, isEmpty, valueOf } from '../../captures/head';
import { readCapture } from '../../captures/read-capture';
import { isBinary } from '../../captures/text';

/**
 * Reads what "curl -i", "-iL", "-sI" or "-v" prints, several captures after each other, lines "name: value", or an
 * error page or document as it was copied.
 */
export function readText(text: string, sink: Sink): void {
  const { lines, responses } = readCapture(text);
  const first = lines.findIndex((line) => !isEmpty(line));
  if (first < 0) return sink.faults.add('the input is empty', 'line 1');
  if (responses.length === 0) return readRest(text, lines, first, sink);
  for (const one of finalOnes(responses)) sink.add(observationOf(one));
}

function observationOf({ line, status, fields, body, protocol, request }: Captured): Observation {
  return {
    status,
    headers: valuesOf(fields),
    place: `line ${line}`,
    // A compressed body says nothing.
    ...(body !== undefined && !isBinary(body) && { body: body.slice(0, BODY_MAX_LENGTH) }),
    ...(protocol !== undefined && { protocol }),
    ...(request !== undefined && requestFacts(request, protocol)),
  };
}

function requestFacts({ method, target, fields }: CapturedRequest, protocol = 'https'): Partial<Observation> {
  const host = valueOf(fields, 'host');
  const length = Number(valueOf(fields, 'content-length') ?? 0);
  return {
    method,
    hasBody: length > 0 || valueOf(fields, 'transfer-encoding') !== undefined,
    ...(host !== undefined && target.startsWith('/') && { url: `${protocol}://${host}${target}` }),
  };
}

function valuesOf(fields: readonly Field[]): Record<string, string[]> {
  const headers: Record<string, string[]> = {};
  for (const { name, value } of fields) addHeader(headers, name, value);
  return headers;
}

/** Text without a status line. */
function readRest(text: string, lines: readonly string[], first: number, sink: Sink): void {
  if (isCloudFrontPage(plainText(text)) || xmlError(text) !== undefined) {
    const [, status = '0'] = /\b([45]\d\d) (?:ERROR|Forbidden|Not Found)\b/.exec(plainText(text)) ?? [];
    sink.add({ status: Number(status), headers: {}, body: text, place: `line ${first + 1}` });
    return;
  }
  const { fields, others } = headOf(lines.slice(first), first + 1);
  const headers = valuesOf(fields);
  const place = `line ${first + 1}`;
  if (fields.length === 0 || others.length > 0) return sink.faults.add('is neither a response nor headers', place);
  const status = Number((headers[':status'] ?? headers.status ?? ['0'])[0].slice(0, 3)) || 0;
  if (status === 0) return sink.faults.add('has no status; capture it with "curl -i"', place);
  const body = bodyOf(lines.slice(first));
  sink.add({ status, headers, place, ...(!isEmpty(body) && { body }) });
}

/** Leaves out interim responses, the answer of a proxy to CONNECT, and redirects that curl followed. */
function finalOnes(all: readonly Captured[]): Captured[] {
  return all.filter(({ status, fields, body }, i) => {
    const isLast = i === all.length - 1;
    const isConnect = status === 200 && fields.length === 0 && body === undefined;
    const isFollowed = status >= 300 && status < 400 && body === undefined && valueOf(fields, 'location') !== undefined;
    return isLast || (status >= 200 && !isConnect && !isFollowed);
  });
}
