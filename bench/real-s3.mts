// Rules in a bucket of an S3 server that is not ours and verifies signatures: `versitygw` on the PATH, or at S3_SERVER
// (`go install github.com/versity/versitygw/cmd/versitygw@v1.8.0`). Fails if any answer is wrong.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { S3Client, CreateBucketCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { compileRules } from '../src/core/redirects/compile';
import { parseRules } from '../src/core/redirects/parse';
import { builtFunction } from '../test/support/bundles';
import { edgeEvent } from '../test/support/events';

/** With characters that a signature has to encode. */
const KEYS = ['redirects.bin', 'site/rules/list (ü).bin', "a b/+~*'!=&$@,:;/c%2Fd.bin"];
const BUCKET = 'rules-of-the-site';
const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'a-secret-of-the-bench' };

const folder = mkdtempSync(join(tmpdir(), 'real-s3-'));
const [site, log] = [join(folder, 'site'), join(folder, 'access.log')];
mkdirSync(site);
const port = await freePort();
const server = spawn(process.env.S3_SERVER ?? 'versitygw', [
  '--access', credentials.accessKeyId, '--secret', credentials.secretAccessKey, '--region', 'eu-west-1',
  '--port', `127.0.0.1:${port}`, '--quiet', '--access-log', log, 'posix', site,
], { stdio: ['ignore', 'ignore', 'inherit'] });
const endpoint = `http://127.0.0.1:${port}`;
const client = new S3Client({ endpoint, region: 'eu-west-1', forcePathStyle: true, credentials });
try {
  await answering();
  await client.send(new CreateBucketCommand({ Bucket: BUCKET }));
  for (const key of KEYS) await changes(key);
  const unchanged = readFileSync(log, 'utf8').split('\n').filter((line) => / 304 /.test(line)).length;
  assert.equal(unchanged, KEYS.length);
  await refused('a missing object', KEYS[0]!.replace('.bin', '-missing.bin'), credentials.secretAccessKey);
  await refused('a wrong signature', KEYS[0]!, 'another secret');
  console.log(`${KEYS.length} keys: fetched, unchanged (304), changed; missing objects and wrong signatures fail open`);
} finally {
  server.kill();
  rmSync(folder, { recursive: true });
}

async function changes(key: string): Promise<void> {
  await put(key, 'first');
  const { to, advance, lines } = start(key, credentials.secretAccessKey);
  assert.equal(await to('/a'), '/first/a');
  for (const list of ['first', 'second']) {
    await put(key, list);
    advance();
    await to('/a');
    await wait(300);
    assert.equal(await to('/a'), `/${list}/a`, key);
  }
  assert.deepEqual(lines, []);
}

async function refused(what: string, key: string, secret: string): Promise<void> {
  const { to, lines } = start(key, secret);
  assert.equal(await to('/a'), undefined, what);
  assert.equal(lines.length, 1, what);
  console.log(`${what}: ${lines[0]}`);
}

/** An environment of the function, whose clock can go ahead by less than a signature's tolerance. */
function start(key: string, secret: string) {
  const lines: string[] = [];
  let offset = 0;
  class Clock extends Date {
    static override now(): number {
      return Date.now() + offset;
    }
  }
  const env = {
    AWS_ENDPOINT_URL_S3: endpoint, AWS_ACCESS_KEY_ID: credentials.accessKeyId, AWS_SECRET_ACCESS_KEY: secret,
  };
  const handler = builtFunction([{
    part: 'redirect-stored',
    config: {
      cacheControl: 'max-age=300', bucket: BUCKET, region: 'eu-west-1', key, refreshMs: 10_000, timeoutMs: 3_000,
    },
  }], (line) => lines.push(line), { process: { env }, setTimeout, clearTimeout, URL, Date: Clock });
  return {
    lines,
    to: async (uri: string): Promise<string | undefined> => (
      (await handler(edgeEvent('viewer-request', { uri }))).headers.location?.[0].value),
    advance: () => { offset += 15_000; },
  };
}

async function put(key: string, list: string): Promise<void> {
  const { program } = compileRules(parseRules(JSON.stringify({ '/a': `/${list}/a` }), { format: 'json' }).rules);
  await client.send(new PutObjectCommand({ Bucket: BUCKET, Key: key, Body: program! }));
}

async function answering(): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    try {
      await fetch(endpoint);
      return;
    } catch {
      await wait(100);
    }
  }
  throw new Error('the S3 server does not answer');
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port: free } = probe.address() as AddressInfo;
      probe.close(() => resolve(free));
    });
  });
}
