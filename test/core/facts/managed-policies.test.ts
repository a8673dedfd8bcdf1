import { CachePolicy, OriginRequestPolicy, ResponseHeadersPolicy } from 'aws-cdk-lib/aws-cloudfront';
import {
  MANAGED_CACHE_POLICIES, MANAGED_ORIGIN_REQUEST_POLICIES, MANAGED_RESPONSE_HEADERS_POLICIES,
} from '../../../src/core/facts/managed-policies';

/**
 * Every managed policy that the CDK offers as a static member, by its id. CDK decorates the class, so statics sit on
 * its prototype chain.
 */
function idsOf(policyClass: object, idProperty: string): string[] {
  const ids: unknown[] = [];
  for (
    let holder = policyClass;
    typeof holder === 'function' && holder !== Function.prototype;
    holder = Object.getPrototypeOf(holder)
  ) {
    for (const name of Object.getOwnPropertyNames(holder).filter((n) => /^[A-Z_0-9]+$/.test(n))) {
      ids.push((policyClass as unknown as Record<string, Record<string, unknown> | undefined>)[name]?.[idProperty]);
    }
  }
  return [...new Set(ids.filter((id): id is string => typeof id === 'string'))];
}

test.each([
  ['cache', CachePolicy, 'cachePolicyId', MANAGED_CACHE_POLICIES],
  ['origin request', OriginRequestPolicy, 'originRequestPolicyId', MANAGED_ORIGIN_REQUEST_POLICIES],
  ['response headers', ResponseHeadersPolicy, 'responseHeadersPolicyId', MANAGED_RESPONSE_HEADERS_POLICIES],
])('every managed %s policy of the CDK is known', (_, policyClass, idProperty, table) => {
  const ids = idsOf(policyClass, idProperty);
  expect(ids.length).toBeGreaterThan(4);
  expect(Object.keys(table)).toEqual(expect.arrayContaining(ids));
});
