import { Busiest } from './busiest';
import type { LogRecord } from './reader';

/** What of a line says where its error came from. */
const TELLING = [
  'sc-status', 'x-edge-result-type', 'x-edge-response-result-type', 'x-edge-detailed-result-type', 'cs-method',
  'cs-protocol', 'sc-content-type',
];
/** Lengths that are pages of CloudFront itself; others would make a group for each page of a site. */
const TELLING_LENGTHS: ReadonlySet<string> = new Set(['915', '919', '146']);
/** A log with more kinds of errors than this has been made up. */
const MOST_GROUPS = 5_000;
/** Three years. */
const MOST_HOURS = 24 * 1_096;
const SAMPLES = 3;

/** Errors of which the log says the same. */
export interface LogGroup {
  /** The fields that they share. */
  readonly record: LogRecord;
  count: number;
  /** The first and the last time, as ISO 8601; undefined if the log has none. */
  first?: string;
  last?: string;
  /** How many there were in each hour, by `2026-11-28T14`. */
  readonly hours: Map<string, number>;
  readonly paths: Busiest;
  /** The ids of a few requests, by which AWS Support and the logs of AWS WAF know them. */
  readonly requestIds: string[];
}

/** Groups the errors of logs, in memory that does not grow with their number. */
export class Tally {
  readonly groups = new Map<string, LogGroup>();
  /** Errors beyond the groups that are kept. */
  others = 0;

  /** `partOf` may give fields that lines of a group share besides, of few values. */
  constructor(private readonly partOf?: (record: LogRecord) => { readonly key: string; readonly fields: LogRecord }) {}

  add(record: LogRecord): void {
    const telling = tellingOf(record);
    const part = this.partOf?.(record);
    const key = part === undefined ? [...telling].join('\n') : [...telling, part.key].join('\n');
    let group = this.groups.get(key);
    if (group === undefined) {
      if (this.groups.size === MOST_GROUPS) {
        this.others++;
        return;
      }
      const shared = part === undefined ? telling : new Map([...telling, ...part.fields]);
      group = { record: shared, count: 0, hours: new Map(), paths: new Busiest(), requestIds: [] };
      this.groups.set(key, group);
    }
    group.count++;
    const time = timeOf(record);
    if (time !== undefined) {
      if (group.first === undefined || time < group.first) group.first = time;
      if (group.last === undefined || time > group.last) group.last = time;
      const hour = time.slice(0, 13);
      const count = group.hours.get(hour) ?? 0;
      if (count > 0 || group.hours.size < MOST_HOURS) group.hours.set(hour, count + 1);
    }
    // In real-time logs the query stands in the stem, too.
    group.paths.add((record.get('cs-uri-stem') ?? '').split('?', 1)[0]);
    const id = record.get('x-edge-request-id');
    if (id !== undefined && group.requestIds.length < SAMPLES) group.requestIds.push(id);
  }
}

function tellingOf(record: LogRecord): LogRecord {
  const telling = new Map<string, string>();
  for (const name of TELLING) {
    const value = record.get(name);
    if (value !== undefined) telling.set(name, value);
  }
  const length = record.get('sc-content-len');
  if (length !== undefined && TELLING_LENGTHS.has(length)) telling.set('sc-content-len', length);
  // The origin sent a first byte: it was asked at all.
  if (record.has('origin-fbl')) telling.set('origin-fbl', 'given');
  return telling;
}

const TIME = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d$/;
/** Later years have more digits. */
const LAST_MS = Date.UTC(9999, 11, 31, 23, 59, 59);

/** The time of a record to the second. */
export function timeOf(record: LogRecord): string | undefined {
  const [date, time] = [record.get('date'), record.get('time')];
  if (date !== undefined && time !== undefined) return TIME.test(`${date}T${time}`) ? `${date}T${time}Z` : undefined;
  const stamp = Number(record.get('timestamp'));
  if (!(stamp > 0)) return undefined;
  // Seconds, or milliseconds.
  const moment = stamp < 1e11 ? stamp * 1000 : stamp;
  return moment > LAST_MS ? undefined : `${new Date(moment).toISOString().slice(0, 19)}Z`;
}
