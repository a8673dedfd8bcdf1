import { CONTROL_CHARACTERS } from './headers';
import type { EdgeEvent } from '../facts/edge-events';
import { isDisallowed, isReadOnly } from '../facts/edge-headers';
import type { EdgeHeaders } from '../http/headers';

/** Headers as they were, flat, so that a change in place shows: per header its name, its lines, and their values. */
export type HeaderRecord = readonly unknown[];

export function recordOf(headers: EdgeHeaders): HeaderRecord {
  const record: unknown[] = [];
  for (const name in headers) {
    const lines = headers[name];
    const { key, value } = lines[0];
    record.push(name, lines.length, key, value); // in one call, which is faster
    for (let n = 1; n < lines.length; n++) record.push(lines[n].key, lines[n].value);
  }
  return record;
}

/** The headers of a record. */
export function headersOf(record: HeaderRecord): EdgeHeaders {
  const headers: [string, EdgeHeaders[string]][] = [];
  for (let at = 0; at < record.length; at = behind(record, at)) {
    const lines = Array.from({ length: record[at + 1] as number }, (_, n) => (
      { key: record[at + 2 + 2 * n] as string, value: record[at + 3 + 2 * n] as string }));
    headers.push([record[at] as string, lines]);
  }
  return Object.fromEntries(headers);
}

/**
 * The characters of headers in which nothing is wrong for sure; undefined if they need the whole check. Only what has
 * changed is looked at: this runs for each request.
 */
export function plainLength(event: EdgeEvent, before: HeaderRecord, headers: unknown): number | undefined {
  if (typeof headers !== 'object' || headers === null) return undefined;
  let at = 0;
  let length = 0;
  for (const name in headers) {
    const lines = (headers as EdgeHeaders)[name];
    if (!Array.isArray(lines) || lines.length === 0) return undefined;
    while (at < before.length && before[at] !== name && !((before[at] as string) in headers)) {
      if (!isFree(event, before[at] as string)) return undefined;
      at = behind(before, at);
    }
    const known = before[at] === name;
    if (!(known && isSame(before, at, lines)) && !(isFree(event, name) && lines.every(isPlain))) return undefined;
    if (known) at = behind(before, at);
    length += name.length;
    for (let n = 0; n < lines.length; n++) length += lines[n].value.length;
  }
  for (; at < before.length; at = behind(before, at)) if (!isFree(event, before[at] as string)) return undefined;
  return length;
}

/** The next header of a record. */
function behind(record: HeaderRecord, at: number): number {
  return at + 2 + 2 * (record[at + 1] as number);
}

function isSame(before: HeaderRecord, at: number, lines: EdgeHeaders[string]): boolean {
  if (before[at + 1] !== lines.length) return false;
  for (let n = 0; n < lines.length; n++) {
    const line = lines[n] as EdgeHeaders[string][number] | undefined;
    if (line?.key !== before[at + 2 + 2 * n] || line?.value !== before[at + 3 + 2 * n]) return false;
  }
  return true;
}

function isPlain(line: EdgeHeaders[string][number] | undefined): boolean {
  return typeof line?.value === 'string' && !CONTROL_CHARACTERS.test(line.value)
    && (line.key === undefined || typeof line.key === 'string');
}

const MOST_NAMES = 500;
const known = new Map<EdgeEvent, Map<string, boolean>>();

/** Whether functions may add, change and remove a header, and its name is in lower case. */
function isFree(event: EdgeEvent, name: string): boolean {
  let names = known.get(event);
  if (names === undefined || names.size > MOST_NAMES) known.set(event, names = new Map());
  let free = names.get(name);
  if (free === undefined) {
    free = /^[\w!#$%&'*+.^`|~-]+$/.test(name) && name === name.toLowerCase() && !isDisallowed(name)
      && !isReadOnly(event, name);
    names.set(name, free);
  }
  return free;
}
