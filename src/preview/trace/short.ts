import type { AnswerFacts } from './facts';
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

/** What a function changed, for a trace that is read later. Bodies are compared now, so that they need not be kept. */
export function requestChange(
  { body, ...before }: EdgeRequest, { body: newBody, ...after }: EdgeRequest,
): () => Change<ShortRequest> {
  const changed = body !== newBody;
  return () => ({
    before: shortRequest(before),
    after: shortRequest(after),
    headers: headerChanges(before.headers, after.headers),
    body: changed,
  });
}

export function responseChange(
  { body, ...before }: EdgeResponse, { body: newBody, ...after }: EdgeResponse,
): () => Change<ShortResponse> {
  const changed = body !== newBody;
  return () => ({
    before: shortResponse(before),
    after: shortResponse(after),
    headers: headerChanges(before.headers, after.headers),
    body: changed,
  });
}

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
export function answerFacts(
  { body: _request, ...request }: EdgeRequest, { body: _response, ...response }: EdgeResponse,
): () => AnswerFacts {
  return () => ({
    request: shortRequest(request),
    response: shortResponse(response),
    headers: headerChanges({}, response.headers),
  });
}
