import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Distribution, ImportSource, KeyValueStore, LambdaEdgeEventType } from 'aws-cdk-lib/aws-cloudfront';
import {
  EdgeCustomStep, EdgeRedirector, EdgeStep, EdgeStepHost, PrettyUrls, RedirectEventType, RedirectSource,
  type EdgeRedirectorProps, type KeyValueStoreRedirectSourceOptions,
} from '../../src';
import { createPreview, type Preview } from '../../src/preview/create-preview';
import { workerFile } from '../preview/support/worker';
import { siteOrigin } from '../support/apps';

const directory = mkdtempSync(join(tmpdir(), 'store-'));
const previews: Preview[] = [];
afterAll(async () => {
  await Promise.all(previews.map((preview) => preview.close()));
  rmSync(directory, { recursive: true, force: true });
});

const inline = (rules: object) => RedirectSource.fromInline(JSON.stringify(rules));

function app(change: (stack: Stack, distribution: Distribution) => void): { app: App; stack: Stack; outdir: string } {
  const outdir = mkdtempSync(join(directory, 'out-'));
  const made = new App({ outdir, analyticsReporting: false });
  const stack = new Stack(made, 'Site', { env: { region: 'eu-west-1', account: '111111111111' } });
  change(stack, new Distribution(stack, 'Cdn', { defaultBehavior: { origin: siteOrigin } }));
  return { app: made, stack, outdir };
}

function withStore(
  options: KeyValueStoreRedirectSourceOptions = {}, props: Partial<EdgeRedirectorProps> = {}, imports = false,
) {
  return app((stack, distribution) => {
    const source = imports ? ImportSource.fromInline('{"data":[]}') : undefined;
    const store = new KeyValueStore(stack, 'Store', { source });
    const redirects = RedirectSource.fromKeyValueStore(store, options);
    new EdgeRedirector(stack, 'Redirects', { distribution, source: redirects, ...props });
  });
}

async function preview(made: { app: App; outdir: string }, stores?: Record<string, string>) {
  made.app.synth();
  const notes: string[] = [];
  const running = createPreview({
    cloudAssembly: made.outdir, workerFile: workerFile(), stores, onFunctionLog: (line) => notes.push(line),
  });
  previews.push(running);
  await running.ready;
  const location = async (path: string) => {
    const response = await running.fetch(`http://localhost${path}`);
    return response.headers.get('location') ?? response.status;
  };
  return { location, notes, running };
}

