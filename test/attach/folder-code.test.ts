import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, FileSystem, Stack } from 'aws-cdk-lib';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { FolderCode } from '../../src/attach/slots/folder-code';
import { folderHash } from '../../src/attach/slots/folder-hash';

const folder = mkdtempSync(join(tmpdir(), 'folder-code-'));
afterAll(() => rmSync(folder, { recursive: true }));

const PART = 8 * 1024;
let count = 0;

function fresh(): string {
  const path = join(folder, String(count++));
  mkdirSync(path);
  return path;
}

function write(into: string): void {
  mkdirSync(join(into, 'b', 'c'), { recursive: true });
  writeFileSync(join(into, 'b.js'), 'exports.b = 1;\r\n');
  writeFileSync(join(into, 'b', 'c', 'd.json'), '{}');
  writeFileSync(join(into, 'a-index.js'), 'exports.handler = async () => ({});\n');
}

describe('the hash of a folder is the one of the CDK', () => {
  it.each<[string, string | Buffer]>([
    ['an empty file', ''],
    ['a text', 'a\nb'],
    ['ends of lines of Windows', 'a\r\nb\r\n\r\nc'],
    ['an end of a line in two parts', `${'x'.repeat(PART - 1)}\r\ny`],
    ['a carriage return at the end', 'a\r'],
    ['a part that is held back first', `${'x'.repeat(PART - 1)}\r${'y'.repeat(PART - 1)}\r`],
    ['a character in two parts', `${'x'.repeat(PART - 1)}äö${'z'.repeat(PART)}`],
    ['bytes', Buffer.from([1, 0, 13, 10, 200])],
    ['a zero byte after the first part', Buffer.concat([Buffer.alloc(PART, 97), Buffer.from([0, 13, 10])])],
    ['a zero byte after a part that is held back', `${'x'.repeat(PART - 1)}\r\0\r\n`],
  ])('%s', (_, content) => {
    const path = fresh();
    writeFileSync(join(path, 'file'), content);
    expect(folderHash(path, '')).toBe(FileSystem.fingerprint(path));
  });

  it('files in folders, in the same order, with links and a salt', () => {
    const path = fresh();
    write(path);
    symlinkSync('b.js', join(path, 'link.js'));
    expect(folderHash(path, '')).toBe(FileSystem.fingerprint(path));
    expect(folderHash(path, 'salt')).toBe(FileSystem.fingerprint(path, { extraHash: 'salt' }));
    expect(folderHash(path, 'salt')).not.toBe(folderHash(path, ''));
  });
});

function app(code: (write: (into: string) => void) => Code, outdir: string, context = {}): any {
  const root = new App({ outdir, analyticsReporting: false, context });
  const stack = new Stack(root, 'Web', { env: { account: '111122223333', region: 'us-east-1' } });
  new LambdaFunction(stack, 'Function', { runtime: Runtime.NODEJS_24_X, handler: 'a-index.handler', code: code(write) });
  root.synth();
  const read = (file: string) => JSON.parse(readFileSync(join(outdir, file), 'utf8')) as unknown;
  return { template: read('Web.template.json'), assets: read('Web.assets.json') };
}

const fromAsset = (): Code => {
  const path = fresh();
  write(path);
  return Code.fromAsset(path);
};

it.each<[string, Record<string, unknown>]>([
  ['alone', {}],
  ['with metadata of assets, as the command line wants it', { 'aws:cdk:enable-asset-metadata': true }],
  ['with a salt', { '@aws-cdk/core:assetHashSalt': 'a' }],
])('template and assets are those of Code.fromAsset: %s', (_, context) => {
  expect(app((to) => new FolderCode(to), fresh(), context)).toEqual(app(fromAsset, fresh(), context));
});

it('the folder is written to the cloud assembly once, and nothing else is left there', () => {
  const outdir = fresh();
  const first = app((to) => new FolderCode(to), outdir);
  const files = () => readdirSync(outdir, { recursive: true }).map(String).sort();
  const [asset] = readdirSync(outdir).filter((name) => name.startsWith('asset.'));
  expect(files().filter((name) => name.startsWith(asset!))).toHaveLength(6);
  const before = files();
  expect(app((to) => new FolderCode(to), outdir)).toEqual(first);
  expect(files()).toEqual(before);
  expect(before.filter((name) => name.startsWith('.'))).toEqual([]);
});

it('nothing is left in the cloud assembly if the code cannot be written', () => {
  const outdir = fresh();
  const stack = new Stack(new App({ outdir, analyticsReporting: false }), 'Web');
  const code = new FolderCode(() => { throw new Error('no room'); });
  expect(() => new LambdaFunction(stack, 'F', { runtime: Runtime.NODEJS_24_X, handler: 'i.handler', code }))
    .toThrow('no room');
  expect(readdirSync(outdir)).toEqual([]);
});
