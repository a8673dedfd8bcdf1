import { askOrigin, refresh, type CacheRequest } from './fetch-object';
import { originStages } from './origin-stages';
import type { Edge, Stage } from './stage';
import { withoutSignature } from '../access/signature';
import type { BehaviorCache } from '../cache/behavior-cache';
import { ageOf, type CachedObject } from '../cache/cached-object';
import { keep, prepared } from '../cache/keep';
import { find, placeOf, type Place } from '../cache/lookup';
import { served } from '../cache/serve';
import type { Exchange } from '../exchange/exchange';
import { isUnchanged } from '../origin/file-version';
import { record } from '../trace/record';

/**
 * The cache, between viewer-request and origin-request. A request whose object is in the cache ends here; for all
 * others the origin stages run, and their result is kept.
 */
export const cacheStage: Stage = {
  name: 'cache',
  phase: 'request',
  run(viewed, edge) {
    const exchange = viewed.behavior!.trustedKeys === undefined ? viewed : unsigned(viewed);
    const behavior = edge.cache.of(exchange.behavior!);
    const why = reasonToBypass(exchange, behavior);
    if (why !== undefined) return bypass(exchange, edge, behavior, why);
    const page = pageWithoutBehavior(exchange);
    const request: CacheRequest = {
      edge,
      cache: edge.cache,
      behavior,
      place: placeOf(exchange, behavior, page?.status),
      errorResponses: edge.distribution.errorResponses,
      ...(page && { freshness: page.freshness }),
    };
    return fromCache(exchange, request)
      ?? askOrigin(exchange, request, (later) => fromCache(later, request, true));
  },
};

function unsigned(exchange: Exchange): Exchange {
  const { request } = exchange;
  return { ...exchange, request: { ...request, querystring: withoutSignature(request.querystring) } };
}

function reasonToBypass({ request: { method } }: Exchange, { disabled, cachesOptions }: BehaviorCache) {
  if (disabled !== undefined) return disabled;
  const isCached = method === 'GET' || method === 'HEAD' || (method === 'OPTIONS' && cachesOptions);
  return isCached ? undefined : `responses to ${method} are not cached`;
}

/** Nothing is kept, so that nothing is compressed either. */
async function bypass(exchange: Exchange, edge: Edge, behavior: BehaviorCache, why: string): Promise<Exchange> {
  const asked = record(exchange, { stage: 'cache', outcome: 'bypassed', why });
  const fetched = await originStages.run(asked, edge);
  const place: Place = { parts: { uri: '', query: '', parts: [], codings: '' }, whole: '', own: '' };
  const freshness = { stored: false, ttlSec: 0, why };
  const keeping = { cache: edge.cache, behavior, place, errorResponses: new Map(), freshness };
  const kept = keep(await prepared(fetched, keeping), keeping);
  return { ...kept.exchange, cacheLayer: 'miss' };
}

/** The page of a custom error response whose path has no behavior of its own is cached as long as the error. */
function pageWithoutBehavior({ errorPage, behavior }: Exchange) {
  return errorPage?.freshness !== undefined && errorPage.behavior === behavior
    ? { status: errorPage.status, freshness: errorPage.freshness } : undefined;
}

/** The exchange with a response of the cache; undefined if the origin has to be asked. */
function fromCache(exchange: Exchange, request: CacheRequest, collapsed?: true): Exchange | undefined {
  const { cache: { store }, place } = request;
  const now = exchange.startedAt;
  const object = find(store, place, now);
  if (object === undefined) return undefined;
  if (object.file !== undefined && !isUnchanged(object.file)) {
    store.delete(object.key);
    return undefined;
  }
  // Of requests that waited for the same response, each gets it, even if it expires at once.
  if (now < object.expiresAt) return hit(exchange, request, object, 'hit', collapsed);
  if (now < object.staleUntil) {
    refresh(exchange, request, object);
    return hit(exchange, request, object, 'stale-while-revalidate');
  }
  return store.isWaiting(object.key, now) && now < object.ifErrorUntil
    ? hit(exchange, request, object, 'stale-if-error') : undefined;
}

function hit(
  exchange: Exchange, { behavior }: CacheRequest, object: CachedObject,
  outcome: 'hit' | 'stale-while-revalidate' | 'stale-if-error', collapsed?: true,
): Exchange {
  const { key, freshness: { ttlSec, why }, fetchedBy } = object;
  const ageSec = ageOf(object, exchange.startedAt);
  const found = record(exchange, () => ({
    stage: 'cache', outcome, key, ttlSec, ageSec, why, fetchedBy, ...(collapsed && { collapsed }),
  }));
  return {
    ...served(found, object, 'Hit', behavior.conditional),
    cacheLayer: 'hit',
    // The page of this error is in the cache as well, as long as the error.
    ...(object.response.status >= 400 && { errorFreshness: object.freshness }),
  };
}
