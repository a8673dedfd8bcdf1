import { Mixin } from 'aws-cdk-lib';
import { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import type { IConstruct } from 'constructs';
import { EdgeCustomStep, type EdgeCustomStepOptions } from './edge-custom-step';
import { checkMixinOptions, mixinScope } from '../../attach/mixin-scope';

/**
 * Adds an `EdgeCustomStep` to every distribution that it is applied to.
 *
 * For one distribution by `with`, for all of a scope by `Mixins.of`. It does exactly what the construct does, see
 * there; applied twice, it adds a second one.
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

  /** Supports the CloudFormation resource, which is in every kind of distribution. */
  public supports(construct: IConstruct): construct is CfnDistribution {
    return CfnDistribution.isCfnDistribution(construct);
  }

  /** Adds an `EdgeCustomStep` below the distribution. */
  public applyTo(construct: IConstruct): void {
    if (!this.supports(construct)) return;
    const { scope, id } = mixinScope(construct, 'EdgeCustomStep');
    new EdgeCustomStep(scope, id, { ...this.options, distribution: construct });
  }
}
