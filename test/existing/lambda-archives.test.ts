/* eslint-disable no-bitwise -- modes are bits */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, BundlingOutput, DockerImage, Stack } from 'aws-cdk-lib';
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { EdgeRedirector, ExistingAttachments, ExistingFunctionOrder, RedirectSource } from '../../src';
import { zip, type Packed } from '../core/zip/support';
import { preview } from '../preview/support/site';
import { siteOrigin } from '../support/apps';

const folder = mkdtempSync(join(tmpdir(), 'existing-archives-'));
let count = 0;
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const HANDLER: Packed = {
  name: 'index.js',
  data: "exports.handler = async (event) => { const { request } = event.Records[0].cf; if (request.uri === '/a') return { status: '401', body: require('./lib/config.json').value }; return request; };",
};
const CONFIG: Packed = { name: 'lib/config.json', data: '{ "value": "x" }' };

function archive(...entries: Packed[]): string {
  const path = join(folder, `code-${count++}.zip`);
  writeFileSync(path, zip(entries));
  return path;
}

function app(code: lambda.Code, { handler = 'index.handler', region = 'us-east-1', context = {} } = {}) {
  const root = new App({ analyticsReporting: false, outdir: join(folder, `app-${count++}`), context });
  const stack = new Stack(root, 'Web', { env: { account: '111122223333', region } });
  const functionVersion = new cloudfront.experimental.EdgeFunction(stack, 'Theirs', {
    code, handler, runtime: lambda.Runtime.NODEJS_22_X,
  });
  const distribution = new cloudfront.Distribution(stack, 'Site', {
    defaultBehavior: {
      origin: siteOrigin,
      edgeLambdas: [{ functionVersion, eventType: cloudfront.LambdaEdgeEventType.VIEWER_REQUEST }],
    },
  });
  new EdgeRedirector(stack, 'Redirects', {
    distribution,
    source: RedirectSource.fromInline('{ "/old": "/new" }'),
    existing: ExistingAttachments.compose({ functionOrder: ExistingFunctionOrder.BEFORE }),
  });
  return root;
}

async function works(root: App): Promise<void> {
  const running = preview(root.synth().directory);
  const refused = await running.fetch('/a');
  expect([running.logs, refused.status, await refused.text()]).toEqual([[], 401, 'x']);
  expect((await running.fetch('/old')).headers.get('location')).toBe('/new');
}

describe('an existing Lambda@Edge function whose code is an archive joins', () => {
  test.each(['us-east-1', 'eu-west-1'])('in %s', async (region) => {
    await works(app(lambda.Code.fromAsset(archive(HANDLER, CONFIG)), { region }));
  });

  test('without staging', async () => {
    await works(app(lambda.Code.fromAsset(archive(HANDLER, CONFIG)), { context: { 'aws:cdk:disable-asset-staging': true } }));
  });

  test('with its handler in a folder, and a folder with our name', async () => {
    const inFolder = { ...HANDLER, name: 'dist/index.js' };
    const files = [inFolder, { ...CONFIG, name: 'dist/lib/config.json' }, { name: 'cdk-cloudfront-edge/x', data: 'x' }];
    await works(app(lambda.Code.fromAsset(archive(...files)), { handler: 'dist/index.handler' }));
  });

  test('as an ES module by its package', async () => {
    const data = `import { readFileSync } from 'node:fs'; const { value } = JSON.parse(readFileSync(new URL('lib/config.json', import.meta.url), 'utf8'));
      export const handler = async (event) => { const { request } = event.Records[0].cf; return request.uri === '/a' ? { status: '401', body: value } : request; };`;
    await works(app(lambda.Code.fromAsset(archive({ name: 'index.js', data }, { name: 'package.json', data: '{ "type": "module" }' }, CONFIG))));
  });

  test('that bundling has made', async () => {
    const source = join(folder, `source-${count++}`);
    mkdirSync(source);
    await works(app(lambda.Code.fromAsset(source, {
      bundling: {
        image: DockerImage.fromRegistry('none'),
        outputType: BundlingOutput.ARCHIVED,
        local: { tryBundle: (output) => { writeFileSync(join(output, 'out.zip'), zip([HANDLER, CONFIG])); return true; } },
      },
    })));
  });

  test('with the modes of its files', () => {
    const root = app(lambda.Code.fromAsset(archive(HANDLER, CONFIG, { name: 'bin/run', data: 'x', mode: 0o100755 })));
    const { directory, stacks } = root.synth();
    const [asset] = Object.values<any>(JSON.parse(readFileSync(join(directory, `${stacks[0]!.id}.assets.json`), 'utf8')).files)
      .filter(({ source }) => source.packaging === 'zip').map(({ source }) => join(directory, source.path));
    expect(readFileSync(join(asset, 'bin/run'), 'utf8')).toBe('x');
    expect(statSync(join(asset, 'bin/run')).mode & 0o111).toBe(0o111);
  });
});

describe('an archive is refused', () => {
  const cure = /; make it again, or unpack it and use Code\.fromAsset with the folder instead of .*zip.*EDGE_EXISTING_CODE/s;

  test.each<[string, Packed[], RegExp]>([
    ['a file above it', [HANDLER, { name: '../x.js' }], /is an archive that has a file outside of its folder: "\.\.\/x\.js"/],
    ['a bomb', [HANDLER, { name: 'big', size: 300_000_000 }], /is an archive that has more than 262144000 bytes/],
    ['a symbolic link', [HANDLER, { name: 'l', data: '/etc', mode: 0o120777 }], /is an archive that has a symbolic link/],
  ])('%s', (_, entries, message) => {
    const root = app(lambda.Code.fromAsset(archive(...entries)));
    expect(() => root.synth()).toThrow(message);
    expect(() => root.synth()).toThrow(cure);
  });

  test('without a file for the handler', () => {
    const root = app(lambda.Code.fromAsset(archive(CONFIG)));
    expect(() => root.synth()).toThrow(/has no file for its handler "index\.handler"/);
  });
});
