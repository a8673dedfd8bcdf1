import { CfnCondition, CfnResource, Fn, Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { ResourceFinder } from './rendered/rendered-resource';

/**
 * Gives resources in these scopes the conditions of the resources that they refer to, such as the role of an existing
 * function: a deployment in which the condition does not hold would fail, since what they refer to is not there.
 */
export function carryConditions(stack: Stack, scopes: readonly IConstruct[]): void {
  const isHere = (one: IConstruct): one is CfnResource => CfnResource.isCfnResource(one) && Stack.of(one) === stack;
  if (!stack.node.findAll().some((one) => isHere(one) && one.cfnOptions.condition !== undefined)) return;
  const own = [...new Set(scopes.flatMap((scope) => scope.node.findAll()))].filter(isHere);
  const finder = new ResourceFinder(stack);
  const references = new Map(own.map((resource) => [resource, referencesOf(stack, resource)]));
  // A version refers to a function, which refers to a role.
  for (let changed = true; changed;) {
    changed = false;
    for (const [resource, found] of references) {
      const needed = new Set(found.flatMap(({ value, under }) => {
        const condition = finder.referredBy(value)?.cfnOptions.condition;
        return condition === undefined || under.includes(stack.resolve(condition.logicalId)) ? [] : [condition];
      }));
      const before = resource.cfnOptions.condition;
      const all = before === undefined ? [...needed] : [before, ...needed];
      const combined = both(resource, all.filter((one, index) => all.indexOf(one) === index));
      if (combined !== before) {
        resource.cfnOptions.condition = combined;
        changed = true;
      }
    }
  }
}

function both(resource: CfnResource, conditions: readonly CfnCondition[]): CfnCondition | undefined {
  const known = resource.node.tryFindChild(ID) as CfnCondition | undefined;
  if (conditions.length < 2) return conditions[0];
  const others = conditions.filter((one) => one !== known);
  const condition = known ?? new CfnCondition(resource, ID);
  condition.expression = Fn.conditionAnd(...others);
  return condition;
}

const ID = 'AllConditions';

/** A value that refers to a resource, and the conditions under which it is used. */
interface Referring {
  readonly value: unknown;
  readonly under: readonly string[];
}

function referencesOf(stack: Stack, resource: CfnResource): Referring[] {
  const { Resources } = stack.resolve((resource as unknown as { _toCloudFormation(): unknown })._toCloudFormation());
  return [...referring(Resources, [])];
}

function* referring(value: unknown, under: readonly string[]): Generator<Referring> {
  if (typeof value !== 'object' || value === null) return;
  const { 'Ref': ref, 'Fn::GetAtt': attribute, 'Fn::If': choice } = value as Record<string, unknown>;
  if (ref !== undefined || attribute !== undefined) yield { value, under };
  if (Array.isArray(choice)) {
    yield* referring(choice[1], [...under, String(choice[0])]);
    yield* referring(choice[2], under);
  } else {for (const one of Object.values(value)) yield* referring(one, under);}
}
