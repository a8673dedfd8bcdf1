import { Stack, Token } from 'aws-cdk-lib';
import type { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import { EDGE_EVENTS, isViewerEvent, type EdgeEvent, type EdgeHost } from '../../core/facts/edge-events';
import { error, type Problem } from '../../core/problem';
import { servesGrpc, UNNAMED, type NamedBehavior } from '../behaviors';
import { declaredAssociations, type DeclaredAssociation } from '../declared-associations';
import { referenceName } from '../reference-name';
import { aboutBehavior, type BehaviorFinding, type Named } from './behavior-findings';
import { hostOf, isCompanion, type BakedContribution } from './contribution';
import { hasTokens } from './edge-function';
import { EDGE_REGION } from './edge-region';
import { composesOn } from './existing';
import { contributionsFor, type PlannedFunction } from './plan';

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
  // What only follows a function that is there cannot choose.
  const chooses = isViewerEvent(event) && own.hostChoice !== undefined;
  const mixed = !chooses ? [] : others.map((a) => mix(own, `${holder(a.arn)} on ${a.event}`));
  const mixedHere = !chooses ? [] : landing
    .filter((c) => isViewerEvent(c.event) && hostOf(c) !== host && c.hostChoice !== undefined)
    .map((c) => mix(own, `${c.owner.node.path} on ${c.event}`));
  const grpc = host === 'lambda-edge' && servesGrpc(behavior) ? [servingGrpc] : [];
  return [...closed, ...taken, ...mixed, ...mixedHere, ...grpc];
}

function takenEvent(own: BakedContribution, holder: string, theirs: EdgeHost): Describe {
  const { event, hostChoice, withoutFunction } = own;
  const join = hostOf(own) === theirs || hostChoice === 'composing'
    ? 'let it join ours with existing: ExistingAttachments.compose()'
    : `${asKind(own, theirs)} and let it join with existing: ExistingAttachments.compose()`;
  return ({ names }) =>
    error(
      'EDGE_EVENT_TAKEN',
      `the ${event} event of ${names} already has ${holder}; CloudFront runs one function per event: ${join}, remove `
        + 'it, put its code beside ours with EdgeStep.fromFile, or choose '
        + `${hostChoice ? 'another event or ' : ''}other `
        + `behaviors${withoutFunction === undefined ? '' : `; ${withoutFunction}`}`,
    );
}

/** How a step becomes one of the other kind. */
function asKind({ hostChoice }: BakedContribution, host: EdgeHost): string {
  const name = host === 'lambda-edge' ? 'LAMBDA_EDGE' : 'CLOUDFRONT_FUNCTION';
  switch (hostChoice) {
    case 'file': return `give it a file for the host EdgeStepHost.${name}`;
    // Short redirects are one already; of others the property reports what does not fit.
    case 'composing': return host === 'cloudfront-function'
      ? 'set host: EdgeStepHost.CLOUDFRONT_FUNCTION'
      : 'give the step of this library that is a CloudFront Function a file for the host EdgeStepHost.LAMBDA_EDGE';
    default: return `set host: EdgeStepHost.${name}`;
  }
}

/** Two kinds of functions cannot be one. */
function otherHost(own: BakedContribution, holder: string, theirs: EdgeHost): Describe {
  const [ours, kind] = theirs === 'cloudfront-function'
    ? ['on Lambda@Edge', 'a CloudFront Function'] : ['in a CloudFront Function', 'a Lambda@Edge function'];
  return ({ names }) =>
    error(
      'EDGE_EXISTING_HOST',
      `${holder} on the ${own.event} event of ${names} is ${kind}, which cannot join a step that runs ${ours}; `
        + `${asKind(own, theirs)}, choose another event, or leave the behaviors out with EdgeBehaviors.allExcept`,
    );
}

function mix(own: BakedContribution, other: string): Describe {
  const lambda = hostOf(own) === 'lambda-edge';
  // CloudFront Functions run on no origin event.
  const cures = [
    asKind(own, lambda ? 'cloudfront-function' : 'lambda-edge'),
    ...(lambda ? ['choose an origin event'] : []),
  ];
  return ({ names }) => error('EDGE_VIEWER_MIX', `the ${own.event} event of ${names} cannot have a `
    + `${lambda ? 'Lambda@Edge function' : 'CloudFront Function'} beside ${other}; CloudFront does not mix the two `
    + `kinds on viewer events: ${cures.join(', ')}, or remove one`);
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
