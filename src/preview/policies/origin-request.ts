import { cloudFrontHeader } from './cloudfront-headers';
import { forwardedCookies, forwardedQuery } from './forwarded-query';
import {
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
 * The request as the origin will get it and as origin-request functions see it: the path, what the cache policy and the
 * origin request policy let through, and what CloudFront writes itself.
 */
export function buildOriginRequest(exchange: Exchange, behavior: Behavior, origin: OriginSettings): OriginRequest {
  const { method, uri, querystring, body } = exchange.request;
  const policies = policiesOf(behavior);
  return {
    method,
    uri,
    querystring: forwardedQuery(querystring, policies.map((policy) => policy.queryStrings)),
    headers: originHeaders(exchange, behavior, origin),
    body,
    origin,
  };
}

function policiesOf({ cachePolicy, originRequestPolicy }: Behavior) {
  return originRequestPolicy === undefined ? [cachePolicy] : [cachePolicy, originRequestPolicy];
}

/** Whether cookies go to the origin; if not, CloudFront keeps the origin's Set-Cookie to itself. */
export function forwardsCookies(behavior: Behavior): boolean {
  return policiesOf(behavior).some((policy) => policy.cookies.mode !== 'none');
}

function originHeaders(exchange: Exchange, behavior: Behavior, origin: OriginSettings): EdgeHeaders {
  const { request, clientIp, httpVersion, id } = exchange;
  const asked = (name: string) =>
    policiesOf(behavior).some((policy) => selects(policy.headers, name, { ignoreCase: true }));
  const passes = (name: string) => {
    if (NEVER_FORWARDED.includes(name) || name.startsWith('x-edge-') || name === 'cookie') return false;
    // S3 finds the bucket by the host, so CloudFront never forwards the viewer's.
    if (name === 'host') return origin.kind !== 's3' && asked(name);
    return (
      asked(name)
      || FORWARDED_BY_DEFAULT.includes(name)
      || (behavior.forwardsOtherHeaders && !REMOVED_BY_DEFAULT.includes(name))
    );
  };
  let headers = keepHeaders(request.headers, passes);
  if (headers.host === undefined) headers = withHeader(headers, 'host', origin.domainName);
  if (headers['user-agent'] === undefined) headers = withHeader(headers, 'user-agent', CLOUDFRONT_USER_AGENT);
  headers = { ...headers, ...cloudFrontHeaders(exchange, behavior) };
  const cookies = forwardedCookies(
    headerValue(request.headers, 'cookie'),
    policiesOf(behavior).map((policy) => policy.cookies),
  );
  if (cookies !== undefined) headers = withHeader(headers, 'cookie', cookies);
  const encoding = acceptEncoding(behavior, headerValue(request.headers, 'accept-encoding'));
  if (encoding !== undefined) headers = withHeader(headers, 'accept-encoding', encoding);
  const forwardedFor = headerValue(request.headers, 'x-forwarded-for');
  headers = withHeader(
    headers,
    'x-forwarded-for',
    forwardedFor === undefined ? clientIp : `${forwardedFor}, ${clientIp}`,
  );
  headers = withHeader(headers, 'via', `${httpVersion} ${viaHost(id)} (CloudFront)`);
  return withHeader(headers, 'x-amz-cf-id', id);
}

/**
 * `CloudFront-*` headers that a policy asks for by name. Asking for all of a viewer's headers asks for none of
 * CloudFront's.
 */
export function cloudFrontHeaders(exchange: Exchange, behavior: Behavior): EdgeHeaders {
  const { cachePolicy, originRequestPolicy } = behavior;
  const inKey =
    cachePolicy.headers.mode === 'only' ? cachePolicy.headers.names.filter((name) => /^cloudfront-/i.test(name)) : [];
  let headers: EdgeHeaders = {};
  for (const name of [...inKey, ...originRequestPolicy?.cloudFrontHeaders ?? []]) {
    const value = cloudFrontHeader(name, exchange);
    if (value !== undefined) headers = withHeader(headers, name, value);
  }
  return headers;
}

/**
 * Normalized when the cache policy compresses; otherwise the origin is asked not to compress, unless a policy passes
 * the header on.
 */
function acceptEncoding({ cachePolicy, originRequestPolicy }: Behavior, sent: string | undefined): string | undefined {
  if (!cachePolicy.gzip && !cachePolicy.brotli) {
    const asked = [cachePolicy, ...originRequestPolicy === undefined ? [] : [originRequestPolicy]]
      .some((policy) => selects(policy.headers, 'accept-encoding', { ignoreCase: true }));
    return asked ? sent : undefined;
  }
  const takes = (coding: string) =>
    new RegExp(`(^|[\\s,])${coding}(?!\\s*;\\s*q=0(\\.0*)?\\s*(,|$))\\s*(;|,|$)`, 'i').test(sent ?? '');
  const accepted = [
    ...(cachePolicy.brotli && takes('br') ? ['br'] : []),
    ...(cachePolicy.gzip && takes('gzip') ? ['gzip'] : []),
  ];
  return accepted.length === 0 ? 'identity' : accepted.join(',');
}

/** Made of the request id, so that the two `Via` headers of one request agree. */
export function viaHost(id: string): string {
  return `${Buffer.from(id).toString('hex').slice(0, 32)}.cloudfront.net`;
}
