import type { CfnResponseHeadersPolicy } from 'aws-cdk-lib/aws-cloudfront';
import type { PolicyConfig } from '../../core/headers-policy/config';
import { withPropertyNames } from '../property-names';

type PolicyProps = CfnResponseHeadersPolicy.ResponseHeadersPolicyConfigProperty;

/** The settings of a policy with the property names of the L1. */
export function policyProps(config: PolicyConfig): Partial<PolicyProps> {
  return withPropertyNames(config) as Partial<PolicyProps>;
}
