import { own } from './json';
import type { Reading } from './reading';
import { listOf, member, Reference, scalar, type Value } from './reference';
import { MANAGED_CACHE_POLICIES, MANAGED_ORIGIN_REQUEST_POLICIES } from '../../core/facts/managed-policies';
import {
  ALL,
  NONE,
  type CachePolicySettings,
  type OriginRequestPolicySettings,
  type Selection,
} from '../../core/facts/policy-settings';
import { note } from '../../core/problem';

const CACHING_DISABLED = MANAGED_CACHE_POLICIES['4135ea2d-6df8-44a3-9df3-4b5a84be39ad']!;

export function readCachePolicy(id: Value | undefined, reading: Reading): CachePolicySettings {
  const config = policyConfig(id, 'AWS::CloudFront::CachePolicy', 'CachePolicyConfig', reading);
  if (config === undefined) return managed(MANAGED_CACHE_POLICIES, id, 'cache policy', reading) ?? CACHING_DISABLED;
  const key = member(config, 'ParametersInCacheKeyAndForwardedToOrigin');
  return {
    name: reading.here.text(member(config, 'Name')),
    minTtlSec: Number(scalar(member(config, 'MinTTL'))),
    defaultTtlSec: Number(scalar(member(config, 'DefaultTTL'))),
    maxTtlSec: Number(scalar(member(config, 'MaxTTL'))),
    gzip: member(key, 'EnableAcceptEncodingGzip') === true,
    brotli: member(key, 'EnableAcceptEncodingBrotli') === true,
    headers: selection(member(key, 'HeadersConfig'), 'HeaderBehavior', 'Headers'),
    cookies: selection(member(key, 'CookiesConfig'), 'CookieBehavior', 'Cookies'),
    queryStrings: selection(member(key, 'QueryStringsConfig'), 'QueryStringBehavior', 'QueryStrings'),
  };
}

export function readOriginRequestPolicy(
  id: Value | undefined,
  reading: Reading,
): OriginRequestPolicySettings | undefined {
  const config = policyConfig(id, 'AWS::CloudFront::OriginRequestPolicy', 'OriginRequestPolicyConfig', reading);
  if (config === undefined) return managed(MANAGED_ORIGIN_REQUEST_POLICIES, id, 'origin request policy', reading);
  const headers = member(config, 'HeadersConfig');
  return {
    name: reading.here.text(member(config, 'Name')),
    headers: selection(headers, 'HeaderBehavior', 'Headers'),
    cloudFrontHeaders: listOf(member(headers, 'Headers'))
      .map(scalar)
      .filter((name) => /^cloudfront-/i.test(name)),
    cookies: selection(member(config, 'CookiesConfig'), 'CookieBehavior', 'Cookies'),
    queryStrings: selection(member(config, 'QueryStringsConfig'), 'QueryStringBehavior', 'QueryStrings'),
  };
}

function selection(config: Value | undefined, behaviorKey: string, namesKey: string): Selection {
  const names = listOf(member(config, namesKey)).map(scalar);
  switch (member(config, behaviorKey)) {
    case 'all':
    case 'allViewer':
    case 'allViewerAndWhitelistCloudFront': return ALL;
    case 'whitelist': return { mode: 'only', names };
    case 'allExcept': return { mode: 'all-except', names };
    default: return NONE;
  }
}

/** The config of a policy that the app declares; undefined for a managed or imported policy. */
export function policyConfig(id: Value | undefined, type: string, key: string, { here }: Reading): Value | undefined {
  return id instanceof Reference && id.resource.Type === type ? member(here.properties(id), key) : undefined;
}

/**
 * The settings of a managed policy. Any other id is a policy of the account, whose settings are not in the template.
 */
export function managed<T>(
  table: Readonly<Record<string, T>>,
  id: Value | undefined,
  what: string,
  { here, problems }: Reading,
): T | undefined {
  if (id === undefined) return undefined;
  const known = own(table, here.text(id));
  if (known === undefined) {
    problems.push(
      note(
        'EDGE_PREVIEW_UNKNOWN_POLICY',
        `${what} ${here.text(id)} is neither in this app nor managed by CloudFront, so it has `
          + 'no effect here',
      ),
    );
  }
  return known;
}
