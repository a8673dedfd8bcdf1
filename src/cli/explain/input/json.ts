import { pairsOf, readHar } from './har';
import { addHeader, BODY_MAX_LENGTH, type Sink } from './reader';
import type { Observation } from '../../../core/explain/observation';
import { isObject } from '../../../core/values/is-object';

/** Reads JSON: a HAR file, one response, or a list of responses. */
export function readJson(value: unknown, sink: Sink): void {
  if (isObject(value) && isObject(value.log) && Array.isArray(value.log.entries)) {
    return readHar(value.log.entries, sink);
  }
  if (Array.isArray(value) && !isHeaderList(value)) {
    value.forEach((one, i) => readResponse(one, `element ${i + 1}`, sink));
    return;
  }
  readResponse(value, 'the response', sink);
}

function isHeaderList(list: readonly unknown[]): boolean {
  return list.length > 0 && list.every((one) => isPair(one) || isNamed(one));
}

function isPair(one: unknown): one is [string, string] {
  return Array.isArray(one) && one.length === 2 && one.every((part) => typeof part === 'string');
}

function isNamed(one: unknown): boolean {
  return isObject(one) && typeof one.name === 'string' && 'value' in one;
}

/** `{status, headers, body}`, or the headers alone, in any of the forms in which programs print headers. */
function readResponse(value: unknown, place: string, sink: Sink): void {
  const {
    headers: given,
    status: number,
    statusCode,
    statusLine,
    body,
    ...rest
  } = isObject(value) ? value : { headers: value };
  const hasMembers = given !== undefined;
  const headers = headersIn(hasMembers ? given : value);
  const status = [number, statusCode, statusLine, headers[':status']?.[0], hasMembers ? undefined : headers.status?.[0]]
    .map(statusIn).find((one) => one > 0);
  if (Object.keys(headers).length === 0 && typeof body !== 'string') return sink.faults.add('has no headers', place);
  if (status === undefined) return sink.faults.add('has no status; add "status": 403', place);
  sink.add({
    status,
    headers,
    place,
    ...(typeof body === 'string' && body !== '' && { body: body.slice(0, BODY_MAX_LENGTH) }),
    ...requestFacts(rest),
  });
}

/** A number, `403`, `HTTP/2 403` or `403 Forbidden`. */
function statusIn(value: unknown): number {
  if (typeof value !== 'number' && typeof value !== 'string') return 0;
  return Number(/^(?:HTTP\/\S+ +)?([1-9]\d\d)(?: .*)?$/.exec(String(value))?.[1] ?? 0);
}

/** An object of names and values, where a value may be a list, or a list of pairs or of {name, value}. */
function headersIn(value: unknown): Record<string, string[]> {
  if (Array.isArray(value) && value.some(isPair)) {
    const headers: Record<string, string[]> = {};
    for (const one of value) if (isPair(one)) addHeader(headers, one[0], one[1]);
    return headers;
  }
  if (Array.isArray(value)) return pairsOf(value);
  const headers: Record<string, string[]> = {};
  for (const [name, one] of Object.entries(isObject(value) ? value : {})) {
    for (const part of Array.isArray(one) ? one as unknown[] : [one]) {
      // Lambda@Edge has lists of {key, value}.
      const text = isObject(part) ? part.value : part;
      if (typeof text === 'string' || typeof text === 'number') addHeader(headers, name, String(text));
    }
  }
  return headers;
}

function requestFacts({ url, method }: Record<string, unknown>): Partial<Observation> {
  const protocol =
    typeof url === 'string' ? (/^(https?):/i.exec(url)?.[1].toLowerCase() as 'http' | 'https' | undefined) : undefined;
  return {
    ...(typeof url === 'string' && { url }),
    ...(typeof method === 'string' && { method: method.toUpperCase() }),
    ...(protocol !== undefined && { protocol }),
  };
}
