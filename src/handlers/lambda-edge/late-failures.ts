import * as process from 'node:process';

let watched = false;

/**
 * Reports what code of the user throws after its answer, from a timer or a promise that nobody waits for.
 *
 * In front of the listeners of Lambda's runtime, which end the environment: whether it ends stays theirs to say.
 */
export function watchLateFailures(onFailure: (error: unknown) => void): void {
  if (watched) return;
  watched = true;
  process.prependListener('uncaughtException', onFailure);
  process.prependListener('unhandledRejection', onFailure);
}
