// What composing costs an existing Lambda@Edge function: processor time per call, alone and beside an own step that
// does nothing. Goal: at most 0.5 µs more. The two take turns; the fastest of many rounds counts, because other load on
// the machine only makes rounds slower. Run: npm run bench -- existing-lambda
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { shown, stopwatch } from './measure';
import { numbers } from '../test/existing/equivalence/events';
import { anyLambdaEvent } from '../test/existing/equivalence/lambda-events';
import { LAMBDA_SAMPLES } from '../test/existing/equivalence/lambda-functions';
import { written } from '../test/existing/equivalence/lambda-harness';

const ROUNDS = Number(process.env.BENCH_REPETITIONS ?? 150);
const EVENTS = 500;
const requireHere = createRequire(import.meta.url);
const folder = mkdtempSync(join(tmpdir(), 'existing-lambda-'));

type Callback = (error: unknown, result?: unknown) => void;
type Handler = (event: unknown, context: object, callback: Callback) => PromiseLike<unknown> | undefined;

const left = () => 5000;

/** Calls a handler as the runtime does, with as little around it as possible. */
async function round(handler: Handler, texts: readonly string[]): Promise<number> {
  const events: unknown[] = texts.map((text) => JSON.parse(text));
  const time = stopwatch();
  for (const event of events) {
    let answered: unknown;
    const callback: Callback = (_, result) => { answered = result; };
    const context = { awsRequestId: 'r', getRemainingTimeInMillis: left, done: callback, succeed: callback };
    const returned = handler(event, context, callback);
    await (typeof returned?.then === 'function' ? returned : answered);
  }
  return time() / texts.length;
}

const more: number[] = [];
for (const [n, [name, sample]] of Object.entries(LAMBDA_SAMPLES).entries()) {
  if (/throw|nothing|reject|late|several|ES module|context.done/.test(name)) continue;
  const files = written(join(folder, String(n)), sample);
  const handlers = ['alone', 'beside a step'].map((how) => requireHere(files[how]).handler as Handler);
  const random = numbers(1);
  const events = Array.from({ length: EVENTS }, () => JSON.stringify(
    anyLambdaEvent(random, sample.event, sample.includeBody)));
  const times: number[][] = handlers.map(() => []);
  for (let index = 0; index < ROUNDS; index++) {
    for (const which of index % 2 === 0 ? [0, 1] : [1, 0]) times[which].push(await round(handlers[which], events));
  }
  const [alone, composed] = times.map((all) => Math.min(...all));
  more.push(composed - alone);
  console.log(`${shown(alone)} + ${shown(composed - alone)}  ${name}`);
}
more.sort((a, b) => a - b);
console.log(`at most ${shown(more[more.length - 1])} more, median ${shown(more[Math.floor(more.length / 2)])}`);
rmSync(folder, { recursive: true });
