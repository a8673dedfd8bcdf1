import { Reference, Tokenization } from 'aws-cdk-lib';
import { CfnCachePolicy, CfnOriginRequestPolicy } from 'aws-cdk-lib/aws-cloudfront';
import type { Behavior, NamedBehavior } from './behaviors';
import type { BehaviorCaching, Visible } from '../core/cache-key/caching';
import { proveCacheKey, type Reading } from '../core/cache-key/proof';
import { MANAGED_CACHE_POLICIES, MANAGED_ORIGIN_REQUEST_POLICIES } from '../core/facts/managed-policies';
import { ALL, allExcept, NONE, only, type Selection } from '../core/facts/policy-settings';
import type { Problem } from '../core/problem';

const NOTHING: Visible = { headers: NONE, cookies: NONE, queryStrings: NONE };

/** Problems with what a function reads on a behavior: see `proveCacheKey`. */
export function cacheKeyProblems(readings: readonly Reading[], { pattern, behavior }: NamedBehavior): Problem[] {
  return proveCacheKey(readings, { pattern, caching: cachingOf(behavior) });
}

/**
 * How a behavior caches: from its cache policy and origin request policy, managed or of this app, or from the legacy
 * settings.
 */
export function cachingOf(behavior: Behavior): BehaviorCaching {
  if (behavior.cachePolicyId === undefined) return legacyCaching(behavior);
  const forwarded =
    behavior.originRequestPolicyId === undefined ? NOTHING : originRequestPolicy(behavior.originRequestPolicyId);
  const managed = MANAGED_CACHE_POLICIES[behavior.cachePolicyId];
  if (managed) return { key: managed, forwarded, cached: managed.maxTtlSec > 0 };
  const resource = policyResource(behavior.cachePolicyId);
  if (!CfnCachePolicy.isCfnCachePolicy(resource)) return { forwarded, cached: true };
  const config = resource.cachePolicyConfig;
  if (Tokenization.isResolvable(config)) return { forwarded, cached: true };
  const key = config.parametersInCacheKeyAndForwardedToOrigin;
  return { key: Tokenization.isResolvable(key) ? undefined : settings(key), forwarded, cached: config.maxTtl !== 0 };
}

function originRequestPolicy(id: string): Visible | undefined {
  const managed = MANAGED_ORIGIN_REQUEST_POLICIES[id];
  if (managed) return managed;
  const resource = policyResource(id);
  if (!CfnOriginRequestPolicy.isCfnOriginRequestPolicy(resource)) return undefined;
  const config = resource.originRequestPolicyConfig;
  return Tokenization.isResolvable(config) ? undefined : settings(config);
}

/** The policy resource that an id refers to, in any stack of the app. */
function policyResource(id: string): unknown {
  return Tokenization.reverseString(id).tokens.find((t): t is Reference => Reference.isReference(t))?.target;
}

type PolicySettings =
  | Pick<
    CfnCachePolicy.ParametersInCacheKeyAndForwardedToOriginProperty,
      'cookiesConfig' | 'headersConfig' | 'queryStringsConfig'
  >
  | Pick<
    CfnOriginRequestPolicy.OriginRequestPolicyConfigProperty,
      'cookiesConfig' | 'headersConfig' | 'queryStringsConfig'
  >;

function settings({ headersConfig, cookiesConfig, queryStringsConfig }: PolicySettings): Visible | undefined {
  const headers =
    'headerBehavior' in headersConfig ? selection(headersConfig.headerBehavior, headersConfig.headers) : undefined;
  const cookies =
    'cookieBehavior' in cookiesConfig ? selection(cookiesConfig.cookieBehavior, cookiesConfig.cookies) : undefined;
  const queryStrings = 'queryStringBehavior' in queryStringsConfig
    ? selection(queryStringsConfig.queryStringBehavior, queryStringsConfig.queryStrings) : undefined;
  const named = 'headers' in headersConfig ? headersConfig.headers ?? [] : [];
  // `allExcept` also sends the headers that CloudFront adds, as AllViewerExceptHostHeader does.
  const all = headers?.mode === 'all' && { cloudFrontHeaders: named };
  return headers && cookies && queryStrings && { headers, cookies, queryStrings, ...all };
}

/** Translates CloudFormation's names of a selection; undefined for a token or an unknown name. */
function selection(behavior: string, names: string[] = []): Selection | undefined {
  switch (behavior) {
    case 'none': return NONE;
    case 'whitelist': return only(...names);
    case 'allExcept': return allExcept(...names);
    case 'all': case 'allViewer': case 'allViewerAndWhitelistCloudFront': return ALL;
    default: return undefined;
  }
}

/**
 * `ForwardedValues`, the predecessor of policies: what it forwards is also in the cache key, except that query
 * parameters can be listed for the key separately.
 */
function legacyCaching({ forwardedValues: values, maxTtl }: Behavior): BehaviorCaching {
  if (values === undefined || Tokenization.isResolvable(values) || Tokenization.isResolvable(values.cookies)) {
    return { cached: true };
  }
  const headers = values.headers?.includes('*') ? ALL : only(...values.headers ?? []);
  const cookies = selection(values.cookies?.forward ?? 'none', values.cookies?.whitelistedNames);
  const queryStrings =
    values.queryString !== true
      ? NONE
      : values.queryStringCacheKeys?.length
        ? only(...values.queryStringCacheKeys)
        : ALL;
  const forwarded = { ...NOTHING, queryStrings: values.queryString === false ? NONE : ALL };
  return { key: cookies && { headers, cookies, queryStrings }, forwarded, cached: headers !== ALL && maxTtl !== 0 };
}
