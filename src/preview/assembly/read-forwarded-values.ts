import { listOf, member, scalar, type Value } from './reference';
import {
  ALL, NONE, type CachePolicySettings, type OriginRequestPolicySettings, type Selection,
} from '../../core/facts/policy-settings';

/** Converts the legacy cache settings (ForwardedValues) to a cache policy. `*` in the header list means all headers. */
export function readForwardedValues(behavior: Value, forwarded: Value | undefined): CachePolicySettings {
  const compress = member(behavior, 'Compress') === true;
  return {
    name: 'ForwardedValues',
    minTtlSec: Number(scalar(member(behavior, 'MinTTL')) || 0),
    defaultTtlSec: Number(scalar(member(behavior, 'DefaultTTL')) || 86_400),
    maxTtlSec: Number(scalar(member(behavior, 'MaxTTL')) || 31_536_000),
    gzip: compress,
    // Only cache policies have Brotli.
    brotli: false,
    headers: named(listOf(member(forwarded, 'Headers')).map(scalar)),
    cookies: cookies(member(forwarded, 'Cookies')),
    queryStrings: queryStrings(forwarded),
  };
}

/** With keys for the cache, the origin gets the whole query string nevertheless. */
export function readForwardedBesides(forwarded: Value | undefined): OriginRequestPolicySettings | undefined {
  if (queryStrings(forwarded).mode !== 'only') return undefined;
  return { name: 'ForwardedValues', headers: NONE, cloudFrontHeaders: [], cookies: NONE, queryStrings: ALL };
}

function named(names: readonly string[]): Selection {
  if (names.includes('*')) return ALL;
  return names.length === 0 ? NONE : { mode: 'only', names };
}

function cookies(value: Value | undefined): Selection {
  const forward = member(value, 'Forward');
  if (forward === 'all') return ALL;
  if (forward !== 'whitelist') return NONE;
  return { mode: 'only', names: listOf(member(value, 'WhitelistedNames')).map(scalar), wildcards: true };
}

function queryStrings(forwarded: Value | undefined): Selection {
  if (member(forwarded, 'QueryString') !== true) return NONE;
  const keys = listOf(member(forwarded, 'QueryStringCacheKeys')).map(scalar);
  return keys.length === 0 ? ALL : { mode: 'only', names: keys };
}
