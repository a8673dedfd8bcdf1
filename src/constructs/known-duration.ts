import { Duration } from 'aws-cdk-lib';
import { error, type Problem } from '../core/problem';
import { kind } from '../core/problem/kinds';

/** A `Duration`, also one of another copy of the CDK. */
export const duration = kind('a Duration', (value) => (
  typeof value === 'object' && value !== null && 'toSeconds' in value && 'isUnresolved' in value
), 'use one such as Duration.minutes(5)');

/** A duration as the user wrote it: `Duration.days(36500)`. */
export function shownDuration(given: Duration): string {
  return given.isUnresolved() ? given.toString().replace(/\(.*\)$/, '(…)') : given.toString();
}

/**
 * Reports a duration that is a token.
 *
 * It has to be compared and rounded at synth, when the token is represented by a negative number: a `cacheTtl` became
 * `no-store`.
 */
export function knownDuration(given: Duration | undefined, path: string): Problem[] {
  return !given?.isUnresolved() ? [] : [error('EDGE_DURATION_TOKEN', 'is not known when the construct is created, got '
    + `${shownDuration(given)}; use a duration of a number, such as Duration.minutes(5)`, path)];
}

/** Reports a duration token that is not in seconds, which CloudFormation cannot convert. */
export function inSeconds(given: Duration | undefined, path: string): Problem[] {
  try {
    if (given?.isUnresolved()) given.toSeconds();
    return [];
  } catch {
    return [error('EDGE_DURATION_TOKEN', 'is in a unit that CloudFormation cannot convert to seconds, got '
      + `${shownDuration(given!)}; use Duration.seconds, or a number that is known now`, path)];
  }
}

/** `Cache-Control` has whole seconds, so that the rest is dropped. A value that is only known at deploy time stays. */
export function wholeSeconds(given: Duration): number {
  return given.isUnresolved() ? given.toSeconds() : Math.floor(given.toMilliseconds() / 1000);
}
