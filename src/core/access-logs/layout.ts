import { fieldNames, knownFields, REAL_TIME_FIELDS, STANDARD_FIELDS } from './fields';

/** How the lines of a log are written. */
export type Layout =
  | { readonly kind: 'json' }
  | { readonly kind: 'columns'; readonly delimiter: string; readonly fields: readonly string[] };

/** Delimiters that the delivery of logs of version 2 offers, and those of the other kinds. */
const DELIMITERS = ['\t', ' ', ',', ';', '|'];
const REAL_TIME = fieldNames(REAL_TIME_FIELDS);
const DIRECTIVE = /^#\s*fields\s*:\s*/i;

/** The layout that a line of names states: `#Fields: date time …`, or a first line of names. */
export function statedLayout(line: string, delimiter?: string): Layout | undefined {
  const text = line.replace(DIRECTIVE, '');
  const isDirective = text !== line;
  if (!isDirective && line.startsWith('#')) return undefined;
  for (const each of DELIMITERS) {
    const names = text.split(each);
    const isList = isDirective ? names.length > 1 || knownFields(names) > 0 : knownFields(names) > names.length / 2;
    // Names have no blanks, so that the delimiter of the directive may differ from that of the lines.
    if (isList && knownFields(names) > 0) {
      return { kind: 'columns', delimiter: isDirective ? delimiter ?? '' : each, fields: fieldNames(names) };
    }
  }
  return undefined;
}

/** The layout of a line with values, which stands where no names were stated. */
export function guessedLayout(line: string): Layout | undefined {
  if (/^\s*\{/.test(line)) return { kind: 'json' };
  for (const delimiter of DELIMITERS) {
    const values = line.split(delimiter);
    if (values.length < 9) continue;
    if (/^\d{4}-\d\d-\d\d$/.test(values[0]) && /^\d\d:\d\d:\d\d$/.test(values[1]) && isStatus(values[8])) {
      return { kind: 'columns', delimiter, fields: STANDARD_FIELDS };
    }
    if (/^\d{10}(?:\.\d+|\d{3})?$/.test(values[0]) && isStatus(values[4])) {
      return { kind: 'columns', delimiter, fields: REAL_TIME };
    }
  }
  return undefined;
}

/** The delimiter between the values of a line, if it has as many as there are names. */
export function delimiterOf(line: string, count: number): string | undefined {
  return DELIMITERS.find((delimiter) => line.split(delimiter).length === count);
}

function isStatus(text: string): boolean {
  return /^(?:[1-5]\d\d|000)$/.test(text);
}
