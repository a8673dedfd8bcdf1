import type { Field, Head, OtherLine } from './captured';

export const STATUS_LINE = /^HTTP\/\d(?:\.\d)? +(\d{3})(?:\s.*)?$/i;
const HEADER = /^(:?[!#$%&'*+.^_`|~\w-]+)[ \t]*:(.*)$/s;

/** Copied text may have blanks at the ends of its lines. */
export function isEmpty(line: string): boolean {
  return line.trim() === '';
}

export function isHeader(line: string): boolean {
  return HEADER.test(line);
}

/** The headers of lines `name: value`, also folded ones, until an empty line. Pseudo-headers of HTTP/2 are fields. */
export function headOf(lines: readonly string[], first: number): Head {
  const fields: { name: string; value: string }[] = [];
  const others: OtherLine[] = [];
  for (let i = 0; i < lines.length && !isEmpty(lines[i]); i++) {
    const line = lines[i];
    const last = fields.at(-1);
    const [, name, value = ''] = HEADER.exec(line) ?? [];
    if (/^[ \t]/.test(line) && last !== undefined) last.value += ` ${line.trim()}`;
    else if (name !== undefined) fields.push({ name, value: value.trim() });
    else others.push({ line: first + i, text: line });
  }
  return { fields, others };
}

/** What stands behind the empty line after the headers. */
export function bodyOf(lines: readonly string[]): string {
  const end = lines.findIndex(isEmpty);
  return end < 0 ? '' : lines.slice(end + 1).join('\n');
}

export function valueOf(fields: readonly Field[], name: string): string | undefined {
  return fields.find((one) => one.name.toLowerCase() === name)?.value;
}
