import { originStages } from './origin-stages';
import type { Edge } from './stage';
import { DEFAULT_ERROR_TTL_SEC } from '../../core/cache/ttl';
import { CacheFetch } from '../cache/cache-fetch';
import type { CachedObject, Validators } from '../cache/cached-object';
import { keep, prepared, type Keeping, type Kept } from '../cache/keep';
import { confirmed } from '../cache/object-of';
import { served } from '../cache/serve';
import type { Exchange } from '../exchange/exchange';
import { withHeader, withoutHeaders } from '../exchange/headers';
import { discard } from '../exchange/message';
import { record } from '../trace/record';

/** A request that waits for the response to another one asks the origin itself after this time. */
const WAIT_MAX_MS = 10_000;

/** What a request needs to use the cache. */
export interface CacheRequest extends Keeping {
  readonly edge: Edge;
}

/**
 * Fetches the object, unless an equal request is doing so: then it waits for its response. `again` looks it up.
 */
export async function askOrigin(
  exchange: Exchange, request: CacheRequest, again: (exchange: Exchange) => Exchange | undefined,
): Promise<Exchange> {
  const { cache: { pending }, place: { own } } = request;
  const others = pending.get(own);
  if (others !== undefined) {
    await settled(others, exchange.viewer?.signal);
    // One of those that have waited takes its place.
    if (abandoned.has(others) && exchange.viewer?.isGone !== true) return askOrigin(exchange, request, again);
    // The object may be newer than this request.
    const now = Math.max(Date.now(), exchange.startedAt);
    const found = again({ ...exchange, startedAt: now });
    if (found !== undefined) return { ...found, startedAt: exchange.startedAt };
  }
  if (pending.has(own)) return fetchObject(exchange, request);
  let finish!: () => void;
  const first = new Promise<void>((resolve) => (finish = resolve));
  pending.set(own, first);
  const end = (hasNoResponse = false) => {
    pending.delete(own);
    if (hasNoResponse) abandoned.add(first);
    finish();
  };
  return fetchObject(exchange, request, end);
}

/** Requests whose viewer has left before there was a response. */
const abandoned = new WeakSet<Promise<void>>();

/** Resolves when the first of the equal requests has its response, or takes too long. */
async function settled(others: Promise<void>, signal: AbortSignal | undefined): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  let gone: (() => void) | undefined;
  await Promise.race([others, new Promise<void>((resolve) => {
    timer = setTimeout(resolve, WAIT_MAX_MS);
    gone = resolve;
    signal?.addEventListener('abort', resolve as () => void, { once: true });
  })]);
  clearTimeout(timer);
  if (gone !== undefined) signal?.removeEventListener('abort', gone);
}

/** Fetches the object. `ended` is called when that is over. */
async function fetchObject(
  exchange: Exchange, request: CacheRequest, ended: (hasNoResponse?: boolean) => void = () => undefined,
): Promise<Exchange> {
  const { cache: { store: { fetches } } } = request;
  const fetch = new CacheFetch();
  fetches.add(fetch);
  const end = (hasNoResponse = false) => {
    fetches.delete(fetch);
    ended(hasNoResponse);
  };
  try {
    return await fetchOrConfirm(exchange, { ...request, fetch }, end);
  } catch (error) {
    end(true);
    throw error;
  }
}

