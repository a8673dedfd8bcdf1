import { Token, type Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { EDGE_EVENTS, isViewerEvent, type EdgeEvent } from '../../core/facts/edge-events';
import type { Problem } from '../../core/problem';
import { selects } from '../behavior-selector';
import type { Behavior, NamedBehavior } from '../behaviors';
import { referenceName } from '../reference-name';
import type { Contribution, PolicyContribution } from './contribution';
import { hasTokens } from './edge-function';
import { EDGE_REGION } from './edge-region';
import { contributionsFor, type PlannedFunction } from './plan';

/** An association as it stands in a behavior: ours, the user's or somebody else's. */
export interface Association {
  readonly eventType?: string;
  readonly functionArn?: string;
  readonly lambdaFunctionArn?: string;
}

type Finding = readonly [owner: IConstruct, problems: Problem[]];

/**
 * Why what was contributed to a behavior cannot be put there. Neither the CDK nor its validation looks, so that the deployment
 * would fail after minutes.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-function-restrictions-all.html
 */
export function behaviorProblems(
  stack: Stack, named: NamedBehavior, contributions: readonly Contribution[], policies: readonly PolicyContribution[],
): Finding[] {
  const landing = EDGE_EVENTS.flatMap((event) => contributionsFor(contributions, event, named.pattern));
  const setting = policies.filter((p) => selects(p.behaviors, named.pattern));
  if (named.conditional) {
    return [...landing, ...setting].map(({ owner }) => [owner, [conditional()]]);
  }
  return [
    ...landing.map(({ owner, event, check }): Finding => [owner, [...slotProblems(stack, named, event), ...(check?.(named) ?? [])]]),
    ...setting.map(({ owner }, index): Finding => [owner, policyProblems(stack, named, setting[index - 1]?.owner)]),
  ];
}

/** A value of the web stack cannot reach a function in another Region: the stacks would depend on each other. */
export function regionProblems(stack: Stack, contribution: Contribution, plan: readonly PlannedFunction[]): Problem[] {
  if (stack.region === EDGE_REGION || Token.isUnresolved(stack.region)) return [];
  const used = plan.some((p) => p.steps.includes(contribution.step));
  return used && hasTokens([contribution.step]) ? [error('EDGE_TOKEN_ACROSS_REGIONS',
    'holds a value that is only known at deploy time, which cannot be baked into a function in us-east-1 for a stack of another Region; '
    + 'use a literal value')] : [];
}

function slotProblems(stack: Stack, { pattern, behavior }: NamedBehavior, event: EdgeEvent): Problem[] {
  const place = `the ${event} slot of behavior ${JSON.stringify(pattern)}`;
  const taken = associations(behavior.lambdaFunctionAssociations).filter((a) => a.eventType === event).map((a) => error('EDGE_SLOT_TAKEN',
    `${place} already holds the function ${referenceName(stack, a.lambdaFunctionArn)}; CloudFront runs one function per event: remove it, or choose another slot `
    + 'or other behaviors'));
  const mixed = !isViewerEvent(event) ? [] : associations(behavior.functionAssociations).map((a) => error('EDGE_VIEWER_MIX',
    `${place} cannot hold a Lambda@Edge function beside the function ${referenceName(stack, a.functionArn)} on ${a.eventType}; CloudFront does not mix the two `
    + 'kinds on viewer events: choose an origin slot, or remove it'));
  const grpc = !servesGrpc(behavior) ? [] : [error('EDGE_GRPC',
    `behavior ${JSON.stringify(pattern)} serves gRPC, where CloudFront runs no Lambda@Edge function; leave it out with `
    + 'EdgeBehaviors.allExcept')];
  return [...taken, ...mixed, ...grpc];
}

function policyProblems(stack: Stack, { pattern, behavior }: NamedBehavior, other: IConstruct | undefined): Problem[] {
  const holder = other?.node.path ?? (behavior.responseHeadersPolicyId && referenceName(stack, behavior.responseHeadersPolicyId));
  return holder ? [error('EDGE_POLICY_TAKEN',
    `behavior ${JSON.stringify(pattern)} already has a response headers policy, ${holder}; CloudFront applies one: remove it, or leave `
    + 'the behavior out with EdgeBehaviors.allExcept')] : [];
}

function conditional(): Problem {
  return error('EDGE_BEHAVIOR_CONDITIONAL',
    'a selected behavior is only known at deploy time (Fn::If), so nothing can be attached to it; write the behavior out and put '
    + 'conditions on single values');
}

function error(code: string, message: string): Problem {
  return { code, severity: 'error', message };
}

function associations(value: Behavior['lambdaFunctionAssociations'] | Behavior['functionAssociations']): Association[] {
  return Array.isArray(value) ? value as Association[] : [];
}

function servesGrpc({ grpcConfig }: Behavior): boolean {
  return typeof grpcConfig === 'object' && 'enabled' in grpcConfig && grpcConfig.enabled === true;
}
