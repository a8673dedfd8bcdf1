// Memory of a function with rules in S3: 100,000 requests with 1,000 changes of the list. Fails if memory grows, or if
// any answer is neither that of the current list nor that of the one before.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { compileRules } from '../src/core/redirects/compile';
import { parseRules } from '../src/core/redirects/parse';
import { builtFunction } from '../test/support/bundles';
import { edgeEvent } from '../test/support/events';
import { SignedS3 } from '../test/support/s3-with-signatures';

const SWAPS = Number(process.argv[2] ?? 1_000);
const REQUESTS = 100;
const RULES = 1_000;
const MOST_GROWTH_MB = 8;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
const s3 = new SignedS3();
await s3.start();
const list = (version: number): Uint8Array => compileRules(parseRules(JSON.stringify(Object.fromEntries(
  Array.from({ length: RULES }, (_, n) => [`/old/${n}`, `/v${version}/${n}`]))), { format: 'json' }).rules).program!;
// A few lists in turn: to compile a thousand takes longer than all requests.
const lists = Array.from({ length: 8 }, (_, version) => list(version));

let offset = 0;
class Clock extends Date {
  static override now(): number {
    return Date.now() + offset;
  }
}
const globals = { process: { env: s3.environment }, setTimeout, clearTimeout, URL, Date: Clock };
const refuse = (line: string): never => { throw new Error(line); };
const handler = builtFunction([{
  part: 'redirect-stored',
  config: {
    cacheControl: 'max-age=300',
    bucket: 'lists',
    region: 'eu-west-1',
    key: 'redirects.bin',
    refreshMs: 10_000,
    timeoutMs: 3_000,
  },
}], refuse, globals);

const used: number[] = [];
for (let swap = 0; swap < SWAPS; swap++) {
  s3.put('lists/redirects.bin', lists[swap % lists.length]!);
  offset += 11_000;
  s3.ahead = offset;
  for (let n = 0; n < REQUESTS; n++) {
    const answer = await handler(edgeEvent('viewer-request', { uri: `/old/${n * 7}` }));
    const version = Number(/^\/v(\d)\/(\d+)$/.exec(answer.headers.location?.[0].value)?.[1]);
    if (version !== swap % lists.length && version !== (swap + lists.length - 1) % lists.length) {
      throw new Error(`a request was answered by list ${version} during swap ${swap}`);
    }
    // The background check goes on between requests.
    if (n % 10 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  while (s3.log.length <= swap) await new Promise((resolve) => setTimeout(resolve, 1));
  if (swap % Math.ceil(SWAPS / 10) === 0) {
    collect();
    const { heapUsed, external, arrayBuffers } = process.memoryUsage();
    used.push((heapUsed + external + arrayBuffers) / 2 ** 20);
  }
}
await s3.stop();
console.log(`${SWAPS * REQUESTS} requests, ${SWAPS} changes, ${s3.log.length} requests to S3`);
console.log(`MB in use: ${used.map((mb) => mb.toFixed(1)).join(' ')}`);
const growth = used[used.length - 1]! - used[1]!;
if (growth > MOST_GROWTH_MB) {
  console.error(`memory grew by ${growth.toFixed(1)} MB`);
  process.exitCode = 1;
}
