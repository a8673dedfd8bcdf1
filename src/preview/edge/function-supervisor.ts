import { Socket } from 'node:net';
import { MessageChannel, Worker, type MessagePort } from 'node:worker_threads';
import { killGroup } from './kill-group';
import { onLines } from './lines';
import { watchMemory } from './memory-watch';
import { asMessage } from './read-answer';
import type { InvokeMessage, StartMessage, WorkerMessage } from './worker-protocol';

/** The pipe to the preview, after the three that every process has. */
const WIRE = 3;

const PATIENCE_MS = 500;

/** Runs a function in a thread of this process and speaks for it with the preview. */
export function superviseFunction(workerFile: string): void {
  const wire = new Socket({ fd: WIRE });
  // The preview has gone, or the function closed what is not its own: either way there is nobody to work for.
  wire.on('error', endGroup).on('close', endGroup);
  // When to stop is the preview's decision.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
  const tell = (message: WorkerMessage) => void wire.write(`${JSON.stringify(message)}\n`);
  const early: InvokeMessage[] = [];
  let invoke = (message: InvokeMessage): unknown => early.push(message);
  let started = false;
  onLines(wire, (line) => {
    const message = JSON.parse(line) as StartMessage | InvokeMessage;
    if (started) return void invoke(message as InvokeMessage);
    started = true;
    startThread(workerFile, message as StartMessage, tell, (port) => {
      invoke = (call) => port.postMessage(call);
      early.forEach(invoke);
    });
  });
}

function startThread(
  workerFile: string,
  { setup, environment, memoryMb }: StartMessage,
  tell: (message: WorkerMessage) => void,
  onUp: (port: MessagePort) => void,
): void {
  const { port1: ours, port2: theirs } = new MessageChannel();
  const spent = new Int32Array(new SharedArrayBuffer(4));
  const thread = new Worker(workerFile, {
    env: environment as NodeJS.ProcessEnv,
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: memoryMb },
    stdout: true,
    stderr: true,
  });
  // The thread's first word, before any code of the function: from here on, what the process grows by is the
  // function's.
  thread.once('message', () => {
    watchMemory(memoryMb, () => {
      tell({ ended: outOfMemory(memoryMb) });
      // The preview ends this process as soon as it reads that. If it does not come to it, the memory still has an end.
      setTimeout(endGroup, PATIENCE_MS);
    });
    thread.on('message', stray).on('messageerror', stray);
    thread.postMessage({ setup, memoryMb, port: theirs, spent }, [theirs]);
    onUp(ours);
  });
  const stray = () => tell({ stray: true });
  ours.on('message', (value: unknown) => tell(asMessage(value) ?? { stray: true })).on('messageerror', stray);
  for (const stream of [thread.stdout, thread.stderr]) {
    stream.setEncoding('utf8').on('data', (log: string) => tell({ log }));
  }
  thread.on('error', (error: NodeJS.ErrnoException) => {
    if (error?.code === 'ERR_WORKER_OUT_OF_MEMORY') return tell({ ended: outOfMemory(memoryMb) });
    tell({ ended: String(error?.stack ?? error?.message ?? error) });
  });
  thread.on('exit', (code) => {
    tell({
      ended:
        spent[0] === 1 ? outOfMemory(memoryMb) : `the runtime exited with code ${code} before the handler answered`,
    });
  });
}

function outOfMemory(memoryMb: number): string {
  return `Runtime.ExitError: signal: killed; the function used more than its memory of ${memoryMb} MB`;
}

/**
 * Ends this process at once, and those that the code has started. `process.exit` would wait for the thread, which may
 * be in native code that takes its time, and more memory.
 */
function endGroup(): void {
  killGroup(process.pid);
  process.kill(process.pid, 'SIGKILL');
}
