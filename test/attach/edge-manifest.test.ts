import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import { App, CfnParameter, Duration, NestedStack, Stack, Stage, Token, type StackProps } from 'aws-cdk-lib';
import { Distribution, LambdaEdgeEventType } from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import type { Construct } from 'constructs';
import {
  ContentSecurityPolicy,
  CspSource,
  EdgeBehaviors,
  EdgeCustomStep,
  EdgeErrorMasker,
  EdgeRedirector,
  EdgeStep,
  EdgeStepHost,
  ErrorAction,
  ErrorStatuses,
  RedirectSource,
  SecurityHeaders,
} from '../../src';
import * as writer from '../../src/attach/slots/edge-manifest';
import { checkManifest } from '../../src/core/manifest/check';
import type { EdgeManifest } from '../../src/core/manifest/edge-manifest';

const origin = new HttpOrigin('www.example.com');
const virginia: StackProps = { env: { account: '111122223333', region: 'us-east-1' } };
const support = join(__dirname, '..', 'support');
const folder = mkdtempSync(join(tmpdir(), 'edge-manifest-'));
const redirects = join(folder, 'redirects.json');
writeFileSync(redirects, '{\n  "/old": "/new",\n  "/docs/*": "/help/:splat",\n  "/gone": { "statusCode": 410 }\n}\n');
let apps = 0;
const newApp = () => new App({ analyticsReporting: false, outdir: join(folder, `app-${apps++}`) });

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function distribution(scope: Construct, id = 'Site'): Distribution {
  return new Distribution(scope, id, { defaultBehavior: { origin }, additionalBehaviors: { '/api/*': { origin } } });
}

/** Everything of the library on two behaviors. */
function everything(scope: Construct): Distribution {
  const site = distribution(scope);
  const behaviors = EdgeBehaviors.all();
  new EdgeRedirector(scope, 'Redirects', {
    host: EdgeStepHost.LAMBDA_EDGE,
    distribution: site,
    source: RedirectSource.fromFile(redirects),
  });
  new EdgeErrorMasker(scope, 'Errors', {
    distribution: site,
    behaviors,
    rules: [{ statuses: ErrorStatuses.clientErrors(), action: ErrorAction.redirectTo('/404.html') }],
  });
  new SecurityHeaders(scope, 'Headers', {
    distribution: site,
    behaviors,
    contentSecurityPolicy: ContentSecurityPolicy.fromDirectives({ imgSrc: [CspSource.distributionDomain()] }),
  });
  new EdgeCustomStep(scope, 'Step', {
    distribution: site, step: EdgeStep.fromFile(join(support, 'step.js')), event: LambdaEdgeEventType.ORIGIN_REQUEST,
  });
  return site;
}

function redirected(scope: Construct, id = 'Site', source = RedirectSource.fromFile(redirects)): Distribution {
  const site = distribution(scope, id);
  new EdgeRedirector(scope, `${id}Redirects`, { host: EdgeStepHost.LAMBDA_EDGE, distribution: site, source });
  return site;
}

const files = (directory: string) =>
  readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.edge.json'))
    .sort();
