import { closeSync, fstatSync, openSync, statSync, writeSync } from 'node:fs';
import { LEGACY_HEAD, logLine, type LogFormat } from './log-line';
import type { LogValues } from './log-values';
import { error } from '../../core/problem';
import { PreviewError } from '../errors';

/** How often a full buffer is written, at the latest. */
const FLUSH_MS = 100;

/**
 * Appends lines to a file. Programs that rotate logs may rename or delete it: the next lines are in a new file of that
 * name, with its head.
 */
export class LogFile {
  private waiting: LogValues[] = [];
  private timer: NodeJS.Timeout | undefined;
  private opened: { readonly fd: number; readonly ino: number } | undefined;

  /** Throws a {@link PreviewError} if the file cannot be written. */
  constructor(private readonly file: string, private readonly format: LogFormat) {
    try {
      this.opened = this.open();
    } catch (thrown) {
      const { message } = thrown as Error;
      const text = `${file} cannot be written: ${message}`;
      throw new PreviewError([error('EDGE_PREVIEW_ACCESS_LOG', text, '--access-log')]);
    }
  }

  add(values: LogValues): void {
    this.waiting.push(values);
    this.timer ??= setTimeout(() => this.flush(), FLUSH_MS);
  }

  close(): void {
    this.flush();
    if (this.opened !== undefined) closeSync(this.opened.fd);
    this.opened = undefined;
  }

  private flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.waiting.length === 0) return;
    const text = this.waiting.map((values) => logLine(values, this.format)).join('');
    this.waiting = [];
    try {
      if (this.wasMoved()) {
        closeSync(this.opened!.fd);
        this.opened = this.open();
      }
      writeSync(this.opened!.fd, text);
    } catch {
      // The folder is gone or full: requests are answered nevertheless, and later lines are tried again.
    }
  }

  private open(): { readonly fd: number; readonly ino: number } {
    const fd = openSync(this.file, 'a');
    const { size, ino } = fstatSync(fd);
    if (size === 0 && this.format === 'legacy') writeSync(fd, LEGACY_HEAD);
    return { fd, ino };
  }

  private wasMoved(): boolean {
    return statSync(this.file, { throwIfNoEntry: false })?.ino !== this.opened?.ino;
  }
}
