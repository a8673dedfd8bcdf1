import type { BehaviorCaching, Visible } from './caching';
import type { RequestPart } from './request-part';
import { isVisible } from './visibility';
import { partName } from './words';
import { error, type Problem, type Where } from '../problem';

/** A part of the request that a function reads, and what is reported where that is not safe. */
export interface Reading {
  readonly part: RequestPart;
  /** What reads it: the property, or the place in a file. */
  readonly place: Where;
  /** What one viewer would get of another: `redirect`, `answer`. */
  readonly result: string;
  /** The fix where the part is not in the cache key: "use ...". */
  readonly cure: string;
  /** What to report where nothing is cached, but the function does not see the part. */
  readonly unseen: {
    readonly problem: (message: string, where: Where) => Problem;
    readonly effect: string;
    readonly cure: string;
  };
}

/** A behavior, as far as its cache matters. */
export interface CachingBehavior {
  readonly pattern: string;
  readonly caching: BehaviorCaching;
}

/**
 * Proves that everything that is read is part of the cache key, or reports what is missing.
 *
 * The result of an origin event is cached: if it depends on a header that is not in the key, the first viewer's result
 * is served to all viewers. Where nothing is cached it is enough that the function sees the part.
 */
export function proveCacheKey(readings: readonly Reading[], { pattern, caching }: CachingBehavior): Problem[] {
  const behavior = `behavior ${JSON.stringify(pattern)}`;
  return readings.filter(({ part }) => !isSafe(part, caching)).map(({ part, place, result, cure, unseen }) => {
    const reads = `reads ${partName(part)}, which`;
    return caching.cached
      ? error('EDGE_NOT_IN_CACHE_KEY', `${reads} is ${caching.key ? 'not in' : 'not known to be in'} the cache key of `
        + `${behavior}, so that one viewer's ${result} would be served to all; ${cure}`, place)
      : unseen.problem(
        `${reads} does not reach the function on ${behavior}, so that ${unseen.effect}; ${unseen.cure}`, place);
  });
}

function isSafe(part: RequestPart, { key, forwarded, cached }: BehaviorCaching): boolean {
  if (isVisible(part, key) || (!cached && reaches(part, forwarded))) return true;
  return part.dispensable === true && key !== undefined && forwarded?.queryStrings.mode === 'none';
}

/**
 * Whether the function sees a part that is not in the key. It always sees the method; an unknown policy may forward
 * anything.
 */
function reaches(part: RequestPart, forwarded: Visible | undefined): boolean {
  return part.kind === 'method' || forwarded === undefined || isVisible(part, forwarded);
}
