import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { LocalAws } from './redirects/publish/support/local-aws';
import { projectWithTool } from './support/project';
import type { CliCommand } from '../../src/cli/frame/cli-command';
import { createProgram } from '../../src/cli/program';
import { run } from '../../src/cli/run';
import { legacy } from '../core/access-logs/support';
import type { StackBuilder } from '../preview/support/assembly';
import { customOrigin, siteAssembly } from '../preview/support/site';

/** The full names of all commands. */
function commandsOf(command: CliCommand, path: readonly string[] = []): string[][] {
  return [[...path], ...command.commands.flatMap((inner) => commandsOf(inner as CliCommand, [...path, inner.name()]))];
}

const silent = { out: () => undefined, error: () => undefined };
const commands = commandsOf(createProgram(() => '', silent)).filter((path) => path.at(-1) !== 'help');

async function helpOf(path: readonly string[]): Promise<string> {
  const out: string[] = [];
  await run(createProgram(() => '', { ...silent, out: (text) => { out.push(text); } }), [...path, '--help']);
  return out.join('\n');
}

/** The lines below `Examples:` in a help text. */
function examplesIn(help: string): string[] {
  const [, lines = ''] = /\nExamples:\n((?: {2}\S.*(?:\n|$))*)/.exec(help) ?? [];
  return lines.split('\n').map((line) => line.trim()).filter((line) => line !== '');
}

/** A function that reads a key value store, and a policy with headers. */
function addStoreAndPolicy(stack: StackBuilder): Record<string, unknown> {
  stack.resource('Rules', 'AWS::CloudFront::KeyValueStore', { Name: 'rules' }, 'MyStack/Rules/Resource');
  stack.resource('Reader', 'AWS::CloudFront::Function', {
    Name: 'reader',
    AutoPublish: true,
    FunctionCode: 'function handler(event) { return event.request; }',
    FunctionConfig: {
      Comment: '',
      Runtime: 'cloudfront-js-2.0',
      KeyValueStoreAssociations: [{ KeyValueStoreARN: { 'Fn::GetAtt': ['Rules', 'Arn'] } }],
    },
  });
  stack.resource('Record', 'AWS::Route53::RecordSet', { Name: 'www.example.com', Type: 'A' });
  const ContentSecurityPolicy = { ContentSecurityPolicy: "default-src 'none'; script-src 'self'", Override: true };
  stack.resource('Headers', 'AWS::CloudFront::ResponseHeadersPolicy', {
    ResponseHeadersPolicyConfig: { Name: 'headers', SecurityHeadersConfig: { ContentSecurityPolicy } },
  });
  const FunctionARN = { 'Fn::GetAtt': ['Reader', 'FunctionARN'] };
  return {
    FunctionAssociations: [{ EventType: 'viewer-request', FunctionARN }], ResponseHeadersPolicyId: { Ref: 'Headers' },
  };
}

