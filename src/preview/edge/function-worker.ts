import { randomUUID } from 'node:crypto';
import { limitDepth, shortened } from './bounded';
import { FunctionProcess, type WorkerSpec } from './function-process';
import { LogBudget } from './log-budget';
import type { WorkerAnswer } from './worker-protocol';

/**
 * Starting the process and loading the code does not count towards the function's timeout. Lambda allows ten seconds
 * for it.
 */
const INIT_TIMEOUT_MS = 10_000;

/** The outcome of an invocation. CloudFront answers 503 if it failed. */
export type Invocation = Ran | { readonly ok: false; readonly error: string };

interface Ran {
  readonly ok: true;
  readonly result: unknown;
  /** The memory of a CloudFront Function that needed more than CloudFront allows. */
  readonly neededBytes?: number;
}

interface QueuedCall {
  readonly event: object;
  readonly context: object;
  readonly print?: (line: string) => void;
  readonly settle: (invocation: Invocation) => void;
}

interface Running {
  readonly id: string;
  readonly settle: (invocation: Invocation) => void;
  readonly print?: (line: string) => void;
  watchdog: NodeJS.Timeout;
}

/** The warm execution environment of one function version. Like Lambda's, it handles one event at a time. */
export class FunctionWorker {
  private process: FunctionProcess | undefined;
  private running: Running | undefined;
  private readonly queue: QueuedCall[] = [];
  private readonly budget: LogBudget;
  private closed = false;
  private retired = false;

  constructor(
    private readonly spec: WorkerSpec,
    private readonly workerFile: string,
    private readonly log: (line: string) => void,
  ) {
    this.budget = new LogBudget((line) => {
      log(`${spec.name}: ${line}`);
      this.running?.print?.(line);
    });
  }

  /**
   * Queues an event. If the viewer disconnects before its turn, the event is dropped; one that is running ends by
   * itself or by its timeout.
   */
  invoke(
    event: object, context: object, signal?: AbortSignal, print?: (line: string) => void,
  ): Promise<Invocation> {
    return new Promise((resolve) => {
      const call: QueuedCall = {
        event,
        context,
        print,
        settle: (invocation) => {
          signal?.removeEventListener('abort', onAbort);
          resolve(invocation);
        },
      };
      const onAbort = () => {
        const at = this.queue.indexOf(call);
        if (at >= 0) this.queue.splice(at, 1);
        resolve({ ok: false, error: 'the viewer disconnected' });
      };
      if (signal?.aborted) return onAbort();
      signal?.addEventListener('abort', onAbort, { once: true });
      this.queue.push(call);
      this.next();
    });
  }

  async close(): Promise<void> {
    this.closed = true;
    for (const { settle } of this.queue.splice(0)) settle({ ok: false, error: 'the preview was stopped' });
    await this.process?.stop('the preview was stopped');
  }

  /** Ends the environment as soon as no event is left. */
  retire(): void {
    this.retired = true;
    if (this.running === undefined && this.queue.length === 0) void this.close();
  }

  private next(): void {
    if (this.running !== undefined || this.closed) return;
    const call = this.queue.shift();
    if (call === undefined) return;
    const { timeoutMs } = this.spec;
    const cold = this.process === undefined;
    const worker = (this.process ??= this.start());
    this.budget.reset();
    const id = randomUUID();
    const watchdog = this.startWatchdog(worker, cold ? INIT_TIMEOUT_MS : timeoutMs);
    this.running = { id, settle: call.settle, print: call.print, watchdog };
    worker.send({ id, event: JSON.stringify(call.event), context: call.context, deadline: Date.now() + timeoutMs });
  }

  private startWatchdog(worker: FunctionProcess, ms: number): NodeJS.Timeout {
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
        this.running.watchdog = this.startWatchdog(worker, timeoutMs);
      },
      answer: (answer) => this.process === worker && this.onAnswer(worker, answer),
      log: (text) => this.budget.print(text),
      ended: (reason) => this.end(worker, reason),
    });
    return worker;
  }

  private onAnswer(worker: FunctionProcess, answer: WorkerAnswer): void {
    if (this.running?.id !== answer.id) return worker.stray();
    this.settle(
      'error' in answer
        ? { ok: false, error: shortened(answer.error) }
        : {
          ok: true,
          result: answer.result === undefined ? undefined : limitDepth(JSON.parse(answer.result)),
          neededBytes: answer.neededBytes,
        },
    );
  }

  /** Discards the environment, which may also end between two events. The next event starts a new one. */
  private end(worker: FunctionProcess, reason: string): void {
    if (this.process !== worker) return;
    const shortReason = shortened(reason);
    this.process = undefined;
    void worker.stop(shortReason);
    if (this.running !== undefined) return this.settle({ ok: false, error: shortReason });
    if (!this.closed) this.log(`${this.spec.name}: ended between two events: ${shortReason}`);
  }

  private settle(invocation: Invocation): void {
    const { settle, watchdog } = this.running!;
    clearTimeout(watchdog);
    this.running = undefined;
    settle(invocation);
    this.next();
    if (this.retired) this.retire();
  }
}
