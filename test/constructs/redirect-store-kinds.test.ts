import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import {
  Distribution, Function as CloudFrontFunction, FunctionCode, FunctionEventType, FunctionRuntime, KeyValueStore,
} from 'aws-cdk-lib/aws-cloudfront';
import {
  EdgeRedirector, ErrorPage, ErrorStatuses, ExistingAttachments, PrettyUrls, RedirectRuleKind, RedirectSource,
  type EdgeRedirectorProps, type KeyValueStoreRedirectSourceOptions,
} from '../../src';
import { manifestFileName } from '../../src/core/manifest/edge-manifest';
import { createPreview, type Preview } from '../../src/preview/create-preview';
import { workerFile } from '../preview/support/worker';
import { siteOrigin } from '../support/apps';

const directory = mkdtempSync(join(tmpdir(), 'store-kinds-'));
const previews: Preview[] = [];
afterAll(async () => {
  await Promise.all(previews.map((running) => running.close()));
  rmSync(directory, { recursive: true, force: true });
});

const { PATHS, PATTERNS, QUERY, CONDITIONS } = RedirectRuleKind;
const inline = (rules: object) => RedirectSource.fromInline(JSON.stringify(rules));

function withStore(
  options: KeyValueStoreRedirectSourceOptions, props: Partial<EdgeRedirectorProps> = {}, theirs?: string,
) {
  const outdir = mkdtempSync(join(directory, 'out-'));
  const app = new App({ outdir, analyticsReporting: false });
  const stack = new Stack(app, 'Site', { env: { region: 'eu-west-1', account: '111111111111' } });
  const there = theirs === undefined ? undefined : new CloudFrontFunction(stack, 'Theirs', {
    runtime: FunctionRuntime.JS_2_0, code: FunctionCode.fromInline(theirs),
  });
  const distribution = new Distribution(stack, 'Cdn', {
    defaultBehavior: {
      origin: siteOrigin,
      ...(there && { functionAssociations: [{ function: there, eventType: FunctionEventType.VIEWER_REQUEST }] }),
    },
  });
  const source = RedirectSource.fromKeyValueStore(new KeyValueStore(stack, 'Store'), options);
  const existing = there && ExistingAttachments.compose();
  new EdgeRedirector(stack, 'Redirects', { distribution, source, existing, ...props });
  return { app, stack, outdir };
}

const problemsOf = ({ app }: { app: App }): string => {
  try {
    app.synth();
    return '';
  } catch (error) {
    return (error as Error).message;
  }
};

async function preview(made: { app: App; outdir: string }, file?: string) {
  made.app.synth();
  const lines: string[] = [];
  const running = createPreview({
    cloudAssembly: made.outdir,
    workerFile: workerFile(),
    ...(file !== undefined && { stores: { 'Site/Store': file } }),
    onFunctionLog: (line) => lines.push(line),
  });
  previews.push(running);
  await running.ready;
  const location = async (path: string) => {
    const response = await running.fetch(`http://localhost${path}`);
    return response.headers.get('location') ?? response.status;
  };
  return { location, lines };
}

