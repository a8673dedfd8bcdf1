import { keyMaker, type KeyMaker } from '../../core/cache/cache-key';
import type { CachePolicySettings, Selection } from '../../core/facts/policy-settings';
import type { Behavior } from '../assembly/distribution';
import { forwardsCookies } from '../policies/origin-request';

/** How a behavior uses the cache: what its policies say, prepared once. */
export interface BehaviorCache {
  /** Tells the objects of this behavior from those of others. */
  readonly prefix: string;
  readonly policy: CachePolicySettings;
  readonly makeKey: KeyMaker;
  /** Why nothing is cached; undefined if it is. */
  readonly disabled?: string;
  readonly cachesOptions: boolean;
  /** Whether viewers and CloudFront may ask whether their copy is still valid. */
  readonly conditional: boolean;
  readonly compresses: boolean;
  /** The headers that reach the origin, which Vary may name. */
  readonly forwarded: readonly Selection[];
  /** A function may replace the body, which has to be complete before. */
  readonly hasViewerResponse: boolean;
}

export function behaviorCache(behavior: Behavior, index: number): BehaviorCache {
  const { cachePolicy, originRequestPolicy, cachedMethods, compress, functions } = behavior;
  return {
    prefix: `${index}`,
    policy: cachePolicy,
    makeKey: keyMaker(cachePolicy),
    disabled: reasonNotToCache(cachePolicy),
    cachesOptions: cachedMethods.includes('OPTIONS'),
    // Conditional requests are not supported where cookies are forwarded.
    conditional: !forwardsCookies(behavior),
    compresses: compress && cachePolicy.maxTtlSec > 0 && !namesEncoding(cachePolicy.headers),
    forwarded: [cachePolicy.headers, ...originRequestPolicy === undefined ? [] : [originRequestPolicy.headers]],
    hasViewerResponse: functions['viewer-response'] !== undefined,
  };
}

function reasonNotToCache({ maxTtlSec, headers }: CachePolicySettings): string | undefined {
  if (!(maxTtlSec > 0)) return 'the maximum TTL is 0';
  // With the legacy settings, `*` forwards all headers, and nothing is cached.
  return headers.mode === 'all' ? 'all headers are forwarded' : undefined;
}

/** With Accept-Encoding in the list of headers, CloudFront leaves compression to the origin. */
function namesEncoding(headers: Selection): boolean {
  return headers.mode === 'only' && headers.names.some((name) => name.toLowerCase() === 'accept-encoding');
}
