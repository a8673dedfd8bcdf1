import { spawn, type ChildProcess } from 'node:child_process';
import type { Duplex, Readable } from 'node:stream';
import { HAS_GROUPS, killGroup } from './kill-group';
import { onLines } from './lines';
import { readAnswer } from './read-answer';
import type { InvokeMessage, StartMessage, WorkerAnswer, WorkerSetup } from './worker-protocol';

/** What a process needs to know of the function that it runs. */
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
  /** Said once, whatever the reason: nothing can be asked of this process any more. */
  ended(why: string): void;
}

/** The process of one execution environment, seen from the preview. */
export class FunctionProcess {
  private readonly child: ChildProcess;
  private readonly wire: Duplex;
  private why: string | undefined;
  private strays = 0;

  constructor(workerFile: string, spec: WorkerSpec, private readonly events: ProcessEvents) {
    const { environment, setup, memoryMb } = spec;
    this.child = spawn(process.execPath, [workerFile], {
      env: { ...neededBySystem(), ...environment },
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
      windowsHide: true,
      detached: HAS_GROUPS,
    });
    this.wire = this.child.stdio[3] as Duplex;
    this.wire.on('error', () => this.stop('the connection to the function broke'));
    onLines(this.wire, (line) => this.read(line), () => this.stop('the function wrote more than any answer has'));
    // What does not go through `console`: direct writes, and what Node.js itself says when it ends.
    for (const stream of [this.child.stdout!, this.child.stderr!]) onLines(stream, (line) => events.log(line));
    this.child.on('error', (error) => this.end(`the function's process cannot be started: ${error.message}`));
    this.child.on('exit', (code, signal) => this.end(this.why ?? this.exitReason(code, signal)));
    this.send({ setup, environment, memoryMb });
    // A preview without a port ends when its caller does.
    this.child.unref();
    for (const stream of [this.wire, this.child.stdout!, this.child.stderr!]) {
      (stream as Readable & { unref?(): void }).unref?.();
    }
  }

  send(message: StartMessage | InvokeMessage): void {
    if (this.wire.writable) this.wire.write(`${JSON.stringify(message)}\n`);
  }

  /** Ends the process, whatever it is doing, and resolves when it is over. */
  stop(why: string): Promise<void> {
    this.why ??= why;
    if (this.child.exitCode !== null || this.child.signalCode !== null || this.child.pid === undefined) {
      return Promise.resolve();
    }
    const over = new Promise<void>((resolve) => this.child.once('exit', () => resolve()));
    // Whoever waits for the end must not end before.
    this.child.ref();
    killGroup(this.child.pid);
    this.child.kill('SIGKILL');
    return over;
  }

  private read(line: string): void {
    const message = readAnswer(line);
    if (message === undefined || 'stray' in message) return this.stray();
    if ('ready' in message) return this.events.ready();
    if ('log' in message) return this.events.log(message.log);
    if ('ended' in message) return void this.stop(message.ended);
    this.events.answer(message);
  }

  /** One line says it; a function that does nothing else would fill the terminal. */
  stray(): void {
    this.strays += 1;
    if (this.strays === 1) this.events.log('a message that is no answer to an event was dropped; so will be others');
  }

  private exitReason(code: number | null, signal: NodeJS.Signals | null): string {
    return signal === null
      ? `the runtime exited with code ${code} before the handler answered`
      : `the runtime was ended by ${signal}`;
  }

  private end(why: string): void {
    if (this.child.pid !== undefined) killGroup(this.child.pid);
    this.why ??= why;
    this.events.ended(why);
  }
}

/** Without it, processes do not start on Windows. */
function neededBySystem(): NodeJS.ProcessEnv {
  return process.env.SystemRoot === undefined ? {} : { SystemRoot: process.env.SystemRoot };
}