let project: string;
/** Key value stores and buckets for `publish`. */
const aws = new LocalAws();
beforeAll(async () => {
  await aws.start();
  project = projectWithTool();
  // npx takes a second to find an installed tool; it is used once, in the last test.
  mkdirSync(join(project, 'short-cuts'));
  const npx = '#!/bin/sh\nexec "$(dirname "$0")/../node_modules/.bin/$@"\n';
  writeFileSync(join(project, 'short-cuts/npx'), npx, { mode: 0o755 });
  symlinkSync(join(__dirname, '../../node_modules/@aws-sdk'), join(project, 'node_modules/@aws-sdk'));
  const file = (name: string, text: string): void => writeFileSync(join(project, name), text);
  file('redirects.json', '{"/old-page": "/new", "/sale": "/summer"}');
  file('redirects.csv', 'from,to\n/a,/b\n');
  file('response.txt', "HTTP/2 200\ncontent-security-policy: default-src 'none'; script-src 'self'\n");
  file('bare-response.txt', 'HTTP/2 200\ncontent-type: text/html\n');
  file(
    'forbidden.txt',
    'HTTP/2 403\nserver: AmazonS3\ncontent-type: application/xml\nx-cache: Error from cloudfront\n',
  );
  file('vercel.json', '{"redirects": [{"source": "/old", "destination": "/new"}]}');
  file('_redirects', '/a /b\n/c/* /d/:splat\n');
  file('server.js', "require('node:http').createServer((_, answer) => answer.end()).listen(process.env.PORT, '127.0.0.1');\n");
  file('old.json', '{"/a": "/b"}');
  file('new.json', '{"/a": "/c"}');
  file('requests.jsonl', JSON.stringify({ id: 1, format: 'json', rules: '{}', url: '/sale' }));
  for (const folder of ['public', 'dist', 'logs']) mkdirSync(join(project, folder));
  writeFileSync(join(project, 'logs/E1.2026-11-28-10.gz'), gzipSync(legacy({ 'cs-uri-stem': '/old-page', 'sc-status': '301' })));
  const origins = ['www.example.com', 'api.example.com'].map((name) => customOrigin(name));
  const ViewerCertificate = { AcmCertificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/x' };
  const config = { Aliases: ['www.example.com'], ViewerCertificate };
  const assembly = siteAssembly({ origins, config, fill: addStoreAndPolicy });
  cpSync(assembly, join(project, 'cdk.out'), { recursive: true });
  const template = join(project, 'cdk.out', readdirSync(assembly).find((name) => name.endsWith('.template.json'))!);
  const Type = 'String';
  const Parameters = { ApiDomain: { Type }, Stage: { Type, Default: 'dev' } };
  writeFileSync(template, JSON.stringify({ ...JSON.parse(readFileSync(template, 'utf8')), Parameters }));
  const author = ['-c', 'user.name=x', '-c', 'user.email=x@example.com'];
  const git = (...args: string[]) => execFileSync('git', [...author, ...args], { cwd: project, stdio: 'pipe' });
  git('init', '-q');
  git('add', 'redirects.json');
  git('commit', '-qm', 'A list');
});
afterAll(async () => {
  await aws.stop();
  rmSync(project, { recursive: true, force: true });
});

/** Runs a line as a user types it. A preview is stopped by Ctrl-C as soon as it serves. */
function runLine(line: string): Promise<{ code: number | null; out: string; error: string }> {
  const PATH = `${join(project, 'short-cuts')}:${process.env.PATH}`;
  const required = ['support/any-port.cjs', 'redirects/publish/support/local-names.cjs'];
  const NODE_OPTIONS = required.map((name) => `--require ${join(__dirname, name)}`).join(' ');
  const env = { ...process.env, ...aws.environment, PATH, NODE_OPTIONS };
  // An unquoted `?` or `*` that matches no file is an error in other shells.
  const shell = spawn('bash', ['-O', 'failglob', '-o', 'pipefail', '-c', line], {
    cwd: project, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'],
  });
  const printed = { out: '', error: '' };
  shell.stdout.on('data', (data: Buffer) => {
    if (/^Serving /m.test(String(data))) process.kill(-shell.pid!, 'SIGINT');
    printed.out += String(data);
  });
  shell.stderr.on('data', (data: Buffer) => { printed.error += String(data); });
  return new Promise((resolve) => shell.once('close', (code) => resolve({ code, ...printed })));
}

describe.each(commands.map((path) => [path.join(' ') || 'the tool', path] as const))('the help of %s', (_, path) => {
  test('has examples that run as printed', async () => {
    const help = await helpOf(path);
    const examples = examplesIn(help);
    expect(examples.length).toBeGreaterThan(0);
    for (const example of examples) {
      expect(example).toContain(['npx cdk-cloudfront-edge', ...path].join(' '));
      const [, expected = '0'] = /# (\d+): /.exec(example) ?? [];
      const { code, error } = await runLine(example);
      expect({ example, code }).toEqual({ example, code: Number(expected) });
      expect(error).not.toMatch(/^cdk-cloudfront-edge/m);
      // The help explains each exit code other than 0.
      expect(help).toMatch(expected === '0' ? /./ : new RegExp(`\\nExit codes:\\n[^]*^ {2}${expected} {2}`, 'm'));
    }
  });
});

/** The lines in the code blocks of a page that run the tool. */
function linesOf(page: string): string[] {
  const text = readFileSync(join(__dirname, '../..', page), 'utf8');
  const blocks = [...text.matchAll(/^```sh\n([^]*?)^```$/gm)].map(([, block]) => block);
  return blocks.flatMap((block) => block.split('\n').filter((line) => /^[^#]*npx cdk-cloudfront-edge/.test(line)));
}

describe.each([
  ['docs/cli.md', 5],
  ['docs/explain.md', 2],
  ['docs/header-findings.md', 1],
  ['docs/redirects.md', 8],
  ['docs/preview.md', 10],
  ['docs/publishing.md', 3],
])('%s', (page, count) => {
  test('has commands that run as printed', async () => {
    const lines = linesOf(page);
    expect(lines).toHaveLength(count);
    for (const line of lines) {
      const { code, error } = await runLine(line);
      const [, expected = '0'] = /# (\d+): /.exec(line) ?? [];
      expect({ line, code }).toEqual({ line, code: Number(expected) });
      expect(error).not.toMatch(/^cdk-cloudfront-edge/m);
    }
  });
});

test('the examples wrote the files that they name', () => {
  expect(JSON.parse(readFileSync(join(project, 'redirects.sarif'), 'utf8'))).toMatchObject({ version: '2.1.0' });
  expect(readFileSync(join(project, 'public/_redirects'), 'utf8')).toContain('/old-page/ /new 301\n');
});

test('npx finds the tool and passes the arguments on', () => {
  const line = 'npx cdk-cloudfront-edge redirects check --format json - < redirects.json';
  const out = execFileSync('bash', ['-c', line], { cwd: project, encoding: 'utf8' });
  expect(out).toBe('<stdin>: 2 rules, no problems\n');
});