describe('EdgeRedirector with a key value store', () => {
  it('is a CloudFront Function that reads the store, which is created with the seed', async () => {
    const made = withStore({ seed: inline({ '/old': '/new', '/docs/*': '/d/:splat' }), prefix: 'shop' });
    const template = Template.fromStack(made.stack);
    template.resourceCountIs('AWS::Lambda::Function', 0);
    template.hasResourceProperties('AWS::CloudFront::Function', {
      FunctionConfig: {
        Runtime: 'cloudfront-js-2.0',
        KeyValueStoreAssociations: [{ KeyValueStoreARN: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Store'), 'Arn'] } }],
      },
    });
    const { FunctionCode: code } = Object.values(template.findResources('AWS::CloudFront::Function'))[0].Properties;
    expect(Buffer.byteLength(code)).toBeLessThanOrEqual(10_240);
    expect(code).not.toContain('/old');
    const { location, notes } = await preview(made);
    expect(await location('/old/?a=1')).toBe('/new?a=1');
    expect(await location('/docs/x/y')).toBe('/d/x/y');
    expect(notes).toEqual([]);
  });

  it('lets requests pass while the store is empty, and logs a line for each', async () => {
    const { location, notes, running } = await preview(withStore());
    expect(await location('/old')).not.toBe('/new');
    expect(notes).toEqual([expect.stringContaining('"code":"EDGE_STEP_FAILED"')]);
    expect(running.notes.map(({ code }) => code)).toContain('EDGE_PREVIEW_KVS_EMPTY');
  });

  it('shares the store with a redirector that has another prefix', async () => {
    const made = app((stack, distribution) => {
      const store = new KeyValueStore(stack, 'Store');
      for (const prefix of ['', 'b']) {
        const seed = inline(prefix ? { '/y': '/second' } : { '/x': '/first' });
        const source = RedirectSource.fromKeyValueStore(store, { prefix, seed });
        new EdgeRedirector(stack, `Redirects${prefix}`, { distribution, source });
      }
    });
    const template = Template.fromStack(made.stack);
    template.resourceCountIs('AWS::CloudFront::Function', 1);
    const { location } = await preview(made);
    expect(await location('/x')).toBe('/first');
    expect(await location('/y')).toBe('/second');
  });

  it('follows a file in the preview, and keeps the last good rules', async () => {
    const file = join(directory, 'redirects.json');
    writeFileSync(file, '{"/old": "/one"}');
    const made = withStore({ seed: inline({ '/seed': '/gone' }) });
    const { location, notes, running } = await preview(made, { 'Site/Store': file });
    expect(running.notes.map(({ code }) => code)).not.toContain('EDGE_PREVIEW_KVS_EMPTY');
    expect(await location('/old')).toBe('/one');
    expect(await location('/seed')).not.toBe('/gone');
    writeFileSync(file, '{"/old": "/two", "/*": "/all"}');
    expect(await location('/old')).toBe('/two');
    expect(await location('/a/b')).toBe('/all');
    writeFileSync(file, '{"/old": "/three"');
    expect(await location('/old')).toBe('/two');
    expect(notes.join('\n')).toContain('EDGE_REDIRECT_');
    const lead = '1';
    writeFileSync(file, JSON.stringify({ data: [{ key: `${lead}=/old`, value: '302/four' }] }));
    expect(await location('/old')).toBe('/four');
  });

  it('refuses a store that no function reads', () => {
    const made = withStore();
    made.app.synth();
    expect(() => createPreview({ cloudAssembly: made.outdir, workerFile: workerFile(), stores: { Other: 'a.json' } }))
      .toThrow(/EDGE_PREVIEW_STORE|Site\/Store/);
  });
});

describe('EdgeRedirector with a key value store refuses', () => {
  const codes = (made: { app: App }): string => {
    try {
      made.app.synth();
      return '';
    } catch (error) {
      return (error as Error).message;
    }
  };
  const seed = inline({ '/a': '/b' });

  it.each<[string, () => { app: App }]>([
    ['EDGE_REDIRECT_STORE_HOST', () => withStore({}, { host: EdgeStepHost.LAMBDA_EDGE })],
    ['EDGE_FUNCTION_EVENT', () => withStore({}, { event: RedirectEventType.ORIGIN_REQUEST })],
    ['EDGE_REDIRECT_STORE_PREFIX', () => withStore({ prefix: 'a:b' })],
    ['EDGE_REDIRECT_STORE_SEED', () => withStore({ seed }, {}, true)],
    ['EDGE_REDIRECT_STORE_READS', () => withStore({ seed: inline(Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`/p/item-${i}-:id`, `/n/${i}`]))) })],
    ['EDGE_REDIRECT_STORE_VALUE', () => withStore({ seed: inline({ '/a': `/${'b'.repeat(1100)}` }) })],
    ['EDGE_REDIRECT_FUNCTION_UNSEEN', () => withStore({ seed: inline({ '/a': { to: '/b', when: { country: 'DE' } } }) })],
    ['EDGE_REDIRECT_LOOP', () => withStore({ seed: inline({ '/a': '/b', '/b': '/a' }) })],
    ['EDGE_FUNCTION_SIZE', () => withStore({}, { prettyUrls: PrettyUrls.trailingSlash() })],
    ['EDGE_REDIRECT_STORE_SEED', () => app((stack, distribution) => {
      const store = KeyValueStore.fromKeyValueStoreArn(stack, 'Store', 'arn:aws:cloudfront::111111111111:key-value-store/a');
      const source = RedirectSource.fromKeyValueStore(store, { seed });
      new EdgeRedirector(stack, 'Redirects', { distribution, source });
    })],
    ['EDGE_REDIRECT_STORE_SEED', () => app((stack, distribution) => {
      const store = new KeyValueStore(stack, 'Store');
      for (const id of ['A', 'B']) {
        new EdgeRedirector(stack, id, { distribution, source: RedirectSource.fromKeyValueStore(store, { seed }) });
      }
    })],
    ['EDGE_FUNCTION_STORES', () => app((stack, distribution) => {
      const file = join(directory, 'step.js');
      writeFileSync(file, 'function handler(event) { return event.request; }');
      const source = RedirectSource.fromKeyValueStore(new KeyValueStore(stack, 'Store'));
      new EdgeRedirector(stack, 'Redirects', { distribution, source });
      new EdgeCustomStep(stack, 'Step', {
        distribution,
        event: LambdaEdgeEventType.VIEWER_REQUEST,
        step: EdgeStep.fromFile(file, { host: EdgeStepHost.CLOUDFRONT_FUNCTION }),
        keyValueStore: new KeyValueStore(stack, 'Other'),
      });
    })],
  ])('%s', (code, made) => expect(codes(made())).toContain(code));
});

test('the seed is in the file that the store is imported from', () => {
  const made = withStore({ seed: inline({ '/a': '/b' }) });
  const assembly = made.app.synth();
  const assets = JSON.parse(readFileSync(join(assembly.directory, 'Site.assets.json'), 'utf8'));
  const files = Object.values<any>(assets.files).map(({ source }) => source.path).filter((path) => /asset/.test(path));
  expect(files.map((path) => JSON.parse(readFileSync(join(assembly.directory, path), 'utf8')))).toContainEqual(
    { data: expect.arrayContaining([{ key: '1=/a', value: '301/b' }]) });
});
