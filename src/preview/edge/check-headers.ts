import { invalid, REASONS, valid, type Checked } from './checked';
import type { EdgeEvent } from '../../core/facts/edge-events';
import { isDisallowed, READ_ONLY_FOR_LAMBDA_AT_VIEWER_RESPONSE, READ_ONLY_HEADERS } from '../../core/facts/edge-headers';
import { wireName, type EdgeHeaders } from '../../core/http/headers';
import { isObject } from '../assembly/json';

export const HEADER_NAME = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
export const CONTROL_CHARACTERS = /[\x00-\x08\x0a-\x1f\x7f]/;

/**
 * The headers of a function's result: their shape, that none belongs to CloudFront, and that the read-only ones are as they were
 * in the event.
 */
export function checkHeaders(event: EdgeEvent, before: EdgeHeaders, result: unknown): Checked<EdgeHeaders> {
  const shaped = readHeaders(result ?? {});
  if (!shaped.ok) return shaped;
  const after = shaped.value;
  const added = Object.keys(after).find(isDisallowed);
  if (added !== undefined) return invalid(REASONS.disallowed, added);
  const touched = readOnlyAt(event).find((name) => text(before[name]) !== text(after[name]));
  if (touched === undefined) return valid(after);
  const how = before[touched] === undefined ? 'added' : after[touched] === undefined ? 'deleted' : 'changed';
  return invalid(REASONS.readOnly, `${touched} was ${how}, and is read-only at ${event}`);
}

function readOnlyAt(event: EdgeEvent): readonly string[] {
  return event === 'viewer-response' ? [...READ_ONLY_HEADERS[event], ...READ_ONLY_FOR_LAMBDA_AT_VIEWER_RESPONSE] : READ_ONLY_HEADERS[event];
}

function text(lines: EdgeHeaders[string] | undefined): string | undefined {
  return lines === undefined || lines.length === 0 ? undefined : lines.map((line) => line.value).join(', ');
}

/** Names become lower case: whether CloudFront minds upper case in the map is not known. */
function readHeaders(result: unknown): Checked<EdgeHeaders> {
  if (!isObject(result)) return invalid(REASONS.headers, 'headers is not an object');
  const headers: EdgeHeaders = {};
  for (const [name, lines] of Object.entries(result)) {
    const read = readLines(name, lines);
    if (typeof read === 'string') return invalid(REASONS.headers, `headers[${JSON.stringify(name)}] ${read}`);
    if (read.length > 0) headers[name.toLowerCase()] = read;
  }
  return valid(headers);
}

function readLines(name: string, lines: unknown): EdgeHeaders[string] | string {
  if (!HEADER_NAME.test(name)) return 'is no header name';
  if (!Array.isArray(lines)) return 'is not an array of { key, value }';
  const read: EdgeHeaders[string] = [];
  for (const line of lines) {
    if (!isObject(line) || typeof line.value !== 'string') return 'has an entry without a string value';
    if (CONTROL_CHARACTERS.test(line.value)) return 'has a value with a line break or another control character';
    const key = line.key ?? wireName(name.toLowerCase());
    if (typeof key !== 'string' || key.toLowerCase() !== name.toLowerCase()) return `has the key ${JSON.stringify(key)}, which is another header`;
    read.push({ key, value: line.value });
  }
  return read;
}
