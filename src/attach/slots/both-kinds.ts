import type { Stack } from 'aws-cdk-lib';
import { isViewerEvent, type EdgeEvent } from '../../core/facts/edge-events';
import { error } from '../../core/problem';
import type { DeclaredAssociation } from '../declared-associations';
import { referenceName } from '../reference-name';
import type { BehaviorFinding } from './behavior-findings';
import { canMoveToOrigin } from './conflict-messages';
import { hostOf, type BakedContribution } from './contribution';

type List = readonly DeclaredAssociation[];

/**
 * A behavior that has functions of both kinds on viewer events: CloudFront refuses them, unless conditions choose one.
 * Ours would be beside one of the other kind, whichever it is, so that no cure about one of them helps.
 */
export function bothKinds(
  stack: Stack, own: BakedContribution, lambdas: List, functions: List, composes: boolean,
): BehaviorFinding['describe'] | undefined {
  const [theirLambdas, theirFunctions] = [lambdas, functions].map(
    (list) => list.filter(({ event }) => isViewerEvent(event as EdgeEvent)));
  if (!theirLambdas?.length || !theirFunctions?.length) return undefined;
  const all = [...theirLambdas, ...theirFunctions];
  // Never deployed together, as far as can be seen.
  const either = all.some(({ conditional }) => conditional);
  const named = (list: List) => [...new Set(list.map(({ arn, event }) => `${referenceName(stack, arn)} on ${event}`))]
    .join(' and ');
  const there = `the Lambda@Edge function ${named(theirLambdas)}, and the CloudFront Function ${named(theirFunctions)}`;
  const cures = [
    ...(either || new Set(all.map(({ event }) => event)).size > 1 ? [oneKind(own, composes)] : []),
    'remove one',
    ...(either && canMoveToOrigin(own) ? ['choose an origin event'] : []),
    ...(either ? ['leave the behaviors out with EdgeBehaviors.allExcept'] : []),
  ];
  const cure = cures.length > 1 ? `${cures.slice(0, -1).join(', ')}, or ${cures.at(-1)}` : cures.join();
  return ({ names, verb }) => error(composes ? 'EDGE_EXISTING_HOST' : 'EDGE_VIEWER_MIX', `${names} ${
    verb('has', 'have')} ${either ? 'under conditions ' : ''}${there}: CloudFront does not mix the two kinds on viewer `
    + `events, and a function of this library on ${own.event} could be of one kind only; ${cure}`);
}

function oneKind(own: BakedContribution, composes: boolean): string {
  const kind =
    own.hostChoice === 'composing'
      ? 'of one kind'
      : hostOf(own) === 'lambda-edge'
        ? 'Lambda@Edge functions, as this step is'
        : 'CloudFront Functions, as this step is';
  return `make both ${kind}${composes ? '' : ' and let them join with existing: ExistingAttachments.compose()'}`;
}
