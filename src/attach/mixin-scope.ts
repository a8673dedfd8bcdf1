import type { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import { Construct, type IConstruct } from 'constructs';
import { refuse } from './config-error';
import { wrongKind } from '../core/problem/kinds';

const ID = 'EdgeMixins';

/**
 * The scope in which a mixin creates its construct, and a free id, since a mixin can be applied more than once.
 */
export function mixinScope(resource: CfnDistribution, name: string): { scope: Construct; id: string } {
  const scope = resource.node.tryFindChild(ID) as Construct | undefined ?? new Construct(resource, ID);
  let id = name;
  for (let count = 2; scope.node.tryFindChild(id); count++) id = `${name}${count}`;
  return { scope, id };
}

/**
 * Throws if the options are not an object: a mixin is not a construct and cannot report it later. The construct checks
 * what is in them.
 */
export function checkMixinOptions(mixin: string, options: unknown): void {
  const isObject = options === undefined || (typeof options === 'object' && !Array.isArray(options));
  refuse({ node: { path: mixin } } as IConstruct, isObject ? [] : [wrongKind('an object', options, 'options')]);
}
