import { Beside, type BesideOptions } from './beside';
import { runProblems, withRunPaths } from './run/run-problems';
import { RunServers, withPorts } from './run/run-servers';
import { synthesizeFirst } from './watch/watch-app';
import { labelled, type Problem } from '../../core/problem';
import { CONSOLE_PATH } from '../../preview/console/api';
import { createPreview, type Preview } from '../../preview/create-preview';
import { PreviewError } from '../../preview/errors';
import type { PreviewOptions } from '../../preview/options';
import { accessLine } from '../../preview/server/access-line';
import { portProblems } from '../../preview/server/port-problems';
import { summarize } from '../../preview/trace/summaries';
import type { ExitCode } from '../frame/cli-command';
import type { Terminal } from '../frame/terminal';

/** Serves the app until the process is asked to stop. */
export async function preview(
  options: PreviewOptions, terminal: Terminal, beside: BesideOptions = {},
): Promise<ExitCode> {
  try {
    return await serve(options, terminal, beside);
  } catch (error) {
    if (!(error instanceof PreviewError)) throw error;
    const problems = [...withRunPaths(error.problems, beside.run), ...await portOf(options, error)];
    for (const problem of problems) terminal.error(`cdk-cloudfront-edge preview: ${labelled(problem)}`);
    return problems.every(({ code }) => OF_OPTIONS.includes(code)) ? 2 : 1;
  }
}

/** Problems of what the user typed, which only the app that is served can show. */
const OF_OPTIONS: readonly string[] = [
  'EDGE_PREVIEW_ACCESS_LOG', 'EDGE_PREVIEW_BLOCK', 'EDGE_PREVIEW_COUNTRY', 'EDGE_PREVIEW_HOST',
  'EDGE_PREVIEW_HOST_HEADER', 'EDGE_PREVIEW_ORIGIN_FAULT', 'EDGE_PREVIEW_ORIGIN_FOLDER', 'EDGE_PREVIEW_ORIGIN_UNKNOWN',
  'EDGE_PREVIEW_PARAMETER', 'EDGE_PREVIEW_RUN', 'EDGE_PREVIEW_STORE', 'EDGE_PREVIEW_WHICH_DISTRIBUTION',
];

/** What is wrong with the port, if the app was not served for other reasons: all is reported at once. */
async function portOf({ listen }: PreviewOptions, { problems }: PreviewError): Promise<Problem[]> {
  const asked = problems.some(({ code }) => LISTENING.includes(code));
  return listen === undefined || asked ? [] : portProblems(listen.port, listen.host);
}

const LISTENING: readonly string[] = ['EDGE_PREVIEW_PORT', 'EDGE_PREVIEW_LISTEN', 'EDGE_PREVIEW_HOST'];

async function serve(options: PreviewOptions, terminal: Terminal, asked: BesideOptions): Promise<ExitCode> {
  const { run = {} } = asked;
  const problems = runProblems(run, options.origins);
  if (problems.length > 0) throw new PreviewError(problems);
  const signal = stopSignal();
  let isStopped = false;
  void signal.given.then(() => { isStopped = true; });
  const servers = new RunServers(await withPorts(run), terminal);
  try {
    if (asked.watch !== undefined) await synthesizeFirst(options.cloudAssembly, asked.watch, signal.given);
    if (isStopped) return 0;
    const origins = { ...options.origins, ...servers.origins };
    return await serveUntil(signal.given, { ...options, origins }, terminal, asked, servers);
  } finally {
    await servers.stop();
    signal.forget();
  }
}

async function serveUntil(
  stopped: Promise<void>, options: PreviewOptions, terminal: Terminal, asked: BesideOptions, servers: RunServers,
): Promise<ExitCode> {
  const lines = new Lines((text) => terminal.out(text));
  const beside = new Beside(asked);
  const running = createPreview({
    ...options,
    ...beside.listeners,
    onExchange: (exchange) => {
      const summaries = summarize(exchange);
      lines.add(accessLine(exchange, summaries));
      // The access line has only the first line of an error; the log gets the whole stack.
      for (const { text } of summaries) if (text.includes('\n')) terminal.error(text);
    },
    onFunctionLog: (line) => terminal.error(line),
    onFault: (error) =>
      terminal.error(
        `${FAILED}\n${error instanceof Error ? error.stack : String(error)}`,
      ),
  });
  let isStopped = false;
  void stopped.then(() => { isStopped = true; });
  try {
    await running.ready;
    // Commands start when nothing else is wrong.
    await Promise.race([servers.start(), stopped]);
    if (!isStopped) {
      announce(running, terminal);
      beside.begin(options.cloudAssembly, running, terminal);
    }
    await stopped;
  } finally {
    beside.stopWatching();
    await running.close();
    lines.flush();
    beside.end();
  }
  return 0;
}

/** Lines of requests that end at the same time are printed together: each output is a call of the system. */
class Lines {
  private waiting: string[] = [];

  constructor(private readonly print: (text: string) => void) {}

  add(line: string): void {
    if (this.waiting.push(line) === 1) setImmediate(() => this.flush());
  }

  flush(): void {
    const lines = this.waiting;
    this.waiting = [];
    if (lines.length > 0) this.print(lines.join('\n'));
  }
}

const FAILED = labelled({ message: 'the preview failed', code: 'EDGE_PREVIEW_FAULT' });

function announce(running: Preview, terminal: Terminal): void {
  terminal.out(`Serving ${running.distribution} on ${running.url}`);
  terminal.out(`Console: ${running.url}${CONSOLE_PATH}`);
  for (const note of running.notes) terminal.error(`note: ${labelled(note)}`);
  // For programs that wait for it, as a line of its own.
  terminal.out(`ready ${running.url}`);
}

/** Ctrl-C, or SIGTERM from a supervisor. The same signal again ends the process at once. */
function stopSignal(): { readonly given: Promise<void>; forget(): void } {
  let listener = (): void => undefined;
  const given = new Promise<void>((resolve) => { listener = () => resolve(); });
  for (const signal of SIGNALS) process.once(signal, listener);
  return { given, forget: () => { for (const signal of SIGNALS) process.off(signal, listener); } };
}

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;
