import { behaviorCache, type BehaviorCache } from './behavior-cache';
import { CacheStore } from './cache-store';
import type { CachedObject } from './cached-object';
import { invalidationFault } from '../../core/cache/invalidation';
import { error } from '../../core/problem';
import type { Behavior, Distribution } from '../assembly/distribution';
import { PreviewError } from '../errors';

/** Enough for a site with its images, and far below what a machine has. */
export const CACHE_MAX_BYTES = 128 * 1024 * 1024;

/** A larger body is passed on as it comes, and not kept. It is above the largest that is compressed. */
const OBJECT_MAX_BYTES = 16 * 1024 * 1024;

/** The cache of a distribution: its objects, and how each behavior uses them. */
export class Cache {
  readonly store: CacheStore;
  readonly objectMaxBytes: number;
  /** Requests to origins whose responses other requests for the same object wait for. */
  readonly pending = new Map<string, Promise<void>>();
  private readonly behaviors = new Map<Behavior, BehaviorCache>();

  constructor(private readonly distribution: Distribution, private readonly maxBytes = CACHE_MAX_BYTES) {
    this.store = new CacheStore(maxBytes);
    this.objectMaxBytes = Math.min(OBJECT_MAX_BYTES, maxBytes);
    distribution.behaviors.forEach((behavior, index) => this.behaviors.set(behavior, behaviorCache(behavior, index)));
  }

  /** A cache with the same objects, for a request that is only tried out: what it stores or refreshes is not kept. */
  copy(): Cache {
    const copy = new Cache(this.distribution, this.maxBytes);
    copy.store.adopt(this.store);
    return copy;
  }

  of(behavior: Behavior): BehaviorCache {
    return this.behaviors.get(behavior)!;
  }

  /**
   * Removes objects by the paths of an invalidation, and returns how many. `/` is the default root object. Throws one
   * {@link PreviewError} with all paths that CloudFront would refuse.
   */
  invalidate(paths: readonly string[]): number {
    const faults = paths.flatMap((path) => {
      const fault = typeof path === 'string' ? invalidationFault(path) : 'is not a text';
      return fault === undefined ? [] : [error('EDGE_PREVIEW_INVALIDATION', `${JSON.stringify(path)} ${fault}; `
        + 'expected paths such as /images/logo.png, /images/* or /search?q=a*', 'invalidate')];
    });
    if (faults.length > 0) throw new PreviewError(faults);
    const { defaultRootObject } = this.distribution;
    return this.store.invalidate(paths.map((path) => (path === '/' ? `/${defaultRootObject}` : path)));
  }

  /** Removes one object by its key, as traces show it. */
  invalidateKey(key: string): boolean {
    return this.store.remove((object) => object.key === key) > 0;
  }

  /** The objects that are kept, the latest used last. */
  objects(): CachedObject[] {
    return this.store.list();
  }
}
