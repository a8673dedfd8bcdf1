import { CfnResource, Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { BakedContribution, BakedStep } from './contribution';
import { isStored } from './function-runner';
import { error, type Problem } from '../../core/problem';

/** Steps of one CloudFront Function whose code reads different KeyValueStores, with the properties that name them. */
export function storeProblems(
  scope: IConstruct, description: string, steps: readonly BakedStep[], contributions: readonly BakedContribution[],
): Problem[] {
  const stack = Stack.of(scope);
  const stores = storesOf(stack, steps);
  if (stores.length < 2) return [];
  const named = steps.flatMap((step) => (step.keyValueStore === undefined ? [] : [
    `${propertyOf(step, contributions)} is ${nameOf(stack, step.keyValueStore)}`,
  ]));
  const isFull = steps.some(isStored) && !steps.every(isStored);
  const cure = isFull
    ? 'leave the behaviors out with EdgeBehaviors.allExcept'
    : 'put the keys of both into one store (redirectors share one if each has a "prefix"), or leave the behaviors out '
      + 'with EdgeBehaviors.allExcept';
  return [error('EDGE_FUNCTION_STORES', `${description} needs ${stores.length} KeyValueStores, because `
    + `${named.join(', and ')}; CloudFront gives a function one: ${cure}`)];
}

/** The KeyValueStores that steps need, each once. */
export function storesOf(stack: Stack, steps: readonly BakedStep[]): string[] {
  const arns = steps.flatMap(({ keyValueStore }) => (keyValueStore === undefined ? [] : [keyValueStore]));
  return [...new Map(arns.map((arn) => [JSON.stringify(stack.resolve(arn)), arn])).values()];
}

/** `Web/Redirects.source`: where the user has written the store of a step. */
function propertyOf(step: BakedStep, contributions: readonly BakedContribution[]): string {
  const { existing, config } = step;
  if (existing !== undefined) return `${(config as { name: string }).name}.keyValueStore`;
  const owner = contributions.find((one) => one.step === step)?.owner;
  return `${owner === undefined ? '' : `${owner.node.path}.`}${isStored(step) ? 'source' : 'keyValueStore'}`;
}

/** The path of a store of the stack, or its ARN. */
function nameOf(stack: Stack, arn: string): string {
  const value: unknown = stack.resolve(arn);
  const id = (value as { 'Fn::GetAtt'?: readonly [string, string] })['Fn::GetAtt']?.[0];
  const store = id === undefined ? undefined : stack.node.findAll().find((child) => (
    CfnResource.isCfnResource(child) && stack.resolve(child.logicalId) === id));
  if (store !== undefined) return store.node.path.replace(/\/Resource$/, '');
  return typeof value === 'string' ? value : JSON.stringify(value);
}
