import { Mixin } from 'aws-cdk-lib';
import { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import type { IConstruct } from 'constructs';
import { EdgeErrorMasker, type EdgeErrorMaskerOptions } from './edge-error-masker';
import { mixinScope } from '../../attach/mixin-scope';

/**
 * Gives every distribution that it is applied to your error pages where the origin fails.
 *
 * `distribution.with(new EdgeErrorMaskerMixin(...))`, or `Mixins.of(scope).apply(...)` for all distributions of a scope. Does exactly
 * what a `EdgeErrorMasker` does, see there; applied twice, it adds a second one.
 */
export class EdgeErrorMaskerMixin extends Mixin {
  constructor(private readonly options: EdgeErrorMaskerOptions) {
    super();
  }

  /** Supports the CloudFormation resource, which is in every kind of distribution. */
  public supports(construct: IConstruct): construct is CfnDistribution {
    return CfnDistribution.isCfnDistribution(construct);
  }

  /** Adds a `EdgeErrorMasker` below the distribution. */
  public applyTo(construct: IConstruct): void {
    if (!this.supports(construct)) return;
    const { scope, id } = mixinScope(construct, 'EdgeErrorMasker');
    new EdgeErrorMasker(scope, id, { ...this.options, distribution: construct });
  }
}
