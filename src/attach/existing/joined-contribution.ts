import { functionName, type ExistingFunction } from './existing-function';
import { lambdaName, type FoundLambda } from './lambda/read-lambda';
import { isRequestEvent, type EdgeEvent } from '../../core/facts/edge-events';
import { StepOrder, type BakedContribution } from '../slots/contribution';
import type { ExistingOrder } from '../slots/existing';

/** The code of an existing function as a contribution. Behaviors are added as they are found. */
export type JoinedContribution = BakedContribution & {
  readonly behaviors: { patterns: string[] };
  optionalOn: Set<string>;
  leftOutOn: Set<string>;
};

export function lambdaContribution(
  { lambda, code, values }: FoundLambda, event: EdgeEvent, order: ExistingOrder, includeBody: boolean,
): JoinedContribution {
  const { name, resource } = lambda;
  const last = isRequestEvent(event) ? StepOrder.EXISTING_BEFORE_HEADERS : StepOrder.EXISTING_LAST;
  return {
    owner: resource.node.scope && lambdaName(resource) !== resource.node.path ? resource.node.scope : resource,
    event,
    behaviors: { kind: 'paths', patterns: [] },
    variant: name,
    includeBody,
    optionalOn: new Set(),
    leftOutOn: new Set(),
    order: order === 'before' ? StepOrder.EXISTING_FIRST : last,
    step: {
      part: 'custom',
      config: { name, response: !isRequestEvent(event), existing: true },
      code,
      values,
      existing: { first: order === 'before' },
      condition: resource.cfnOptions.condition,
      lambda,
    },
  };
}

export function contributionOf(
  { resource, name, code, values, stores }: ExistingFunction, event: EdgeEvent, order: ExistingOrder,
): JoinedContribution {
  const first = order === 'before';
  return {
    owner: resource.node.scope && functionName(resource) !== resource.node.path ? resource.node.scope : resource,
    event,
    host: 'cloudfront-function',
    behaviors: { kind: 'paths', patterns: [] },
    variant: name,
    optionalOn: new Set(),
    leftOutOn: new Set(),
    order: first ? StepOrder.EXISTING_FIRST : StepOrder.EXISTING_LAST,
    step: {
      part: 'custom',
      config: { name, response: !isRequestEvent(event) },
      code,
      values,
      existing: { first },
      condition: resource.cfnOptions.condition,
      ...(stores.length > 0 && { keyValueStore: stores[0] }),
    },
  };
}
