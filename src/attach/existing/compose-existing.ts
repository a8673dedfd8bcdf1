import { Stack } from 'aws-cdk-lib';
import type { CfnDistribution, CfnFunction } from 'aws-cdk-lib/aws-cloudfront';
import { functionsOn, leavesOf, mapLeaves, type Tree } from './association-tree';
import { functionName, readFunction, type ExistingFunction, type FunctionRead } from './existing-function';
import { FunctionFinder } from './referred-function';
import { EDGE_EVENTS, isRequestEvent, isViewerEvent, type EdgeEvent } from '../../core/facts/edge-events';
import { error, type Problem } from '../../core/problem';
import type { NamedBehavior } from '../behaviors';
import { Conditions } from '../conditions';
import type { Finding } from '../config-error';
import { declaredAssociations } from '../declared-associations';
import { referenceName } from '../reference-name';
import { hostOf, isCompanion, StepOrder, type BakedContribution } from '../slots/contribution';
import { composesOn, existingOrder, orderProblems, type ExistingOrder } from '../slots/existing';
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

type JoinedContribution = BakedContribution & {
  readonly behaviors: { patterns: string[] };
  optionalOn: Set<string>;
  leftOutOn: Set<string>;
};

/**
 * Finds the CloudFront Functions that are on an event of our steps, where a construct says that they are composed.
 *
 * Lambda@Edge functions stay refused (`EDGE_EVENT_TAKEN`).
 */
export function composeExisting(
  resource: CfnDistribution, behaviors: readonly NamedBehavior[], contributions: readonly BakedContribution[],
): ComposedFunctions {
  const reader = new FunctionReader(resource);
  const joined = new Map<string, JoinedContribution>();
  const trees = new Map<string, Tree<string>>();
  const findings: Finding[] = [];
  for (const named of composesOn(contributions) ? behaviors.filter(({ conditional }) => !conditional) : []) {
    for (const event of EDGE_EVENTS.filter(isViewerEvent)) {
      const { pattern } = named;
      const landing = contributionsFor(contributions, event, pattern)
        .filter((c) => hostOf(c) === 'cloudfront-function' && !isCompanion(c, pattern));
      const tree = composesOn(landing) ? treeOn(resource, named, event) : undefined;
      if (tree === undefined) continue;
      const { owner } = landing.find(({ existing }) => existing?.compose)!;
      const order = existingOrder(event, landing);
      const leaves = new Set<string | undefined>(leavesOf(tree).map((leaf) => JSON.stringify(leaf)));
      findings.push({ owner, problems: orderProblems(event, landing) });
      trees.set(placeOf(pattern, event), mapLeaves(tree, (arn) => {
        const { found, problems } = reader.read(arn, named, event, leaves.size > 1);
        findings.push({ owner, problems });
        if (found === undefined) return undefined;
        const key = JSON.stringify([event, order, found.name]);
        const contribution = joined.get(key) ?? contributionOf(found, event, order);
        const { behaviors: { patterns }, optionalOn, leftOutOn } = contribution;
        if (!patterns.includes(pattern)) patterns.push(pattern);
        if (leaves.size > 1) optionalOn.add(pattern);
        if (leaves.has(undefined)) leftOutOn.add(pattern);
        joined.set(key, contribution);
        return found.name;
      }));
    }
  }
  return {
    contributions: [...joined.values()],
    findings: unique(findings),
    on: (pattern, event) => trees.get(placeOf(pattern, event)),
    changed: () => reader.changed(),
  };
}

/** The functions on an event; undefined if there are none, or two that CloudFront would refuse. */
function treeOn(
  resource: CfnDistribution,
  { behavior }: NamedBehavior,
  event: EdgeEvent,
): Tree<object | string> | undefined {
  const stack = Stack.of(resource);
  const there = declaredAssociations(resource, behavior, 'functionAssociations').list.filter(
    (association) => association.event === event,
  );
  if (there.length === 0 || there.filter(({ conditional }) => !conditional).length > 1) return undefined;
  return functionsOn(Conditions.of(stack), stack.resolve(behavior.functionAssociations), event);
}

/** Whether a behavior has a CloudFront Function of the user on a viewer event. */
export function holdsFunction(
  resource: CfnDistribution, behaviors: readonly NamedBehavior[], pattern: string,
): boolean {
  return behaviors.some((named) => named.pattern === pattern && !named.conditional
    && declaredAssociations(resource, named.behavior, 'functionAssociations').list.length > 0);
}

function placeOf(pattern: string, event: string): string {
  return JSON.stringify([pattern, event]);
}

/** Reads each function once. */
class FunctionReader {
  private readonly finder: FunctionFinder;
  private readonly known = new Map<CfnFunction, FunctionRead>();

  constructor(private readonly resource: CfnDistribution) {
    this.finder = new FunctionFinder(resource);
  }

  read(arn: object | string, { pattern, behavior }: NamedBehavior, event: EdgeEvent, optional: boolean): FunctionRead {
    const stack = Stack.of(this.resource);
    // As the user wrote it: resolved, a reference to another stack would name something else here.
    const written = optional ? undefined : writtenArn(behavior.functionAssociations, event);
    const found = this.finder.find(written ?? arn);
    if (found === undefined) {
      return {
        problems: [imported(`the ${event} event of behavior ${JSON.stringify(pattern)}`, referenceName(stack, arn))],
      };
    }
    const read = this.known.get(found) ?? readFunction(found, stack);
    this.known.set(found, read);
    return read;
  }

  changed(): Problem[] {
    const stack = Stack.of(this.resource);
    return [...this.known]
      .filter(
        ([resource, { found }]) => found !== undefined && readFunction(resource, stack).found?.code !== found.code,
      )
      .map(([resource]) => late(resource));
  }
}

function writtenArn(associations: unknown, event: EdgeEvent): unknown {
  const list: readonly CfnDistribution.FunctionAssociationProperty[] = Array.isArray(associations) ? associations : [];
  return list.find(({ eventType }) => eventType === event)?.functionArn;
}

function contributionOf(
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
      ...(stores.length > 0 && { keyValueStore: stores[0] }),
    },
  };
}

/** One function on many behaviors is one problem. */
function unique(findings: readonly Finding[]): Finding[] {
  const seen = new Set<string>();
  const fresh = (owner: Finding['owner'], { code, message }: Problem) => {
    const key = `${owner.node.path} ${code} ${message}`;
    return !seen.has(key) && seen.add(key);
  };
  return findings.map(({ owner, problems }) => ({ owner, problems: problems.filter((p) => fresh(owner, p)) }));
}

function imported(place: string, name: string): Problem {
  return error('EDGE_EXISTING_IMPORTED', `cannot join the function ${name} on ${place}, which is not in this app, so `
    + 'that its code is not known here; create it in this app, or copy its code to a file for '
    + 'EdgeStep.fromFile(..., { host: EdgeStepHost.CLOUDFRONT_FUNCTION }) and remove its association', 'existing');
}

function late(resource: CfnFunction): Problem {
  return error(
    'EDGE_EXISTING_LATE',
    `the code of the function ${functionName(resource)} was changed after it had joined `
      + 'the steps of this library; change it before synthesis, or in an aspect that visits the distribution itself',
  );
}
