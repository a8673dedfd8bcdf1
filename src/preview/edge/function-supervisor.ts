import { Socket } from 'node:net';
import { MessageChannel, Worker, type MessagePort } from 'node:worker_threads';
import { killGroup } from './kill-group';
import { onLines } from './lines';
import { watchMemory } from './memory-watch';
import { asMessage } from './read-answer';
import type { InvokeMessage, StartMessage, WorkerMessage } from './worker-protocol';

/** File descriptor of the pipe to the preview, after standard input, output and error. */
const WIRE = 3;

const KILL_DELAY_MS = 500;

/** Runs a function in a thread of this process and relays its messages to the preview. */
export function superviseFunction(workerFile: string): void {
  const wire = new Socket({ fd: WIRE });
  // The preview has exited, or the function closed the descriptor: without the pipe the process is of no use.
  wire.on('error', endGroup).on('close', endGroup);
  // Signals do not end this process: only the preview decides when it ends.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
  const send = (message: WorkerMessage) => void wire.write(`${JSON.stringify(message)}\n`);
  const queued: InvokeMessage[] = [];
  let invoke = (message: InvokeMessage): unknown => queued.push(message);
  let started = false;
  onLines(wire, (line) => {
    const message = JSON.parse(line) as StartMessage | InvokeMessage;
    if (started) return void invoke(message as InvokeMessage);
    started = true;
    startThread(workerFile, message as StartMessage, send, (port) => {
      invoke = (call) => port.postMessage(call);
      queued.forEach(invoke);
    });
  });
}

function startThread(
  workerFile: string,
  { setup, environment, memoryMb }: StartMessage,
  send: (message: WorkerMessage) => void,
  onStarted: (port: MessagePort) => void,
): void {
  const { port1: ours, port2: theirs } = new MessageChannel();
  const memoryExceeded = new Int32Array(new SharedArrayBuffer(4));
  const thread = new Worker(workerFile, {
    env: environment as NodeJS.ProcessEnv,
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: memoryMb },
    stdout: true,
    stderr: true,
  });
  // Posted before any code of the function runs. From here on, all growth of the process is attributed to the function.
  thread.once('message', () => {
    watchMemory(memoryMb, () => {
      send({ ended: outOfMemory(setup, memoryMb) });
      // The preview kills this process when it reads the message. If the preview is blocked, the timer does.
      setTimeout(endGroup, KILL_DELAY_MS);
    });
    thread.on('message', stray).on('messageerror', stray);
    thread.postMessage({ setup, memoryMb, port: theirs, memoryExceeded }, [theirs]);
    onStarted(ours);
  });
  const stray = () => send({ stray: true });
  ours.on('message', (value: unknown) => send(asMessage(value) ?? { stray: true })).on('messageerror', stray);
  for (const stream of [thread.stdout, thread.stderr]) {
    stream.setEncoding('utf8').on('data', (log: string) => send({ log }));
  }
  thread.on('error', (error: NodeJS.ErrnoException) => {
    if (error?.code === 'ERR_WORKER_OUT_OF_MEMORY') return send({ ended: outOfMemory(setup, memoryMb) });
    send({ ended: String(error?.stack ?? error?.message ?? error) });
  });
  thread.on('exit', (code) => {
    send({
      ended:
        memoryExceeded[0] === 1
          ? outOfMemory(setup, memoryMb)
          : `the runtime exited with code ${code} before the handler answered`,
    });
  });
}

function outOfMemory({ host }: StartMessage['setup'], memoryMb: number): string {
  return host === 'lambda-edge'
    ? `Runtime.ExitError: signal: killed; the function used more than its memory of ${memoryMb} MB`
    : `the function needed more than ${memoryMb} MB of memory; CloudFront allows 2 MB`;
}

/**
 * Kills this process and the processes that the code has started. `process.exit` would wait for the thread, which may
 * be in native code that runs on and allocates more memory.
 */
function endGroup(): void {
  killGroup(process.pid);
  process.kill(process.pid, 'SIGKILL');
}
