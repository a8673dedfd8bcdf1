import { clearTimeout, setTimeout } from 'node:timers';
import { timeLimit, timeoutError, type Context } from './call-handler';
import type { Judge } from './judge-existing';

/**
 * The first answer of a handler, which may be too late. It is waited for once, by the slot: what the slot makes of it
 * is the promise of the function, so that the answer has none of its own, which would take a turn of the queue.
 */
export class FirstAnswer {
  open = true;
  private succeeded = false;
  private value: unknown = undefined;
  private settle?: () => void = undefined;
  private timer?: ReturnType<typeof setTimeout> = undefined;

  constructor(private readonly context: Context, private readonly judge: Judge) {}

  end(succeeded: boolean, value: unknown): void {
    this.open = false;
    this.succeeded = succeeded;
    this.value = value;
    if (this.timer) clearTimeout(this.timer);
    this.settle?.();
  }

  judged(): object {
    return this.succeeded ? this.judge.result(this.value) : this.judge.failed(this.value);
  }

  then<T>(done: (value: object) => T, failed: (error: unknown) => T): Promise<T> {
    return new Promise((resolve, reject) => {
      this.settle = () => {
        try {
          resolve(this.settled(done, failed));
        } catch (error) {
          reject(error);
        }
      };
      // Where the code was just loaded, the answer was there first.
      if (!this.open) this.settle();
      // Most handlers have answered by then, and need no timer.
      else void settled.then(() => this.limit());
    });
  }

  private settled<T>(done: (value: object) => T, failed: (error: unknown) => T): T {
    let value: object;
    try {
      value = this.judged();
    } catch (error) {
      return failed(error);
    }
    return done(value);
  }

  private limit(): void {
    if (!this.open) return;
    const limit = timeLimit(this.context);
    this.timer = setTimeout(() => this.end(false, timeoutError(limit)), limit);
  }
}

const settled = Promise.resolve();
