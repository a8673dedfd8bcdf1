import { corsHeaders, hasCorsHeaders } from './cors';
import type { ResponseHeadersPolicySettings } from '../../core/facts/policy-settings';
import { headerValue, type EdgeHeaders } from '../../core/http/headers';
import { keepHeaders, withoutHeaders } from '../exchange/headers';
import type { EdgeRequest } from '../exchange/message';

/**
 * Applies a response headers policy. Headers are removed before others are added, so that a header which is both
 * removed and added is present.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-response-headers-policies.html
 * (checked 2026-11-20)
 */
export function applyResponseHeadersPolicy(
  policy: ResponseHeadersPolicySettings, request: EdgeRequest, headers: EdgeHeaders, timing: () => string,
): EdgeHeaders {
  const removed = policy.remove.map((name) => name.toLowerCase());
  let after = keepHeaders(headers, (name) => !removed.includes(name));
  after = applyCors(policy, request, after);
  for (const { name, value, override } of policy.headers) after = put(after, name, value, override);
  return wantsTiming(policy.serverTimingRate, request) ? addTiming(after, timing()) : after;
}

/**
 * `override` applies to all CORS headers together: without it, a single CORS header of the origin keeps out all of the
 * policy's.
 */
function applyCors(policy: ResponseHeadersPolicySettings, request: EdgeRequest, headers: EdgeHeaders): EdgeHeaders {
  if (policy.cors === undefined || (!policy.cors.override && hasCorsHeaders(headers))) return headers;
  const added = corsHeaders(policy.cors, request);
  if (added.length === 0) return headers;
  const after = added.reduce((all, [name, value]) => put(all, name, value, true), headers);
  return headerValue(after, 'access-control-allow-origin') === '*' ? after : variedByOrigin(after);
}

/** The response depends on the Origin header, which caches must know, besides what it depends on already. */
function variedByOrigin(headers: EdgeHeaders): EdgeHeaders {
  const vary = headerValue(headers, 'vary') ?? '';
  if (/(?:^|[\s,])origin(?:[\s,]|$)|\*/i.test(vary)) return headers;
  return put(headers, 'Vary', vary === '' ? 'Origin' : `${vary}, Origin`, true);
}

function put(headers: EdgeHeaders, name: string, value: string, override: boolean): EdgeHeaders {
  const lower = name.toLowerCase();
  if (!override && headers[lower] !== undefined) return headers;
  return { ...withoutHeaders(headers, lower), [lower]: [{ key: name, value }] };
}

/** A sampling rate below 100 is applied at random. A viewer can request the header with `Pragma: server-timing`. */
function wantsTiming(rate: number | undefined, request: EdgeRequest): boolean {
  if (rate === undefined) return false;
  return (
    rate >= 100
    || Math.random() * 100 < rate
    || headerValue(request.headers, 'pragma')?.toLowerCase() === 'server-timing'
  );
}

/** Appends CloudFront's metrics to those of the origin. */
function addTiming(headers: EdgeHeaders, timing: string): EdgeHeaders {
  const own = headerValue(headers, 'server-timing');
  return put(headers, 'Server-Timing', own === undefined ? timing : `${own},${timing}`, true);
}
