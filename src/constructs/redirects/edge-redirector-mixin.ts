import { Mixin } from 'aws-cdk-lib';
import { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import type { IConstruct } from 'constructs';
import { EdgeRedirector, type EdgeRedirectorOptions } from './edge-redirector';
import { checkMixinOptions, mixinScope } from '../../attach/mixin-scope';

/**
 * Adds an `EdgeRedirector` to every distribution that it is applied to.
 *
 * Apply it to one distribution with `with`, or to all distributions of a scope with `Mixins.of`. Applied twice, it adds
 * a second `EdgeRedirector`.
 *
 * @example
 * distribution.with(new EdgeRedirectorMixin({ source: RedirectSource.fromInline('{ "/old": "/new" }') }));
 */
export class EdgeRedirectorMixin extends Mixin {
  constructor(private readonly options: EdgeRedirectorOptions) {
    super();
    checkMixinOptions('EdgeRedirectorMixin', options);
  }

  /** Supports `CfnDistribution`, the resource in every kind of distribution. */
  public supports(construct: IConstruct): construct is CfnDistribution {
    return CfnDistribution.isCfnDistribution(construct);
  }

  /** Adds an `EdgeRedirector` as a child of the distribution. */
  public applyTo(construct: IConstruct): void {
    if (!this.supports(construct)) return;
    const { scope, id } = mixinScope(construct, 'EdgeRedirector');
    new EdgeRedirector(scope, id, { ...this.options, distribution: construct });
  }
}
