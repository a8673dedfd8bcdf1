import type { BehaviorCache } from './behavior-cache';
import type { CachedObject, Validators } from './cached-object';
import { chunkedAs } from './for-viewers';
import type { Place } from './lookup';
import { cacheControlOf, type CacheControl } from '../../core/cache/cache-control';
import { stalenessOf } from '../../core/cache/stale';
import { freshnessOf, type Freshness } from '../../core/cache/ttl';
import { headerValue } from '../../core/http/headers';
import type { Exchange } from '../exchange/exchange';
import { withoutHeaders } from '../exchange/headers';
import type { EdgeResponse } from '../exchange/message';

/** `Vary: *`: an object that no request may use without the origin, which is not asked about the old copy. */
export const VARIES_BY_ANYTHING = 'Vary: *';

/** The object for a response with all of its body. */
export function objectOf(
  exchange: Exchange, key: string, body: Buffer | undefined, freshness: Freshness,
  { behavior, place: { parts: { uri, query } } }: { readonly behavior: BehaviorCache; readonly place: Place },
): CachedObject {
  const response = exchange.response!;
  const control = cacheControlOf(response.headers);
  const headers = withoutHeaders(response.headers, 'age', ...control.uncachedHeaders);
  const wasStream = body !== undefined && !Buffer.isBuffer(response.body);
  const isObject = response.status < 400;
  const isConditional = isObject && behavior.conditional && freshness.why !== VARIES_BY_ANYTHING;
  return {
    key,
    uri,
    query,
    response: { ...response, ...(wasStream && chunkedAs(headers)), headers, body },
    source: exchange.source!,
    ...(exchange.message !== undefined && { message: exchange.message }),
    ...times(freshness, control, isObject ? behavior.policy.maxTtlSec : 0),
    initialAgeSec: Number(/^\d{1,9}$/.exec(headerValue(response.headers, 'age') ?? '')?.[0] ?? 0),
    validators: isConditional ? validatorsOf(response) : {},
    ...(exchange.originFile && { file: exchange.originFile }),
    fetchedBy: exchange.id,
  };
}

/** The object after the origin has confirmed it, with the headers of the 304. */
export function confirmed(object: CachedObject, { headers }: EdgeResponse, { policy }: BehaviorCache): CachedObject {
  const news = withoutHeaders(headers, 'content-length', 'content-type', 'content-encoding', 'etag', 'vary', 'age',
    'transfer-encoding', 'set-cookie');
  const response = { ...object.response, headers: { ...object.response.headers, ...news } };
  const control = cacheControlOf(response.headers);
  const freshness = freshnessOf({ status: response.status, control, fromBucket: false }, policy, Date.now());
  return { ...object, response, ...times(freshness, control, policy.maxTtlSec), initialAgeSec: 0 };
}

function times(freshness: Freshness, control: CacheControl, maxTtlSec: number) {
  const storedAt = Date.now();
  const expiresAt = storedAt + freshness.ttlSec * 1_000;
  const { whileRevalidateSec, ifErrorSec } = stalenessOf(control, maxTtlSec);
  return {
    freshness,
    storedAt,
    expiresAt,
    staleUntil: expiresAt + whileRevalidateSec * 1_000,
    ifErrorUntil: expiresAt + ifErrorSec * 1_000,
  };
}

/** Compression has made the ETag weak, which origins compare as equal. */
function validatorsOf({ headers }: EdgeResponse): Validators {
  const [etag, lastModified] = ['etag', 'last-modified'].map((name) => headerValue(headers, name));
  return { ...(etag !== undefined && { etag }), ...(lastModified !== undefined && { lastModified }) };
}
