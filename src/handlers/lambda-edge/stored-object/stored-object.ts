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
  /** The object that could not be read, and why: it is not transferred again. */
  private bad: readonly [etag: string | undefined, why: string] | undefined;
  private checkedAt = -Infinity;
  private failedAt = -Infinity;
  private running: Promise<void> | undefined;

  constructor(private readonly source: ObjectSource, private readonly use: ObjectUse<Value>) {}

  /**
   * The value; a promise only if it has to be awaited, no longer than the timeout. Undefined if it was never fetched.
   */
  get(): Value | undefined | Promise<Value | undefined> {
    const { timeoutMs } = this.source;
    // The preview always asks, so that the next request follows an edited file.
    const refreshMs = Number(process.env.PREVIEW_REFRESH_MS ?? this.source.refreshMs);
    const now = Date.now();
    const age = now - this.checkedAt;
    if (this.value !== undefined && age < refreshMs) return this.value;
    const paused = now - this.failedAt < Math.min(PAUSE_AFTER_FAILURE_MS, refreshMs);
    if (paused) return this.value;
    this.running ??= this.refresh();
    return this.value === undefined || age >= TOO_OLD * refreshMs
      ? atMost(timeoutMs, this.running).then(() => this.value) : this.value;
  }

  /** Never rejects. */
  private async refresh(): Promise<void> {
    const { source, use: { maxBytes, read, code } } = this;
    try {
      const fetched = await fetchObject(source, maxBytes, this.etag, (headers) => this.refusal(headers));
      if (fetched) this.take(fetched, read);
      this.checkedAt = Date.now();
    } catch (error) {
      this.failedAt = Date.now();
      console.log(JSON.stringify({ level: 'ERROR', code, key: source.key, message: messageOf(error) }));
    } finally {
      this.running = undefined;
    }
  }

  /** Replaces the value at once, or not at all. */
  private take(fetched: Got, read: ObjectUse<Value>['read']): void {
    const { etag } = fetched.headers;
    try {
      this.value = read(fetched);
      this.etag = etag;
    } catch (error) {
      this.bad = [etag, messageOf(error)];
      throw error;
    }
  }

  private refusal({ etag, 'content-length': length }: Got['headers']): string | undefined {
    const { maxBytes } = this.use;
    if (Number(length) > maxBytes) return `the object is larger than ${maxBytes} bytes`;
    return etag === undefined || etag !== this.bad?.[0] ? undefined : this.bad[1];
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
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
