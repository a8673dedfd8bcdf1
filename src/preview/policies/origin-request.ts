import { cloudFrontHeader, cloudFrontSpelling } from './cloudfront-headers';
import { VIA_HOST } from './via-host';
import { acceptedCodings } from '../../core/cache/accept-encoding';
import { selectedCookies, selectedQuery } from '../../core/cache/selected';
import {
  ADDED_BY_CLOUDFRONT,
  AUTHORIZATION_BY_DEFAULT,
  CLOUDFRONT_USER_AGENT,
  FORWARDED_BY_DEFAULT,
  NEVER_FORWARDED,
  REMOVED_BY_DEFAULT,
} from '../../core/facts/origin-request-headers';
import { selects } from '../../core/facts/policy-settings';
import { headerValue, type EdgeHeaders } from '../../core/http/headers';
import type { Behavior, OriginSettings } from '../assembly/distribution';
import type { Exchange } from '../exchange/exchange';
import { keepHeaders, withHeader } from '../exchange/headers';
import type { OriginRequest } from '../exchange/message';

/**
 * Builds the request to the origin, which origin-request functions see: the path, what the cache policy and the origin
 * request policy forward, and the headers that CloudFront adds.
 */
export function buildOriginRequest(exchange: Exchange, behavior: Behavior, origin: OriginSettings): OriginRequest {
  const { method, uri, querystring, body } = exchange.request;
  const policies = policiesOf(behavior);
  return {
    method,
    uri,
    querystring: selectedQuery(querystring, policies.map((policy) => policy.queryStrings)),
    headers: originHeaders(exchange, behavior, origin),
    body,
    origin: forViewer(origin, exchange.viewerProtocol),
  };
}

/** An origin that follows the viewer is called by HTTP for a viewer that uses HTTP. */
function forViewer(origin: OriginSettings, protocol: Exchange['viewerProtocol']): OriginSettings {
  if (protocol === 'https' || origin.custom.protocolPolicy !== 'match-viewer') return origin;
  return { ...origin, custom: { ...origin.custom, protocolPolicy: 'http-only' } };
}

function policiesOf({ cachePolicy, originRequestPolicy }: Behavior) {
  return originRequestPolicy === undefined ? [cachePolicy] : [cachePolicy, originRequestPolicy];
}

/** Whether cookies are forwarded to the origin. Otherwise CloudFront removes Set-Cookie from the origin's responses. */
export function forwardsCookies(behavior: Behavior): boolean {
  return policiesOf(behavior).some((policy) => policy.cookies.mode !== 'none');
}

function originHeaders(exchange: Exchange, behavior: Behavior, origin: OriginSettings): EdgeHeaders {
  const { request, clientIp, httpVersion, id } = exchange;
  const isSelected = (name: string) =>
    policiesOf(behavior).some((policy) => selects(policy.headers, name, { ignoreCase: true }));
  const isForwarded = (name: string) => {
    if (NEVER_FORWARDED.includes(name) || name.startsWith('x-edge-') || name === 'cookie'
      || ADDED_BY_CLOUDFRONT.test(name)) return false;
    // S3 finds the bucket by the Host header, so CloudFront never forwards the viewer's.
    if (name === 'host') return origin.kind !== 's3' && isSelected(name);
    return (
      isSelected(name)
      || FORWARDED_BY_DEFAULT.includes(name)
      || (name === 'authorization' && forwardsAuthorization(request.method, behavior))
      || (behavior.forwardsOtherHeaders && !REMOVED_BY_DEFAULT.includes(name))
    );
  };
  let headers = keepHeaders(request.headers, isForwarded);
  const chosen = origin.overrides?.hostHeader;
  if (chosen !== undefined || headers.host === undefined) {
    headers = withHeader(headers, 'host', chosen ?? origin.domainName);
  }
  if (headers['user-agent'] === undefined) headers = withHeader(headers, 'user-agent', CLOUDFRONT_USER_AGENT);
  headers = { ...headers, ...cloudFrontHeaders(exchange, behavior) };
  const cookies = selectedCookies(
    headerValue(request.headers, 'cookie'),
    policiesOf(behavior).map((policy) => policy.cookies),
  );
  if (cookies !== undefined) headers = withHeader(headers, 'cookie', cookies);
  const encoding = acceptEncoding(behavior, headerValue(request.headers, 'accept-encoding'), httpVersion);
  if (encoding !== undefined) headers = withHeader(headers, 'accept-encoding', encoding);
  const forwardedFor = headerValue(request.headers, 'x-forwarded-for');
  headers = withHeader(
    headers,
    'x-forwarded-for',
    forwardedFor === undefined ? clientIp : `${forwardedFor}, ${clientIp}`,
  );
  const via = headerValue(headers, 'via');
  headers = withHeader(
    headers, 'via', `${via === undefined ? '' : `${via}, `}${httpVersion} ${VIA_HOST} (CloudFront)`);
  return withHeader(headers, 'x-amz-cf-id', id);
}

function forwardsAuthorization(method: string, { cachedMethods }: Behavior): boolean {
  return AUTHORIZATION_BY_DEFAULT.includes(method) || (method === 'OPTIONS' && !cachedMethods.includes(method));
}

/** The `CloudFront-*` headers that a policy names. A policy for all viewer headers does not include them. */
export function cloudFrontHeaders(exchange: Exchange, behavior: Behavior): EdgeHeaders {
  let names = named.get(behavior);
  if (names === undefined) named.set(behavior, (names = cloudFrontNames(behavior)));
  const headers: EdgeHeaders = {};
  for (const name of names) {
    const value = cloudFrontHeader(name, exchange);
    if (value !== undefined) headers[name.toLowerCase()] = [{ key: cloudFrontSpelling(name), value }];
  }
  return headers;
}

/** The names by behavior: each call of a function has these headers. */
const named = new WeakMap<Behavior, readonly string[]>();

function cloudFrontNames({ cachePolicy, originRequestPolicy }: Behavior): readonly string[] {
  const inKey =
    cachePolicy.headers.mode === 'only' ? cachePolicy.headers.names.filter((name) => /^cloudfront-/i.test(name)) : [];
  return [...inKey, ...originRequestPolicy?.cloudFrontHeaders ?? []];
}

/**
 * The Accept-Encoding header for the origin: normalized if the cache policy enables compression; otherwise removed,
 * unless a policy forwards the viewer's. That of HTTP/1.0 is removed in any case, and none is added.
 */
function acceptEncoding(
  { cachePolicy, originRequestPolicy }: Behavior, sent: string | undefined, httpVersion: string,
): string | undefined {
  if (sent === undefined || httpVersion === '1.0') return undefined;
  if (cachePolicy.gzip || cachePolicy.brotli) return acceptedCodings(cachePolicy, sent) || 'identity';
  const forwarded = [cachePolicy, ...originRequestPolicy === undefined ? [] : [originRequestPolicy]]
    .some((policy) => selects(policy.headers, 'accept-encoding', { ignoreCase: true }));
  return forwarded ? sent : undefined;
}
