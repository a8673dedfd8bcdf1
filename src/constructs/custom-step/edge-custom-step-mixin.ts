import { Mixin } from 'aws-cdk-lib';
import { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import type { IConstruct } from 'constructs';
import { EdgeCustomStep, type EdgeCustomStepOptions } from './edge-custom-step';
import { mixinScope } from '../../attach/mixin-scope';

/**
 * Runs code of your own in each distribution that it is applied to.
 *
 * `distribution.with(new EdgeCustomStepMixin(...))`, or `Mixins.of(scope).apply(...)` for all distributions of a scope. Does exactly
 * what a `EdgeCustomStep` does, see there; applied twice, it adds a second one.
 */
export class EdgeCustomStepMixin extends Mixin {
  constructor(private readonly options: EdgeCustomStepOptions) {
    super();
  }

  /** Supports the CloudFormation resource, which is in every kind of distribution. */
  public supports(construct: IConstruct): construct is CfnDistribution {
    return CfnDistribution.isCfnDistribution(construct);
  }

  /** Adds a `EdgeCustomStep` below the distribution. */
  public applyTo(construct: IConstruct): void {
    if (!this.supports(construct)) return;
    const { scope, id } = mixinScope(construct, 'EdgeCustomStep');
    new EdgeCustomStep(scope, id, { ...this.options, distribution: construct });
  }
}
