import { Mixin } from 'aws-cdk-lib';
import { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import type { IConstruct } from 'constructs';
import { EdgeErrorMasker, type EdgeErrorMaskerOptions } from './edge-error-masker';
import { checkMixinOptions, mixinScope } from '../../attach/mixin-scope';

/**
 * Adds an `EdgeErrorMasker` to every distribution that it is applied to.
 *
 * For one distribution by `with`, for all of a scope by `Mixins.of`. It does exactly what the construct does, see
 * there; applied twice, it adds a second one.
 *
 * @example
 * distribution.with(new EdgeErrorMaskerMixin({
 *   rules: [{ statuses: ErrorStatuses.codes(404), action: ErrorAction.redirectTo('/404.html') }],
 * }));
 */
export class EdgeErrorMaskerMixin extends Mixin {
  constructor(private readonly options: EdgeErrorMaskerOptions) {
    super();
    checkMixinOptions('EdgeErrorMaskerMixin', options);
  }

  /** Supports the CloudFormation resource, which is in every kind of distribution. */
  public supports(construct: IConstruct): construct is CfnDistribution {
    return CfnDistribution.isCfnDistribution(construct);
  }

  /** Adds an `EdgeErrorMasker` below the distribution. */
  public applyTo(construct: IConstruct): void {
    if (!this.supports(construct)) return;
    const { scope, id } = mixinScope(construct, 'EdgeErrorMasker');
    new EdgeErrorMasker(scope, id, { ...this.options, distribution: construct });
  }
}
