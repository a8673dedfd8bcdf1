import type { EdgeEvent } from '../facts/edge-events';

/**
 * How long an answer to a request may be kept. All steps of a function share it: a step that lets a request pass may
 * not do so at another time, or for another viewer, and the step that answers does not know why it passed.
 */
export class Freshness {
  /** Whether a step has looked at more than the URL and the time. */
  varies = false;
  /** The next time at which a step may decide differently, in milliseconds since the epoch. */
  until = Infinity;

  constructor(private readonly event: EdgeEvent) {}

  /**
   * A Cache-Control with a time in seconds, within these limits. An answer that depends on more than the URL is not for
   * browsers: they would use it again where another request for the URL gets another answer. On origin events the
   * cache key has what it depends on.
   */
  limit(cacheControl: string, ttl?: number): string {
    const given = /\d+$/.exec(cacheControl);
    if (!given || ttl === 0 || (this.varies && this.event === 'viewer-request')) return 'no-store';
    const seconds = Math.max(0, Math.floor(Math.min(ttl ?? Number(given), (this.until - Date.now()) / 1000)));
    return `${this.varies ? 'max-age=0, s-maxage' : 'max-age'}=${seconds}`;
  }
}
