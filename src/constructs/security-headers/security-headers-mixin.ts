import { Mixin } from 'aws-cdk-lib';
import { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import type { IConstruct } from 'constructs';
import { SecurityHeaders } from './security-headers';
import type { SecurityHeadersOptions } from './security-headers-options';
import { checkMixinOptions, mixinScope } from '../../attach/mixin-scope';

/**
 * Adds a `SecurityHeaders` to every distribution that it is applied to.
 *
 * Apply it to one distribution with `with`, or to all distributions of a scope with `Mixins.of`. A behavior can have
 * only one response headers policy: applied twice to the same behaviors, it is an error (`EDGE_POLICY_TAKEN`), unless
 * only one of them names the behavior.
 *
 * @example
 * Mixins.of(this).apply(new SecurityHeadersMixin());
 */
export class SecurityHeadersMixin extends Mixin {
  constructor(private readonly options: SecurityHeadersOptions = {}) {
    super();
    checkMixinOptions('SecurityHeadersMixin', options);
  }

  /** Supports `CfnDistribution`, the resource in every kind of distribution. */
  public supports(construct: IConstruct): construct is CfnDistribution {
    return CfnDistribution.isCfnDistribution(construct);
  }

  /** Adds a `SecurityHeaders` as a child of the distribution. */
  public applyTo(construct: IConstruct): void {
    if (!this.supports(construct)) return;
    const { scope, id } = mixinScope(construct, 'SecurityHeaders');
    new SecurityHeaders(scope, id, { ...this.options, distribution: construct });
  }
}
