/** One cell and its offset. */
export interface Cell {
  readonly value: string;
  readonly at: number;
}

export interface Row {
  readonly at: number;
  readonly cells: readonly Cell[];
}

/** The rows of a file. */
export interface Table {
  /** Read one at a time, whenever they are iterated: a million rows take more memory than their rules. */
  readonly rows: Iterable<Row>;
  /** The separator of cells: a comma, a semicolon or a tab. */
  readonly delimiter: string;
}

/** Why a text is not valid CSV, for its author. */
export class CsvFault extends Error {
  constructor(message: string, readonly at: number) {
    super(message);
  }
}

const QUOTE = 34;

/**
 * Parses CSV as spreadsheets write it (RFC 4180): quotes around cells with a delimiter, doubled quotes inside, any line
 * end. Empty rows are left out. A file with a fault anywhere has no rows.
 */
export function readCsv(text: string): Table {
  const mark = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  // Excel writes the delimiter above the heading.
  const [sepLine, given] = /^"?sep=([,;\t])"?(?:\r\n|\n|\r|$)/i.exec(text.slice(mark, mark + 10)) ?? [];
  const start = mark + (sepLine?.length ?? 0);
  const delimiter = given?.charCodeAt(0) ?? delimiterOf(text, start);
  const rows = { [Symbol.iterator]: () => rowsOf(text, start, delimiter) };
  // eslint-disable-next-line @typescript-eslint/no-unused-vars -- a fault is thrown where it is
  for (const _ of rows);
  return { rows, delimiter: String.fromCharCode(delimiter) };
}

function* rowsOf(text: string, start: number, delimiter: number): Generator<Row> {
  let cells: Cell[] = [];
  let rowAt = start;
  for (let at = start; at <= text.length;) {
    const cell = text.charCodeAt(at) === QUOTE ? quotedCell(text, at) : plainCell(text, at, delimiter);
    cells.push({ value: cell.value, at });
    at = cell.end;
    const code = text.charCodeAt(at);
    if (code === delimiter) {
      at++;
      continue;
    }
    if (at < text.length && code !== 10 && code !== 13) {
      throw new CsvFault(
        'a closing quote must be followed by a delimiter or the end of the line; double the quotes inside a cell',
        at,
      );
    }
    if (cells.some(({ value }) => value.trim() !== '')) yield { at: rowAt, cells };
    at += code === 13 && text.charCodeAt(at + 1) === 10 ? 2 : 1;
    cells = [];
    rowAt = at;
  }
}

/** Spreadsheets in many languages write semicolons. */
function delimiterOf(text: string, start: number): number {
  const firstLine = /^[^\r\n]*/.exec(text.slice(start, start + 10_000))![0].replace(/"[^"]*"/g, '');
  const count = (char: string): number => firstLine.split(char).length;
  const best = [',', ';', '\t'].reduce((a, b) => (count(b) > count(a) ? b : a));
  return best.charCodeAt(0);
}

function plainCell(text: string, from: number, delimiter: number): { value: string; end: number } {
  let end = from;
  for (; end < text.length; end++) {
    const code = text.charCodeAt(end);
    if (code === delimiter || code === 10 || code === 13) break;
  }
  return { value: text.slice(from, end), end };
}

function quotedCell(text: string, from: number): { value: string; end: number } {
  let value = '';
  for (let at = from + 1; ;) {
    const quote = text.indexOf('"', at);
    if (quote < 0) throw new CsvFault('the cell that begins here is not closed; a double quote is missing', from);
    value += text.slice(at, quote);
    if (text.charCodeAt(quote + 1) !== QUOTE) return { value, end: quote + 1 };
    value += '"';
    at = quote + 2;
  }
}

export function cellCount({ cells }: Row): string {
  return cells.length === 1 ? '1 cell' : `${cells.length} cells`;
}
