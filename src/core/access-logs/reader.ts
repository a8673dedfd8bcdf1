import { fieldNames, LOG_DATA } from './fields';
import { delimiterOf, guessedLayout, type Layout, statedLayout } from './layout';
import { Lines } from './lines';

/** A line of a log: values by the names of standard logs. A field without a value is left out. */
export type LogRecord = ReadonlyMap<string, string>;

/** Lines that could not be read, by what is wrong with them. */
export interface Unread {
  readonly reason: string;
  count: number;
  /** The number of the first of them, from 1. */
  readonly line: number;
}

const HASH = 35;
/** The only result type that begins so is `Error`: an error page may have another status. */
const ERROR_BEGINS = 69;
const ZERO = 48;
/** The mark of the order of bytes, in UTF-8. */
const MARK: readonly number[] = [0xef, 0xbb, 0xbf];
/** Columns that a line must have to be of use: up to the result type, which older files have too. */
const FEWEST = 14;

/**
 * Reads one access log, in whatever of the layouts of CloudFront its lines are, and gives those of errors, or all. If
 * not all are wanted, only the status of the others is looked at, and their columns are counted.
 */
export class LogReader {
  /** Requests that were read, errors or not. */
  requests = 0;
  private readonly decoder = new TextDecoder();
  private readonly lines = new Lines((bytes, from, to) => this.line(bytes, from, to), () => {
    this.number++;
    this.unread('is longer than a line of a log can be');
  });
  private readonly faults = new Map<string, Unread>();
  private layout: Layout | undefined;
  /** Of a layout with columns: the code of its delimiter, and the place of the status. */
  private delimiter = 0;
  private statusAt = -1;
  private resultAt = -1;
  private most = 0;
  private isExact = false;
  private number = 0;

  constructor(private readonly onRecord: (record: LogRecord) => void, private readonly wantsAll = false) {}

  push(chunk: Uint8Array): void {
    this.lines.push(chunk);
  }

  /** A line that is an object already. */
  row(values: Readonly<Record<string, unknown>>): void {
    const entries = Object.entries(values);
    const names = fieldNames(entries.map(([name]) => name));
    this.record(new Map(entries.flatMap(([, value], i) => (
      isValue(value) || (value === '-' && names[i] === LOG_DATA[0]) ? [[names[i], String(value)] as const] : []))));
  }

  /** What could not be read, after the last chunk. */
  end(): Unread[] {
    this.lines.end();
    return [...this.faults.values()];
  }

  private line(bytes: Uint8Array, start: number, to: number): void {
    this.number++;
    // Programs that join files leave the mark of each of them where it was.
    const from = bytes[start] === MARK[0] && bytes[start + 1] === MARK[1] && bytes[start + 2] === MARK[2]
      ? start + MARK.length : start;
    if (from >= to) return undefined;
    if (bytes[from] === HASH) return this.directive(this.text(bytes, from, to));
    const { layout } = this;
    if (layout?.kind !== 'columns' || this.delimiter === 0) return this.other(this.text(bytes, from, to));
    // All columns are counted: a line that is cut off says nothing.
    let column = 0;
    let status = 0;
    let result = 0;
    for (let at = from; at < to; at++) {
      const code = bytes[at];
      if (code === this.delimiter) {
        column++;
        if (column === this.resultAt) result = bytes[at + 1];
      } else if (column === this.statusAt) {status = status * 10 + code - ZERO;}
    }
    const isGood = status >= 100 && status < 400 && result !== ERROR_BEGINS;
    if (!this.wantsAll && isGood && this.fits(column + 1)) this.requests++;
    else this.columns(this.text(bytes, from, to), layout.delimiter, layout.fields);
  }

