import type { AnswerFacts } from './facts';
import type { Change, HeaderChanges, HeaderFact, ShortRequest, ShortResponse } from './shapes';
import { headerValue, type EdgeHeaders } from '../../core/http/headers';
import { shortened } from '../edge/bounded';
import type { EdgeRequest, EdgeResponse, OriginRequest } from '../exchange/message';

/** Texts of a request may have kilobytes, and a trace holds several. */
const TEXT_MAX_LENGTH = 1_024;
const HEADER_MAX_LENGTH = 256;
const HEADERS_MAX = 50;

const text = (value: string): string => shortened(value, TEXT_MAX_LENGTH);

export function shortRequest(request: EdgeRequest | OriginRequest): ShortRequest {
  const { method, uri, querystring } = request;
  const origin = 'origin' in request ? { origin: text(request.origin.domainName) } : {};
  return { method: text(method), uri: text(uri), querystring: text(querystring), ...origin };
}

export function shortResponse({ status, statusDescription, headers }: EdgeResponse): ShortResponse {
  const [location, contentType] = ['location', 'content-type'].map((name) => headerValue(headers, name));
  return {
    status,
    ...(statusDescription !== undefined && { statusDescription: text(statusDescription) }),
    ...(location !== undefined && { location: text(location) }),
    ...(contentType !== undefined && { contentType: text(contentType) }),
  };
}

export function requestChange(before: EdgeRequest, after: EdgeRequest): Change<ShortRequest> {
  return { before: shortRequest(before), after: shortRequest(after), ...changes(before, after) };
}

export function responseChange(before: EdgeResponse, after: EdgeResponse): Change<ShortResponse> {
  return { before: shortResponse(before), after: shortResponse(after), ...changes(before, after) };
}

/** What a change says alike of both. */
function changes(before: Message, after: Message): Pick<Change<unknown>, 'headers' | 'body'> {
  return { headers: headerChanges(before.headers, after.headers), body: before.body !== after.body };
}

type Message = Pick<EdgeRequest, 'headers'> & { readonly body?: unknown };

/** What became of headers, by name. Those that are the same object on both sides are not looked at. */
export function headerChanges(before: EdgeHeaders, after: EdgeHeaders): HeaderChanges {
  const added: HeaderFact[] = [];
  const replaced: (HeaderFact & { was: string })[] = [];
  const removed: HeaderFact[] = [];
  let count = 0;
  const room = (): boolean => ++count <= HEADERS_MAX;
  for (const name of before === after ? [] : Object.keys(after)) {
    const was = own(before, name);
    if (was === after[name]) continue;
    const value = headerValue(after, name) ?? '';
    if (was === undefined) { if (room()) added.push(fact(name, value)); continue; }
    const old = headerValue(before, name) ?? '';
    if (old !== value && room()) replaced.push({ ...fact(name, value), was: shortened(old, HEADER_MAX_LENGTH) });
  }
  for (const name of before === after ? [] : Object.keys(before)) {
    if (own(after, name) === undefined && room()) removed.push(fact(name, headerValue(before, name) ?? ''));
  }
  return { added, replaced, removed, ...(count > HEADERS_MAX && { more: count - HEADERS_MAX }) };
}

/** A header may be called `constructor`. */
function own(headers: EdgeHeaders, name: string): EdgeHeaders[string] | undefined {
  return Object.hasOwn(headers, name) ? headers[name] : undefined;
}

function fact(name: string, value: string): HeaderFact {
  return { name: shortened(name, HEADER_MAX_LENGTH), value: shortened(value, HEADER_MAX_LENGTH) };
}

/** What a function answered in place of whoever would have. */
export function answered(request: EdgeRequest, response: EdgeResponse): AnswerFacts {
  const { headers } = response;
  return { request: shortRequest(request), response: shortResponse(response), headers: headerChanges({}, headers) };
}
