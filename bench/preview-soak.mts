// The preview under 24,000 requests by autocannon, with faults of origins, blocks and functions that fail: whether it
// answers all, whether a body is ever that of another request, and what memory it has meanwhile.
//
// `npm run bench -- preview-soak [REQUESTS]`. Needs `npx projen bundle`; installs autocannon in a temporary folder.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AssemblyBuilder } from '../test/preview/support/assembly';

const REQUESTS = Number(process.argv[2] ?? 24_000);
const PARTS = 4;
const FILES = 200;
const THROWS = "exports.handler = async () => { throw new Error('x'); };";
const ECHO = `exports.handler = async (event) => (
  { status: '200', body: event.Records[0].cf.request.uri.repeat(20) });`;
const CACHING_OPTIMIZED = '658327ea-f89d-4fab-a63d-7e88639e58f6';

interface Answer { readonly path: string; readonly status: number; readonly body: string }
interface Cannon {
  (options: object): { on(event: string, listener: (...args: never[]) => void): void; then(done: () => void): void };
}

const work = mkdtempSync(join(tmpdir(), 'edge-soak-'));
const preview = await start(app());
const { url } = preview;
try {
  const cannon = autocannon();
  await run(cannon, 2_000);
  const memories = [memory(preview.child)];
  const answers: Answer[] = [];
  for (let part = 0; part < PARTS; part++) {
    answers.push(...await run(cannon, REQUESTS / PARTS));
    memories.push(memory(preview.child));
  }
  const counts = new Map<number, number>();
  for (const { status } of answers) counts.set(status, (counts.get(status) ?? 0) + 1);
  const wrong = answers.filter(isWrong);
  const shown = [...counts].sort().map(([status, n]) => `${n} × ${status}`).join(', ');
  console.log(`${answers.length} responses: ${shown}`);
  const [first] = wrong;
  console.log(`wrong bodies: ${wrong.length}${first === undefined ? '' : ` (${JSON.stringify(first).slice(0, 200)})`}`);
  console.log(`memory of the preview after 2,000 requests, and after each ${REQUESTS / PARTS} more: `
    + memories.map((megabytes) => `${megabytes} MB`).join(', '));
  const { status } = await fetch(`${url}/file-2.txt`);
  console.log(`still answers: ${status}, process ended: ${preview.child.exitCode !== null}`);
  console.log(`faults of the preview itself: ${preview.faults()}`);
} finally {
  preview.child.kill('SIGTERM');
  rmSync(work, { recursive: true, force: true });
}

/** Files from a bucket through two CloudFront Functions, and Lambda functions, of which one always fails. */
function app(): string {
  const assembly = new AssemblyBuilder(join(work, 'cdk.out'));
  const stack = assembly.stack('Web');
  const names = Array.from({ length: FILES }, (_, i) => `file-${i}.txt`);
  const files = Object.fromEntries(names.map((name) => [name, bodyOf(`/${name}`)]));
  stack.resource('Bucket', 'AWS::S3::Bucket', {}, 'Web/Bucket/Resource');
  stack.resource('Deployment', 'Custom::CDKBucketDeployment', {
    DestinationBucketName: { Ref: 'Bucket' }, SourceObjectKeys: [assembly.folder('site', files)],
  });
  const lambda = (code: string, event: string, name: string) => ({
    LambdaFunctionAssociations: [{ EventType: event, LambdaFunctionARN: stack.lambda(name, code) }],
  });
  const fn = (name: string, returned: string) => {
    stack.resource(name, 'AWS::CloudFront::Function', {
      FunctionConfig: { Runtime: 'cloudfront-js-2.0' },
      FunctionCode: `function handler(event) { return event.${returned}; }`,
    });
    return { 'Fn::GetAtt': [name, 'FunctionARN'] };
  };
  const common = { TargetOriginId: 'web', ViewerProtocolPolicy: 'allow-all', CachePolicyId: CACHING_OPTIMIZED };
  stack.resource('Site', 'AWS::CloudFront::Distribution', {
    DistributionConfig: {
      Origins: [{
        Id: 'web',
        DomainName: { 'Fn::GetAtt': ['Bucket', 'RegionalDomainName'] },
        S3OriginConfig: { OriginAccessIdentity: '' },
      }],
      DefaultCacheBehavior: {
        ...common,
        FunctionAssociations: [
          { EventType: 'viewer-request', FunctionARN: fn('OnRequest', 'request') },
          { EventType: 'viewer-response', FunctionARN: fn('OnResponse', 'response') },
        ],
      },
      CacheBehaviors: [
        { ...common, PathPattern: '/throws/*', ...lambda(THROWS, 'viewer-request', 'Throws') },
        { ...common, PathPattern: '/echo/*', ...lambda(ECHO, 'viewer-request', 'Echo') },
      ],
    },
  }, 'Web/Site/Resource');
  return assembly.write();
}

function bodyOf(path: string): string {
  return path.startsWith('/missing') ? '' : path.repeat(path.startsWith('/echo') ? 20 : 200);
}

/** The body of a 200 is that of its own path, whatever else fails. */
function isWrong({ path, status, body }: Answer): boolean {
  return status === 200 ? body !== bodyOf(path) : ![403, 503, 502].includes(status);
}

function pathOf(i: number): string {
  switch (i % 12) {
    case 3: return `/missing-${i}`;
    case 5: return '/throws/x';
    case 7: return `/echo/${i}`;
    case 9: return `/blocked/${i}`;
    default: return `/file-${(i * 7) % FILES}.txt`;
  }
}

/** Each connection requests other paths, so that a response of another connection is noticed. */
async function run(cannon: Cannon, amount: number): Promise<Answer[]> {
  const answers: Answer[] = [];
  const connections = 16;
  const requests = Array.from({ length: 240 }, (_, i) => {
    const path = pathOf(i);
    return { path, onResponse: (status: number, body: string) => void answers.push({ path, status, body }) };
  });
  const options = { url, connections, amount, requests, timeout: 30 };
  await new Promise<void>((resolve) => cannon(options).then(() => resolve()));
  return answers;
}

function autocannon(): Cannon {
  const npm = spawnSync('npm', ['install', '--no-save', '--no-audit', '--no-fund', '--prefix', work, 'autocannon@^8'], {
    encoding: 'utf8',
  });
  if (npm.status !== 0) throw new Error(npm.stderr);
  return createRequire(join(work, 'x.js'))('autocannon') as Cannon;
}

function start(folder: string): Promise<{ url: string; child: ChildProcess; faults(): number }> {
  const options = ['--port', '0', '--block', 'waf:/blocked/*', '--fault', '/file-1*=status:503@10%'];
  const child = spawn(process.execPath, ['assets/cli/main.js', 'preview', folder, ...options], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let faults = 0;
  child.stderr.on('data', (text: Buffer) => { faults += text.toString().split('EDGE_PREVIEW_FAULT').length - 1; });
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the preview ended with ${code}`)));
    child.stdout.on('data', (text: Buffer) => {
      const [, ready] = /^ready (\S+)$/m.exec(text.toString()) ?? [];
      if (ready !== undefined) resolve({ url: ready, child, faults: () => faults });
    });
  });
}

/** Resident memory, in megabytes. */
function memory({ pid }: ChildProcess): number {
  const [, kilobytes] = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))!;
  return Math.round(Number(kilobytes) / 1024);
}
