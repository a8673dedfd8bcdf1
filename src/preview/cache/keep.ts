import type { BehaviorCache } from './behavior-cache';
import { BrokenBody, copying } from './body';
import type { Cache } from './cache';
import type { CacheFetch } from './cache-fetch';
import { forViewers } from './for-viewers';
import type { Place } from './lookup';
import { objectOf, VARIES_BY_ANYTHING } from './object-of';
import { cacheControlOf } from '../../core/cache/cache-control';
import { freshnessOf, type Freshness } from '../../core/cache/ttl';
import { variesByAnything } from '../../core/cache/vary';
import { headerValue } from '../../core/http/headers';
import type { CustomErrorResponse } from '../assembly/distribution';
import { ViewerGone, type Exchange } from '../exchange/exchange';
import { OriginFailure } from '../origin/origin';
import { refuse } from '../stages/refusal';
import { record } from '../trace/record';
import { shortRequest } from '../trace/short';

/** Where and how a response is kept. */
export interface Keeping {
  /** The request to the origin that brings it. */
  readonly fetch?: CacheFetch;
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

const INVALIDATED: Freshness = { stored: false, ttlSec: 0, why: 'it was invalidated while it was fetched' };

/** Compresses the response of an origin. A body that breaks off before that is a failure of the origin. */
export async function prepared(
  fetched: Exchange, { cache, behavior, place }: Pick<Keeping, 'cache' | 'behavior' | 'place'>,
): Promise<Exchange> {
  try {
    const response = await forViewers(fetched, behavior, place.parts.codings, cache.objectMaxBytes);
    return response === fetched.response ? fetched : { ...fetched, response };
  } catch (error) {
    if (!(error instanceof BrokenBody)) throw error;
    if (fetched.viewer?.isGone) throw new ViewerGone();
    return broken(fetched, error.cause instanceof OriginFailure ? error.cause
      : new OriginFailure('closed', 'the body of the response broke off'));
  }
}

function broken(fetched: Exchange, { status, message, kind: failure, hint }: OriginFailure): Exchange {
  const { origin: { domainName: origin, id }, body: _, ...head } = fetched.originRequest!;
  return record({ ...refuse(fetched, status, message), originFailure: failure }, () => (
    { stage: 'origin', outcome: 'failed', origin, id, request: shortRequest(head), status, hint, failure }));
}

/** Keeps a response that is prepared, if that is allowed. */
export function keep(exchange: Exchange, keeping: Keeping): Kept {
  const { cache, place, fetch } = keeping;
  const response = exchange.response!;
  const { status, body, headers } = response;
  const freshness = keeping.freshness ?? freshnessFor(exchange, keeping);
  if (!freshness.stored || exchange.isTrial || status === 304 || status === 416) {
    return { exchange, freshness: { ...freshness, stored: false }, done: DONE };
  }
  const length = Buffer.isBuffer(body) ? body.length : Number(headerValue(headers, 'content-length') ?? 0);
  if (body !== undefined && length > cache.objectMaxBytes) return { exchange, freshness: TOO_LARGE, done: DONE };
  const key = keyFor(exchange, place);
  const make = (bytes: Buffer | undefined) => objectOf(exchange, key, bytes, freshness, keeping);
  if (body === undefined || Buffer.isBuffer(body)) {
    const object = make(body);
    if (fetch?.hasLost(object)) return { exchange, freshness: INVALIDATED, done: DONE };
    cache.store.put(object);
    return { exchange, freshness, key, done: DONE };
  }
  let finish!: () => void;
  const done = new Promise<void>((resolve) => (finish = resolve));
  const copy = copying(body, cache.objectMaxBytes, (bytes) => {
    if (bytes !== undefined) cache.store.put(make(bytes), fetch);
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
