import { Writable } from 'node:stream';
import { parentPort, type MessagePort } from 'node:worker_threads';
import { chargeBuffers } from './buffer-charge';
import { FunctionMemory } from './function-memory';
import { loadCloudFrontFunction } from './load-cloudfront-function';
import { loadLambda, type Run } from './load-lambda';
import {
  RESULT_MAX_BYTES,
  type InvokeMessage,
  type WorkerAnswer,
  type WorkerMessage,
  type WorkerSetup,
} from './worker-protocol';

const OUTPUT = [process.stdout, process.stderr];

interface Start {
  readonly setup: WorkerSetup;
  readonly memoryMb: number;
  readonly port: MessagePort;
  readonly memoryExceeded: Int32Array;
}

/**
 * The thread of a function. It answers through a port that the function's code cannot reach, so that code which posts
 * to `parentPort` cannot forge an answer.
 */
export function runFunctionThread(): void {
  parentPort!.once('message', ({ setup, memoryMb, port, memoryExceeded }: Start) => {
    const exit = process.exit.bind(process);
    const charge = chargeBuffers(memoryMb, () => {
      memoryExceeded[0] = 1;
      exit();
    });
    restrictKill();
    if (setup.host === 'lambda-edge') return serve(loadLambda(setup), port);
    const memory = setup.checks && new FunctionMemory();
    const load = () => failingRejections(loadCloudFrontFunction(setup, charge, memory));
    serve(Promise.resolve().then(load), port, memory);
  });
  parentPort!.postMessage('up');
}

function serve(
  loading: Promise<(event: string, context: object, deadline: number) => unknown>,
  port: MessagePort,
  memory?: FunctionMemory,
): void {
  const post = (message: WorkerMessage) => port.postMessage(message);
  // Code that fails to load fails every invocation. Before the first one, the rejection must not count as unhandled.
  const ready = loading
    .catch(() => undefined)
    .then(() => post({ ready: true }))
    .catch(() => undefined);
  port.on('message', ({ id, event, context, deadline }: InvokeMessage) => {
    // An event may wait for the code. What runs before `ready` is posted would count as loading, which has more time.
    ready
      .then(() => loading)
      .then((run) => run(event, context, deadline))
      .then((result) => answer(id, result === undefined ? undefined : JSON.stringify(result)))
      .then((answered) => withMemory(answered, memory))
      .catch((error: unknown): WorkerAnswer => ({ id, error: describe(error) }))
      .then(afterOutput)
      .then(post)
      .catch(() => undefined);
  });
}

/**
 * Output takes another path than answers. Waiting until it is flushed keeps it in the log before the line of its
 * request.
 */
async function afterOutput(message: WorkerAnswer): Promise<WorkerAnswer> {
  for (const stream of OUTPUT) {
    // Called on the prototype, because code may have replaced the `write` of the stream.
    if (stream.writableLength > 0) {
      await new Promise((resolve) => Writable.prototype.write.call(stream, '', 'utf8', resolve));
    }
  }
  return message;
}

/** A rejection that nobody handles is an error of its event. Node.js reports it after all jobs, and would exit. */
function failingRejections(run: Run): Run {
  const unhandled: unknown[] = [];
  process.on('unhandledRejection', (reason) => unhandled.push(reason));
  return async (...given) => {
    unhandled.length = 0;
    const result = await run(...given);
    await new Promise((resolve) => setImmediate(resolve));
    if (unhandled.length === 0) return result;
    const error = new Error(`unhandled promise rejection: ${describe(unhandled[0])}`);
    throw Object.assign(error, { stack: undefined, name: undefined });
  };
}

/** A handler that threw is refused in any case. */
function withMemory(answered: WorkerAnswer, memory: FunctionMemory | undefined): WorkerAnswer {
  const neededBytes = memory?.end();
  return neededBytes === undefined ? answered : { ...answered, neededBytes };
}

function answer(id: string, result: string | undefined): WorkerAnswer {
  if (result === undefined) return { id };
  const bytes = Buffer.byteLength(result);
  return bytes <= RESULT_MAX_BYTES
    ? { id, result }
    : { id, error: `the handler returned ${bytes} bytes; ${RESULT_MAX_BYTES} are allowed` };
}

/** Lets the code signal its own process only. `process.kill(process.ppid)` would end the preview. */
function restrictKill(): void {
  const kill = process.kill.bind(process);
  process.kill = (pid, signal) => {
    if (pid === process.pid) return kill(pid, signal);
    throw Object.assign(new Error('kill EPERM'), { code: 'EPERM', errno: -1, syscall: 'kill' });
  };
}

/** Checks the shape and not the class: an error from another context is not an instance of this context's `Error`. */
function describe(error: unknown): string {
  try {
    const { stack, name, message } = (typeof error === 'object' && error !== null ? error : {}) as {
      stack?: unknown;
      name?: unknown;
      message?: unknown;
    };
    // An error that was not thrown has no stack in the runtime of CloudFront Functions.
    const named = typeof name === 'string' && typeof message === 'string' ? `${name}: ${message}` : message;
    return String(stack ?? named ?? error);
  } catch {
    return 'the handler threw something that cannot be shown';
  }
}
