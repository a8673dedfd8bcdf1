import type { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import { Construct } from 'constructs';

const ID = 'EdgeMixins';

/** Where a mixin puts the construct that it stands for, with an id that is free: a mixin can be applied more than once. */
export function mixinScope(resource: CfnDistribution, name: string): { scope: Construct; id: string } {
  const scope = resource.node.tryFindChild(ID) as Construct | undefined ?? new Construct(resource, ID);
  let id = name;
  for (let count = 2; scope.node.tryFindChild(id); count++) id = `${name}${count}`;
  return { scope, id };
}
