import { Stack } from 'aws-cdk-lib';
import type { CfnDistribution, CfnFunction } from 'aws-cdk-lib/aws-cloudfront';
import { functionName, readFunction, type ExistingFunction, type FunctionRead } from './existing-function';
import { FunctionFinder } from './referred-function';
import { EDGE_EVENTS, isRequestEvent, isViewerEvent, type EdgeEvent } from '../../core/facts/edge-events';
import { error, type Problem } from '../../core/problem';
import type { NamedBehavior } from '../behaviors';
import type { Finding } from '../config-error';
import { declaredAssociations, type DeclaredAssociation } from '../declared-associations';
import { referenceName } from '../reference-name';
import { hostOf, isCompanion, StepOrder, type BakedContribution } from '../slots/contribution';
import { composesOn, existingOrder, orderProblems, type ExistingOrder } from '../slots/existing';
import { contributionsFor } from '../slots/plan';

/** Existing functions that join our steps. */
export interface ComposedFunctions {
  /** Their code as contributions, which become steps like those of constructs. */
  readonly contributions: readonly BakedContribution[];
  readonly findings: readonly Finding[];
  /** Whether an association of the user is replaced on a behavior. */
  readonly replaces: (pattern: string, event: string) => boolean;
}

/**
 * Finds the CloudFront Functions that are on an event of our steps, where a construct says that they are composed.
 *
 * Lambda@Edge functions stay refused (`EDGE_EVENT_TAKEN`).
 */
export function composeExisting(
  resource: CfnDistribution, behaviors: readonly NamedBehavior[], contributions: readonly BakedContribution[],
): ComposedFunctions {
  if (!composesOn(contributions)) return { contributions: [], findings: [], replaces: () => false };
  const reader = new FunctionReader(resource);
  const joined = new Map<string, BakedContribution & { behaviors: { patterns: string[] } }>();
  const replaced = new Set<string>();
  const findings: Finding[] = [];
  for (const named of behaviors.filter(({ conditional }) => !conditional)) {
    for (const event of EDGE_EVENTS.filter(isViewerEvent)) {
      const landing = contributionsFor(contributions, event, named.pattern)
        .filter((c) => hostOf(c) === 'cloudfront-function' && !isCompanion(c, named.pattern));
      const there = declaredAssociations(resource, named.behavior, 'functionAssociations').list
        .filter((association) => association.event === event);
      if (!composesOn(landing) || there.length !== 1) continue;
      const owner = landing.find(({ existing }) => existing?.compose)!.owner;
      const { found, problems } = reader.read(there[0], named, event);
      replaced.add(placeOf(named.pattern, event));
      findings.push({ owner, problems: [...problems, ...orderProblems(event, landing)] });
      if (found === undefined) continue;
      const order = existingOrder(event, landing);
      const key = JSON.stringify([event, order, found.name]);
      const contribution = joined.get(key) ?? contributionOf(found, event, order);
      contribution.behaviors.patterns.push(named.pattern);
      joined.set(key, contribution);
    }
  }
  return {
    contributions: [...joined.values()], findings: unique(findings),
    replaces: (pattern, event) => replaced.has(placeOf(pattern, event)),
  };
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

  read({ arn, conditional }: DeclaredAssociation, { pattern, behavior }: NamedBehavior, event: EdgeEvent): FunctionRead {
    const stack = Stack.of(this.resource);
    const place = `the ${event} event of behavior ${JSON.stringify(pattern)}`;
    if (conditional) return { problems: [conditionalProblem(place)] };
    // As the user wrote it: resolved, a reference to another stack would name something else here.
    const found = this.finder.find(writtenArn(behavior.functionAssociations, event) ?? arn);
    if (found === undefined) return { problems: [imported(place, referenceName(stack, arn))] };
    const read = this.known.get(found) ?? readFunction(found, stack);
    this.known.set(found, read);
    return read;
  }
}

function writtenArn(associations: unknown, event: EdgeEvent): unknown {
  const list: readonly CfnDistribution.FunctionAssociationProperty[] = Array.isArray(associations) ? associations : [];
  return list.find(({ eventType }) => eventType === event)?.functionArn;
}

function contributionOf(
  { resource, name, code, values, stores }: ExistingFunction, event: EdgeEvent, order: ExistingOrder,
): BakedContribution & { behaviors: { patterns: string[] } } {
  const first = order === 'before';
  return {
    owner: resource.node.scope && functionName(resource) !== resource.node.path ? resource.node.scope : resource,
    event,
    host: 'cloudfront-function',
    behaviors: { kind: 'paths', patterns: [] },
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

function conditionalProblem(place: string): Problem {
  return error('EDGE_EXISTING_CONDITIONAL', `cannot join the function on ${place}, which is inside of Fn::If: whether `
    + 'it runs is only known at deploy time; associate it without a condition (its code may read one: a value inside '
    + 'of quotes), or leave the behavior out with EdgeBehaviors.allExcept', 'existing');
}
