import { Stack, Token } from 'aws-cdk-lib';
import type { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import type { IConstruct } from 'constructs';
import { EDGE_EVENTS, isViewerEvent, type EdgeEvent, type EdgeHost } from '../../core/facts/edge-events';
import { error, type Problem } from '../../core/problem';
import { selects } from '../behavior-selector';
import { servesGrpc, type NamedBehavior } from '../behaviors';
import { declaredAssociations, isOmitted } from '../declared-associations';
import { referenceName } from '../reference-name';
import { hostOf, isCompanion, type BakedContribution, type PolicyContribution } from './contribution';
import { hasTokens } from './edge-function';
import { EDGE_REGION } from './edge-region';
import { contributionsFor, type PlannedFunction } from './plan';

type OwnedProblems = readonly [owner: IConstruct, problems: Problem[]];

/**
 * Why contributions cannot be attached to a behavior. Neither the CDK nor its validation checks this: the deployment
 * would fail after minutes.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-function-restrictions-all.html
 */
export function behaviorProblems(
  resource: CfnDistribution,
  named: NamedBehavior,
  contributions: readonly BakedContribution[],
  policies: readonly PolicyContribution[],
  /** Whether the function on an event joins our steps. */
  joins: (event: EdgeEvent) => boolean,
): OwnedProblems[] {
  const landing = EDGE_EVENTS.flatMap((event) => contributionsFor(contributions, event, named.pattern));
  const setting = policies.filter((p) => selects(p.behaviors, named.pattern));
  if (named.conditional) {
    return [...landing, ...setting].map(({ owner }) => [owner, [conditional()]]);
  }
  return [
    // Reported for the contributions that cause the slot; a companion only follows them.
    ...landing
      .filter((c) => !isCompanion(c, named.pattern) && c.step.existing === undefined)
      .map((contribution): OwnedProblems => [
        contribution.owner,
        [...slotProblems(resource, named, contribution, landing, joins), ...(contribution.check?.(named) ?? [])],
      ]),
    ...setting.map(({ owner }, index): OwnedProblems => [
      owner,
      policyProblems(Stack.of(resource), named, setting[index - 1]?.owner),
    ]),
  ];
}

/**
 * A value of the distribution's stack cannot be used in a function in another Region: the stacks would form a cycle.
 */
export function regionProblems(
  stack: Stack,
  contribution: BakedContribution,
  plan: readonly PlannedFunction[],
): Problem[] {
  if (stack.region === EDGE_REGION || Token.isUnresolved(stack.region)) return [];
  const used = plan.some((p) => p.steps.includes(contribution.step));
  return used && hasTokens([contribution.step])
    ? [
      error(
        'EDGE_TOKEN_ACROSS_REGIONS',
        'holds a value that is only known at deploy time, which cannot be baked into a function in us-east-1 for a '
            + 'stack of another Region; '
            + 'use a literal value',
      ),
    ]
    : [];
}

function slotProblems(
  resource: CfnDistribution,
  { pattern, behavior }: NamedBehavior,
  own: BakedContribution,
  landing: readonly BakedContribution[],
  joins: (event: EdgeEvent) => boolean,
): Problem[] {
  const { event } = own;
  const host = hostOf(own);
  const name = JSON.stringify(pattern);
  const place = `the ${event} event of behavior ${name}`;
  const holder = (arn: unknown) => `the function ${referenceName(Stack.of(resource), arn)}`;
  const lambdas = declaredAssociations(resource, behavior, 'lambdaFunctionAssociations');
  const functions = declaredAssociations(resource, behavior, 'functionAssociations');
  const closed = (host === 'lambda-edge' ? lambdas : functions).open
    ? []
    : [
      error(
        'EDGE_BEHAVIOR_CONDITIONAL',
        `the functions of behavior ${name} are one intrinsic function (Fn::If), so that none can be added; put the `
            + 'condition on each association',
      ),
    ];
  const taken = [...lambdas.list, ...functions.list]
    .filter((a) => a.event === event && !(host === 'cloudfront-function' && joins(event)))
    .map((a) =>
      error(
        'EDGE_EVENT_TAKEN',
        `${place} already has ${holder(a.arn)}; CloudFront runs one function per event: remove it, put its code `
          + 'beside ours with EdgeStep.fromFile, '
          + 'or choose another event or other behaviors',
      ),
    );
  const others = (host === 'lambda-edge' ? functions : lambdas).list.filter(
    (a) => isViewerEvent(a.event as EdgeEvent) && a.event !== event,
  );
  const mixed = !isViewerEvent(event) ? [] : others.map((a) => mix(place, host, `${holder(a.arn)} on ${a.event}`));
  const mixedHere = !isViewerEvent(event)
    ? []
    : landing
      .filter((c) => isViewerEvent(c.event) && hostOf(c) !== host)
      .map((c) => mix(place, host, `${c.owner.node.path} on ${c.event}`));
  const grpc =
    host !== 'lambda-edge' || !servesGrpc(behavior)
      ? []
      : [
        error(
          'EDGE_GRPC',
          `behavior ${name} serves gRPC, where CloudFront runs no Lambda@Edge function; leave it out with `
              + 'EdgeBehaviors.allExcept',
        ),
      ];
  return [...closed, ...taken, ...mixed, ...mixedHere, ...grpc];
}

function mix(place: string, host: EdgeHost, other: string): Problem {
  return error(
    'EDGE_VIEWER_MIX',
    `${place} cannot have a ${host === 'lambda-edge' ? 'Lambda@Edge function' : 'CloudFront Function'} beside `
      + `${other}; `
      + 'CloudFront does not mix the two kinds on viewer events: choose an origin event or the other kind, or remove '
      + 'one',
  );
}

function policyProblems(stack: Stack, { pattern, behavior }: NamedBehavior, other: IConstruct | undefined): Problem[] {
  const declared = isOmitted(stack.resolve(behavior.responseHeadersPolicyId))
    ? undefined
    : behavior.responseHeadersPolicyId;
  const holder = other?.node.path ?? (declared && referenceName(stack, declared));
  return holder
    ? [
      error(
        'EDGE_POLICY_TAKEN',
        `behavior ${JSON.stringify(pattern)} already has a response headers policy, ${holder}; CloudFront applies `
            + 'one: remove it, or leave '
            + 'the behavior out with EdgeBehaviors.allExcept',
      ),
    ]
    : [];
}

function conditional(): Problem {
  return error(
    'EDGE_BEHAVIOR_CONDITIONAL',
    'a selected behavior is only known at deploy time (Fn::If), so nothing can be attached to it; write out the '
      + 'behavior and put conditions on single values',
  );
}

