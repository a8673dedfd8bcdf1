import type { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import { Construct, type IConstruct } from 'constructs';
import { refuse } from './config-error';
import { wrongKind } from '../core/problem/kinds';

const ID = 'EdgeMixins';

/**
 * Where a mixin puts the construct that it stands for, with an id that is free: a mixin can be applied more than once.
 */
export function mixinScope(resource: CfnDistribution, name: string): { scope: Construct; id: string } {
  const scope = resource.node.tryFindChild(ID) as Construct | undefined ?? new Construct(resource, ID);
  let id = name;
  for (let count = 2; scope.node.tryFindChild(id); count++) id = `${name}${count}`;
  return { scope, id };
}

/** At once, because a mixin is no construct that could report it; what the options hold, the construct says. */
export function checkMixinOptions(mixin: string, options: unknown): void {
  const isObject = options === undefined || (typeof options === 'object' && !Array.isArray(options));
  refuse({ node: { path: mixin } } as IConstruct, isObject ? [] : [wrongKind('an object', options, 'options')]);
}
