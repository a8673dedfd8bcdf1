// What a request costs in the preview, in CPU time of all its processes, against a bare node:http server in one run:
// hits of the cache and misses from a folder, each with two CloudFront Functions. Goals: 3.3 and 10 times as much.
//
// `npm run bench -- preview [COMMIT]`: also the preview of another commit. The trees are bundled first.
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AssemblyBuilder } from '../test/preview/support/assembly';

const REQUESTS = Number(process.env.BENCH_REQUESTS ?? 4_000);
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 3);
const TICK_US = 10_000;
const PAGE = '<!doctype html><title>x</title>'.padEnd(2_048, 'x');

const root = join(import.meta.dirname ?? __dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'bench-preview-'));
const app = assembly();
const [commit] = process.argv.slice(2);
const trees: [name: string, tree: string][] = [['this tree', root]];
if (commit !== undefined) trees.push([commit, checkedOut(commit)]);
for (const [, tree] of trees) execFileSync('node', ['projenrc/bundle.mjs'], { cwd: tree, stdio: 'ignore' });

writeFileSync(join(folder, 'bare.mjs'), `import { createServer } from 'node:http';
  const page = Buffer.from(${JSON.stringify(PAGE)});
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/html', 'content-length': page.length }).end(page);
  }).listen(0, '127.0.0.1', () => console.log('http://127.0.0.1:' + server.address().port));`);
writeFileSync(join(folder, 'client.mjs'), `import { Agent, request } from 'node:http';
  const [url, count] = process.argv.slice(2);
  const agent = new Agent({ keepAlive: true, maxSockets: 16 });
  let left = Number(count);
  const one = () => new Promise((resolve, reject) => request(url, { agent }, (response) => {
    if (response.statusCode !== 200) return reject(new Error(url + ' answered ' + response.statusCode));
    response.resume().on('end', resolve).on('error', reject);
  }).on('error', reject).end());
  const lane = async () => { while (left-- > 0) await one(); };
  await Promise.all(Array.from({ length: 16 }, lane));
  agent.destroy();`);

const servers: { name: string; url: string; child: ChildProcess }[] = [];
try {
  const bare = await started('node', [join(folder, 'bare.mjs')]);
  servers.push({ name: 'node:http alone', ...bare });
  for (const [name, tree] of trees) {
    const own = await started('node', [join(tree, 'assets/cli/main.js'), 'preview', app, '--port', '0']);
    servers.push({ name: `hit (${name})`, ...own, url: `${own.url}/hit/index.html` });
    servers.push({ name: `miss (${name})`, ...own, url: `${own.url}/miss/index.html` });
  }
  const best = new Map<string, number>();
  for (let round = 0; round <= ROUNDS; round++) {
    for (const { name, url, child } of servers) {
      const before = cpuOf(child.pid!);
      execFileSync('node', [join(folder, 'client.mjs'), url, String(round === 0 ? 500 : REQUESTS)]);
      const cost = (cpuOf(child.pid!) - before) * TICK_US / REQUESTS;
      if (round > 0) best.set(name, Math.min(best.get(name) ?? Infinity, cost));
    }
  }
  const floor = best.get('node:http alone')!;
  for (const [name, cost] of best) {
    console.log(`${name.padEnd(24)} ${cost.toFixed(1).padStart(8)} µs/request  ${(cost / floor).toFixed(2)} times`);
  }
} finally {
  for (const { child } of servers) child.kill();
  if (commit !== undefined) execFileSync('git', ['worktree', 'remove', '--force', join(folder, 'tree')], { cwd: root });
  rmSync(folder, { recursive: true, force: true });
}

/** Starts a server, and resolves to the URL that it prints. Its output is read, as a terminal would. */
function started(command: string, args: string[]): Promise<{ url: string; child: ChildProcess }> {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => {
      text = (text + chunk.toString()).slice(-4_096);
      const [url] = /http:\/\/127\.0\.0\.1:\d+/.exec(text) ?? [];
      if (url !== undefined) resolve({ url, child });
    });
    child.once('exit', () => reject(new Error(`${command} ${args.join(' ')} ended`)));
  });
}

/** Ticks of a process and of all below it. */
function cpuOf(pid: number): number {
  const stats = readdirSync('/proc').filter((name) => /^\d+$/.test(name)).flatMap((name) => {
    try {
      const text = readFileSync(`/proc/${name}/stat`, 'utf8');
      const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
      const [parent, user, system, childUser, childSystem] = [1, 11, 12, 13, 14].map((at) => Number(fields[at]));
      return [{ pid: Number(name), parent: parent!, ticks: user! + system! + childUser! + childSystem! }];
    } catch {
      return [];
    }
  });
  const below = (id: number): number => stats.filter(({ parent }) => parent === id)
    .reduce((sum, one) => sum + one.ticks + below(one.pid), 0);
  return (stats.find((one) => one.pid === pid)?.ticks ?? 0) + below(pid);
}

function checkedOut(name: string): string {
  const tree = join(folder, 'tree');
  execFileSync('git', ['worktree', 'add', '--detach', tree, name], { cwd: root, stdio: 'ignore' });
  symlinkSync(join(root, 'node_modules'), join(tree, 'node_modules'));
  return tree;
}

function assembly(): string {
  const builder = new AssemblyBuilder(join(folder, 'cdk.out'));
  const stack = builder.stack('Web');
  const key = builder.folder('site', { 'hit/index.html': PAGE, 'miss/index.html': PAGE });
  stack.resource('Bucket', 'AWS::S3::Bucket', {}, 'Web/Bucket/Resource');
  stack.resource('Deployment', 'Custom::CDKBucketDeployment', {
    DestinationBucketName: { Ref: 'Bucket' }, SourceObjectKeys: [key],
  });
  const associations = (['request', 'response'] as const).map((part) => {
    stack.resource(`On${part}`, 'AWS::CloudFront::Function', {
      FunctionCode: `function handler(event) {
        event.${part}.headers['x-${part}'] = { value: 'ran' };
        return event.${part};
      }`,
      FunctionConfig: { Runtime: 'cloudfront-js-2.0' },
    });
    return { EventType: `viewer-${part}`, FunctionARN: { 'Fn::GetAtt': [`On${part}`, 'FunctionARN'] } };
  });
  const behavior = (CachePolicyId: string) => ({
    TargetOriginId: 'web',
    ViewerProtocolPolicy: 'allow-all',
    CachePolicyId,
    // Without them, the figure is what the stages cost.
    FunctionAssociations: process.env.BENCH_NO_FUNCTIONS ? [] : associations,
  });
  stack.resource('Site', 'AWS::CloudFront::Distribution', {
    DistributionConfig: {
      Origins: [{
        Id: 'web',
        DomainName: { 'Fn::GetAtt': ['Bucket', 'RegionalDomainName'] },
        S3OriginConfig: { OriginAccessIdentity: '' },
      }],
      DefaultCacheBehavior: behavior('658327ea-f89d-4fab-a63d-7e88639e58f6'),
      CacheBehaviors: [{ PathPattern: '/miss/*', ...behavior('4135ea2d-6df8-44a3-9df3-4b5a84be39ad') }],
    },
  }, 'Web/Site/Resource');
  return builder.write();
}
