import { certain, likely, possible } from '../found';
import { guide } from '../links';
import { originQuotes, quotes } from '../quote';
import type { Source } from '../source';
import { isPlainLogError } from '../unmarked';

const HITS = ['Hit', 'RefreshHit', 'OriginShieldHit'];

export const cachedError: Source = {
  id: 'cached-error',
  what: 'the error came from the cache',
  cure: 'set "ttl" of "errorResponses" of the Distribution to a few seconds, let the origin send Cache-Control with '
    + 'errors, and invalidate the path after the cause is gone',
  link: guide('HTTPStatusCodes'),
  settledBy: 'request it again with a new query string, if that is in the cache key, or after the TTL of the error',
  find(signs) {
    const { isError, xCache, result, age, seen: { origin } } = signs;
    if (!isError) return undefined;
    const evidence = [
      ...quotes(signs, 'x-cache', 'age', 'x-edge-result-type', 'x-edge-detailed-result-type'), ...originQuotes(origin),
    ];
    // What the origin answers now is not what the viewer gets.
    const more = { isFirst: origin !== undefined && origin.status > 0 && origin.status < 400 };
    if (HITS.includes(xCache) || HITS.includes(result)) return certain(evidence, more);
    if (age > 0) return likely(evidence, more);
    return isPlainLogError(signs) ? possible(evidence) : undefined;
  },
  isExcluded: ({ originAnswered }) => originAnswered === true,
};
