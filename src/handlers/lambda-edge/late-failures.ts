import * as process from 'node:process';

let watched = false;

/**
 * Reports errors that user code throws after its result, in a timer or a promise that is not awaited.
 *
 * The listeners run before those of the Lambda runtime, which still decide whether the environment is terminated.
 */
export function watchLateFailures(onFailure: (error: unknown) => void): void {
  if (watched) return;
  watched = true;
  process.prependListener('uncaughtException', onFailure);
  process.prependListener('unhandledRejection', onFailure);
}
