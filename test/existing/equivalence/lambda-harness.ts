import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { LambdaSample } from './lambda-functions';
import { codeTree } from '../../../src/attach/existing/lambda/code-tree';
import { ExistingLambda } from '../../../src/attach/existing/lambda/existing-lambda';
import { composeCode, dataFile, fileData } from '../../../src/attach/slots/code';
import type { BakedStep } from '../../../src/attach/slots/contribution';
import { custom, redirects } from '../../steps/support';

const ALONE = 'alone';
const OURS = 'cdk-cloudfront-edge';

/** Writes a sample and its composed functions, each as an asset of its own; returns their handlers' files. */
export function written(folder: string, { event, files }: LambdaSample): Record<string, string> {
  const entry = Object.keys(files)[0];
  const response = event.endsWith('-response');
  mkdirSync(folder, { recursive: true });
  const theirs = (first: boolean): BakedStep => ({
    part: 'custom',
    config: { name: 'Web/Theirs', response },
    existing: { first },
    lambda: new ExistingLambda(
      undefined as never, 'Web/Theirs', 'handler', { memoryMb: 128, timeoutSec: 5 },
      { tree: codeTree(folder), entry, esModule: entry.endsWith('.mjs') }),
  });
  const empty = custom(
    `exports.handler = async (event) => event.Records[0].cf.${response ? 'response' : 'request'};`, event);
  // A step of this library, with nothing to do.
  const nothing: BakedStep = { part: 'headers', config: { headers: [] } };
  const own = response ? [empty] : [redirects, empty];
  const composed: Record<string, BakedStep[]> = {
    'after ours': [...own, theirs(false)],
    'before ours': [theirs(true), ...own],
    'beside nothing': [theirs(false)],
    'beside a step': response ? [theirs(true), nothing] : [theirs(false), nothing],
    'beside rules': response ? [theirs(true)] : [redirects, theirs(false)],
  };
  const put = (asset: string, contents: Readonly<Record<string, string | Uint8Array>>) => {
    for (const [name, content] of Object.entries({ ...files, ...contents })) {
      mkdirSync(dirname(join(folder, asset, name)), { recursive: true });
      writeFileSync(join(folder, asset, name), content);
    }
  };
  put(ALONE, {});
  return Object.fromEntries([
    [ALONE, join(folder, ALONE, entry)],
    ...Object.entries(composed).map(([name, steps]) => {
      const data = steps.flatMap(({ data: bytes }, at) => (bytes ? [[`${OURS}/${dataFile(at)}`, bytes]] : []));
      put(name, { [`${OURS}/index.js`]: composeCode(steps, fileData), ...Object.fromEntries(data) });
      return [name, join(folder, name, OURS, 'index.js')];
    }),
  ]);
}

/** A run of a function with events, in the runtime below. */
export interface Run {
  readonly file: string;
  readonly events: readonly object[];
}

/** What Lambda makes of each event: `{ result }`, which is the text that CloudFront gets, or `{ error }`. */
export function outcomes(folder: string, runs: readonly Run[]): { result?: string; error?: string }[][] {
  const input = join(folder, 'runs.json');
  writeFileSync(input, JSON.stringify(runs));
  const { stdout, stderr, status } = spawnSync(process.execPath, ['-e', RUNTIME, input], { encoding: 'utf8', maxBuffer: 1e9 });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout.split('\nRESULT')[1]);
}

/** Like the runtimes of Lambda up to Node.js 22: the first of promise, callback and context counts. */
const RUNTIME = `
const { readFileSync, writeSync } = require('node:fs');
const runs = JSON.parse(readFileSync(process.argv[1]));
function invoke(handler, event) {
  return new Promise((resolve, reject) => {
    const until = Date.now() + 5000;
    const callback = (error, result) => (error === null || error === undefined ? resolve(result) : reject(error));
    const context = {
      callbackWaitsForEmptyEventLoop: true, functionName: 'f', awsRequestId: 'r', getRemainingTimeInMillis: () => until - Date.now(),
      done: callback, succeed: (result) => callback(null, result), fail: (error) => callback(error || 'failed'),
    };
    const returned = handler(event, context, callback);
    if (returned && typeof returned.then === 'function') returned.then(resolve, reject);
  });
}
(async () => {
  const all = [];
  for (const { file, events } of runs) {
    const { handler } = await import(file).then((module) => (module.handler ? module : module.default));
    const out = [];
    for (const event of events) {
      try {
        out.push({ result: JSON.stringify(await invoke(handler, structuredClone(event))) });
      } catch (error) {
        out.push({ error: String(error) });
      }
    }
    all.push(out);
  }
  process.stdout.write('\\nRESULT' + JSON.stringify(all));
})();
`;
