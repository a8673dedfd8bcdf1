import { clearTimeout, setTimeout } from 'node:timers';
import { timeLimit, timeoutError, type Context } from './call-handler';
import type { Judge } from './judge-existing';

/** The first answer of a handler, which may be too late. */
export class FirstAnswer {
  open = true;
  /** The answer, if it was there before anyone waited for it. */
  now?: () => object;
  private settle?: (judged: () => object) => void;
  private timer?: ReturnType<typeof setTimeout>;

  constructor(private readonly context: Context) {}

  end(judged: () => object): void {
    this.open = false;
    if (this.timer) clearTimeout(this.timer);
    if (this.settle) this.settle(judged);
    else this.now = judged;
  }

  later(judge: Judge): Promise<object> {
    const promise = new Promise<object>((resolve, reject) => {
      this.settle = (judged) => {
        try {
          resolve(judged());
        } catch (error) {
          reject(error);
        }
      };
    });
    // Most handlers have answered by then, and need no timer.
    void settled.then(() => {
      if (!this.open) return;
      const limit = timeLimit(this.context);
      this.timer = setTimeout(() => this.end(() => judge.failed(timeoutError(limit))), limit);
    });
    return promise;
  }
}

const settled = Promise.resolve();
