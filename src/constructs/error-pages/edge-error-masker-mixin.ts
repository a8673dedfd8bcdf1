import { Mixin } from 'aws-cdk-lib';
import { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import type { IConstruct } from 'constructs';
import { EdgeErrorMasker, type EdgeErrorMaskerOptions } from './edge-error-masker';
import { checkMixinOptions, mixinScope } from '../../attach/mixin-scope';

/**
 * Adds an `EdgeErrorMasker` to every distribution that it is applied to.
 *
 * Apply it to one distribution with `with`, or to all distributions of a scope with `Mixins.of`. Applied twice, it adds
 * a second `EdgeErrorMasker`.
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

  /** Supports `CfnDistribution`, the resource in every kind of distribution. */
  public supports(construct: IConstruct): construct is CfnDistribution {
    return CfnDistribution.isCfnDistribution(construct);
  }

  /** Adds an `EdgeErrorMasker` as a child of the distribution. */
  public applyTo(construct: IConstruct): void {
    if (!this.supports(construct)) return;
    const { scope, id } = mixinScope(construct, 'EdgeErrorMasker');
    new EdgeErrorMasker(scope, id, { ...this.options, distribution: construct });
  }
}
