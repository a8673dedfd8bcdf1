import { assemblyStamp } from './assembly-stamp';

/** How often the folder is looked at. Its files have to stay the same from one time to the next. */
const INTERVAL_MS = 200;

/** An app that cannot be read is read again so often before its problems are shown: it may be half written. */
const ATTEMPTS = 4;

/** What a watch of an assembly calls. */
export interface AssemblyChanges {
  /** Reads the app. Rejects if it cannot be served. */
  reload(): Promise<void>;
  /** The app has been read again. */
  reloaded(): void;
  /** The app stays as it was read before. */
  failed(error: unknown): void;
}

/**
 * Reads an app again when its files have changed and are complete. It looks at the folder instead of listening to the
 * file system, because a synthesis may delete the folder, and write its files in any order.
 */
export class AssemblyWatch {
  private readonly timer: NodeJS.Timeout;
  /** Of the app that was read last, and of the last look. */
  private served: string | undefined;
  private seen: string | undefined;
  private attempts = 0;
  private busy = false;
  private paused = false;

  constructor(private readonly directory: string, private readonly changes: AssemblyChanges) {
    this.served = this.seen = assemblyStamp(directory);
    this.timer = setInterval(() => void this.look(), INTERVAL_MS).unref();
  }

  /** While a command writes the folder, it is not read. */
  pause(): void {
    this.paused = true;
  }

  resume(): void {
    this.paused = false;
  }

  close(): void {
    clearInterval(this.timer);
  }

  private async look(): Promise<void> {
    if (this.busy || this.paused) return;
    const stamp = assemblyStamp(this.directory);
    const settled = stamp === this.seen;
    this.seen = stamp;
    if (!settled) this.attempts = 0;
    if (!settled || stamp === undefined || stamp === this.served) return;
    this.busy = true;
    try {
      await this.changes.reload();
      this.served = stamp;
      this.changes.reloaded();
    } catch (error) {
      if (++this.attempts < ATTEMPTS) return;
      this.served = stamp;
      this.changes.failed(error);
    } finally {
      this.busy = false;
    }
  }
}
