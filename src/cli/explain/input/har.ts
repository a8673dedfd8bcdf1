import { addHeader, BODY_MAX_LENGTH, type Sink } from './reader';
import { isObject } from '../../../core/values/is-object';

/** Reads the entries of a HAR file, as browsers and proxies export it. */
export function readHar(entries: readonly unknown[], sink: Sink): void {
  entries.forEach((entry, i) => readEntry(entry, `entry ${i + 1}`, sink));
}

function readEntry(entry: unknown, place: string, sink: Sink): void {
  const { request, response } = isObject(entry) ? entry : {};
  if (!isObject(response)) return sink.faults.add('has no response', place);
  const { status, headers, content } = response;
  // Browsers write 0 for requests that were blocked or aborted before there was a response.
  if (typeof status !== 'number' || !Number.isInteger(status) || status < 100 || status > 999) {
    return sink.faults.add('has no status: the browser has no response', place);
  }
  const body = bodyOf(content);
  sink.add({
    status, headers: pairsOf(headers), place, ...(body !== undefined && { body }), ...requestFacts(request),
  });
}

/** Header lists of HAR: objects with name and value. What is not one is left out. */
export function pairsOf(list: unknown): Record<string, string[]> {
  const headers: Record<string, string[]> = {};
  for (const one of Array.isArray(list) ? list as unknown[] : []) {
    if (!isObject(one) || typeof one.name !== 'string') continue;
    if (typeof one.value === 'string' || typeof one.value === 'number') addHeader(headers, one.name, String(one.value));
  }
  return headers;
}

function bodyOf(content: unknown): string | undefined {
  if (!isObject(content) || typeof content.text !== 'string' || content.text === '') return undefined;
  const text = content.encoding === 'base64' ? Buffer.from(content.text, 'base64').toString('utf8') : content.text;
  return text.slice(0, BODY_MAX_LENGTH);
}

function requestFacts(request: unknown) {
  if (!isObject(request)) return {};
  const { url, method, postData, bodySize } = request;
  const protocol =
    typeof url === 'string' ? (/^(https?):/i.exec(url)?.[1].toLowerCase() as 'http' | 'https' | undefined) : undefined;
  // -1 is unknown, and over HTTP/2 the size is not always right. Browsers send no GET with a body.
  const hasBody = isObject(postData) ? true : bodySize === 0 || method === 'GET' ? false : undefined;
  return {
    ...(typeof url === 'string' && { url }),
    ...(typeof method === 'string' && { method: method.toUpperCase() }),
    ...(protocol !== undefined && { protocol }),
    ...(hasBody !== undefined && { hasBody }),
  };
}
