import { listOf, member, word, type Value } from './reference';
import { ALL, NONE, type CachePolicySettings, type Selection } from '../../core/facts/policy-settings';

/** The cache settings of before 2020, said as a cache policy. `*` in the header list means all of them here. */
export function readForwardedValues(behavior: Value, forwarded: Value | undefined): CachePolicySettings {
  const compress = member(behavior, 'Compress') === true;
  return {
    name: 'ForwardedValues',
    minTtlSec: Number(word(member(behavior, 'MinTTL')) || 0),
    defaultTtlSec: Number(word(member(behavior, 'DefaultTTL')) || 86_400),
    maxTtlSec: Number(word(member(behavior, 'MaxTTL')) || 31_536_000),
    gzip: compress,
    brotli: compress,
    headers: named(listOf(member(forwarded, 'Headers')).map(word)),
    cookies: cookies(member(forwarded, 'Cookies')),
    queryStrings: queryStrings(forwarded),
  };
}

function named(names: readonly string[]): Selection {
  if (names.includes('*')) return ALL;
  return names.length === 0 ? NONE : { mode: 'only', names };
}

function cookies(value: Value | undefined): Selection {
  const forward = member(value, 'Forward');
  if (forward === 'all') return ALL;
  return forward === 'whitelist' ? named(listOf(member(value, 'WhitelistedNames')).map(word)) : NONE;
}

function queryStrings(forwarded: Value | undefined): Selection {
  if (member(forwarded, 'QueryString') !== true) return NONE;
  const keys = listOf(member(forwarded, 'QueryStringCacheKeys')).map(word);
  return keys.length === 0 ? ALL : { mode: 'only', names: keys };
}
