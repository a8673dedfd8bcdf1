import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, CfnParameter, Duration, NestedStack, Stack, Stage } from 'aws-cdk-lib';
import { CachePolicy, Distribution, OriginRequestPolicy } from 'aws-cdk-lib/aws-cloudfront';
import { S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { EdgeBehaviors, EdgeRedirector, EdgeStepHost, RedirectEventType, RedirectSource } from '../../../src';
import { preview, type Running } from '../support/site';

const folder = mkdtempSync(join(tmpdir(), 'edge-rules-'));
const env = { account: '111122223333', region: 'us-east-1' };
const FEW = ['/old /new', '', '# a comment', '/docs/* /help/:splat', '/app/* /index.html 200!', '/gone / 410'].join(
  '\n',
);
let count = 0;

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function redirected(
  scope: Construct, text: string, event?: RedirectEventType, cacheTtl?: Duration, defaultRootObject?: string,
  host?: EdgeStepHost,
): void {
  const file = join(folder, `${count++}_redirects`);
  writeFileSync(file, text);
  const origin = S3BucketOrigin.withOriginAccessControl(new Bucket(scope, 'Bucket'));
  const policies = {
    cachePolicy: CachePolicy.CACHING_DISABLED,
    originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
  };
  const distribution = new Distribution(scope, 'Site', { defaultBehavior: { origin, ...policies }, defaultRootObject });
  new EdgeRedirector(scope, 'Redirects', { distribution, source: RedirectSource.fromFile(file), event, cacheTtl, host });
}

function synth(fill: (app: App) => void): string {
  const app = new App({ analyticsReporting: false, outdir: join(folder, `app-${count++}`) });
  fill(app);
  return app.synth().directory;
}

const inStack = (text: string, event?: RedirectEventType, rootObject?: string, host?: EdgeStepHost) =>
  synth((app) => redirected(new Stack(app, 'Web', { env }), text, event, undefined, rootObject, host));
const manifestIn = (directory: string) =>
  join(
    directory,
    readdirSync(directory).find((name) => name.endsWith('.edge.json'))!,
  );

/** The status of a request and the rules in its trace, by line and column. */
async function ruleOf(running: Running, url: string) {
  const { response, trace } = await running.fetchWithTrace(url);
  const rules = trace.entries.flatMap((entry) =>
    'rule' in entry && entry.rule !== undefined && typeof entry.rule === 'object' ? [entry.rule] : [],
  );
  return [response.status, rules.map(({ construct, line, column }) => [construct, line, column])];
}

describe('a trace names the rule that matched, by its line', () => {
  it.each(Object.values(EdgeStepHost))('on viewer-request: redirects, rewrites and statuses, on %s', async (host) => {
    const running = preview(inStack(FEW, undefined, undefined, host));
    expect(await ruleOf(running, '/old')).toEqual([301, [['Web/Redirects', 1, 1]]]);
    expect(await ruleOf(running, '/docs/a?q=1')).toEqual([301, [['Web/Redirects', 4, 1]]]);
    expect((await ruleOf(running, '/app/x'))[1]).toEqual([['Web/Redirects', 5, 1]]);
    expect(await ruleOf(running, '/gone')).toEqual([410, [['Web/Redirects', 6, 1]]]);
    expect((await ruleOf(running, '/other'))[1]).toEqual([]);
    expect(running.notes.filter(({ code }) => code === 'EDGE_PREVIEW_MANIFEST')).toEqual([]);
    const { trace } = await running.fetchWithTrace('/old');
    expect(JSON.stringify(trace)).toMatch(
      /"rule":\{"construct":"Web\/Redirects","file":"[^"]*_redirects","line":1,"column":1\}/,
    );
  });

  it.each([RedirectEventType.VIEWER_REQUEST, RedirectEventType.ORIGIN_REQUEST])(
    'of the home page, by whatever path the function sees, on %s', async (event) => {
      const running = preview(inStack('/start / 200\n/ /home\n/:page /pages/:page', event, 'index.html'));
      expect(await ruleOf(running, '/')).toEqual([301, [['Web/Redirects', 2, 1]]]);
      expect(await ruleOf(running, '/index.html')).toEqual([301, [['Web/Redirects', 2, 1]]]);
      const { trace } = await running.fetchWithTrace('/start');
      expect(JSON.stringify(trace)).toContain('/index.html');
      expect((await ruleOf(running, '/start'))[1]).toEqual([['Web/Redirects', 1, 1]]);
    },
  );

  it.each([RedirectEventType.ORIGIN_REQUEST, RedirectEventType.ORIGIN_RESPONSE])('on %s', async (event) => {
    const running = preview(inStack('/other /x\n/old /new', event), { origins: { 'Web/Bucket': folder } });
    expect(await ruleOf(running, '/old')).toEqual([301, [['Web/Redirects', 2, 1]]]);
    expect((await ruleOf(running, '/nothing'))[1]).toEqual([]);
  });

  it('from a list that is an asset', async () => {
    const lines = Array.from({ length: 6_000 }, (_, at) => `/old-${(at * 2_654_435_761) % 4_294_967_296} /new-${at}`);
    const running = preview(inStack(lines.join('\n')));
    expect(await ruleOf(running, lines[4_321]!.split(' ')[0]!)).toEqual([301, [['Web/Redirects', 4_322, 1]]]);
  });

  it('from several redirectors: two lists on a behavior, and one list from two files on two behaviors', async () => {
    const directory = synth((app) => {
      const stack = new Stack(app, 'Web', { env });
      const origin = S3BucketOrigin.withOriginAccessControl(new Bucket(stack, 'Bucket'));
      const distribution = new Distribution(stack, 'Site', {
        defaultBehavior: { origin },
        additionalBehaviors: { '/api/*': { origin } },
      });
      const list = (id: string, text: string, behaviors?: EdgeBehaviors) => {
        writeFileSync(join(folder, `${id}_redirects`), text);
        new EdgeRedirector(stack, id, {
          distribution,
          behaviors,
          source: RedirectSource.fromFile(join(folder, `${id}_redirects`)),
        });
      };
      list('One', '/old /new\n/api/old /api/new');
      list('Two', '\n/old /newer\n/two /2');
      list('Api', '\n\n/old /new\n/api/old /api/new', EdgeBehaviors.paths('/api/*'));
      list('ApiTwo', '/old /newer\n\n\n/two /2', EdgeBehaviors.paths('/api/*'));
    });
    expect(JSON.parse(readFileSync(manifestIn(directory), 'utf8')).functions).toHaveLength(1);
    const running = preview(directory);
    expect(await ruleOf(running, '/old')).toEqual([301, [['Web/One', 1, 1]]]);
    expect(await ruleOf(running, '/two')).toEqual([301, [['Web/Two', 3, 1]]]);
    expect(await ruleOf(running, '/api/old')).toEqual([301, [['Web/Api', 4, 1]]]);
  });

  it('where a value of the function is only known at deploy time', async () => {
    const running = preview(synth((app) => {
      const stack = new Stack(app, 'Web', { env });
      const ttl = new CfnParameter(stack, 'Ttl', { type: 'Number', default: 60 });
      redirected(stack, '\n/old /new', undefined, Duration.seconds(ttl.valueAsNumber));
    }));
    expect(await ruleOf(running, '/old')).toEqual([301, [['Web/Redirects', 2, 1]]]);
  });

  it('in a nested stack, in a Stage, and for functions in another Region', async () => {
    const nested = synth((app) => redirected(new NestedStack(new Stack(app, 'Web', { env }), 'Nested'), '/old /new'));
    expect(await ruleOf(preview(nested), '/old')).toEqual([301, [['Web/Nested/Redirects', 1, 1]]]);
    const elsewhere = synth((app) =>
      redirected(new Stack(new Stage(app, 'Prod'), 'Web', { env: { ...env, region: 'eu-west-1' } }), '/old /new'),
    );
    expect(await ruleOf(preview(elsewhere), '/old')).toEqual([301, [['Prod/Web/Redirects', 1, 1]]]);
  });
});

describe('without a matching manifest, no rule is named', () => {
  const withManifest = (directory: string, change: (manifest: any) => void) => {
    const file = manifestIn(directory);
    const manifest = JSON.parse(readFileSync(file, 'utf8'));
    change(manifest);
    writeFileSync(file, JSON.stringify(manifest));
    return directory;
  };

  it.each<[string, (directory: string) => void]>([
    ['no manifest', (directory) => rmSync(manifestIn(directory))],
    ['of other rules', (directory) => withManifest(directory, ({ functions: [{ steps: [{ program }] }] }) => { program.sha256 = 'f'.repeat(64); })],
    ['of other functions', (directory) => withManifest(directory, ({ functions: [fn] }) => { fn.logicalId = 'Another'; })],
  ])('%s', async (_, change) => {
    const directory = inStack(FEW, undefined, undefined, EdgeStepHost.LAMBDA_EDGE);
    change(directory);
    const running = preview(directory);
    expect(await ruleOf(running, '/old')).toEqual([301, []]);
    expect(running.notes.filter(({ code }) => code === 'EDGE_PREVIEW_MANIFEST')).toEqual([]);
  });

  it.each<[string, (directory: string) => void, RegExp]>([
    ['cut off', (directory) => writeFileSync(manifestIn(directory), readFileSync(manifestIn(directory), 'utf8').slice(0, 200)), /is not valid JSON, or is incomplete/],
    ['empty', (directory) => writeFileSync(manifestIn(directory), ''), /is empty/],
    ['a list', (directory) => writeFileSync(manifestIn(directory), '[]'), /contains a list and not an object/],
    ['of a later version', (directory) => withManifest(directory, (manifest) => { manifest.version = 99; }), /has the version 99, and only 1 is known here; run "npx cdk synth" again/],
    ['with an incomplete place', (directory) => withManifest(directory, ({ functions: [{ steps: [{ constructs: [{ rules }] }] }] }) => rules.places.pop()), /functions\[0\]: the rules of a construct are invalid/],
    ['with a file outside the folder', (directory) => withManifest(directory, ({ functions: [{ steps: [{ program }] }] }) => { program.file = '../../x.bin'; }), /the program of a step is invalid/],
  ])('a malformed manifest is reported as a note: %s', async (_, change, message) => {
    const directory = inStack(FEW, undefined, undefined, EdgeStepHost.LAMBDA_EDGE);
    change(directory);
    const running = preview(directory);
    expect(running.notes.filter(({ code }) => code === 'EDGE_PREVIEW_MANIFEST')).toEqual([
      { code: 'EDGE_PREVIEW_MANIFEST', severity: 'note', message: expect.stringMatching(message), path: expect.stringMatching(/^Web\.\w+\.edge\.json$/) },
    ]);
    expect(await ruleOf(running, '/old')).toEqual([301, []]);
  });
});
