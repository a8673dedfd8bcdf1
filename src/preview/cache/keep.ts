import type { BehaviorCache } from './behavior-cache';
import { BrokenBody, copying } from './body';
import type { Cache } from './cache';
import { forViewers } from './for-viewers';
import type { Place } from './lookup';
import { objectOf, VARIES_BY_ANYTHING } from './object-of';
import { cacheControlOf } from '../../core/cache/cache-control';
import { freshnessOf, type Freshness } from '../../core/cache/ttl';
import { variesByAnything } from '../../core/cache/vary';
import { CLOUDFRONT_MESSAGES } from '../../core/facts/cloudfront-page';
import { headerValue } from '../../core/http/headers';
import type { CustomErrorResponse } from '../assembly/distribution';
import { ViewerGone, type Exchange } from '../exchange/exchange';
import type { EdgeResponse } from '../exchange/message';
import { refuse } from '../stages/refusal';

/** Where and how a response is kept. */
export interface Keeping {
  readonly cache: Cache;
  readonly behavior: BehaviorCache;
  readonly place: Place;
  readonly errorResponses: ReadonlyMap<number, CustomErrorResponse>;
  /** A time that overrides the headers: that of an error, for its page. */
  readonly freshness?: Freshness;
}

/** A response for the viewer, and what became of it in the cache. */
export interface Kept {
  readonly exchange: Exchange;
  readonly freshness: Freshness;
  /** The key, if the object is or will be kept. */
  readonly key?: string;
  /** Resolves when the object is kept, or when it is known that it cannot be. */
  readonly done: Promise<void>;
}

const DONE = Promise.resolve();

const TOO_LARGE: Freshness = { stored: false, ttlSec: 0, why: 'the preview keeps no objects of this size' };

/** Compresses the response of an origin, and keeps it if that is allowed. */
export async function keep(fetched: Exchange, keeping: Keeping): Promise<Kept> {
  const { cache, behavior, place } = keeping;
  let response: EdgeResponse;
  try {
    response = await forViewers(fetched, behavior, place.parts.codings, cache.objectMaxBytes);
  } catch (error) {
    if (!(error instanceof BrokenBody)) throw error;
    if (fetched.viewer?.isGone) throw new ViewerGone();
    return keep(refuse(fetched, 502, CLOUDFRONT_MESSAGES.originUnreachable), keeping);
  }
  const exchange = response === fetched.response ? fetched : { ...fetched, response };
  const { status, body, headers } = response;
  const freshness = keeping.freshness ?? freshnessFor(exchange, keeping);
  if (!freshness.stored || exchange.isTrial || status === 304 || status === 416) {
    return { exchange, freshness: { ...freshness, stored: false }, done: DONE };
  }
  const length = Buffer.isBuffer(body) ? body.length : Number(headerValue(headers, 'content-length') ?? 0);
  if (body !== undefined && length > cache.objectMaxBytes) return { exchange, freshness: TOO_LARGE, done: DONE };
  const key = keyFor(exchange, place);
  const put = (bytes: Buffer | undefined): void => cache.store.put(objectOf(exchange, key, bytes, freshness, keeping));
  if (body === undefined || Buffer.isBuffer(body)) {
    put(body);
    return { exchange, freshness, key, done: DONE };
  }
  let finish!: () => void;
  const done = new Promise<void>((resolve) => (finish = resolve));
  const copy = copying(body, cache.objectMaxBytes, (bytes) => {
    if (bytes !== undefined) put(bytes);
    finish();
  });
  return { exchange: { ...exchange, response: { ...response, body: copy } }, freshness, key, done };
}

/** The whole object is kept for all requests, whatever it was fetched for. */
function keyFor({ request, response }: Exchange, { whole, own }: Place): string {
  return request.method !== 'HEAD' && response!.status !== 206 ? whole : own;
}

function freshnessFor({ response, source, originRequest }: Exchange, keeping: Keeping): Freshness {
  const { status, headers } = response!;
  const { behavior: { policy }, errorResponses } = keeping;
  const fromBucket = source !== 'origin-request-lambda' && originRequest?.origin.kind === 's3';
  const errorTtlSec = errorResponses.get(status)?.cachingMinTtlSec;
  const freshness = freshnessOf(
    { status, control: cacheControlOf(headers), fromBucket, errorTtlSec }, policy, Date.now());
  const isUncertain = freshness.stored && policy.minTtlSec === 0 && variesByAnything(headerValue(headers, 'vary'));
  return isUncertain ? { stored: true, ttlSec: 0, why: VARIES_BY_ANYTHING } : freshness;
}
