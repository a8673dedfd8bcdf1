import type { IConstruct } from 'constructs';
import { isViewerEvent, type EdgeHost } from '../../core/facts/edge-events';
import type { HostChoice } from '../../core/redirects/cost/host-choice';
import { selects, without } from '../behavior-selector';
import type { NamedBehavior } from '../behaviors';
import { hostOf, type Contribution } from './contribution';
import { ownChoice } from './own-choice';

/** Contributions on the hosts on which they run, and why those were chosen that could run on both. */
export interface Hosted {
  readonly contributions: readonly Contribution[];
  readonly choices: ReadonlyMap<IConstruct, HostChoice>;
}

/**
 * Decides on which host a step runs that can run on both. CloudFront does not mix the two on the viewer events of a
 * behavior, so a step follows a CloudFront Function that is there. Otherwise it becomes one if it can be one, is short
 * enough and meets no Lambda@Edge function: see `own-choice.ts`.
 *
 * The step has one host for all of its behaviors: they share its rules, and a rule that only one host can run would
 * otherwise apply on some of them. Only where existing functions of both kinds join, it has both, and such a rule is an
 * error.
 */
export function withHosts(
  contributions: readonly Contribution[], behaviors: readonly NamedBehavior[],
  /** Whether a behavior has such a function of the user on a viewer event. */
  holds: (pattern: string, host: EdgeHost) => boolean,
): Hosted {
  const patterns = behaviors.map(({ pattern }) => pattern);
  const onFunction = new Set(contributions.filter((one) => one.alternative === undefined && !one.companion
    && hostOf(one) === 'cloudfront-function' && isViewerEvent(one.event)));
  const isOn = (those: Iterable<Contribution>, pattern: string): boolean => (
    [...those].some((one) => selects(one.behaviors, pattern)));
  // If one construct composes, the existing function joins for all.
  const composing = contributions.filter(({ existing, event }) => existing?.compose && isViewerEvent(event));
  const composed = patterns.filter((pattern) => isOn(composing, pattern));
  const held = new Set(composed.filter((pattern) => holds(pattern, 'cloudfront-function')));
  const onLambda = new Set(composed.filter(
    (pattern) => !held.has(pattern) && !isOn(onFunction, pattern) && holds(pattern, 'lambda-edge')));
  const canMove = contributions.filter(
    ({ alternative }) => alternative && hostOf(alternative) === 'cloudfront-function');
  // A step that moves for one behavior takes those with it that it meets on others.
  for (let before = -1; before < onFunction.size;) {
    before = onFunction.size;
    for (const one of canMove) {
      const here = patterns.filter((pattern) => selects(one.behaviors, pattern) && !onLambda.has(pattern));
      if (here.some((pattern) => held.has(pattern) || isOn(onFunction, pattern))) onFunction.add(one);
    }
  }
  const staysOn = ({ behaviors: selector }: Contribution) => [...onLambda].filter((one) => selects(selector, one));
  const following = canMove.filter((one) => onFunction.has(one));
  const own = ownChoice(canMove.filter((one) => !onFunction.has(one)), behaviors, (pattern) => (
    holds(pattern, 'lambda-edge') || isOn(contributions.filter(staysOnLambda), pattern)
  ), (pattern) => holds(pattern, 'cloudfront-function'));
  for (const [one, { kind }] of own) if (kind === 'fits' || kind === 'beside-function') onFunction.add(one);
  return {
    contributions: contributions.flatMap((one) => {
      const { alternative, ...contribution } = one;
      if (alternative === undefined || !onFunction.has(one)) return [contribution];
      const moved = { ...contribution, check: undefined, ...alternative };
      const staying = staysOn(one);
      return staying.length === 0 ? [moved] : [
        { ...moved, behaviors: without(one.behaviors, staying) },
        { ...contribution, behaviors: { kind: 'paths', patterns: staying } },
      ];
    }),
    choices: new Map([
      ...following.map((one) => [one.owner, { kind: staysOn(one).length > 0 ? 'both' : 'beside-function' }] as const),
      ...[...own].map(([one, choice]) => [one.owner, choice] as const),
    ]),
  };
}

/** Whether a step is in a Lambda@Edge function on a viewer event, and causes it. */
function staysOnLambda(one: Contribution): boolean {
  return one.alternative === undefined && !one.companion && hostOf(one) === 'lambda-edge' && isViewerEvent(one.event);
}
