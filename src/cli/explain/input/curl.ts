import { answersIn, headersOf, unglued, type TextAnswer } from './http-text';
import type { Sink } from './reader';
import { exchangesIn } from './verbose';
import { xmlError } from '../../../core/explain/error-code';
import { isCloudFrontPage, plainText } from '../../../core/explain/page-text';

/**
 * Reads what "curl -i", "-iL", "-sI" or "-v" prints, several captures after each other, lines "name: value", or an
 * error page or document as it was copied.
 */
export function readText(text: string, sink: Sink): void {
  const lines = unglued(text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/));
  const first = lines.findIndex((line) => line.trim() !== '');
  if (first < 0) return sink.faults.add('the input is empty', 'line 1');
  if (lines.some((line) => /^< HTTP\//i.test(line))) {
    for (const exchange of finalOnes(exchangesIn(lines))) sink.add(exchange);
    return;
  }
  const answers = answersIn(lines);
  if (answers.length > 0) {
    for (const { line, ...answer } of finalOnes(answers)) sink.add({ ...answer, place: `line ${line}` });
    return;
  }
  readRest(text, lines, first, sink);
}

/** Text without a status line. */
function readRest(text: string, lines: readonly string[], first: number, sink: Sink): void {
  if (isCloudFrontPage(plainText(text)) || xmlError(text) !== undefined) {
    const [, status = '0'] = /\b([45]\d\d) (?:ERROR|Forbidden|Not Found)\b/.exec(plainText(text)) ?? [];
    sink.add({ status: Number(status), headers: {}, body: text, place: `line ${first + 1}` });
    return;
  }
  const empty = lines.indexOf('', first);
  const { headers, others } = headersOf(lines.slice(first, empty < 0 ? lines.length : empty));
  const place = `line ${first + 1}`;
  if (Object.keys(headers).length === 0 || others > 0) {
    return sink.faults.add('is neither a response nor headers', place);
  }
  const status = Number((headers[':status'] ?? headers.status ?? ['0'])[0].slice(0, 3)) || 0;
  if (status === 0) return sink.faults.add('has no status; capture it with "curl -i"', place);
  const body = empty < 0 ? '' : lines.slice(empty + 1).join('\n');
  sink.add({ status, headers, place, ...(body.trim() !== '' && { body }) });
}

/** Leaves out interim responses, the answer of a proxy to CONNECT, and redirects that curl followed. */
function finalOnes<A extends Pick<TextAnswer, 'status' | 'headers' | 'body'>>(answers: readonly A[]): A[] {
  return answers.filter(({ status, headers, body }, i) => {
    const isLast = i === answers.length - 1;
    const isConnect = status === 200 && Object.keys(headers).length === 0 && body === undefined;
    const isFollowed = status >= 300 && status < 400 && body === undefined && headers.location !== undefined;
    return isLast || (status >= 200 && !isConnect && !isFollowed);
  });
}