/** Fetches the object, or lets the origin confirm the copy that has expired. */
async function fetchOrConfirm(
  exchange: Exchange, request: CacheRequest & { readonly fetch: CacheFetch }, end: () => void,
): Promise<Exchange> {
  const { cache: { store }, place, edge, behavior, fetch } = request;
  const now = exchange.startedAt;
  const expired = store.get(place.whole);
  const asked = record(exchange, () => ({
    stage: 'cache', outcome: 'miss', key: place.own, why: expired === undefined ? 'not in the cache' : 'expired',
  }));
  const conditions = expired === undefined ? undefined : expired.validators;
  const fetched = await originStages.run(withConditions(asked, conditions), edge);
  const answered = { ...fetched, request: exchange.request };
  const isRefreshed = answered.response!.status === 304 && expired !== undefined && hasValidator(expired.validators);
  if (isRefreshed) {
    const object = confirmed(expired, answered.response!, behavior);
    store.put(object, fetch);
    end();
    const noted = storeFact(answered, 'refreshed', object.key, object.freshness);
    return { ...served(noted, object, 'RefreshHit', behavior.conditional), cacheLayer: 'refresh' };
  }
  const stale = expired !== undefined && now < expired.ifErrorUntil && !fetch.hasLost(expired) ? expired : undefined;
  // A body may break off while it is read, which is a failure as well.
  const ready = stale !== undefined && hasFailed(answered) ? answered : await prepared(answered, request);
  if (stale !== undefined && hasFailed(ready)) {
    const { status, body } = ready.response!;
    discard(body);
    const seconds = request.errorResponses.get(status)?.cachingMinTtlSec ?? DEFAULT_ERROR_TTL_SEC;
    store.retryAfter(stale.key, Date.now() + seconds * 1_000);
    end();
    const noted = record(ready, { stage: 'cache-store', outcome: 'kept-stale', key: stale.key, status, seconds });
    return { ...served(noted, stale, 'Hit', behavior.conditional), cacheLayer: 'hit' };
  }
  // The origin is not at fault if a function failed: the next request runs it again.
  const freshness = isFailureOfOrigin(ready) ? request.freshness : FUNCTION_FAILED;
  const kept = keep(ready, freshness === undefined ? request : { ...request, freshness });
  void kept.done.then(() => end());
  return stored(kept);
}

const FUNCTION_FAILED = { stored: false, ttlSec: 0, why: 'the function failed' };

function stored({ exchange, freshness, key }: Kept): Exchange {
  const noted = storeFact(exchange, key === undefined ? 'not-stored' : 'stored', key, freshness);
  return { ...noted, cacheLayer: 'miss', ...(exchange.response!.status >= 400 && { errorFreshness: freshness }) };
}

function storeFact(
  exchange: Exchange, outcome: 'stored' | 'not-stored' | 'refreshed', key: string | undefined,
  { ttlSec, why }: { readonly ttlSec: number; readonly why: string },
): Exchange {
  const coding = exchange.response!.headers['content-encoding']?.[0]?.value;
  return record(exchange, () => ({
    stage: 'cache-store', outcome, ttlSec, why, ...(key !== undefined && { key }), ...(coding && { coding }),
  }));
}

function hasFailed(exchange: Exchange): boolean {
  return exchange.response!.status >= 500 && isFailureOfOrigin(exchange);
}

/** Errors that functions made are not those of the origin; `xCache` has their names. */
function isFailureOfOrigin({ source, xCache }: Exchange): boolean {
  return source !== 'cloudfront' || xCache === undefined;
}

function hasValidator({ etag, lastModified }: Validators): boolean {
  return etag !== undefined || lastModified !== undefined;
}

const CONDITIONS = ['if-none-match', 'if-modified-since', 'if-match', 'if-unmodified-since'];

/**
 * The conditions of the own copy of CloudFront take the place of those of the viewer. A range stays: without a valid
 * copy, the viewer gets that range of the new version.
 */
function withConditions(exchange: Exchange, validators: Validators | undefined): Exchange {
  if (validators === undefined || !hasValidator(validators)) return exchange;
  let headers = withoutHeaders(exchange.request.headers, ...CONDITIONS);
  if (validators.etag !== undefined) headers = withHeader(headers, 'if-none-match', validators.etag);
  const { lastModified } = validators;
  if (lastModified !== undefined) headers = withHeader(headers, 'if-modified-since', lastModified);
  return { ...exchange, request: { ...exchange.request, headers } };
}

/** Asks the origin in the background, once at a time. The viewer of this request does not wait. */
export function refresh(exchange: Exchange, request: CacheRequest, { key }: CachedObject): void {
  const { cache: { pending } } = request;
  if (pending.has(key)) return;
  // The whole object, whatever this viewer wants of it.
  const headers = withoutHeaders(exchange.request.headers, 'range', 'if-range', ...CONDITIONS);
  const background = {
    ...exchange,
    viewer: undefined,
    trace: undefined,
    begun: performance.now(),
    request: { ...exchange.request, method: 'GET', headers },
  };
  const refreshed = fetchObject(background, request).then(({ response }) => {
    const body = response?.body;
    // What is read to its end is kept.
    if (body !== undefined && !Buffer.isBuffer(body)) body.resume();
  }).catch(() => undefined);
  pending.set(key, refreshed.then(() => void pending.delete(key)));
}
