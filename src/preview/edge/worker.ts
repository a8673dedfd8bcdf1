import { parentPort, workerData } from 'node:worker_threads';
import { loadCloudFrontFunction } from './load-cloudfront-function';
import { loadLambda } from './load-lambda';
import type { InvokeMessage, ReadyMessage, WorkerAnswer, WorkerSetup } from './worker-protocol';

/**
 * The entry of a worker thread: one version of one function, kept warm. A thread, so that an endless loop or an exhausted memory
 * ends the function and not the preview.
 */
const setup = workerData as WorkerSetup;
const loading = setup.host === 'lambda-edge' ? loadLambda(setup) : Promise.resolve(setup).then(loadCloudFrontFunction);
// Code that fails to load fails every invocation; until the first one asks, it is nobody's unhandled rejection.
loading.catch(() => undefined).then(() => parentPort!.postMessage({ ready: true } satisfies ReadyMessage)).catch(() => undefined);

parentPort!.on('message', ({ id, event, context, deadline }: InvokeMessage) => {
  loading
    .then((run) => run(event, context, deadline))
    .then((result): WorkerAnswer => ({ id, result: JSON.stringify(result) }))
    .catch((error: unknown): WorkerAnswer => ({ id, error: describe(error) }))
    .then((answer) => parentPort!.postMessage(answer))
    .catch(() => undefined);
});

/** By shape and not by class: an error of a function's own context is no `Error` of this one. */
function describe(error: unknown): string {
  const { stack, message } = (typeof error === 'object' && error !== null ? error : {}) as { stack?: string; message?: string };
  return stack ?? message ?? String(error);
}
