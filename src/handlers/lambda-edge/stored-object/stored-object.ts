import { fetchObject } from './fetch-object';
import type { Got } from './get';
import type { ObjectSource } from './source';

/** What is made of an object. */
export interface ObjectUse<Value> {
  /** A larger object is an error, found before all of it is in memory. */
  readonly maxBytes: number;
  /** Throws where the object is not what was meant: then the last good value stays. */
  readonly read: (object: Got) => Value;
  /** The code of the line that is logged where S3 has no answer or not the right one. */
  readonly code: string;
}

/**
 * A value this many times older than its refresh interval is not used without having asked: nobody came by for a while.
 */
const TOO_OLD = 10;

/** S3 is left alone for so long after a failure: if it is down, viewers are not to wait for it one after the other. */
const PAUSE_AFTER_FAILURE_MS = 5_000;

/**
 * One object of S3, as the value that was made of it, in memory for as long as the function's environment lives.
 *
 * A fresh value is used at once; an older one as well, while it is checked for changes in the background. Lambda
 * freezes an environment between two requests, so that the check may end only with the next one: that is why a value
 * can be too old for that. A check that fails never takes the value away.
 */
export class StoredObject<Value> {
  private value: Value | undefined;
  private etag: string | undefined;
  private checkedAt = -Infinity;
  private failedAt = -Infinity;
  private running: Promise<void> | undefined;

  constructor(private readonly source: ObjectSource, private readonly use: ObjectUse<Value>) {}

  /** The value, within the time that a viewer may have to wait; undefined if it was never got. */
  async get(): Promise<Value | undefined> {
    const { refreshMs, timeoutMs } = this.source;
    const age = Date.now() - this.checkedAt;
    if (this.value !== undefined && age < refreshMs) return this.value;
    const paused = Date.now() - this.failedAt < PAUSE_AFTER_FAILURE_MS;
    if (paused) return this.value;
    this.running ??= this.refresh();
    if (this.value === undefined || age >= TOO_OLD * refreshMs) await atMost(timeoutMs, this.running);
    return this.value;
  }

  /** Never rejects. */
  private async refresh(): Promise<void> {
    const { source, use } = this;
    try {
      const fetched = await fetchObject(source, use.maxBytes, this.etag);
      if (fetched) {
        this.value = use.read(fetched);
        this.etag = fetched.headers.etag;
      }
      this.checkedAt = Date.now();
    } catch (error) {
      this.failedAt = Date.now();
      const message = error instanceof Error ? error.message : String(error);
      console.log(JSON.stringify({ level: 'ERROR', code: use.code, key: source.key, message }));
    } finally {
      this.running = undefined;
    }
  }
}

function atMost(milliseconds: number, work: Promise<void>): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    void work.then(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}
