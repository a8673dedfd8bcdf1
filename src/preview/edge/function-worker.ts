import { randomUUID } from 'node:crypto';
import { flattened, shortened } from './bounded';
import { FunctionProcess, type WorkerSpec } from './function-process';
import { LogBudget } from './log-budget';
import type { WorkerAnswer } from './worker-protocol';

/** Starting the process and loading the code is not part of a function's timeout; Lambda gives it ten seconds. */
const INIT_TIMEOUT_MS = 10_000;

/** What came of an invocation. A failure is what CloudFront answers 503 for. */
export type Invocation =
  { readonly ok: true; readonly result: unknown } | { readonly ok: false; readonly error: string };

interface Waiting {
  readonly event: object;
  readonly context: object;
  readonly settle: (invocation: Invocation) => void;
}

interface Running {
  readonly id: string;
  readonly settle: (invocation: Invocation) => void;
  watchdog: NodeJS.Timeout;
}

/**
 * The warm environment of one function version. It takes one event at a time, as an execution environment of Lambda
 * does.
 */
export class FunctionWorker {
  private process: FunctionProcess | undefined;
  private running: Running | undefined;
  private readonly waiting: Waiting[] = [];
  private readonly budget: LogBudget;
  private closed = false;

  constructor(
    private readonly spec: WorkerSpec,
    private readonly workerFile: string,
    private readonly log: (line: string) => void,
  ) {
    this.budget = new LogBudget((line) => log(`${spec.name}: ${line}`));
  }

  /**
   * An event whose viewer goes away before its turn never gets one. The running one cannot be called back: it has its
   * own time.
   */
  invoke(event: object, context: object, signal?: AbortSignal): Promise<Invocation> {
    return new Promise((resolve) => {
      const call: Waiting = {
        event,
        context,
        settle: (invocation) => {
          signal?.removeEventListener('abort', leave);
          resolve(invocation);
        },
      };
      const leave = () => {
        const at = this.waiting.indexOf(call);
        if (at >= 0) this.waiting.splice(at, 1);
        resolve({ ok: false, error: 'the viewer went away' });
      };
      if (signal?.aborted) return leave();
      signal?.addEventListener('abort', leave, { once: true });
      this.waiting.push(call);
      this.next();
    });
  }

  async close(): Promise<void> {
    this.closed = true;
    for (const { settle } of this.waiting.splice(0)) settle({ ok: false, error: 'the preview was stopped' });
    await this.process?.stop('the preview was stopped');
  }

  private next(): void {
    if (this.running !== undefined || this.closed) return;
    const call = this.waiting.shift();
    if (call === undefined) return;
    const { timeoutMs } = this.spec;
    const cold = this.process === undefined;
    const worker = (this.process ??= this.start());
    this.budget.renew();
    const id = randomUUID();
    this.running = { id, settle: call.settle, watchdog: this.watch(worker, cold ? INIT_TIMEOUT_MS : timeoutMs) };
    worker.send({ id, event: JSON.stringify(call.event), context: call.context, deadline: Date.now() + timeoutMs });
  }

  private watch(worker: FunctionProcess, ms: number): NodeJS.Timeout {
    return setTimeout(
      () => this.end(worker, `the function did not answer within its timeout of ${this.spec.timeoutMs / 1000} s`),
      ms,
    );
  }

  private start(): FunctionProcess {
    const { timeoutMs } = this.spec;
    const worker: FunctionProcess = new FunctionProcess(this.workerFile, this.spec, {
      ready: () => {
        if (this.process !== worker || this.running === undefined) return;
        clearTimeout(this.running.watchdog);
        this.running.watchdog = this.watch(worker, timeoutMs);
      },
      answer: (answer) => this.process === worker && this.answered(worker, answer),
      log: (text) => this.budget.print(text),
      ended: (why) => this.end(worker, why),
    });
    return worker;
  }

  private answered(worker: FunctionProcess, answer: WorkerAnswer): void {
    if (this.running?.id !== answer.id) return worker.stray();
    this.settle(
      'error' in answer
        ? { ok: false, error: shortened(answer.error) }
        : { ok: true, result: answer.result === undefined ? undefined : flattened(JSON.parse(answer.result)) },
    );
  }

  /** An environment may end between two events, too: the next event starts a new one. */
  private end(worker: FunctionProcess, reason: string): void {
    if (this.process !== worker) return;
    const why = shortened(reason);
    this.process = undefined;
    void worker.stop(why);
    if (this.running !== undefined) return this.settle({ ok: false, error: why });
    if (!this.closed) this.log(`${this.spec.name}: ended between two events: ${why}`);
  }

  private settle(invocation: Invocation): void {
    const { settle, watchdog } = this.running!;
    clearTimeout(watchdog);
    this.running = undefined;
    settle(invocation);
    this.next();
  }
}
