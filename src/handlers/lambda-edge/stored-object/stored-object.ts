import { fetchObject } from './fetch-object';
import type { Got } from './get';
import type { ObjectSource } from './source';

/** How an object is used. */
export interface ObjectUse<Value> {
  /** A larger object is an error, detected before all of it is in memory. */
  readonly maxBytes: number;
  /** Converts the object. Throws if it is invalid: the last good value is then kept. */
  readonly read: (object: Got) => Value;
  /** The code of the log line if the object cannot be fetched or is invalid. */
  readonly code: string;
}

/**
 * A value this many times older than its refresh interval is checked before it is used.
 */
const TOO_OLD = 10;

/** No requests to S3 for this long after a failure: if S3 is down, not every viewer should wait for it. */
const PAUSE_AFTER_FAILURE_MS = 5_000;

/**
 * An S3 object, converted to a value and kept in memory for the lifetime of the environment.
 *
 * A fresh value is used at once. An older value is used as well, while it is checked for changes in the background.
 * Lambda freezes the environment between two requests, so that the check may not finish before the next request;
 * therefore a value that is much too old is checked first. If a check fails, the value is kept.
 */
export class StoredObject<Value> {
  private value: Value | undefined;
  private etag: string | undefined;
  private checkedAt = -Infinity;
  private failedAt = -Infinity;
  private running: Promise<void> | undefined;

  constructor(private readonly source: ObjectSource, private readonly use: ObjectUse<Value>) {}

  /** The value; waits for it no longer than the timeout. Undefined if it was never fetched. */
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
