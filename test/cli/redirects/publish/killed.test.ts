import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { list } from './support/lists';
import { LocalAws } from './support/local-aws';
import { STORE } from './support/local-store';

const ROOT = join(__dirname, '../../../..');
const NAMES = join(__dirname, 'support/local-names.cjs');

/** The tool as one file, beside no package: the SDK is found in the project alone. */
const project = mkdtempSync(join(tmpdir(), 'edge-publish-'));
const tool = join(project, 'tool/main.js');
const aws = new LocalAws();
beforeAll(async () => {
  buildSync({
    entryPoints: [join(ROOT, 'src/cli/main.ts')],
    outfile: tool,
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    logLevel: 'error',
  });
  await aws.start();
});
afterAll(async () => {
  await aws.stop();
  rmSync(project, { recursive: true });
});

/** A folder with a list, in which these packages are installed. */
function folderWith(name: string, packages: readonly string[], text: string): string {
  const folder = join(project, name);
  mkdirSync(join(folder, 'node_modules/@aws-sdk'), { recursive: true });
  for (const one of packages) symlinkSync(join(ROOT, 'node_modules', one), join(folder, 'node_modules', one));
  writeFileSync(join(folder, 'redirects.json'), text);
  return folder;
}

function start(folder: string, ...args: string[]) {
  const env = { ...process.env, ...aws.environment, NODE_OPTIONS: `--require ${NAMES}` };
  const child = spawn(process.execPath, [tool, 'redirects', 'publish', 'redirects.json', '--wait=0', ...args], { cwd: folder, env });
  const printed = { out: '', err: '' };
  child.stdout.on('data', (data: Buffer) => { printed.out += String(data); });
  child.stderr.on('data', (data: Buffer) => { printed.err += String(data); });
  const ended = new Promise<{ code: number | null; out: string; err: string }>((resolve) => {
    child.once('close', (code) => resolve({ code, ...printed }));
  });
  return { child, ended };
}

const SDK = ['@aws-sdk/client-cloudfront-keyvaluestore', '@aws-sdk/signature-v4a', '@aws-sdk/client-s3'];

test('a run that is killed behind any call is continued by the next one', async () => {
  const folder = folderWith('killed', SDK, list(120, 1));
  expect(await start(folder, '--kvs', STORE).ended).toMatchObject({ code: 0 });
  writeFileSync(join(folder, 'redirects.json'), list(120, 2));
  let kills = 0;
  for (;;) {
    const running = start(folder, '--kvs', STORE);
    aws.afterwards = ({ method }) => {
      if (method !== 'POST') return undefined;
      kills++;
      running.child.kill('SIGKILL');
      return 'reset';
    };
    const { code, out } = await running.ended;
    if (code === null) continue;
    // The last call of the list was done before the kill.
    expect([code, out]).toEqual([0, expect.stringContaining('has this list already')]);
    break;
  }
  expect(kills).toBeGreaterThan(2);
  const killed = new Map(aws.store.entries);
  aws.afterwards = () => undefined;
  aws.store.entries = new Map();
  expect(await start(folder, '--kvs', STORE).ended).toMatchObject({ code: 0 });
  expect([...killed].sort()).toEqual([...aws.store.entries].sort());
});

describe('without the AWS SDK', () => {
  test.each<[string, readonly string[], string[], string]>([
    ['a store', [], ['--kvs', STORE],
      'npm install --save-dev @aws-sdk/client-cloudfront-keyvaluestore@3 @aws-sdk/signature-v4a@3'],
    ['a store, without the signature', SDK.slice(0, 1), ['--kvs', STORE],
      'npm install --save-dev @aws-sdk/client-cloudfront-keyvaluestore@3 @aws-sdk/signature-v4a@3'],
    ['a bucket', SDK.slice(0, 2), ['--s3', 's3://example-bucket/redirects.bin'], 'npm install --save-dev @aws-sdk/client-s3@3'],
  ])('%s: the command that installs it is printed', async (name, packages, args, command) => {
    const { code, out, err } = await start(folderWith(name.replace(/\W/g, '-'), packages, '{"/a": "/b"}'), ...args).ended;
    expect({ code, out, err }).toEqual({
      code: 2,
      out: '',
      err: 'cdk-cloudfront-edge redirects publish: the AWS SDK for JavaScript is not installed; run: '
        + `${command}  [EDGE_PUBLISH_SDK]\n`,
    });
  });
});
