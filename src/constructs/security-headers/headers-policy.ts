import { Stack } from 'aws-cdk-lib';
import { HeadersFrameOption, HeadersReferrerPolicy, ResponseHeadersPolicy } from 'aws-cdk-lib/aws-cloudfront';
import { Construct } from 'constructs';
import type { StrictTransportSecurity } from './strict-transport-security';
import { globalName } from '../../attach/global-name';
import { shorten } from '../../attach/shorten';
import { BALANCED_CUSTOM_HEADERS, REMOVED_HEADERS } from '../../core/security-headers/balanced';
import { renderStatic, type CspDirective } from '../../core/security-headers/csp';

interface HeadersPolicyOptions {
  readonly directives: readonly CspDirective[];
  /** If false, a Content-Security-Policy that a function has set is kept. */
  readonly overrideCsp: boolean;
  readonly hsts: Required<StrictTransportSecurity>;
}

/** Creates the response headers policy of a `SecurityHeaders`. */
export function headersPolicy(
  owner: Construct,
  distribution: Construct,
  options: HeadersPolicyOptions,
): ResponseHeadersPolicy {
  const { maxAge, includeSubdomains, preload } = options.hsts;
  const scope = besideDistribution(owner, distribution);
  return new ResponseHeadersPolicy(scope, 'Policy', {
    responseHeadersPolicyName: globalName(scope, 115),
    comment: shorten(`Security headers of ${owner.node.path}`, 128),
    securityHeadersBehavior: {
      contentSecurityPolicy: { contentSecurityPolicy: renderStatic(options.directives), override: options.overrideCsp },
      strictTransportSecurity: { accessControlMaxAge: maxAge, includeSubdomains, preload, override: true },
      contentTypeOptions: { override: true },
      frameOptions: { frameOption: HeadersFrameOption.SAMEORIGIN, override: true },
      referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.STRICT_ORIGIN_WHEN_CROSS_ORIGIN, override: true },
      xssProtection: { protection: false, override: true },
    },
    customHeadersBehavior: {
      customHeaders: BALANCED_CUSTOM_HEADERS.map(([header, value]) => ({ header, value, override: true })),
    },
    removeHeaders: [...REMOVED_HEADERS],
  });
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
