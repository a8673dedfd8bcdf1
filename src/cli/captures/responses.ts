import type { Captured } from './captured';
import { bodyOf, headOf, isEmpty, isHeader, STATUS_LINE } from './head';

/**
 * The responses of lines as "curl -i" prints them, of any version of HTTP. A status line starts the next response if a
 * header or an empty line follows it: bodies may quote one.
 */
export function responsesIn(lines: readonly string[], first = 1): Captured[] {
  const starts = lines.flatMap((line, i) => (startsResponse(lines, line, i) ? [i] : []));
  return starts.map((start, i) => responseOf(lines.slice(start, starts[i + 1] ?? lines.length), first + start));
}

function startsResponse(lines: readonly string[], line: string, at: number): boolean {
  if (!STATUS_LINE.test(line)) return false;
  const next = lines[at + 1] ?? '';
  return at === 0 || isEmpty(next) || isHeader(next);
}

function responseOf([statusLine, ...lines]: readonly string[], line: number): Captured {
  const body = bodyOf(lines);
  return {
    line,
    status: Number(STATUS_LINE.exec(statusLine)![1]),
    ...headOf(lines, line + 1),
    ...(!isEmpty(body) && { body }),
    ...(/^HTTP\/[23]/i.test(statusLine) && { protocol: 'https' as const }),
  };
}
