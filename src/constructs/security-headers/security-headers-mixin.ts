import { Mixin } from 'aws-cdk-lib';
import { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import type { IConstruct } from 'constructs';
import { SecurityHeaders, type SecurityHeadersOptions } from './security-headers';
import { checkMixinOptions, mixinScope } from '../../attach/mixin-scope';

/**
 * Adds a `SecurityHeaders` to every distribution that it is applied to.
 *
 * For one distribution by `with`, for all of a scope by `Mixins.of`. It does exactly what the construct does, see
 * there. A behavior can have one response headers policy, so that one applied twice to the same behaviors is an error
 * (`EDGE_POLICY_TAKEN`).
 *
 * @example
 * Mixins.of(this).apply(new SecurityHeadersMixin());
 */
export class SecurityHeadersMixin extends Mixin {
  constructor(private readonly options: SecurityHeadersOptions = {}) {
    super();
    checkMixinOptions('SecurityHeadersMixin', options);
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
