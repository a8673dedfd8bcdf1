import { wireName, type EdgeHeaders } from '../../core/http/headers';

/** Headers of Node's `rawHeaders` kind: name, value, name, value. Their order and spelling survive. */
export function fromRawHeaders(raw: readonly string[]): EdgeHeaders {
  const headers: EdgeHeaders = {};
  for (let i = 0; i + 1 < raw.length; i += 2) append(headers, raw[i]!, raw[i + 1]!);
  return headers;
}

/**
 * As they go over the wire. What HTTP has no place for (a line end out of a path or of a template) is left out: it
 * would take the whole message with it. Where functions and templates may be told, they are, long before.
 */
export function toRawHeaders(headers: EdgeHeaders): string[] {
  const lines = Object.entries(headers).flatMap(([name, values]) => (
    values.map((line) => [line.key ?? wireName(name), wireText(line.value)] as const)
  ));
  return lines.filter(([name, value]) => canBeSent(name, value)).flat();
}

/** A name is a token, a value has no control characters but the tab (RFC 9110 §5.5, §5.6.2). */
export function canBeSent(name: string, value: string): boolean {
  return /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name) && !/[\x00-\x08\x0a-\x1f\x7f]/.test(value);
}

/**
 * A reason phrase from a function may hold what HTTP does not allow there; then it is none, and the standard one is
 * sent.
 */
export function reasonPhrase({ statusDescription }: { readonly statusDescription?: string }): string | undefined {
  return statusDescription !== undefined && /^[\t\x20-\x7e]+$/.test(statusDescription) ? statusDescription : undefined;
}

/**
 * Headers travel as bytes. What cannot be one character per byte is sent as UTF-8, as CloudFront does with a function's
 * values.
 */
function wireText(value: string): string {
  return /[^\x00-\xff]/.test(value) ? Buffer.from(value, 'utf8').toString('latin1') : value;
}

/** A header may be called `constructor` or `__proto__`: only what the record has of its own is a header of it. */
export function append(headers: EdgeHeaders, name: string, value: string): void {
  const key = name.toLowerCase();
  const lines = Object.hasOwn(headers, key) ? headers[key]! : [];
  lines.push({ key: name, value });
  Object.defineProperty(headers, key, { value: lines, writable: true, enumerable: true, configurable: true });
}

/** A copy with the headers that the predicate keeps. */
export function keepHeaders(headers: EdgeHeaders, keep: (name: string) => boolean): EdgeHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => keep(name)));
}

export function withHeader(headers: EdgeHeaders, name: string, value: string): EdgeHeaders {
  return { ...headers, [name.toLowerCase()]: [{ key: wireName(name.toLowerCase()), value }] };
}

export function withoutHeaders(headers: EdgeHeaders, ...names: string[]): EdgeHeaders {
  return keepHeaders(headers, (name) => !names.includes(name));
}

/** Headers that belong to one connection; no proxy hands them on (RFC 9110 §7.6.1). */
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
