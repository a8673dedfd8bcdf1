import { byName } from './by-name';
import { wireName, type EdgeHeaders } from '../../core/http/headers';

/** Converts Node's `rawHeaders` (name, value, name, value), which preserve order and spelling. */
export function fromRawHeaders(raw: readonly string[]): EdgeHeaders {
  const headers: EdgeHeaders = {};
  for (let i = 0; i + 1 < raw.length; i += 2) append(headers, raw[i]!, raw[i + 1]!);
  return headers;
}

/**
 * Headers in the form of Node's `rawHeaders`, to be sent. Headers that are invalid in HTTP, such as a value with a line
 * end from a path, are left out, because Node.js would refuse the whole message. Those of functions and templates have
 * been reported before.
 */
export function toRawHeaders(headers: EdgeHeaders): string[] {
  const raw: string[] = [];
  for (const name of Object.keys(headers)) {
    for (const line of headers[name]!) {
      const key = line.key ?? onTheWire(name);
      const { value } = line;
      // Nearly all values are plain, and one look at them is enough.
      if (isToken(key) && PLAIN.test(value)) raw.push(key, value);
      else if (isValidHeader(key, value)) raw.push(key, encodeValue(value));
    }
  }
  return raw;
}

/** A name is a token, a value has no control characters but the tab (RFC 9110 §5.5, §5.6.2). */
export function isValidHeader(name: string, value: string): boolean {
  return isToken(name) && !CONTROL_CHARACTER.test(value);
}

const PLAIN = /^[\t\x20-\x7e]*$/;
const CONTROL_CHARACTER = /[\x00-\x08\x0a-\x1f\x7f]/;
const isToken = byName((name) => /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name));

/** The reason phrase of a response. One that HTTP does not allow is undefined, and the standard phrase is sent. */
export function reasonPhrase({ statusDescription }: { readonly statusDescription?: string }): string | undefined {
  return statusDescription !== undefined && /^[\t\x20-\x7e]+$/.test(statusDescription) ? statusDescription : undefined;
}

/**
 * Encodes a header value as bytes: Latin-1 if possible, otherwise UTF-8, as CloudFront does with values of functions.
 */
function encodeValue(value: string): string {
  return /[^\x00-\xff]/.test(value) ? Buffer.from(value, 'utf8').toString('latin1') : value;
}

/** Adds a line of a header. Only own members count, because a header may be named `constructor` or `__proto__`. */
export function append(headers: EdgeHeaders, name: string, value: string): void {
  const key = name.toLowerCase();
  if (Object.hasOwn(headers, key)) headers[key]!.push({ key: name, value });
  else put(headers, key, [{ key: name, value }]);
}

/** Sets the lines of a header. One may be named `__proto__`, which an assignment would not add. */
export function put(headers: EdgeHeaders, key: string, lines: EdgeHeaders[string]): void {
  if (key !== '__proto__') headers[key] = lines;
  else Object.defineProperty(headers, key, { value: lines, writable: true, enumerable: true, configurable: true });
}

/** A copy with the headers that the predicate keeps. */
export function keepHeaders(headers: EdgeHeaders, keep: (name: string) => boolean): EdgeHeaders {
  const kept: EdgeHeaders = {};
  for (const name of Object.keys(headers)) if (keep(name)) put(kept, name, headers[name]!);
  return kept;
}

export function withHeader(headers: EdgeHeaders, name: string, value: string): EdgeHeaders {
  const key = name.toLowerCase();
  // Assigned, because a computed name in a literal takes V8 much longer.
  const changed = { ...headers };
  put(changed, key, [{ key: onTheWire(key), value }]);
  return changed;
}

/** `Content-Type` for `content-type`. */
export const onTheWire = byName(wireName);

export function withoutHeaders(headers: EdgeHeaders, ...names: string[]): EdgeHeaders {
  return keepHeaders(headers, (name) => !names.includes(name));
}

/** Headers that belong to one connection and are never forwarded (RFC 9110 §7.6.1). */
export const HOP_BY_HOP: readonly string[] = [
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
];
