/**
 * The time to read an access log of CloudFront, compared with other readers of the same file:
 * npm run bench -- access-logs [LINES]
 *
 * The log is made in a temporary folder, about 280 bytes a line. goaccess has to be installed for its row. Times are
 * those of the processor, of one run each, because the file is large; for all of them it is in the system's memory.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { STANDARD_FIELDS } from '../src/core/access-logs/fields';

const lines = Number(process.argv[2] ?? 1_000_000);
const folder = mkdtempSync(join(tmpdir(), 'access-logs-'));
const log = join(folder, 'log.tsv');

/** Nine of ten requests succeed; errors are of several kinds. */
async function write(): Promise<void> {
  const out = createWriteStream(log);
  out.write(`#Version: 1.0\n#Fields: ${STANDARD_FIELDS.slice(0, 33).join(' ')}\n`);
  let seed = 1;
  const random = (): number => (seed = Math.imul(seed, 48_271) % 0x7fffffff) / 0x7fffffff;
  let text = '';
  for (let i = 0; i < lines; i++) {
    const r = Math.abs(random());
    const status = r < 0.9 ? 200 : r < 0.94 ? 304 : r < 0.97 ? 404 : r < 0.99 ? 403 : 502;
    const type = status >= 400 ? 'Error' : i % 5 ? 'Hit' : 'Miss';
    const time = new Date(1.76e12 + i * 500).toISOString();
    const path = `/${['blog', 'shop', 'img', 'api'][i % 4]}/page-${Math.floor(Math.abs(random()) * 20_000)}.html`;
    text += `${[
      time.slice(0, 10), time.slice(11, 19), `FRA56-P${i % 12}`, 1_000 + i % 9_000, `192.0.2.${i % 250}`, 'GET',
      'd111111abcdef8.cloudfront.net', path, status, '-', 'Mozilla/5.0%20(Windows%20NT%2010.0)', '-', '-', type,
      `${i.toString(36)}A==`, 'www.example.com', 'https', 300 + i % 300, `0.0${i % 90}`, '-', 'TLSv1.3',
      'TLS_AES_128_GCM_SHA256', type, 'HTTP/2.0', '-', '-', 443, `0.0${i % 70}`, type, 'text/html',
      status === 403 ? 919 : 5_000, '-', '-',
    ].join('\t')}\n`;
    if (text.length < 1e6 && i < lines - 1) continue;
    if (!out.write(text)) await once(out, 'drain');
    text = '';
  }
  out.end();
  await once(out, 'close');
}

/** Seconds of processor time, of the shell's children, and the most memory in MB. */
function timed(command: string): { readonly seconds: number; readonly memory: number } {
  const format = '%U %S %M';
  const shell = `/usr/bin/time -f '${format}' bash -c ${JSON.stringify(command)}`;
  const { stderr, status } = spawnSync('bash', ['-c', shell], { encoding: 'utf8', maxBuffer: 1e8 });
  const [user, system, kilobytes] = stderr.trim().split('\n').at(-1)!.split(' ').map(Number);
  if (status !== 0 || Number.isNaN(user)) throw new Error(`${command}: ${stderr.slice(0, 300)}`);
  return { seconds: user + system, memory: kilobytes / 1000 };
}

const reader = `
  const { readLogs } = require('./src/cli/access-logs/read');
  const { Tally } = require('./src/core/access-logs/tally');
  const tally = new Tally();
  readLogs([process.argv[2]], (record) => tally.add(record)).then(({ requests }) => {
    console.log(requests, tally.groups.size);
  });`;
buildSync({
  stdin: { contents: reader, resolveDir: '.', loader: 'ts' },
  bundle: true,
  minify: true,
  platform: 'node',
  outfile: join(folder, 'read.js'),
});

await write();
execFileSync('gzip', ['-k', '-1', log]);
console.log(`${lines.toLocaleString('en')} lines, ${(statSync(log).size / 1e6).toFixed(0)} MB\n`);
const ours = timed(`node ${folder}/read.js ${log}`);
const packed = timed(`node ${folder}/read.js ${log}.gz`);
const zcat = timed(`zcat ${log}.gz | wc -l`);
const show = (name: string, { seconds, memory }: typeof ours, more = ''): void => (
  console.log(`${name.padEnd(34)} ${seconds.toFixed(2).padStart(7)} s ${memory.toFixed(0).padStart(6)} MB  ${more}`));
show('this library', ours);
show('this library, packed', packed, `×${(packed.seconds / zcat.seconds).toFixed(1)} of zcat | wc`);
show('zcat | wc -l', zcat);
try {
  const other = timed(`goaccess ${log} --log-format=CLOUDFRONT -o ${folder}/report.json --no-progress`);
  show('goaccess', other, `this library ×${(ours.seconds / other.seconds).toFixed(2)}`);
} catch (error) {
  console.log(`goaccess is not measured: ${(error as Error).message.split('\n')[0]}`);
}
rmSync(folder, { recursive: true });