  /** A line before the layout is known, and each line of JSON. */
  private other(text: string): void {
    if (this.layout?.kind === 'columns') {
      const delimiter = delimiterOf(text, this.layout.fields.length);
      if (delimiter === undefined) {
        return this.another(text, this.layout.fields, 'has not the columns that the log states');
      }
      this.use({ ...this.layout, delimiter }, true);
      return this.columns(text, delimiter, this.layout.fields);
    }
    if (this.layout?.kind === 'json' && text.trimStart().startsWith('{')) return this.json(text);
    const stated = statedLayout(text);
    const found = stated ?? guessedLayout(text);
    if (found === undefined) return this.unread('is not a line of an access log');
    this.use(found, stated !== undefined);
    if (stated !== undefined) return undefined;
    return found.kind === 'json' ? this.json(text) : this.columns(text, found.delimiter, found.fields);
  }

  private directive(text: string): void {
    const layout = statedLayout(text);
    if (layout !== undefined) this.use(layout, true);
  }

  private use(layout: Layout, isExact: boolean): void {
    this.layout = layout;
    this.isExact = isExact;
    if (layout.kind === 'columns') {
      this.delimiter = layout.delimiter === '' ? 0 : layout.delimiter.charCodeAt(0);
      this.statusAt = layout.fields.indexOf('sc-status');
      this.resultAt = layout.fields.indexOf('x-edge-result-type');
      this.most = layout.fields.length;
      if (this.statusAt < 0) this.unread('states no field "sc-status"');
    }
  }

  /** Names that a log states are those of all its lines; older files have fewer than are known. */
  private fits(columns: number): boolean {
    return this.isExact ? columns === this.most : columns >= FEWEST && columns <= this.most;
  }

  private columns(text: string, delimiter: string, fields: readonly string[]): void {
    const values = text.split(delimiter);
    const record = this.fits(values.length) ? recordOf(fields, values) : undefined;
    if (record !== undefined && hasStatus(record)) return this.record(record);
    const reason = record === undefined ? 'has not the columns that the log states' : 'has no status';
    return this.another(text, fields, reason);
  }

  /** A line of another layout: that of another kind of file, if several were joined. */
  private another(text: string, fields: readonly string[], reason: string): void {
    const stated = statedLayout(text);
    if (stated !== undefined) return this.use(stated, true);
    const found = guessedLayout(text);
    if (found?.kind === 'json') {
      this.use(found, false);
      return this.json(text);
    }
    if (found === undefined || found.fields === fields) return this.unread(reason);
    const values = text.split(found.delimiter);
    // One that is cut off says nothing of those that follow.
    const isCut = this.isExact && values.length < fields.length && fields.every((name, i) => name === found.fields[i]);
    if (isCut || values.length < FEWEST || values.length > found.fields.length) return this.unread(reason);
    this.use(found, false);
    return this.record(recordOf(found.fields, values));
  }

  private json(text: string): void {
    let parsed: unknown;
    try {
      parsed = JSON.parse(text);
    } catch {
      return this.unread('is not JSON');
    }
    const isObject = typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed);
    if (!isObject) return this.unread('is not a JSON object');
    return this.row(parsed as Record<string, unknown>);
  }

  private record(record: LogRecord): void {
    if (!hasStatus(record)) return this.unread('has no status');
    const status = Number(record.get('sc-status'));
    this.requests++;
    const isHidden = record.get('x-edge-result-type') === 'Error';
    if (this.wantsAll || isHidden || status < 100 || status >= 400) this.onRecord(record);
  }

  /** Counts something that cannot be read, at the line that was read last. */
  unread(reason: string): void {
    const known = this.faults.get(reason);
    if (known) known.count++;
    else this.faults.set(reason, { reason, count: 1, line: this.number });
  }

  private text(bytes: Uint8Array, from: number, to: number): string {
    return this.decoder.decode(bytes.subarray(from, to));
  }
}

function recordOf(fields: readonly string[], values: readonly string[]): LogRecord {
  return new Map(fields.flatMap((name, i) => (
    isValue(values[i]) || name === LOG_DATA[0] ? [[name, values[i]] as const] : [])));
}

function hasStatus(record: LogRecord): boolean {
  return /^(?:[1-5]\d\d|000|0)$/.test(record.get('sc-status') ?? '');
}

/** `-` stands for no value. */
function isValue(value: unknown): boolean {
  return value !== '-' && value !== '' && value !== null && value !== undefined && typeof value !== 'object';
}
