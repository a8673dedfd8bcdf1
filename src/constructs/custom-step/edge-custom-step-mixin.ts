import { Mixin } from 'aws-cdk-lib';
import { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import type { IConstruct } from 'constructs';
import { EdgeCustomStep } from './edge-custom-step';
import type { EdgeCustomStepOptions } from './edge-custom-step-options';
import { checkMixinOptions, mixinScope } from '../../attach/mixin-scope';

/**
 * Adds an `EdgeCustomStep` to every distribution that it is applied to.
 *
 * Apply it to one distribution with `with`, or to all distributions of a scope with `Mixins.of`. Applied twice, it adds
 * a second `EdgeCustomStep`.
 *
 * @example
 * distribution.with(new EdgeCustomStepMixin({
 *   event: cloudfront.LambdaEdgeEventType.ORIGIN_REQUEST,
 *   step: EdgeStep.fromFile('edge/rewrite.js'),
 * }));
 */
export class EdgeCustomStepMixin extends Mixin {
  constructor(private readonly options: EdgeCustomStepOptions) {
    super();
    checkMixinOptions('EdgeCustomStepMixin', options);
  }

  /** Supports `CfnDistribution`, the resource in every kind of distribution. */
  public supports(construct: IConstruct): construct is CfnDistribution {
    return CfnDistribution.isCfnDistribution(construct);
  }

  /** Adds an `EdgeCustomStep` as a child of the distribution. */
  public applyTo(construct: IConstruct): void {
    if (!this.supports(construct)) return;
    const { scope, id } = mixinScope(construct, 'EdgeCustomStep');
    new EdgeCustomStep(scope, id, { ...this.options, distribution: construct });
  }
}
