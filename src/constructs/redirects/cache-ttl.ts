import type { Duration } from 'aws-cdk-lib';
import { error, type Problem } from '../../core/problem';
import { MOST_SECONDS } from '../../core/redirects/formats/seconds';
import { inSeconds, shownDuration, wholeSeconds } from '../known-duration';

/** Reports a `cacheTtl` that is not a time, or is longer than caches have to understand. */
export function cacheTtlProblems(given: Duration | undefined): Problem[] {
  const isTooLong = given !== undefined && !given.isUnresolved() && wholeSeconds(given) > MOST_SECONDS;
  return [...inSeconds(given, 'cacheTtl'), ...isTooLong ? [error('EDGE_REDIRECT_TTL',
    `is too long, got ${shownDuration(given)}; use a duration of at most ${MOST_SECONDS.toLocaleString('en-US')} `
    + 'seconds, such as Duration.days(365)', 'cacheTtl')] : []];
}
