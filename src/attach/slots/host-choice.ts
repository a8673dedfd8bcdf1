import { isViewerEvent } from '../../core/facts/edge-events';
import { selects } from '../behavior-selector';
import { hostOf, type Contribution } from './contribution';

/**
 * Decides on which host a step runs that can run on both. CloudFront does not mix the two on the viewer events of a
 * behavior, so a step follows a CloudFront Function that is there; otherwise it stays on the host of its construct.
 *
 * The step has one host for all of its behaviors: they share its rules, and a rule that only one host can run would
 * otherwise apply on some of them.
 */
export function withHosts(
  contributions: readonly Contribution[], patterns: readonly string[],
  /** Whether a behavior has a CloudFront Function of the user on a viewer event. */
  hasExisting: (pattern: string) => boolean,
): Contribution[] {
  const onFunction = new Set(contributions.filter((one) => one.alternative === undefined
    && hostOf(one) === 'cloudfront-function' && isViewerEvent(one.event)));
  const isOn = (those: Iterable<Contribution>, pattern: string): boolean => (
    [...those].some(({ behaviors }) => selects(behaviors, pattern)));
  // If one construct composes, the existing function joins for all.
  const composing = contributions.filter(({ existing, event }) => existing?.compose && isViewerEvent(event));
  const held = new Set(patterns.filter((pattern) => isOn(composing, pattern) && hasExisting(pattern)));
  const canMove = contributions.filter(
    ({ alternative }) => alternative && hostOf(alternative) === 'cloudfront-function');
  // A step that moves for one behavior takes those with it that it meets on others.
  for (let before = -1; before < onFunction.size;) {
    before = onFunction.size;
    for (const one of canMove) {
      const here = patterns.filter((pattern) => selects(one.behaviors, pattern));
      if (here.some((pattern) => held.has(pattern) || isOn(onFunction, pattern))) onFunction.add(one);
    }
  }
  return contributions.map((one) => {
    const { alternative, ...contribution } = one;
    return alternative && onFunction.has(one) ? { ...contribution, check: undefined, ...alternative } : contribution;
  });
}
