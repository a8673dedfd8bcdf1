import { addHeader, BODY_MAX_LENGTH } from './reader';
import type { Answer } from '../../../core/explain/observation';

export const STATUS_LINE = /^HTTP\/\d(?:\.\d)? +(\d{3})(?: .*)?$/i;
const HEADER = /^(:?[!#$%&'*+.^_`|~\w-]+)[ \t]*:(.*)$/s;

/** A response in the text, and the number of the line where it starts. */
export interface TextAnswer extends Answer {
  /** Known for HTTP/2 and later, which CloudFront and browsers use with TLS only. */
  readonly protocol?: 'https';
  readonly line: number;
}

/**
 * The responses of a text as "curl -i" prints them, of any version of HTTP. A status line after an empty line starts
 * the next response, if a header follows it: bodies may quote one.
 */
export function answersIn(lines: readonly string[]): TextAnswer[] {
  const starts = lines.flatMap((line, i) => (startsAnswer(lines, line, i) ? [i] : []));
  return starts.map((start, i) => answerOf(lines.slice(start, starts[i + 1] ?? lines.length), start));
}

const GLUED = /HTTP\/\d(?:\.\d)? \d{3}(?: [\w '-]*)?$/i;
const STATUS_LINE_MAX_LENGTH = 100;
const USUAL = /^(?:date|server|content-type|content-length|connection|via|x-cache|location|cache-control):/i;

/** Most error pages end without a line break: the next response of "curl -i URL URL" starts on their last line. */
export function unglued(lines: readonly string[]): string[] {
  return lines.flatMap((line, i) => {
    const start = USUAL.test(lines[i + 1] ?? '') ? GLUED.exec(line.slice(-STATUS_LINE_MAX_LENGTH))?.[0] : undefined;
    return start === undefined || start === line ? [line] : [line.slice(0, -start.length), start];
  });
}

function startsAnswer(lines: readonly string[], line: string, at: number): boolean {
  if (!STATUS_LINE.test(line)) return false;
  const next = lines[at + 1] ?? '';
  return at === 0 || next === '' || HEADER.test(next);
}

function answerOf(lines: readonly string[], start: number): TextAnswer {
  const end = lines.indexOf('');
  const { headers } = headersOf(lines.slice(1, end < 0 ? lines.length : end));
  const body = end < 0 ? '' : lines.slice(end + 1).join('\n').slice(0, BODY_MAX_LENGTH);
  const [, status = '0'] = STATUS_LINE.exec(lines[0]) ?? [];
  const isLater = /^HTTP\/[23]/i.test(lines[0]);
  return {
    line: start + 1,
    status: Number(status),
    headers,
    ...(body.trim() !== '' && { body }),
    ...(isLater && { protocol: 'https' as const }),
  };
}

/** The headers of lines `name: value`, also folded ones. Other lines are counted. */
export function headersOf(lines: readonly string[]): { headers: Record<string, string[]>; others: number } {
  const headers: Record<string, string[]> = {};
  let others = 0;
  let last: string[] | undefined;
  for (const line of lines) {
    const [, name, value = ''] = HEADER.exec(line) ?? [];
    if (/^[ \t]/.test(line) && last !== undefined) {
      last.push(`${last.pop()} ${line.trim()}`);
    } else if (name !== undefined) {
      addHeader(headers, name, value.trim());
      last = headers[name.toLowerCase()];
    } else if (line.trim() !== '') {
      others++;
    }
  }
  return { headers, others };
}
