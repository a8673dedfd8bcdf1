import { Mixin } from 'aws-cdk-lib';
import { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import type { IConstruct } from 'constructs';
import { SecurityHeaders, type SecurityHeadersOptions } from './security-headers';
import { mixinScope } from '../../attach/mixin-scope';

/**
 * Sends the security headers with every response of each distribution that it is applied to.
 *
 * `distribution.with(new SecurityHeadersMixin(...))`, or `Mixins.of(scope).apply(...)` for all distributions of a scope. Does exactly
 * what a `SecurityHeaders` does, see there; applied twice, it adds a second one.
 */
export class SecurityHeadersMixin extends Mixin {
  constructor(private readonly options: SecurityHeadersOptions = {}) {
    super();
  }

  /** Supports the CloudFormation resource, which is in every kind of distribution. */
  public supports(construct: IConstruct): construct is CfnDistribution {
    return CfnDistribution.isCfnDistribution(construct);
  }

  /** Adds a `SecurityHeaders` below the distribution. */
  public applyTo(construct: IConstruct): void {
    if (!this.supports(construct)) return;
    const { scope, id } = mixinScope(construct, 'SecurityHeaders');
    new SecurityHeaders(scope, id, { ...this.options, distribution: construct });
  }
}
