import type { CachedObject } from './cached-object';

/** A request to an origin that may be overtaken: what is invalidated while it runs may be what it brings. */
export class CacheFetch {
  private readonly invalidations: ((object: CachedObject) => boolean)[] = [];

  invalidate(matches: (object: CachedObject) => boolean): void {
    this.invalidations.push(matches);
  }

  /** Whether an object that this request has brought, or was to replace, has been invalidated since it began. */
  hasLost(object: CachedObject): boolean {
    return this.invalidations.some((matches) => matches(object));
  }
}
