import { Stack, Token } from 'aws-cdk-lib';
import type { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import { EDGE_EVENTS, isViewerEvent, type EdgeEvent } from '../../core/facts/edge-events';
import { error, type Problem } from '../../core/problem';
import { servesGrpc, UNNAMED, type NamedBehavior } from '../behaviors';
import { declaredAssociations, type DeclaredAssociation } from '../declared-associations';
import { referenceName } from '../reference-name';
import { aboutBehavior, type BehaviorFinding, type Named } from './behavior-findings';
import { bothKinds } from './both-kinds';
import { mix, otherHost, takenEvent } from './conflict-messages';
import { hostOf, isCompanion, type BakedContribution } from './contribution';
import { hasTokens } from './edge-function';
import { EDGE_REGION } from './edge-region';
import { composesOn } from './existing';
import { contributionsFor, type PlannedFunction } from './plan';
import { unknownEvents } from './unknown-events';

type Describe = BehaviorFinding['describe'];

/**
 * Why steps cannot be attached to a behavior. Neither the CDK nor its validation checks this: the deployment would fail
 * after minutes.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-function-restrictions-all.html
 */
export function slotFindings(
  resource: CfnDistribution, named: NamedBehavior, contributions: readonly BakedContribution[],
  /** Whether the function on an event joins our steps. */
  joins: (event: EdgeEvent) => boolean,
): BehaviorFinding[] {
  const { pattern, conditional } = named;
  const landing = EDGE_EVENTS.flatMap((event) => contributionsFor(contributions, event, pattern));
  if (conditional) return landing.map(({ owner }) => ({ owner, pattern, describe: conditionalBehavior(pattern) }));
  // Reported for the contributions that cause the slot; a companion only follows them.
  return landing.filter((c) => !isCompanion(c, pattern) && c.step.existing === undefined).flatMap((contribution) => {
    const own = contribution.check?.(named) ?? [];
    return [
      ...slotProblems(resource, named, contribution, landing, joins).map(
        (describe) => ({ pattern, describe: orWithoutFunction([contribution], describe) })),
      ...own.map((problem) => aboutBehavior(pattern, problem)),
    ].map((found) => ({ ...found, owner: contribution.owner }));
  });
}

/** Adds how to do without the function, if all steps that need it say how. */
export function orWithoutFunction(needing: readonly BakedContribution[], describe: Describe): Describe {
  const cures = new Set(needing.map(({ withoutFunction }) => withoutFunction));
  const [cure] = cures.size === 1 ? cures : [];
  return cure === undefined ? describe : (on) => {
    const problem = describe(on);
    return problem.message.endsWith(cure) ? problem : { ...problem, message: `${problem.message}; ${cure}` };
  };
}

/**
 * A value of the distribution's stack cannot be used in a function in another Region: the stacks would form a cycle.
 */
export function regionProblems(
  stack: Stack, contribution: BakedContribution, plan: readonly PlannedFunction[],
): Problem[] {
  if (stack.region === EDGE_REGION || Token.isUnresolved(stack.region)) return [];
  // CloudFront Functions are in the stack of the distribution.
  const used = plan.some((p) => p.host === 'lambda-edge' && p.steps.includes(contribution.step));
  return used && hasTokens([contribution.step])
    ? [
      error(
        'EDGE_TOKEN_ACROSS_REGIONS',
        'holds a value that is only known '
            + 'at deploy time, which cannot be baked into a function in us-east-1 for a stack of another Region; use '
            + 'a literal '
            + 'value',
      ),
    ]
    : [];
}

function slotProblems(
  resource: CfnDistribution, { behavior }: NamedBehavior, own: BakedContribution, landing: readonly BakedContribution[],
  joins: (event: EdgeEvent) => boolean,
): Describe[] {
  const { event } = own;
  const host = hostOf(own);
  const holder = (arn: unknown) => `the function ${referenceName(Stack.of(resource), arn)}`;
  const lambdas = declaredAssociations(resource, behavior, 'lambdaFunctionAssociations');
  const functions = declaredAssociations(resource, behavior, 'functionAssociations');
  const here = (list: readonly DeclaredAssociation[]) => list.filter((a) => a.event === event);
  const composes = composesOn(landing.filter((c) => c.event === event));
  const closed = composes || (host === 'lambda-edge' ? lambdas : functions).open ? [] : [conditionalList];
  const unknown = closed.length > 0 ? [] : unknownEvents(Stack.of(resource), own, [
    ...lambdas.list.map((a) => ({ ...a, host: 'lambda-edge' as const })),
    ...functions.list.map((a) => ({ ...a, host: 'cloudfront-function' as const })),
  ]);
  // Whether another function can join is only known when these events are.
  if (unknown.length > 0) return unknown;
  // What only follows a function that is there cannot choose.
  const chooses = isViewerEvent(event) && own.hostChoice !== undefined;
  const both = !chooses ? undefined : bothKinds(Stack.of(resource), own, lambdas.list, functions.list, composes);
  if (both !== undefined) return [...closed, both];
  const taken = [
    ...here(lambdas.list).filter(() => host === 'cloudfront-function' || !joins(event)).map((a) =>
      (composes && host === 'cloudfront-function' ? otherHost : takenEvent)(own, holder(a.arn), 'lambda-edge'),
    ),
    ...here(functions.list)
      .filter(() => host === 'lambda-edge' || !joins(event))
      .map((a) => (composes && host === 'lambda-edge' ? otherHost : takenEvent)(
        own, holder(a.arn), 'cloudfront-function')),
  ];
  const others = (host === 'lambda-edge' ? functions : lambdas).list.filter(
    (a) => isViewerEvent(a.event as EdgeEvent) && a.event !== event);
  const mixed = !chooses ? [] : others.map((a) => mix(own, `${holder(a.arn)} on ${a.event}`));
  const mixedHere = !chooses ? [] : landing
    .filter((c) => isViewerEvent(c.event) && hostOf(c) !== host && c.hostChoice !== undefined)
    .map((c) => mix(own, `${c.owner.node.path} on ${c.event}`));
  const grpc = host === 'lambda-edge' && servesGrpc(behavior) ? [servingGrpc] : [];
  return [...closed, ...taken, ...mixed, ...mixedHere, ...grpc];
}

function conditionalList({ names }: Named): Problem {
  return error(
    'EDGE_BEHAVIOR_CONDITIONAL',
    `the functions of ${names} are one intrinsic function (Fn::If), so that none `
      + 'can be added; put the condition on each association',
  );
}

function servingGrpc({ names, verb }: Named): Problem {
  return error('EDGE_GRPC', `${names} ${verb('serves', 'serve')} gRPC, where CloudFront runs no Lambda@Edge function; `
    + `leave ${verb('it', 'them')} out with EdgeBehaviors.allExcept`);
}

/** Why nothing can be attached to a behavior under a condition. */
export function conditionalBehavior(pattern: string): Describe {
  if (pattern === UNNAMED) {
    return () => error('EDGE_BEHAVIOR_CONDITIONAL', 'a behavior whose path pattern cannot be read is only known at '
      + 'deploy time, so nothing can be attached to it; write it out, or name the others with EdgeBehaviors.paths');
  }
  return ({ names, verb }) => error('EDGE_BEHAVIOR_CONDITIONAL', `${names} ${verb('is', 'are')} only known at deploy `
    + `time (Fn::If), so nothing can be attached to ${verb('it', 'them')}; write out the behavior and put conditions `
    + `on single values, or leave ${verb('it', 'them')} out with EdgeBehaviors.allExcept`);
}
