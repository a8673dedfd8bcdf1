// How much longer a new environment takes for its first request if its rules are in S3: the built function in a new
// process, with a list in a local S3, against a function without steps. The floor is the limit of docs/adr/028.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { composeCode, inlineData } from '../src/attach/slots/code';
import { compileRules } from '../src/core/redirects/compile';
import { parseRules } from '../src/core/redirects/parse';
import { edgeEvent } from '../test/support/events';
import { SignedS3 } from '../test/support/s3-with-signatures';

const ROUNDS = 15;
const RULES = 1_000;
const MOST_MS = 10;

const folder = mkdtempSync(join(tmpdir(), 'cold-start-'));
const s3 = new SignedS3();
await s3.start();
const list = JSON.stringify(Object.fromEntries(Array.from({ length: RULES }, (_, n) => [`/old/${n}`, `/new/${n}`])));
const program = compileRules(parseRules(list, { format: 'json' }).rules).program!;
s3.put('lists/redirects.bin', program);
const site = { cacheControl: 'max-age=300' };
const object = { bucket: 'lists', region: 'eu-west-1', key: 'redirects.bin', refreshMs: 10_000, timeoutMs: 3_000 };
const functions = {
  'without steps': composeCode([], inlineData),
  'baked rules': composeCode([{ part: 'redirect', config: site, data: program }], inlineData),
  'rules in S3': composeCode([{ part: 'redirect-stored', config: { ...site, ...object } }], inlineData),
};
/**
 * Milliseconds to load the code, and until the first request is answered, in a new process. On a busy machine, the time
 * of the processor is less than the elapsed time.
 */
const MEASURE = `
  const [file, event] = process.argv.slice(1);
  const watch = () => {
    const [begun, cpu] = [performance.now(), process.cpuUsage()];
    return () => {
      const { user, system } = process.cpuUsage(cpu);
      return Math.min(performance.now() - begun, (user + system) / 1000);
    };
  };
  const loading = watch();
  const { handler } = require(file);
  const loaded = loading();
  const answering = watch();
  handler(JSON.parse(event)).then((answer) => {
    process.stdout.write([loaded, answering(), answer.status ?? answer.uri].join(' '));
    process.exit();
  });`;

const best = new Map<string, [load: number, first: number]>();
for (let round = 0; round < ROUNDS; round++) {
  for (const [name, code] of Object.entries(functions)) {
    const file = join(folder, `${name.replace(/ /g, '-')}.js`);
    writeFileSync(file, code);
    const [load, first, answer] = (await run(file)).split(' ');
    if (answer !== (name === 'without steps' ? '/old/7' : '301')) throw new Error(`${name} answered ${answer}`);
    const [bestLoad, bestFirst] = best.get(name) ?? [Infinity, Infinity];
    best.set(name, [Math.min(bestLoad, Number(load)), Math.min(bestFirst, Number(first))]);
  }
}
await s3.stop();
rmSync(folder, { recursive: true });

const [emptyLoad, emptyFirst] = best.get('without steps')!;
const title = `Node.js ${process.version}, ${RULES} rules, best of ${ROUNDS} new processes`;
console.log(`${title}; over a function without steps:\n`);
for (const [name, [load, first]] of best) {
  const [more, later] = [load - emptyLoad, first - emptyFirst].map((ms) => `${ms.toFixed(2).padStart(6)} ms`);
  console.log(`${name.padEnd(16)} loading ${more}   first request ${later}`);
}
if (best.get('rules in S3')![0] - emptyLoad > MOST_MS) {
  console.error(`\nloading takes more than ${MOST_MS} ms over an empty function`);
  process.exitCode = 1;
}

function run(file: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const event = JSON.stringify(edgeEvent('viewer-request', { uri: '/old/7' }));
    const child = spawn(process.execPath, ['-e', MEASURE, file, event], {
      env: { ...process.env, ...s3.environment }, stdio: ['ignore', 'pipe', 'inherit'],
    });
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => { text += chunk.toString(); });
    child.on('error', reject);
    child.on('exit', () => resolve(text));
  });
}