describe('kinds of rules in a key value store', () => {
  it('are refused in the rules to begin with, at the line', () => {
    const seed = inline({ '/a': '/b', '/c/*': '/d', '/e': '/f?x=1' });
    const message = problemsOf(withStore({ seed, kinds: [PATHS] }));
    expect(message).toContain('"/c/*" has placeholders, wildcards or captured texts, for which the function that reads the store has '
      + 'no code (its kinds are paths); add RedirectRuleKind.PATTERNS to "kinds" of the source, deploy');
    expect(message.match(/EDGE_REDIRECT_STORE_KIND/g)).toHaveLength(2);
    expect(message).toMatch(/\b1:\d+\b/);
    expect(problemsOf(withStore({ seed, kinds: [PATTERNS, QUERY] }))).toBe('');
    expect(problemsOf(withStore({ seed }))).toBe('');
  });

  it.each<[unknown, RegExp]>([
    ['paths', /source\.kinds must be a list of RedirectRuleKind, got "paths"/],
    [['dates'], /source\.kinds\[0\] must be RedirectRuleKind\.PATHS, PATTERNS, QUERY or CONDITIONS, got "dates"/],
  ])('are values of the enum: %j', (kinds, expected) => {
    expect(problemsOf(withStore({ kinds: kinds as RedirectRuleKind[] }))).toMatch(expected);
  });

  it('are in the edge manifest, and their code is in the function', () => {
    const codeOf = (kinds?: RedirectRuleKind[]) => {
      const made = withStore({ kinds, prefix: 'shop' });
      const { Properties: { FunctionCode: code } } = Object.values(
        Template.fromStack(made.stack).findResources('AWS::CloudFront::Function'))[0];
      const logicalId = Object.keys(Template.fromStack(made.stack).findResources('AWS::CloudFront::Distribution'))[0];
      const name = manifestFileName({ template: 'Site.template.json', logicalId });
      const { config } = JSON.parse(readFileSync(join(made.app.synth().directory, name), 'utf8')).functions[0].steps[0];
      return { code: code as string, store: config.store };
    };
    const all = codeOf();
    expect(all.store).toEqual({ prefix: 'shop', kinds: [PATHS, PATTERNS, QUERY, CONDITIONS] });
    expect(all.code).not.toContain('of a kind for which');
    const some = codeOf([CONDITIONS, PATHS]);
    expect(some.store).toEqual({ prefix: 'shop', kinds: [PATHS, CONDITIONS] });
    expect(some.code).toContain('of a kind for which');
    expect(all.code.length - some.code.length).toBeGreaterThan(2_900);
  });

  it('leave room for pretty URLs and a function of the user, which all work', async () => {
    const theirs = 'function handler(event) { event.request.headers["x-seen"] = { value: "1" }; return event.request; }';
    const made = withStore(
      { seed: inline({ '/old': '/docs/', '/alias': { to: '/docs/', statusCode: 200 } }), kinds: [PATHS] },
      { prettyUrls: PrettyUrls.trailingSlash() }, theirs);
    const [code] = Object.entries(Template.fromStack(made.stack).findResources('AWS::CloudFront::Function'))
      .filter(([id]) => id.includes('EdgeSlots')).map(([, { Properties }]) => Properties.FunctionCode as string);
    expect(Buffer.byteLength(code)).toBeLessThan(10_240);
    const { location, lines } = await preview(made);
    expect(await location('/old?a=1')).toBe('/docs/?a=1');
    expect(await location('/docs')).toBe('/docs/');
    expect(lines).toEqual([]);
  });

  it('leave room for a page, of which the message says so', () => {
    const gone = [{ statuses: ErrorStatuses.codes(410), page: ErrorPage.fromInline('a'.repeat(1_000)) }];
    expect(problemsOf(withStore({}, { errorPages: gone }))).toMatch(
      /use shorter pages, declare the kinds of rules that it needs with "kinds" of RedirectSource\.fromKeyValueStore \(it fits without RedirectRuleKind\.PATTERNS, or without RedirectRuleKind\.CONDITIONS\), or keep the rules in a bucket \(RedirectSource\.fromBucket\)\s+\[EDGE_REDIRECT_PAGE_SIZE\]/);
    expect(problemsOf(withStore({ kinds: [PATHS, PATTERNS] }, { errorPages: gone }))).toBe('');
    const long = [{ ...gone[0], page: ErrorPage.fromInline('a'.repeat(9_000)) }];
    expect(problemsOf(withStore({}, { errorPages: long }))).toMatch(
      /use shorter pages, or keep the rules in a bucket \(RedirectSource\.fromBucket\)\s+\[EDGE_REDIRECT_PAGE_SIZE\]/);
  });

  it('are refused in a file that the preview serves, which keeps the last good rules', async () => {
    const file = join(directory, 'redirects.json');
    writeFileSync(file, '{"/old": "/one"}');
    const { location, lines } = await preview(withStore({ kinds: [PATHS, QUERY] }), file);
    expect(await location('/old')).toBe('/one');
    writeFileSync(file, '{"/old": "/two",\n"/docs/*": "/d"}');
    expect(await location('/old')).toBe('/one');
    expect(lines).toEqual([expect.stringMatching(/redirects\.json:2:1: error: "\/docs\/\*" has placeholders.*\[EDGE_REDIRECT_STORE_KIND\]$/)]);
    writeFileSync(file, '{"/old": "/three?x=1"}');
    expect(await location('/old')).toBe('/three?x=1');
  });
});
