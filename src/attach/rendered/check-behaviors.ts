import type { Stack } from 'aws-cdk-lib';
import { isViewerEvent, type EdgeEvent } from '../../core/facts/edge-events';
import { error, type Problem } from '../../core/problem';
import { comparable } from '../behavior-selector';
import { referenceName } from '../reference-name';
import type { RenderedAssociation, RenderedBehavior } from './rendered-behaviors';
import { saidOnce, type FoundOn } from '../slots/behavior-findings';

/**
 * Function associations that CloudFront would refuse, which neither the CDK nor its validation checks.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-function-restrictions-all.html (checked
 * 2026-11-20)
 */
export function checkBehaviors(stack: Stack, behaviors: readonly RenderedBehavior[]): Problem[] {
  const found = behaviors.flatMap((behavior) => (
    checkBehavior(stack, behavior).map((describe): FoundOn => ({ pattern: behavior.pattern, describe }))));
  return [...samePatterns(behaviors), ...saidOnce(found)];
}

function samePatterns(behaviors: readonly RenderedBehavior[]): Problem[] {
  const patterns = behaviors.map((b) => comparable(b.pattern));
  return behaviors
    .filter((_, index) => patterns.indexOf(patterns[index]) !== index)
    .map(({ pattern }) =>
      error(
        'EDGE_PATTERN_TWICE',
        `two behaviors have the path pattern ${JSON.stringify(pattern)} (a leading slash makes no difference); `
          + 'remove one',
      ),
    );
}

function checkBehavior(stack: Stack, { associations: all, grpc }: RenderedBehavior): FoundOn['describe'][] {
  // Those of two conditions may never be deployed together.
  const associations = all.filter(({ conditional }) => !conditional);
  const who = (a: RenderedAssociation) => referenceName(stack, a.arn);
  const events = new Set(associations.map((a) => a.event));
  const taken = [...events].flatMap((event): FoundOn['describe'][] => {
    const holders = associations.filter((a) => a.event === event);
    return holders.length < 2 ? [] : [({ names }) => error('EDGE_EVENT_TAKEN', `the ${event} event of ${names} has ${
      holders.map(who).join(' and ')}; CloudFront runs one function per event: remove one`)];
  });
  const viewer = associations.filter((a) => isViewerEvent(a.event as EdgeEvent));
  const [lambda, cloudFrontFunction] = (['lambda-edge', 'cloudfront-function'] as const).map((kind) =>
    viewer.find((a) => a.kind === kind),
  );
  const mixed: FoundOn['describe'][] = !lambda || !cloudFrontFunction ? [] : [({ names, verb }) => error(
    'EDGE_VIEWER_MIX', `${names} ${verb('has', 'have')} the Lambda@Edge function ${who(lambda)} and the CloudFront `
    + `Function ${who(cloudFrontFunction)} on viewer events, which CloudFront does not mix; use one kind`)];
  const early = associations
    .filter((a) => a.kind === 'cloudfront-function' && !isViewerEvent(a.event as EdgeEvent))
    .map((a): FoundOn['describe'] => ({ names, verb }) => error('EDGE_FUNCTION_EVENT', `${names} ${
      verb('has', 'have')} the CloudFront Function ${who(a)} on ${a.event}; CloudFront Functions run on viewer events `
      + 'only: choose one, or use Lambda@Edge'));
  const onGrpc: FoundOn['describe'][] = !grpc || !associations.some((a) => a.kind === 'lambda-edge') ? [] : [
    ({ names, verb }) => error('EDGE_GRPC', `${names} ${verb('serves', 'serve')} gRPC, where CloudFront runs no `
      + 'Lambda@Edge function; remove the function, or gRPC'),
  ];
  return [...taken, ...mixed, ...early, ...onGrpc];
}
