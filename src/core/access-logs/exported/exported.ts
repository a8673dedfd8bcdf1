import { CsvRows, valuesOf } from './csv-rows';
import { JsonValues } from './json-values';
import { lineOf, type NoLine } from './message';
import { knownFields } from '../fields';
import { LINE_MAX_BYTES } from '../lines';

/** What takes the lines that were found, as if they were those of a file. */
export interface LineTaker {
  push(chunk: Uint8Array): void;
  unread(reason: string): void;
}

type Kind = 'json' | 'csv' | 'stamped';

/**
 * How access logs were exported from CloudWatch Logs, by the beginning of the file: as `filter-log-events`,
 * `get-log-events`, `get-query-results` and the console print them, as a subscription delivers them, as CSV, or with
 * the time of the event before each line, as an export to S3 and `aws logs tail` write them.
 */
export function exportKind(start: string): Kind | undefined {
  const text = start.replace(/^\uFEFF?\s*/, '');
  const [line] = text.split('\n', 1);
  if (STAMP.test(line)) return 'stamped';
  if (text.startsWith('[')) return 'json';
  if (text.startsWith('{')) return isObjectOfFields(line) ? undefined : isEnvelope(text) ? 'json' : undefined;
  const names = line.startsWith('#') ? [] : valuesOf(line.trimEnd());
  const isTable = names.length > 0 && (names.some((name) => /^@(?:timestamp|message)$/.test(name))
    || (knownFields(names) > names.length / 2 && text.includes('"')));
  return isTable ? 'csv' : undefined;
}

const STAMP = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:?\d\d)? (?:CloudFront_\S{1,500} )?(?=\S)/;

/** Whether an export, of which this is the beginning, is one of access logs. */
export function isExportOfRequests(start: string): boolean {
  return exportKind(start) !== undefined && !/^\s*\{\s*"log"\s*:/.test(start)
    && (/["\\@,`](?:sc-status|x-edge-(?:location|request-id|(?:\w+-)?result-type))\b/.test(start)
      || /(?:\\t|\t)(?:[^\\\t\n"]*(?:\\t|\t)){12}/.test(start));
}

/** A line of JSON, as access logs have it. */
function isObjectOfFields(line: string): boolean {
  return /^\{\s*"(?!message"|@)[^"]*"\s*:\s*(?:"|-?\d|null)/.test(line) && /"(?:sc-status|x-edge-[\w-]+)"/i.test(line);
}

/** Keys of what the API and its console put around access logs; an object may begin on many lines. */
function isEnvelope(text: string): boolean {
  return /"(?:events|logEvents|results|@?message|@timestamp)"\s*:/.test(text) || /^\{\s*\n/.test(text);
}

/** Finds the lines of access logs in an export, and passes them on. */
export class ExportedLog {
  private readonly decoder = new TextDecoder();
  private readonly encoder = new TextEncoder();
  private readonly source: { push(text: string): void; end?(): void };
  private found = 0;

  constructor(kind: Kind, private readonly lines: LineTaker) {
    const onTooLong = (): void => this.none({ reason: 'is longer than a line of a log can be' });
    this.source = kind === 'json' ? new JsonValues((json) => this.json(json), onTooLong)
      : kind === 'csv' ? table((line) => this.take(line), onTooLong)
        : stamped((line) => this.take(line));
  }

  push(chunk: Uint8Array): void {
    this.source.push(this.decoder.decode(chunk, { stream: true }));
  }

  end(): void {
    this.source.end?.();
    if (this.found === 0) this.lines.unread('has no line of an access log');
  }

  private json(text: string): void {
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      return this.none({ reason: 'is not JSON' });
    }
    return this.take(lineOf(value));
  }

  private take(line: string | NoLine): void {
    if (typeof line !== 'string') return this.none(line);
    this.found++;
    return this.lines.push(this.encoder.encode(`${line.trimEnd()}\n`));
  }

  private none({ reason }: NoLine): void {
    if (reason === undefined) return;
    this.found++;
    this.lines.unread(reason);
  }
}

function table(onLine: (line: string | NoLine) => void, onTooLong: () => void): CsvRows {
  let names: readonly string[] | undefined;
  return new CsvRows((values) => {
    if (names === undefined) names = values.map((name) => name.replace(/^\uFEFF/, ''));
    else onLine(lineOf(Object.fromEntries(names.map((name, i) => [name, values[i]]))));
  }, onTooLong);
}

/** Lines that are not begun by a time belong to the one before, and are passed on as they are. */
function stamped(onLine: (line: string) => void): { push(text: string): void; end(): void } {
  let rest = '';
  const each = (line: string): void => onLine(line.replace(STAMP, ''));
  return {
    push: (text) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop()!;
      for (const line of lines) each(line);
      if (rest.length <= LINE_MAX_BYTES) return;
      each(rest); // which is counted there as too long
      rest = '';
    },
    end: () => { if (rest !== '') each(rest); },
  };
}
