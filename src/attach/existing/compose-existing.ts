import { Stack } from 'aws-cdk-lib';
import type { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import type { IConstruct } from 'constructs';
import { functionsOn, leavesOf, mapLeaves, type Tree } from './association-tree';
import { ExistingReader, LISTS } from './existing-reader';
import { contributionOf, lambdaContribution, type JoinedContribution } from './joined-contribution';
import { EDGE_EVENTS, isViewerEvent, type EdgeEvent, type EdgeHost } from '../../core/facts/edge-events';
import type { Problem } from '../../core/problem';
import type { NamedBehavior } from '../behaviors';
import { Conditions } from '../conditions';
import type { Finding } from '../config-error';
import { declaredAssociations } from '../declared-associations';
import { targetOf } from '../policies/keep-references';
import { aboutBehavior, perOwner, type BehaviorFinding } from '../slots/behavior-findings';
import { orWithoutFunction } from '../slots/conflicts';
import { hostOf, isCompanion, type BakedContribution } from '../slots/contribution';
import { composesOn, existingOrder, orderProblems } from '../slots/existing';
import { contributionsFor } from '../slots/plan';

/** Existing functions that join our steps. */
export interface ComposedFunctions {
  /** Their code as contributions, which become steps like those of constructs. */
  readonly contributions: readonly BakedContribution[];
  readonly findings: readonly Finding[];
  /** Which of them runs on an event of a behavior, by name; undefined if none joins there. */
  readonly on: (pattern: string, event: string) => Tree<string> | undefined;
  /** Problems with those that were changed since they were read. */
  readonly changed: () => Problem[];
}

/**
 * Finds the functions that are on an event of our steps, of the same kind as ours, where a construct says that they are
 * composed. `lambdaStack` is that of our Lambda@Edge functions.
 */
export function composeExisting(
  resource: CfnDistribution, behaviors: readonly NamedBehavior[], contributions: readonly BakedContribution[],
  lambdaStack: Stack,
): ComposedFunctions {
  const reader = new ExistingReader(resource, lambdaStack);
  const joined = new Map<string, JoinedContribution>();
  const trees = new Map<string, Tree<string>>();
  const findings: BehaviorFinding[] = [];
  for (const named of composesOn(contributions) ? behaviors.filter(({ conditional }) => !conditional) : []) {
    for (const [event, host] of PLACES) {
      const { pattern } = named;
      const landing = contributionsFor(contributions, event, pattern)
        .filter((c) => hostOf(c) === host && !isCompanion(c, pattern));
      const tree = composesOn(landing) ? treeOn(resource, named, event, host) : undefined;
      if (tree === undefined) continue;
      const includeBody = host === 'lambda-edge' && includesBody(resource, named, event);
      const { owner } = landing.find(({ existing }) => existing?.compose)!;
      const order = existingOrder(event, landing);
      const leaves = new Set(leavesOf(tree).map((leaf) => leafKey(resource, leaf)));
      const report = (problems: readonly Problem[]) => findings.push(
        ...problems.map((problem) => aboutBehavior(pattern, problem)).map(
          ({ describe }) => ({ pattern, owner, describe: orWithoutFunction(landing, describe) })));
      report(orderProblems(event, landing));
      trees.set(placeOf(pattern, event), mapLeaves(tree, (arn) => {
        const { found, problems } = reader.read(arn, named, event, host);
        report(problems);
        if (found === undefined) return undefined;
        const { name } = 'lambda' in found ? found.lambda : found;
        const key = JSON.stringify([event, order, name, includeBody]);
        const contribution = joined.get(key) ?? ('lambda' in found
          ? lambdaContribution(found, event, order, includeBody) : contributionOf(found, event, order));
        const { behaviors: { patterns }, optionalOn, leftOutOn } = contribution;
        if (!patterns.includes(pattern)) patterns.push(pattern);
        if (leaves.size > 1) optionalOn.add(pattern);
        if (leaves.has(undefined)) leftOutOn.add(pattern);
        joined.set(key, contribution);
        return name;
      }));
    }
  }
  return {
    contributions: [...joined.values()],
    findings: perOwner(findings).map(([owner, problems]) => ({ owner, problems })),
    on: (pattern, event) => trees.get(placeOf(pattern, event)),
    changed: () => reader.changed(),
  };
}

/** Where each kind of functions runs. */
const PLACES = EDGE_EVENTS.flatMap((event): (readonly [EdgeEvent, EdgeHost])[] => (
  [...(isViewerEvent(event) ? [[event, 'cloudfront-function'] as const] : []), [event, 'lambda-edge']]));

/** The functions on an event; undefined if there are none, or two that CloudFront would refuse. */
function treeOn(
  resource: CfnDistribution, { behavior }: NamedBehavior, event: EdgeEvent, host: EdgeHost,
): Tree<object | string> | undefined {
  const stack = Stack.of(resource);
  const { list, resolved } = declaredAssociations(resource, behavior, LISTS[host]);
  const there = list.filter((association) => association.event === event);
  if (there.length === 0 || there.filter(({ conditional }) => !conditional).length > 1) return undefined;
  // It cannot be said where to put such a function.
  if (there.some(({ unknown }) => unknown !== undefined)) return undefined;
  return functionsOn(Conditions.of(stack), resolved, event);
}

/** Whether an existing function gets the body of requests, in any case of a condition. */
function includesBody(resource: CfnDistribution, { behavior }: NamedBehavior, event: EdgeEvent): boolean {
  return declaredAssociations(resource, behavior, 'lambdaFunctionAssociations').list
    .some((association) => association.event === event && association.includeBody);
}

/** Whether a behavior has a function of the user on a viewer event. */
export function holdsFunction(
  resource: CfnDistribution, behaviors: readonly NamedBehavior[], pattern: string, host: EdgeHost,
): boolean {
  return behaviors.some((named) => named.pattern === pattern && !named.conditional
    && declaredAssociations(resource, named.behavior, LISTS[host]).list
      .some(({ event }) => isViewerEvent(event as EdgeEvent)));
}

/** Equal for the same function. */
function leafKey(resource: CfnDistribution, arn: unknown): string | undefined {
  return arn === undefined ? undefined
    : (targetOf(arn) as IConstruct | undefined)?.node.path ?? JSON.stringify(Stack.of(resource).resolve(arn));
}

function placeOf(pattern: string, event: string): string {
  return JSON.stringify([pattern, event]);
}