const read = (directory: string, name: string): EdgeManifest => JSON.parse(readFileSync(join(directory, name), 'utf8'));
/** The manifests of an app by file, all of them valid. */
function manifests(app: App): Record<string, EdgeManifest> {
  const { directory } = app.synth();
  const all = Object.fromEntries(
    files(directory).map((name) => [name.replace(/[0-9A-F]{8}(?=\.)/g, ''), read(directory, name)]),
  );
  for (const manifest of Object.values(all)) expect(checkManifest(manifest)).toBe(manifest);
  return all;
}
/** Every file but the manifests. */
function others(app: App): Record<string, string> {
  const { directory } = app.synth();
  const names = readdirSync(directory, { recursive: true, encoding: 'utf8', withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.edge.json'))
    .map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(names.map((name) => [relative(directory, name), readFileSync(name, 'utf8')]));
}

describe('the edge manifest', () => {
  it('has functions, steps, behaviors, and the place of each rule', () => {
    const app = newApp();
    everything(new Stack(app, 'Web', virginia));
    const [[name, manifest], ...more] = Object.entries(manifests(app));
    expect([name, more]).toEqual(['Web.Site.edge.json', []]);
    const template = JSON.parse(readFileSync(join(app.outdir, 'Web.template.json'), 'utf8'));
    expect(template.Resources[manifest.distribution.logicalId].Type).toBe('AWS::CloudFront::Distribution');
    expect(manifest.distribution).toMatchObject({ template: 'Web.template.json', path: 'Web/Site' });
    for (const { template: file, logicalId } of manifest.functions) {
      expect([file, template.Resources[logicalId].Type]).toEqual(['Web.template.json', 'AWS::Lambda::Function']);
    }
    const steps = manifest.functions.map((one) =>
      one.steps.map(({ part, constructs }) => [part, constructs.map(({ path }) => path)]),
    );
    expect(manifest.functions.map(({ event, host, behaviors }, at) => [event, host, behaviors, steps[at]])).toEqual([
      ['viewer-request', 'lambda-edge', ['*'], [['redirect', ['Web/Redirects']], ['headers', ['Web/Headers']]]],
      ['origin-request', 'lambda-edge', ['*'], [['custom', ['Web/Step']], ['headers', ['Web/Headers']]]],
      ['origin-response', 'lambda-edge', ['*', '/api/*'], [['mask-errors', ['Web/Errors']], ['headers', ['Web/Headers']]]],
    ]);
    const [[redirect], [custom], [mask, headers]] = manifest.functions.map((one) => one.steps);
    expect(redirect.config).toEqual({
      cacheControl: 'max-age=300',
      errorPages: ['/404.html'],
    });
    const source = relative(process.cwd(), redirects).split(sep).join('/');
    expect(redirect.constructs).toEqual([
      { path: 'Web/Redirects', behaviors: ['*'], rules: { count: 3, files: [source], places: [3, 0, 2, 1, 3], errors: [{ rule: 2, status: 410, from: '/gone' }] } },
    ]);
    expect(redirect.program).toEqual({
      bytes: expect.any(Number),
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      file: 'step-0.bin',
    });
    expect([custom, mask, headers].map(({ program }) => program)).toEqual([undefined, undefined, undefined]);
    expect(custom.config).toMatchObject({ name: 'step.js' });
    expect(mask.config).toMatchObject({ rules: [{ action: { location: '/404.html' } }] });
    expect(headers.config).toMatchObject({ headers: [{ name: 'content-security-policy' }] });
  });

  it('has CloudFront Functions, and no entry if no function was needed', () => {
    const app = newApp();
    const stack = new Stack(app, 'Web', virginia);
    new EdgeCustomStep(stack, 'Step', {
      distribution: distribution(stack),
      event: LambdaEdgeEventType.VIEWER_REQUEST,
      step: EdgeStep.fromFile(join(support, 'function-step.js'), { host: EdgeStepHost.CLOUDFRONT_FUNCTION }),
    });
    new SecurityHeaders(stack, 'Headers', { distribution: distribution(stack, 'Plain') });
    const { 'Web.Site.edge.json': manifest, ...more } = manifests(app);
    expect(more).toEqual({});
    const { Resources } = JSON.parse(readFileSync(join(app.outdir, 'Web.template.json'), 'utf8'));
    expect(manifest.functions.map(({ host, logicalId }) => [host, Resources[logicalId].Type])).toEqual([
      ['cloudfront-function', 'AWS::CloudFront::Function'],
    ]);
  });

  it('is one file for each distribution: of a stack, of a nested stack, of a stage', () => {
    const app = newApp();
    const stack = new Stack(app, 'Web', virginia);
    redirected(stack, 'One');
    redirected(stack, 'Two');
    redirected(new NestedStack(stack, 'Nested'));
    redirected(new Stack(new Stage(app, 'Prod'), 'Web', virginia));
    const all = manifests(app);
    expect(Object.fromEntries(Object.entries(all).map(([name, { distribution: { path } }]) => [path, name]))).toEqual({
      'Prod/Web/Site': join('assembly-Prod', 'ProdWeb.Site.edge.json'),
      'Web/Nested/Site': expect.stringMatching(/^WebNested\w*\.nested\.Site\.edge\.json$/),
      'Web/One': 'Web.One.edge.json',
      'Web/Two': 'Web.Two.edge.json',
    });
    for (const [name, { distribution: { template }, functions }] of Object.entries(all)) {
      // In the folder of the template, for all of them.
      const { Resources } = JSON.parse(readFileSync(join(app.outdir, name, '..', template), 'utf8'));
      for (const one of functions) {
        expect([one.template, Resources[one.logicalId].Type]).toEqual([template, 'AWS::Lambda::Function']);
      }
    }
  });

  it('names the support stack in us-east-1 of a stack in another Region', () => {
    const app = newApp();
    redirected(new Stack(app, 'Web', { env: { account: '111122223333', region: 'eu-west-1' } }));
    const {
      'Web.Site.edge.json': {
        distribution: { template },
        functions: [{ template: elsewhere, logicalId }],
      },
    } = manifests(app);
    expect(template).toBe('Web.template.json');
    expect(elsewhere).toMatch(/^edgefunctions\w+\.template\.json$|^edge-functions-\w+\.template\.json$/);
    expect(JSON.parse(readFileSync(join(app.outdir, elsewhere), 'utf8')).Resources[logicalId].Type).toBe(
      'AWS::Lambda::Function',
    );
  });

  it('changes no other file', () => {
    // Created in one line of this test, because the CDK writes where a construct was created.
    const [without, together] = [true, false].map((muted) => {
      const write = jest.spyOn(writer, 'writeManifest');
      if (muted) write.mockImplementation(() => undefined);
      const app = newApp();
      everything(new Stack(app, 'Web', virginia));
      redirected(new Stack(new Stage(app, 'Prod'), 'Web', { env: { account: '111122223333', region: 'eu-west-1' } }));
      const built = { others: others(app), manifests: files(app.outdir) };
      expect(write).toHaveBeenCalledTimes(2);
      write.mockRestore();
      return built;
    });
    expect(together.others).toEqual(without.others);
    expect(Object.keys(together.others)).toContain('manifest.json');
    expect([without.manifests.length, together.manifests.length]).toEqual([0, 2]);
  });

  it('is the same in another app, and after another synthesis', () => {
    const [one, two] = [newApp(), newApp()];
    for (const app of [one, two]) everything(new Stack(app, 'Web', virginia));
    const [first] = Object.values(manifests(one));
    expect(Object.values(manifests(two))).toEqual([first]);
    one.synth({ force: true });
    expect(Object.values(manifests(one))).toEqual([first]);
    const text = readFileSync(join(two.outdir, files(two.outdir)[0]), 'utf8');
    expect(text).not.toContain(process.cwd());
    expect(text).not.toContain('Token[');
  });

  it('is removed with the functions, if the output folder is reused', () => {
    const [first, second] = ['first', 'second'].map(
      () => new App({ analyticsReporting: false, outdir: join(folder, 'again') }),
    );
    redirected(new Stack(first, 'Web', virginia));
    first.synth();
    expect(files(first.outdir)).toHaveLength(1);
    const stack = new Stack(second, 'Web', virginia);
    new SecurityHeaders(stack, 'Headers', { distribution: distribution(stack) });
    second.synth();
    expect(files(second.outdir)).toEqual([]);
  });

  it('has values that are only known at deploy time as in the template', () => {
    const app = newApp();
    const stack = new Stack(app, 'Web', virginia);
    const seconds = new CfnParameter(stack, 'Seconds', { type: 'Number' });
    new EdgeRedirector(stack, 'Redirects', {
      distribution: distribution(stack),
      source: RedirectSource.fromInline('{ "/a": "/b" }'),
      cacheTtl: Duration.seconds(seconds.valueAsNumber),
    });
    new EdgeErrorMasker(stack, 'Errors', {
      distribution: distribution(stack, 'Other'),
      rules: [
        {
          statuses: ErrorStatuses.clientErrors(),
          action: ErrorAction.redirectTo(`https://${Token.asString({ Ref: 'AWS::AccountId' })}.example.com/`),
        },
      ],
    });
    const { 'Web.Site.edge.json': redirect, 'Web.Other.edge.json': mask } = manifests(app);
    expect(redirect.functions[0].steps[0].config).toMatchObject({
      cacheControl: { 'Fn::Join': ['', ['max-age=', { Ref: 'Seconds' }]] },
    });
    expect(redirect.functions[0].steps[0].constructs[0].rules!.files).toEqual(['redirects']);
    expect(JSON.stringify(mask)).toContain('{"Ref":"AWS::AccountId"}');
    expect(JSON.stringify([redirect, mask])).not.toContain('Token[');
  });

  it('has all constructs that share a function, and truncates long texts', () => {
    const app = newApp();
    const stack = new Stack(app, 'Web', virginia);
    const site = distribution(stack);
    const page = join(folder, 'page.html');
    mkdirSync(folder, { recursive: true });
    writeFileSync(page, `<p>${'long '.repeat(5_000)}</p>`);
    const rules = [{ statuses: ErrorStatuses.clientErrors(), action: ErrorAction.redirectTo(`/${'x'.repeat(1_000)}`) }];
    new EdgeErrorMasker(stack, 'Errors', { distribution: site, rules });
    new EdgeErrorMasker(stack, 'ApiErrors', { distribution: site, rules, behaviors: EdgeBehaviors.paths('/api/*') });
    const { 'Web.Site.edge.json': { functions } } = manifests(app);
    expect(functions.map(({ behaviors }) => behaviors)).toEqual([['*', '/api/*']]);
    expect(functions[0].steps.map(({ constructs }) => constructs)).toEqual([
      [{ path: 'Web/ApiErrors', behaviors: ['/api/*'] }, { path: 'Web/Errors', behaviors: ['*'] }],
    ]);
    const { rules: [{ action: { location } }] } = functions[0].steps[0].config as any;
    expect(location).toBe(`/${'x'.repeat(255)}… (1001 characters)`);
  });

  it('of many rules is small', () => {
    const app = newApp();
    const lines = Array.from({ length: 6_000 }, (_, at) => `/old-${(at * 2_654_435_761) % 4_294_967_296} /new-${at}`);
    const many = join(folder, '_redirects');
    writeFileSync(many, lines.join('\n'));
    redirected(new Stack(app, 'Web', virginia), 'Site', RedirectSource.fromFile(many));
    const { 'Web.Site.edge.json': manifest } = manifests(app);
    expect(manifest.functions[0].steps[0].constructs[0].rules).toMatchObject({
      count: 6_000,
      places: [6_000, 0, 1, 1, 1],
    });
    expect(JSON.stringify(manifest).length).toBeLessThan(2_000);
  });
});
