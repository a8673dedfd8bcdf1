import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Duration, Stack } from 'aws-cdk-lib';
import { Distribution } from 'aws-cdk-lib/aws-cloudfront';
import { S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { EdgeRedirector, RedirectSource } from '../../src';
import { compileRules } from '../../src/core/redirects/compile';
import { parseRules } from '../../src/core/redirects/parse';
import { createPreview, type Preview } from '../../src/preview/create-preview';
import { workerFile } from '../preview/support/worker';

const directory = mkdtempSync(join(tmpdir(), 'stored-rules-'));
const folder = join(directory, 'lists');
const logged: string[] = [];
let preview: Preview;
const put = (name: string, content: string | Uint8Array) => writeFileSync(join(folder, name), content);
const to = async (path: string) => (await fetch(`${preview.url}${path}`, { redirect: 'manual' })).headers.get('location');

beforeAll(async () => {
  mkdirSync(folder);
  const app = new App({ analyticsReporting: false, outdir: join(directory, 'out') });
  const stack = new Stack(app, 'Web', { env: { region: 'us-east-1' } });
  const lists = new Bucket(stack, 'Lists');
  const distribution = new Distribution(stack, 'Site', {
    defaultBehavior: { origin: S3BucketOrigin.withOriginAccessControl(new Bucket(stack, 'Content')) },
    defaultRootObject: 'index.html',
  });
  const fallback = RedirectSource.fromInline('{ "/a": "/baked" }');
  new EdgeRedirector(stack, 'Redirects', {
    distribution, source: RedirectSource.fromBucket(lists, 'redirects.bin', { fallback, timeout: Duration.seconds(3) }),
  });
  app.synth();
  preview = createPreview({
    cloudAssembly: join(directory, 'out'),
    workerFile: workerFile(),
    listen: { port: 0 },
    distribution: 'Web/Site',
    origins: { 'Web/Lists': folder, 'Web/Content': folder },
    onFunctionLog: (line) => logged.push(line),
  });
  await preview.ready;
}, 120_000);
afterAll(async () => {
  await preview?.close();
  rmSync(directory, { recursive: true, force: true });
});

test('the fallback, an edited file, a broken one and a published one: the next request follows', async () => {
  expect(await to('/a')).toBe('/baked');
  put('redirects.json', '{ "/a": "/first", "/index.html": "/home" }');
  expect([await to('/a'), await to('/')]).toEqual(['/first', '/home']);
  put('redirects.json', '{ "/a": "/second, longer" }');
  expect(await to('/a')).toBe('/second,%20longer');
  put('redirects.json', '{ "/a": "/third", }');
  expect(await to('/a')).toBe('/second,%20longer');
  expect(logged.filter((line) => line.startsWith('redirects.json:1:'))).toHaveLength(1);
  put('redirects.json', '{ "/a": "/fourth" }');
  expect(await to('/a')).toBe('/fourth');
  put('redirects.bin', compileRules(parseRules('{ "/a": "/published" }', { format: 'json' }).rules).program!);
  expect(await to('/a')).toBe('/published');
}, 60_000);
