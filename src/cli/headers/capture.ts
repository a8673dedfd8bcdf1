import type { HeaderField } from '../../core/security-headers/analysis/finding';

export interface Capture {
  readonly headers: readonly HeaderField[];
  /** Undefined if there is no status line. */
  readonly status?: number;
  /** Lines that are not headers: `3: is not a header, …`. */
  readonly faults: readonly string[];
}

const STATUS_LINE = /^HTTP\/\d(?:\.\d)? +(\d{3})\b/i;
const HEADER = /^([!#$%&'*+.^_`|~\w-]+)[ \t]*:(.*)$/s;

/**
 * Reads the headers of the last response of a text: what `curl -i` or `curl -sI` prints, also `curl -v`, or lines
 * `name: value`. After an empty line, another response or the body follows, which is not read.
 */
export function readCapture(text: string): Capture {
  const lines = linesOf(text);
  const from = lastStatus(lines);
  const headers: { name: string; value: string }[] = [];
  const faults: string[] = [];
  for (let i = from === undefined ? 0 : from + 1; i < lines.length; i++) {
    const line = lines[i];
    if (line.trim() === '') {
      if (from !== undefined || headers.length > 0) break;
      continue;
    }
    const last = headers.at(-1);
    const [, name, value = ''] = HEADER.exec(line) ?? [];
    if (/^[ \t]/.test(line) && last !== undefined) last.value += ` ${line.trim()}`;
    else if (name !== undefined) headers.push({ name, value: value.trim() });
    // Pseudo-headers of HTTP/2, as browsers show them.
    else if (!line.startsWith(':')) faults.push(`${i + 1}: is not a header, got ${JSON.stringify(line.slice(0, 60))}`);
  }
  const [, status] = from === undefined ? [] : STATUS_LINE.exec(lines[from]) ?? [];
  return { headers, faults, ...(status !== undefined && { status: Number(status) }) };
}

/** `curl -v` marks what the server sent with `< `. */
function linesOf(text: string): string[] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  if (!lines.some((line) => /^< HTTP\//i.test(line))) return lines;
  return lines.filter((line) => line.startsWith('<')).map((line) => line.slice(2));
}

/** The status line of the last response: one follows the empty line of the one before. */
function lastStatus(lines: readonly string[]): number | undefined {
  let at = lines.findIndex((line) => line.trim() !== '');
  if (!STATUS_LINE.test(lines[at] ?? '')) return undefined;
  for (;;) {
    let end = at + 1;
    while (end < lines.length && lines[end].trim() !== '') end++;
    while (end < lines.length && lines[end].trim() === '') end++;
    if (!STATUS_LINE.test(lines[end] ?? '')) return at;
    at = end;
  }
}
