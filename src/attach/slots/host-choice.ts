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
  const fixed = contributions.filter(({ alternative }) => alternative === undefined);
  const holdsFunction = (pattern: string): boolean => fixed.some((other) => (
    hostOf(other) === 'cloudfront-function' && isViewerEvent(other.event) && selects(other.behaviors, pattern)));
  return contributions.map(({ alternative, ...contribution }) => {
    const moves = alternative && hostOf(alternative) === 'cloudfront-function'
      && patterns.some((pattern) => selects(contribution.behaviors, pattern)
        && (holdsFunction(pattern) || (contribution.existing?.compose && hasExisting(pattern))));
    return moves ? { ...contribution, check: undefined, ...alternative } : contribution;
  });
}
