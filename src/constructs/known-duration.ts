import { Duration } from 'aws-cdk-lib';
import { error, type Problem } from '../core/problem';
import { kind } from '../core/problem/kinds';

/** A `Duration`, also of another copy of the CDK. */
export const duration = kind('a Duration', (value) => (
  typeof value === 'object' && value !== null && 'toSeconds' in value && 'isUnresolved' in value
), 'use one such as Duration.minutes(5)');

/** As the user wrote it: `Duration.days(36500)`. */
export function shownDuration(given: Duration): string {
  return given.isUnresolved() ? given.toString().replace(/\(.*\)$/, '(…)') : given.toString();
}

/**
 * Refuses a duration that is a parameter or computed late.
 *
 * It would have to be compared and rounded when the app is synthesized, and what stands for it then is a negative
 * number: a `cacheTtl` came out as `no-store`.
 */
export function knownDuration(given: Duration | undefined, path: string): Problem[] {
  return !given?.isUnresolved() ? [] : [error('EDGE_DURATION_TOKEN', 'is only known after the app was built, got '
    + `${shownDuration(given)}; use a duration of a number, such as Duration.minutes(5)`, path)];
}

/** Refuses a duration that CloudFormation would have to convert to seconds, which it cannot. */
export function inSeconds(given: Duration | undefined, path: string): Problem[] {
  try {
    if (given?.isUnresolved()) given.toSeconds();
    return [];
  } catch {
    return [error('EDGE_DURATION_TOKEN', 'is in a unit that CloudFormation cannot make seconds of, got '
      + `${shownDuration(given!)}; use Duration.seconds, or a number that is known now`, path)];
  }
}
