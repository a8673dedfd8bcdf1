import { Writable } from 'node:stream';
import { parentPort, type MessagePort } from 'node:worker_threads';
import { chargeBuffers } from './buffer-charge';
import { loadCloudFrontFunction } from './load-cloudfront-function';
import { loadLambda } from './load-lambda';
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
  readonly spent: Int32Array;
}

/**
 * The thread of a function. Its way to the preview is a port that the function's code has no name for; `parentPort`
 * leads nowhere.
 */
export function runFunctionThread(): void {
  parentPort!.once('message', ({ setup, memoryMb, port, spent }: Start) => {
    const exit = process.exit.bind(process);
    const charge = chargeBuffers(memoryMb, () => {
      spent[0] = 1;
      exit();
    });
    ownProcessOnly();
    serve(
      setup.host === 'lambda-edge'
        ? loadLambda(setup)
        : Promise.resolve().then(() => loadCloudFrontFunction(setup, charge)),
      port,
    );
  });
  parentPort!.postMessage('up');
}

function serve(
  loading: Promise<(event: string, context: object, deadline: number) => unknown>,
  port: MessagePort,
): void {
  const post = (message: WorkerMessage) => port.postMessage(message);
  // Code that fails to load fails every invocation; until the first one asks, it is nobody's unhandled rejection.
  loading
    .catch(() => undefined)
    .then(() => post({ ready: true }))
    .catch(() => undefined);
  port.on('message', ({ id, event, context, deadline }: InvokeMessage) => {
    loading
      .then((run) => run(event, context, deadline))
      .then((result) => answer(id, result === undefined ? undefined : JSON.stringify(result)))
      .catch((error: unknown): WorkerAnswer => ({ id, error: describe(error) }))
      .then(afterOutput)
      .then(post)
      .catch(() => undefined);
  });
}

/** What the function has printed goes by another way: it has arrived before the answer goes. */
async function afterOutput(message: WorkerAnswer): Promise<WorkerAnswer> {
  for (const stream of OUTPUT) {
    // Of the class, because code may put a function of its own in the stream's place for it.
    if (stream.writableLength > 0) {
      await new Promise((resolve) => Writable.prototype.write.call(stream, '', 'utf8', resolve));
    }
  }
  return message;
}

function answer(id: string, result: string | undefined): WorkerAnswer {
  if (result === undefined) return { id };
  const bytes = Buffer.byteLength(result);
  return bytes <= RESULT_MAX_BYTES
    ? { id, result }
    : { id, error: `the handler returned ${bytes} bytes; ${RESULT_MAX_BYTES} are allowed` };
}

/** The code may end the process that it believes to be its own, but no other: the preview is the parent of this one. */
function ownProcessOnly(): void {
  const kill = process.kill.bind(process);
  process.kill = (pid, signal) => {
    if (pid === process.pid) return kill(pid, signal);
    throw Object.assign(new Error('kill EPERM'), { code: 'EPERM', errno: -1, syscall: 'kill' });
  };
}

/** By shape and not by class: an error of a function's own context is no `Error` of this one. */
function describe(error: unknown): string {
  try {
    const { stack, message } = (typeof error === 'object' && error !== null ? error : {}) as {
      stack?: unknown;
      message?: unknown;
    };
    return String(stack ?? message ?? error);
  } catch {
    return 'the handler threw something that cannot be shown';
  }
}
