import { Mixin } from 'aws-cdk-lib';
import { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import type { IConstruct } from 'constructs';
import { EdgeRedirector, type EdgeRedirectorOptions } from './edge-redirector';
import { mixinScope } from '../../attach/mixin-scope';

/**
 * Has every distribution that it is applied to answer for old addresses with redirects.
 *
 * `distribution.with(new EdgeRedirectorMixin(...))`, or `Mixins.of(scope).apply(...)` for all distributions of a scope. Does exactly
 * what a `EdgeRedirector` does, see there; applied twice, it adds a second one.
 */
export class EdgeRedirectorMixin extends Mixin {
  constructor(private readonly options: EdgeRedirectorOptions) {
    super();
  }

  /** Supports the CloudFormation resource, which is in every kind of distribution. */
  public supports(construct: IConstruct): construct is CfnDistribution {
    return CfnDistribution.isCfnDistribution(construct);
  }

  /** Adds a `EdgeRedirector` below the distribution. */
  public applyTo(construct: IConstruct): void {
    if (!this.supports(construct)) return;
    const { scope, id } = mixinScope(construct, 'EdgeRedirector');
    new EdgeRedirector(scope, id, { ...this.options, distribution: construct });
  }
}
