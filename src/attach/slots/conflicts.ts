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
  const used = plan.some((p) => p.steps.includes(contribution.step));
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
      (composes && host === 'cloudfront-function' ? otherHost : takenEvent)(own, holder(a.arn)),
    ),
    ...here(functions.list)
      .filter(() => host === 'lambda-edge' || !joins(event))
      .map((a) => (composes && host === 'lambda-edge' ? otherHost : takenEvent)(own, holder(a.arn))),
  ];
  const others = (host === 'lambda-edge' ? functions : lambdas).list.filter(
    (a) => isViewerEvent(a.event as EdgeEvent) && a.event !== event);
  const mixed = !isViewerEvent(event) ? [] : others.map((a) => mix(event, host, `${holder(a.arn)} on ${a.event}`));
  const mixedHere = !isViewerEvent(event) ? [] : landing
    .filter((c) => isViewerEvent(c.event) && hostOf(c) !== host)
    .map((c) => mix(event, host, `${c.owner.node.path} on ${c.event}`));
  const grpc = host === 'lambda-edge' && servesGrpc(behavior) ? [servingGrpc] : [];
  return [...closed, ...taken, ...mixed, ...mixedHere, ...grpc];
}

function takenEvent({ event, withoutFunction }: BakedContribution, holder: string): Describe {
  return ({ names }) =>
    error(
      'EDGE_EVENT_TAKEN',
      `the ${event} event of ${names} already has ${holder}; CloudFront runs `
        + 'one function per event: let it join ours with existing: ExistingAttachments.compose(), remove it, put its '
        + 'code '
        + `beside ours with EdgeStep.fromFile, or choose another event or other behaviors${
          withoutFunction === undefined ? '' : `; ${withoutFunction}`
        }`,
    );
}

/** Two kinds of functions cannot be one. */
function otherHost(own: BakedContribution, holder: string): Describe {
  const [ours, theirs, cure] = hostOf(own) === 'lambda-edge'
    ? ['on Lambda@Edge', 'a CloudFront Function', 'give it the host EdgeStepHost.CLOUDFRONT_FUNCTION']
    : ['in a CloudFront Function', 'a Lambda@Edge function', 'give it the host EdgeStepHost.LAMBDA_EDGE'];
  return ({ names }) =>
    error(
      'EDGE_EXISTING_HOST',
      `${holder} on the ${own.event} event of ${names} is ${theirs}, which `
        + `cannot join a step that runs ${ours}; ${cure}, choose another event, or leave the behaviors out with `
        + 'EdgeBehaviors.allExcept',
    );
}

function mix(event: EdgeEvent, host: EdgeHost, other: string): Describe {
  return ({ names }) => error('EDGE_VIEWER_MIX', `the ${event} event of ${names} cannot have a `
    + `${host === 'lambda-edge' ? 'Lambda@Edge function' : 'CloudFront Function'} beside ${other}; CloudFront does not `
    + 'mix the two kinds on viewer events: choose an origin event or the other kind, or remove one');
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
