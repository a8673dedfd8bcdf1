import { watchApp, type WatchOptions } from './watch/watch-app';
import { LogFile } from '../../preview/access-log/log-file';
import type { LogFormat } from '../../preview/access-log/log-line';
import { logTo } from '../../preview/access-log/log-to';
import type { PreviewOptions } from '../../preview/options';
import type { Preview } from '../../preview/preview';
import type { Terminal } from '../frame/terminal';

/** The options of what the command does besides serving, as commander passes them. */
export interface BesideArguments {
  readonly run?: Readonly<Record<string, string>>;
  readonly watch?: string | true;
  readonly accessLog?: string;
  readonly accessLogFormat?: LogFormat;
}

/** What the command does besides serving. */
export interface BesideOptions {
  /** Commands of servers that stand for origins. */
  readonly run?: Readonly<Record<string, string>>;
  readonly watch?: WatchOptions;
  readonly accessLog?: { readonly file: string; readonly format: LogFormat };
}

export function besideOptions({ run, watch, accessLog, accessLogFormat = 'legacy' }: BesideArguments): BesideOptions {
  return {
    ...(run !== undefined && { run }),
    ...(watch !== undefined && { watch: watch === true ? {} : { command: watch } }),
    ...(accessLog !== undefined && { accessLog: { file: accessLog, format: accessLogFormat } }),
  };
}

/** The access log and the watch of a running preview. */
export class Beside {
  private readonly log: LogFile | undefined;
  private unwatch: (() => void) | undefined;

  /** Throws a `PreviewError` if the log cannot be written. */
  constructor(private readonly options: BesideOptions) {
    const { accessLog } = options;
    this.log = accessLog && new LogFile(accessLog.file, accessLog.format);
  }

  get listeners(): Pick<PreviewOptions, 'onSent'> {
    const { log } = this;
    return log === undefined ? {} : { onSent: logTo(log) };
  }

  begin(folder: string, running: Preview, terminal: Terminal): void {
    const { watch } = this.options;
    if (watch !== undefined) this.unwatch = watchApp(folder, watch, running, terminal);
  }

  /** Before the preview is closed, which cannot be reloaded then. */
  stopWatching(): void {
    this.unwatch?.();
  }

  end(): void {
    this.log?.close();
  }
}
