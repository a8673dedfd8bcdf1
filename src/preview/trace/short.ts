import type { AnswerFacts, Compare } from './facts';
import type { Change, HeaderChanges, HeaderFact, ShortRequest, ShortResponse } from './shapes';
import { headerValue, type EdgeHeaders } from '../../core/http/headers';
import { shortened } from '../edge/bounded';
import type { EdgeRequest, EdgeResponse, OriginRequest } from '../exchange/message';

/** Limits of a trace: texts of a request may have several kilobytes. */
const TEXT_MAX_LENGTH = 1_024;
const HEADER_MAX_LENGTH = 256;
const HEADERS_MAX = 50;

const text = (value: string): string => shortened(value, TEXT_MAX_LENGTH);

export function shortRequest(request: EdgeRequest | OriginRequest): ShortRequest {
  const [method, uri, querystring] = [text(request.method), text(request.uri), text(request.querystring)];
  if (!('origin' in request)) return { method, uri, querystring };
  return { method, uri, querystring, origin: text(request.origin.domainName) };
}

export function shortResponse({ status, statusDescription, headers }: EdgeResponse): ShortResponse {
  const short: { -readonly [Name in keyof ShortResponse]: ShortResponse[Name] } = { status };
  const location = headerValue(headers, 'location');
  const contentType = headerValue(headers, 'content-type');
  if (statusDescription !== undefined) short.statusDescription = text(statusDescription);
  if (location !== undefined) short.location = text(location);
  if (contentType !== undefined) short.contentType = text(contentType);
  return short;
}

/** What a function changed, for a trace that is read later. Bodies are compared now, so that they need not be kept. */
export function requestChange(before: EdgeRequest, after: EdgeRequest): Later<Change<ShortRequest>> {
  return change(shortRequest(before), shortRequest(after), before, after);
}

export function responseChange(before: EdgeResponse, after: EdgeResponse): Later<Change<ShortResponse>> {
  return change(shortResponse(before), shortResponse(after), before, after);
}

/** What is made when it is read. */
type Later<T> = (compare: Compare) => T;

function change<Short>(
  before: Short, after: Short, { headers: old, body: oldBody }: Message, { headers, body: newBody }: Message,
): Later<Change<Short>> {
  const body = oldBody !== newBody;
  return (compare) => ({ before, after, headers: compare(old, headers), body });
}

type Message = EdgeRequest | EdgeResponse;

/** Compares headers by name. Headers that are the same object on both sides are skipped. */
export function headerChanges(before: EdgeHeaders, after: EdgeHeaders): HeaderChanges {
  const added: HeaderFact[] = [];
  const replaced: (HeaderFact & { was: string })[] = [];
  const removed: HeaderFact[] = [];
  let count = 0;
  const hasRoom = (): boolean => ++count <= HEADERS_MAX;
  for (const name of before === after ? [] : Object.keys(after)) {
    const was = own(before, name);
    if (was === after[name]) continue;
    const value = headerValue(after, name) ?? '';
    if (was === undefined) { if (hasRoom()) added.push(fact(name, value)); continue; }
    const old = headerValue(before, name) ?? '';
    if (old !== value && hasRoom()) replaced.push({ ...fact(name, value), was: shortened(old, HEADER_MAX_LENGTH) });
  }
  for (const name of before === after ? [] : Object.keys(before)) {
    if (own(after, name) === undefined && hasRoom()) removed.push(fact(name, headerValue(before, name) ?? ''));
  }
  return { added, replaced, removed, ...(count > HEADERS_MAX && { more: count - HEADERS_MAX }) };
}

/** An own member: a header may be named `constructor`. */
function own(headers: EdgeHeaders, name: string): EdgeHeaders[string] | undefined {
  return Object.hasOwn(headers, name) ? headers[name] : undefined;
}

function fact(name: string, value: string): HeaderFact {
  return { name: shortened(name, HEADER_MAX_LENGTH), value: shortened(value, HEADER_MAX_LENGTH) };
}

/** The record of a response that a function generated. */
export function answerFacts(answered: EdgeRequest, made: EdgeResponse): Later<AnswerFacts> {
  const { headers } = made;
  const [request, response] = [shortRequest(answered), shortResponse(made)];
  return (compare) => ({ request, response, headers: compare({}, headers) });
}
