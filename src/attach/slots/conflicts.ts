import { Token, type Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { EDGE_EVENTS, isViewerEvent, type EdgeEvent, type EdgeHost } from '../../core/facts/edge-events';
import type { Problem } from '../../core/problem';
import { selects } from '../behavior-selector';
import type { Behavior, NamedBehavior } from '../behaviors';
import { referenceName } from '../reference-name';
import type { Association } from './associations';
import { hostOf, type Contribution, type PolicyContribution } from './contribution';
import { hasTokens } from './edge-function';
import { EDGE_REGION } from './edge-region';
import { contributionsFor, type PlannedFunction } from './plan';

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
    // Whoever makes the slot exist is told about it; a companion only follows.
    ...landing.filter((c) => !c.companion).map((contribution): Finding => [
      contribution.owner, [...slotProblems(stack, named, contribution, landing), ...(contribution.check?.(named) ?? [])],
    ]),
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

function slotProblems(stack: Stack, { pattern, behavior }: NamedBehavior, own: Contribution, landing: readonly Contribution[]): Problem[] {
  const { event } = own;
  const host = hostOf(own);
  const name = JSON.stringify(pattern);
  const place = `the ${event} slot of behavior ${name}`;
  const lambdas = associations(behavior.lambdaFunctionAssociations);
  const functions = associations(behavior.functionAssociations);
  const taken = [...lambdas, ...functions].filter((a) => a.eventType === event).map((a) => error('EDGE_SLOT_TAKEN',
    `${place} already holds the function ${referenceName(stack, a.lambdaFunctionArn ?? a.functionArn)}; CloudFront runs one function per event: `
    + 'remove it, put its code beside ours with EdgeStep.fromFile, or choose another slot or other behaviors'));
  const others = (host === 'lambda-edge' ? functions : lambdas).filter((a) => isViewerEvent(a.eventType as EdgeEvent) && a.eventType !== event);
  const mixed = !isViewerEvent(event) ? [] : others.map((a) => mix(place, host,
    `the function ${referenceName(stack, a.lambdaFunctionArn ?? a.functionArn)} on ${a.eventType}`));
  const mixedHere = !isViewerEvent(event) ? [] : landing.filter((c) => isViewerEvent(c.event) && hostOf(c) !== host).map((c) => mix(place, host,
    `${c.owner.node.path} on ${c.event}`));
  const grpc = host !== 'lambda-edge' || !servesGrpc(behavior) ? [] : [error('EDGE_GRPC',
    `behavior ${name} serves gRPC, where CloudFront runs no Lambda@Edge function; leave it out with EdgeBehaviors.allExcept`)];
  return [...taken, ...mixed, ...mixedHere, ...grpc];
}

function mix(place: string, host: EdgeHost, other: string): Problem {
  return error('EDGE_VIEWER_MIX', `${place} cannot hold a ${host === 'lambda-edge' ? 'Lambda@Edge function' : 'CloudFront Function'} beside ${other}; `
    + 'CloudFront does not mix the two kinds on viewer events: choose an origin slot or the other kind, or remove one');
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
