import { Worker } from 'node:worker_threads';
import type { InvokeMessage, ReadyMessage, WorkerAnswer, WorkerSetup } from './worker-protocol';

/** Loading the code is not part of a function's timeout; Lambda gives it ten seconds. */
const INIT_TIMEOUT_MS = 10_000;

/** What a worker needs to know of the function that it runs. */
export interface WorkerSpec {
  readonly name: string;
  readonly setup: WorkerSetup;
  readonly timeoutMs: number;
  readonly memoryMb: number;
  readonly environment: NodeJS.ProcessEnv;
}

/** What came of an invocation. A failure is what CloudFront answers 503 for. */
export type Invocation = { readonly ok: true; readonly result: unknown } | { readonly ok: false; readonly error: string };

/** One warm worker of one function version. It takes one event at a time, as an execution environment of Lambda does. */
export class FunctionWorker {
  private worker: Worker | undefined;
  private tail: Promise<unknown> = Promise.resolve();
  private invocations = 0;

  constructor(private readonly spec: WorkerSpec, private readonly workerFile: string, private readonly log: (line: string) => void) {}

  invoke(event: object, context: object): Promise<Invocation> {
    const turn = this.tail.then(() => this.run(event, context));
    this.tail = turn;
    return turn;
  }

  async close(): Promise<void> {
    await this.worker?.terminate();
    this.worker = undefined;
  }

  private run(event: object, context: object): Promise<Invocation> {
    const { timeoutMs } = this.spec;
    const cold = this.worker === undefined;
    const worker = this.worker ??= this.start();
    const id = ++this.invocations;
    return new Promise((resolve) => {
      const settle = (invocation: Invocation, broken: boolean) => {
        clearTimeout(watchdog);
        worker.off('message', onMessage).off('error', onError).off('exit', onExit);
        if (broken) this.discard(worker);
        resolve(invocation);
      };
      const timeOut = () => settle({ ok: false, error: `the function did not answer within its timeout of ${timeoutMs / 1000} s` }, true);
      const onMessage = (message: ReadyMessage | WorkerAnswer) => {
        if ('ready' in message) {
          clearTimeout(watchdog);
          watchdog = setTimeout(timeOut, timeoutMs);
        } else if (message.id === id) {
          settle('error' in message ? { ok: false, error: message.error } : { ok: true, result: parse(message.result) }, false);
        }
      };
      const onError = (error: Error) => settle({ ok: false, error: error.stack ?? error.message }, true);
      const onExit = (code: number) => settle({ ok: false, error: `the runtime exited with code ${code} before the handler answered` }, true);
      let watchdog = setTimeout(timeOut, cold ? INIT_TIMEOUT_MS : timeoutMs);
      worker.on('message', onMessage).on('error', onError).on('exit', onExit);
      worker.postMessage({ id, event: JSON.stringify(event), context, deadline: Date.now() + timeoutMs } satisfies InvokeMessage);
    });
  }

  private start(): Worker {
    const { name, setup, environment, memoryMb } = this.spec;
    const worker = new Worker(this.workerFile, {
      workerData: setup,
      env: environment,
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: memoryMb },
      stdout: true,
      stderr: true,
    });
    worker.unref();
    // A thread may die between two events, too: the next event starts a new one.
    worker.on('error', () => this.discard(worker)).on('exit', () => this.discard(worker));
    for (const stream of [worker.stdout, worker.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => text.trimEnd().split('\n').forEach((line) => this.log(`${name}: ${line}`)));
    }
    return worker;
  }

  private discard(worker: Worker): void {
    if (this.worker === worker) this.worker = undefined;
    worker.terminate().catch(() => undefined);
  }
}

function parse(result: string | undefined): unknown {
  return result === undefined ? undefined : JSON.parse(result);
}
