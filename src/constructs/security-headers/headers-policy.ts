import { Stack } from 'aws-cdk-lib';
import {
  HeadersFrameOption, HeadersReferrerPolicy, ResponseHeadersPolicy, type ResponseSecurityHeadersBehavior,
} from 'aws-cdk-lib/aws-cloudfront';
import { Construct } from 'constructs';
import type { HeaderSettings } from './header-settings';
import { globalName, POLICY_NAME_LENGTH } from '../../attach/global-name';
import { shorten } from '../../attach/shorten';
import type { HeaderProperty } from '../../core/security-headers/header-names';

/**
 * Creates the response headers policy of a `SecurityHeaders`.
 *
 * @param byFunction Headers, in lower case, that a function has set before the policy is applied: it has them for
 * responses without a function.
 */
export function headersPolicy(
  owner: Construct, distribution: Construct, settings: HeaderSettings, byFunction: readonly string[],
  removed: readonly string[],
): ResponseHeadersPolicy {
  const scope = besideDistribution(owner, distribution);
  const custom = settings.headers.filter(({ native }) => !native);
  return new ResponseHeadersPolicy(scope, 'Policy', {
    responseHeadersPolicyName: globalName(scope, POLICY_NAME_LENGTH),
    comment: shorten(`Security headers of ${owner.node.path}`, 128),
    securityHeadersBehavior: securityHeaders(settings, byFunction),
    ...custom.length > 0 && {
      customHeadersBehavior: {
        customHeaders: custom.map(({ name, value, override }) => (
          { header: name, value, override: override && !byFunction.includes(name.toLowerCase()) })),
      },
    },
    ...removed.length > 0 && { removeHeaders: [...removed] },
  });
}

function securityHeaders(
  { headers, hsts }: HeaderSettings, byFunction: readonly string[],
): ResponseSecurityHeadersBehavior | undefined {
  const find = (property: HeaderProperty) => headers.find((header) => header.property === property);
  const [csp, transport] = [find('contentSecurityPolicy'), find('strictTransportSecurity')];
  const [contentType, frames] = [find('contentTypeOptions'), find('frameOptions')];
  const [referrer, xss] = [find('referrerPolicy'), find('xssProtection')];
  const behavior: ResponseSecurityHeadersBehavior = {
    ...csp && {
      contentSecurityPolicy: {
        contentSecurityPolicy: csp.value,
        override: csp.override && !byFunction.includes('content-security-policy'),
      },
    },
    ...transport && hsts && {
      strictTransportSecurity: {
        accessControlMaxAge: hsts.maxAge,
        includeSubdomains: hsts.includeSubdomains,
        preload: hsts.preload,
        override: transport.override,
      },
    },
    ...contentType && { contentTypeOptions: { override: contentType.override } },
    ...frames && { frameOptions: { frameOption: frames.value as HeadersFrameOption, override: frames.override } },
    ...referrer && {
      referrerPolicy: { referrerPolicy: referrer.value as HeadersReferrerPolicy, override: referrer.override },
    },
    ...xss && {
      xssProtection: {
        ...xss.value === '0' ? { protection: false } : { protection: true, modeBlock: true },
        override: xss.override,
      },
    },
  };
  return Object.keys(behavior).length > 0 ? behavior : undefined;
}

/**
 * The scope of the policy: its owner, if that is in the stack of the distribution, otherwise the distribution.
 *
 * A policy in another stack would be an export that cannot be removed or replaced while the distribution imports it,
 * and in another Region it would need custom resources. If that stack also used the domain name of the distribution,
 * the stacks would form a cycle.
 */
function besideDistribution(owner: Construct, distribution: Construct): Construct {
  return Stack.of(owner) === Stack.of(distribution)
    ? owner
    : new Construct(distribution, `EdgeHeaders${owner.node.addr.slice(-8)}`);
}
