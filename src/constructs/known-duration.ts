import type { Duration } from 'aws-cdk-lib';
import type { Problem } from '../core/problem';

/**
 * Refuses a duration that is a parameter or computed late.
 *
 * It would have to be compared and rounded when the app is synthesized, and what stands for it then is a negative
 * number: a `cacheTtl` came out as `no-store`.
 */
export function knownDuration(duration: Duration | undefined, path: string): Problem[] {
  return !duration?.isUnresolved() ? [] : [{
    code: 'EDGE_DURATION_TOKEN',
    severity: 'error',
    path,
    message: `is only known after the app was built, got ${duration.toString()}; use a duration of a number, such as Duration.minutes(5)`,
  }];
}

/** Refuses a duration that CloudFormation would have to convert to seconds, which it cannot. */
export function inSeconds(duration: Duration | undefined, path: string): Problem[] {
  try {
    if (duration?.isUnresolved()) duration.toSeconds();
    return [];
  } catch {
    return [{
      code: 'EDGE_DURATION_TOKEN',
      severity: 'error',
      path,
      message: `is in a unit that CloudFormation cannot make seconds of, got ${duration}; `
        + 'use Duration.seconds, or a number that is known now',
    }];
  }
}
