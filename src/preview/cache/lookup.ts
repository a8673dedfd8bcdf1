import type { BehaviorCache } from './behavior-cache';
import type { CacheStore } from './cache-store';
import type { CachedObject } from './cached-object';
import { rangeApplies } from './conditions';
import { keyText, type CacheKey } from '../../core/cache/cache-key';
import { headerValue, type EdgeHeaders } from '../../core/http/headers';
import type { Exchange } from '../exchange/exchange';
import { cloudFrontHeader } from '../policies/cloudfront-headers';

/** Where a request finds its object. */
export interface Place {
  readonly parts: CacheKey;
  /** The key of the whole object. */
  readonly whole: string;
  /** The key of what this request would fetch: the object, its headers alone, or a range of it. */
  readonly own: string;
  /** The conditions of a request for a range. */
  readonly asked?: EdgeHeaders;
}

/** `error`: the page of a custom error response that has no behavior of its own. */
export function placeOf(exchange: Exchange, behavior: BehaviorCache, error?: number): Place {
  const { request, httpVersion } = exchange;
  const headerOf = (name: string) => (
    name.startsWith('cloudfront-') ? cloudFrontHeader(name, exchange) : headerValue(request.headers, name));
  const parts = behavior.makeKey(request, headerOf, httpVersion);
  const whole = textOf(parts, behavior, error);
  const range = request.method === 'GET' ? headerValue(request.headers, 'range') : undefined;
  const own = request.method === 'HEAD' ? `${whole}\nheaders`
    : range === undefined ? whole : `${whole}\nrange=${range}`;
  return { parts, whole, own, ...(range !== undefined && { asked: request.headers }) };
}

function textOf(parts: CacheKey, { prefix }: BehaviorCache, error?: number): string {
  return `${keyText(parts)}\nbehavior=${prefix}${error === undefined ? '' : `\nerror=${error}`}`;
}

/** The whole object, or what requests such as this one have fetched if that is newer than an expired whole one. */
function findOwn(store: CacheStore, { whole, own, asked }: Place, now: number): CachedObject | undefined {
  const complete = store.get(whole);
  if (own === whole || (complete !== undefined && now < complete.expiresAt)) return complete;
  const part = store.get(own);
  // A viewer with another version gets all of the new one, and not a part.
  if (part === undefined || (asked !== undefined && !rangeApplies(asked, part.response))) return complete;
  return complete === undefined || now < part.expiresAt ? part : complete;
}

/**
 * The object for a request. A viewer that accepts both codings also gets a copy in one of them: the first that was
 * cached, as CloudFront does.
 */
export function find(store: CacheStore, place: Place, now: number): CachedObject | undefined {
  const exact = findOwn(store, place, now);
  if (place.parts.codings !== 'br,gzip' || (exact !== undefined && now < exact.expiresAt)) return exact;
  for (const coding of ['gzip', 'br']) {
    const other = store.get(place.whole.replace('\nbr,gzip\n', `\n${coding}\n`));
    if (other?.response.headers['content-encoding'] !== undefined && now < other.expiresAt) return other;
  }
  return exact;
}
