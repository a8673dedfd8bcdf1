import { isViewerEvent, type EdgeHost } from '../../core/facts/edge-events';
import { selects, without } from '../behavior-selector';
import { hostOf, type Contribution } from './contribution';

/**
 * Decides on which host a step runs that can run on both. CloudFront does not mix the two on the viewer events of a
 * behavior, so a step follows a CloudFront Function that is there; otherwise it stays on the host of its construct.
 *
 * The step has one host for all of its behaviors: they share its rules, and a rule that only one host can run would
 * otherwise apply on some of them. Only where existing functions of both kinds join, it has both, and such a rule is an
 * error.
 */
export function withHosts(
  contributions: readonly Contribution[], patterns: readonly string[],
  /** Whether a behavior has such a function of the user on a viewer event. */
  holds: (pattern: string, host: EdgeHost) => boolean,
): Contribution[] {
  const onFunction = new Set(contributions.filter((one) => one.alternative === undefined
    && hostOf(one) === 'cloudfront-function' && isViewerEvent(one.event)));
  const isOn = (those: Iterable<Contribution>, pattern: string): boolean => (
    [...those].some(({ behaviors }) => selects(behaviors, pattern)));
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
  return contributions.flatMap((one) => {
    const { alternative, ...contribution } = one;
    if (alternative === undefined || !onFunction.has(one)) return [contribution];
    const moved = { ...contribution, check: undefined, ...alternative };
    const staying = [...onLambda].filter((pattern) => selects(one.behaviors, pattern));
    return staying.length === 0 ? [moved] : [
      { ...moved, behaviors: without(one.behaviors, staying) },
      { ...contribution, behaviors: { kind: 'paths', patterns: staying } },
    ];
  });
}
