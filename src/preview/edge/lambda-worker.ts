import { Worker } from 'node:worker_threads';
import type { InvocationContext, InvokeMessage, ReadyMessage, WorkerAnswer, WorkerSetup } from './lambda-protocol';
import type { LambdaEdgeFunction } from '../assembly/distribution';

/** Loading the code is not part of a function's timeout; Lambda gives it ten seconds. */
const INIT_TIMEOUT_MS = 10_000;

/** What came of an invocation. A failure is what CloudFront answers 503 for. */
export type Invocation = { readonly ok: true; readonly result: unknown } | { readonly ok: false; readonly error: string };

/** One warm worker of one function version. It takes one event at a time, as an execution environment of Lambda does. */
export class LambdaWorker {
  private worker: Worker | undefined;
  private tail: Promise<unknown> = Promise.resolve();
  private invocations = 0;

  constructor(
    private readonly fn: LambdaEdgeFunction,
    private readonly workerFile: string,
    private readonly log: (line: string) => void,
  ) {}

  invoke(event: object, requestId: string): Promise<Invocation> {
    const turn = this.tail.then(() => this.run(event, requestId));
    this.tail = turn;
    return turn;
  }

  async close(): Promise<void> {
    await this.worker?.terminate();
    this.worker = undefined;
  }

  private run(event: object, requestId: string): Promise<Invocation> {
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
      const timeOut = () => settle({ ok: false, error: `the function did not answer within its timeout of ${this.fn.timeoutMs / 1000} s` }, true);
      const onMessage = (message: ReadyMessage | WorkerAnswer) => {
        if ('ready' in message) {
          clearTimeout(watchdog);
          watchdog = setTimeout(timeOut, this.fn.timeoutMs);
        } else if (message.id === id) {
          settle('error' in message ? { ok: false, error: message.error } : { ok: true, result: parse(message.result) }, false);
        }
      };
      const onError = (error: Error) => settle({ ok: false, error: error.stack ?? error.message }, true);
      const onExit = (code: number) => settle({ ok: false, error: `the runtime exited with code ${code} before the handler answered` }, true);
      let watchdog = setTimeout(timeOut, cold ? INIT_TIMEOUT_MS : this.fn.timeoutMs);
      worker.on('message', onMessage).on('error', onError).on('exit', onExit);
      worker.postMessage({ id, event: JSON.stringify(event), context: this.context(requestId) } satisfies InvokeMessage);
    });
  }

  private start(): Worker {
    const { fn } = this;
    const setup: WorkerSetup = { handler: fn.handler, code: fn.code, runtime: fn.runtime, modulesFrom: process.cwd() };
    const worker = new Worker(this.workerFile, {
      workerData: setup,
      env: reservedVariables(fn),
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: fn.memoryMb },
      stdout: true,
      stderr: true,
    });
    worker.unref();
    // A thread may die between two events, too: the next event starts a new one.
    worker.on('error', () => this.discard(worker)).on('exit', () => this.discard(worker));
    for (const stream of [worker.stdout, worker.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => text.trimEnd().split('\n').forEach((line) => this.log(`${fn.name}: ${line}`)));
    }
    return worker;
  }

  private discard(worker: Worker): void {
    if (this.worker === worker) this.worker = undefined;
    worker.terminate().catch(() => undefined);
  }

  private context(requestId: string): InvocationContext {
    const functionName = `us-east-1.${lambdaName(this.fn)}`;
    return {
      functionName,
      functionVersion: '1',
      invokedFunctionArn: `arn:aws:lambda:us-east-1:123456789012:function:${lambdaName(this.fn)}:1`,
      memoryLimitInMB: String(this.fn.memoryMb),
      awsRequestId: requestId,
      logGroupName: `/aws/lambda/${functionName}`,
      logStreamName: 'preview',
      deadline: Date.now() + this.fn.timeoutMs,
    };
  }
}

/** Lambda@Edge has no variables of its own, so a handler that reads one must find nothing here, either. */
function reservedVariables(fn: LambdaEdgeFunction): NodeJS.ProcessEnv {
  return {
    AWS_EXECUTION_ENV: `AWS_Lambda_${fn.runtime}`,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(fn.memoryMb),
    AWS_LAMBDA_FUNCTION_NAME: `us-east-1.${lambdaName(fn)}`,
    AWS_LAMBDA_FUNCTION_VERSION: '1',
    AWS_REGION: 'us-east-1',
    LAMBDA_TASK_ROOT: '/var/task',
    LANG: 'en_US.UTF-8',
    TZ: ':UTC',
    _HANDLER: fn.handler,
  };
}

function lambdaName(fn: LambdaEdgeFunction): string {
  return fn.name.replace(/[^A-Za-z0-9_-]/g, '-');
}

function parse(result: string | undefined): unknown {
  return result === undefined ? undefined : JSON.parse(result);
}
