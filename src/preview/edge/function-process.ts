import { spawn, type ChildProcess } from 'node:child_process';
import type { Duplex, Readable } from 'node:stream';
import { HAS_GROUPS, killGroup } from './kill-group';
import { onLines } from './lines';
import { readAnswer } from './read-answer';
import type { InvokeMessage, StartMessage, WorkerAnswer, WorkerSetup } from './worker-protocol';

/** What is needed to start the process of a function. */
export interface WorkerSpec {
  readonly name: string;
  readonly setup: WorkerSetup;
  readonly timeoutMs: number;
  readonly memoryMb: number;
  readonly environment: NodeJS.ProcessEnv;
}

export interface ProcessEvents {
  ready(): void;
  answer(answer: WorkerAnswer): void;
  /** What the function printed. */
  log(text: string): void;
  /** Called once: the process has ended and takes no more events. */
  ended(reason: string): void;
}

/** The process of one execution environment, as the preview sees it. */
export class FunctionProcess {
  private readonly child: ChildProcess;
  private readonly wire: Duplex;
  private reason: string | undefined;
  private strays = 0;

  constructor(workerFile: string, spec: WorkerSpec, private readonly events: ProcessEvents) {
    const { environment, setup, memoryMb } = spec;
    this.child = spawn(process.execPath, [workerFile], {
      env: { ...systemVariables(), ...environment },
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
      windowsHide: true,
      detached: HAS_GROUPS,
    });
    this.wire = this.child.stdio[3] as Duplex;
    this.wire.on('error', () => this.stop('the connection to the function broke'));
    onLines(
      this.wire,
      (line) => this.read(line),
      () => this.stop('the function wrote a line that is longer than any answer'),
    );
    // Output that bypasses `console`: direct writes, and what Node.js itself prints when it exits.
    for (const stream of [this.child.stdout!, this.child.stderr!]) onLines(stream, (line) => events.log(line));
    this.child.on('error', (error) => this.end(`the function's process cannot be started: ${error.message}`));
    this.child.on('exit', (code, signal) => this.end(this.reason ?? this.exitReason(code, signal)));
    this.send({ setup, environment, memoryMb });
    // The process must not keep the caller of a preview without a port alive.
    this.child.unref();
    for (const stream of [this.wire, this.child.stdout!, this.child.stderr!]) {
      (stream as Readable & { unref?(): void }).unref?.();
    }
  }

  send(message: StartMessage | InvokeMessage): void {
    if (this.wire.writable) this.wire.write(`${JSON.stringify(message)}\n`);
  }

  /** Kills the process and resolves when it has exited. */
  stop(reason: string): Promise<void> {
    this.reason ??= reason;
    if (this.child.exitCode !== null || this.child.signalCode !== null || this.child.pid === undefined) {
      return Promise.resolve();
    }
    const exited = new Promise<void>((resolve) => this.child.once('exit', () => resolve()));
    // While a caller awaits the exit, the child must keep the event loop alive.
    this.child.ref();
    killGroup(this.child.pid);
    this.child.kill('SIGKILL');
    return exited;
  }

  private read(line: string): void {
    const message = readAnswer(line);
    if (message === undefined || 'stray' in message) return this.stray();
    if ('ready' in message) return this.events.ready();
    if ('log' in message) return this.events.log(message.log);
    if ('ended' in message) return void this.stop(message.ended);
    this.events.answer(message);
  }

  /** Logged once per process: a function that posts 20,000 messages would fill the terminal. */
  stray(): void {
    this.strays += 1;
    if (this.strays > 1) return;
    this.events.log('dropped a message that is not an answer to an event; later ones are dropped silently');
  }

  private exitReason(code: number | null, signal: NodeJS.Signals | null): string {
    return signal === null
      ? `the runtime exited with code ${code} before the handler answered`
      : `the runtime was ended by ${signal}`;
  }

  private end(reason: string): void {
    if (this.child.pid !== undefined) killGroup(this.child.pid);
    this.reason ??= reason;
    this.events.ended(reason);
  }
}

/** Processes do not start on Windows without `SystemRoot`. */
function systemVariables(): NodeJS.ProcessEnv {
  return process.env.SystemRoot === undefined ? {} : { SystemRoot: process.env.SystemRoot };
}
