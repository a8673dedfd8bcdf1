import type { CfnResponseHeadersPolicy } from 'aws-cdk-lib/aws-cloudfront';
import type { PolicyConfig } from '../../core/headers-policy/config';
import { isIntrinsic } from '../../core/headers-policy/intrinsics';

/** The settings of a policy with the property names of the L1. Intrinsic functions stay as they are. */
export function policyProps(config: PolicyConfig): Partial<CfnResponseHeadersPolicy.ResponseHeadersPolicyConfigProperty> {
  return withPropertyNames(config) as Partial<CfnResponseHeadersPolicy.ResponseHeadersPolicyConfigProperty>;
}

function withPropertyNames(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withPropertyNames);
  if (typeof value !== 'object' || value === null || isIntrinsic(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [propertyName(name), withPropertyNames(member)]));
}

/** `CorsConfig` becomes `corsConfig`, and `XSSProtection` `xssProtection`. */
function propertyName(name: string): string {
  return name.replace(/^[A-Z]+(?=[A-Z][a-z])|^[A-Z]/, (start) => start.toLowerCase());
}
