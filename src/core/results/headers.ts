import { invalidResult, type InvalidKind } from './invalid-result';
import type { EdgeEvent } from '../facts/edge-events';
import { isDisallowed, isReadOnly } from '../facts/edge-headers';
import { wireName, type EdgeHeaders } from '../http/headers';
import { isObject } from '../values/is-object';

export const HEADER_NAME = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

/** Except the tab, which a header value may contain. */
export const CONTROL_CHARACTERS = /[\x00-\x08\x0a-\x1f\x7f]/;

/**
 * Checks the headers of a Lambda@Edge result: their shape, that none is disallowed, and that read-only headers are
 * unchanged. Names become lower case: it is not known whether CloudFront accepts upper case in the map.
 */
export function checkedHeaders(event: EdgeEvent, before: EdgeHeaders, result: unknown): EdgeHeaders {
  if (!isObject(result)) invalidResult('headers', 'headers is not an object');
  // A map, because `constructor` and `__proto__` are header names, too.
  const after = new Map<string, EdgeHeaders[string]>();
  for (const [name, lines] of Object.entries(result)) {
    const read = checkedLines('headers', 'headers', name, lines);
    if (read.length > 0) after.set(name.toLowerCase(), read);
  }
  const had = new Map(Object.entries(before));
  for (const name of new Set([...had.keys(), ...after.keys()])) {
    const [was, is] = [text(had.get(name)), text(after.get(name))];
    if (was === is) continue;
    if (is !== undefined && isDisallowed(name)) invalidResult('disallowed', name);
    const how = was === undefined ? 'added' : is === undefined ? 'deleted' : 'changed';
    if (isReadOnly(event, name)) invalidResult('readOnly', `${name} was ${how}, and is read-only at ${event}`);
  }
  return Object.fromEntries(after);
}

/** Size of headers as it counts against limits: names and values. */
export function headerBytes(headers: EdgeHeaders): number {
  return Object.entries(headers)
    .flatMap(([name, lines]) => lines.map(({ value }) => name.length + Buffer.byteLength(value)))
    .reduce((sum, bytes) => sum + bytes, 0);
}

function text(lines: EdgeHeaders[string] | undefined): string | undefined {
  return lines === undefined || lines.length === 0 ? undefined : lines.map((line) => line.value).join(', ');
}

/** Checks the headers that CloudFront adds to requests for an origin that the function sets. */
export function checkCustomHeaders(headers: unknown): void {
  if (headers === undefined || headers === null) return;
  if (!isObject(headers)) return invalidResult('origin', 'customHeaders is not an object');
  for (const [name, lines] of Object.entries(headers)) checkedLines('origin', 'customHeaders', name, lines);
}

/**
 * The name in the map counts. The key of a line is only its capitalization, and may be that of another header from
 * which the line was copied, as an AWS sample does for Last-Modified.
 */
function checkedLines(kind: InvalidKind, what: string, name: string, lines: unknown): EdgeHeaders[string] {
  const wrong = (how: string) => invalidResult(kind, `${what}[${JSON.stringify(name)}] ${how}`);
  if (!HEADER_NAME.test(name)) wrong('is not a header name');
  if (!Array.isArray(lines)) return wrong('is not an array of { key, value }');
  return lines.map((line: unknown) => {
    if (!isObject(line) || typeof line.value !== 'string') return wrong('has an entry without a string value');
    if (CONTROL_CHARACTERS.test(line.value)) wrong('has a value with a line break or another control character');
    const { key = null, value } = line;
    if (key !== null && typeof key !== 'string') return wrong('has an entry whose key is not a string');
    return { key: key?.toLowerCase() === name.toLowerCase() ? key! : wireName(name.toLowerCase()), value };
  });
}
