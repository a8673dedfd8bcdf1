import type { CacheFetch } from './cache-fetch';
import { bytesOf, type CachedObject } from './cached-object';
import { invalidationMatcher } from '../../core/cache/invalidation';

/**
 * The objects of a cache, up to a number of bytes: the object that was not requested for the longest time leaves first.
 */
export class CacheStore {
  /** In the order of their last use. */
  private readonly objects = new Map<string, { readonly object: CachedObject; readonly bytes: number }>();
  /** Until when an expired object is served without asking the origin, which has just failed. */
  private readonly retries = new Map<string, number>();
  /** The requests to origins that have begun. */
  readonly fetches = new Set<CacheFetch>();
  private total = 0;
  /** The last of the objects. */
  private newest: string | undefined;

  constructor(private readonly maxBytes: number) {}

  get(key: string): CachedObject | undefined {
    const found = this.objects.get(key);
    if (found === undefined) return undefined;
    // Moved to the end, if it is not there: a map grows with each deletion until it is made anew.
    if (this.newest !== key) {
      this.objects.delete(key);
      this.objects.set(key, found);
      this.newest = key;
    }
    return found.object;
  }

  /** Keeps an object, unless it has been invalidated since the request began that brings it. */
  put(object: CachedObject, fetch?: CacheFetch): void {
    if (fetch?.hasLost(object)) return;
    this.delete(object.key);
    const bytes = bytesOf(object);
    if (bytes > this.maxBytes) return;
    this.objects.set(object.key, { object, bytes });
    this.newest = object.key;
    this.total += bytes;
    for (const key of this.objects.keys()) {
      if (this.total <= this.maxBytes) return;
      this.delete(key);
    }
  }

  /** Takes over what another store has, which is not changed. */
  adopt({ objects, retries, total }: CacheStore): void {
    for (const [key, entry] of objects) this.objects.set(key, entry);
    this.newest = undefined;
    for (const [key, until] of retries) this.retries.set(key, until);
    this.total = total;
  }

  delete(key: string): boolean {
    const found = this.objects.get(key);
    if (found === undefined) return false;
    this.total -= found.bytes;
    this.retries.delete(key);
    return this.objects.delete(key);
  }

  /** The origin has failed: until then, the object is served as it is. */
  retryAfter(key: string, until: number): void {
    if (this.objects.has(key)) this.retries.set(key, until);
  }

  isWaiting(key: string, now: number): boolean {
    return this.retries.size > 0 && (this.retries.get(key) ?? 0) > now;
  }

  /** Removes what the paths of an invalidation match, and returns how many objects that were. */
  invalidate(paths: readonly string[]): number {
    const matchers = paths.map(invalidationMatcher);
    return this.remove((object) => matchers.some((matches) => matches(object)));
  }

  /** Removes what matches, and what requests to origins bring that have begun before. */
  remove(matches: (object: CachedObject) => boolean): number {
    for (const fetch of this.fetches) fetch.invalidate(matches);
    const matching = [...this.objects.values()].filter(({ object }) => matches(object));
    for (const { object } of matching) this.delete(object.key);
    return matching.length;
  }

  clear(): void {
    this.objects.clear();
    this.retries.clear();
    this.total = 0;
  }

  /** The objects, the latest used last. */
  list(): CachedObject[] {
    return [...this.objects.values()].map(({ object }) => object);
  }

  get bytes(): number {
    return this.total;
  }
}
