import { parentPort, workerData } from 'node:worker_threads';
import type { InvocationContext, InvokeMessage, ReadyMessage, WorkerAnswer, WorkerSetup } from './lambda-protocol';
import { loadHandler, type Handler } from './load-handler';

/**
 * The entry of a worker thread: one version of one Lambda@Edge function, kept warm. A thread, so that an endless loop or an
 * exhausted memory ends the function and not the preview.
 */
const setup = workerData as WorkerSetup;
const loading = loadHandler(setup);
// A module that fails to load fails every invocation; until the first one asks, it is nobody's unhandled rejection.
loading.catch(() => undefined).then(() => parentPort!.postMessage({ ready: true } satisfies ReadyMessage)).catch(() => undefined);

parentPort!.on('message', ({ id, event, context }: InvokeMessage) => {
  loading
    .then((handler) => invoke(handler, JSON.parse(event), withClock(context)))
    .then((result): WorkerAnswer => ({ id, result: JSON.stringify(result) }))
    .catch((error: unknown): WorkerAnswer => ({ id, error: describe(error) }))
    .then((answer) => parentPort!.postMessage(answer))
    .catch(() => undefined);
});

/** Lambda takes a promise if the handler returns one, and otherwise waits for its callback. */
function invoke(handler: Handler, event: unknown, context: object): Promise<unknown> {
  if (handler.length >= 3 && Number(/^nodejs(\d+)/.exec(setup.runtime)?.[1]) >= 24) {
    throw new Error(`callback handlers ended with Node.js 22; make ${setup.handler} an async function`);
  }
  return new Promise((resolve, reject) => {
    const returned = handler(event, context, (error, result) => (error ? reject(error) : resolve(result)));
    const promised = typeof (returned as Promise<unknown> | undefined)?.then === 'function';
    if (promised || handler.length < 3) resolve(returned);
  });
}

function withClock({ deadline, ...context }: InvocationContext): object {
  return { ...context, callbackWaitsForEmptyEventLoop: true, getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()) };
}

function describe(error: unknown): string {
  return error instanceof Error ? error.stack ?? error.message : String(error);
}
