import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Annotations as CdkAnnotations, App, CfnParameter, Duration, NestedStack, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import {
  Distribution, Function as CloudFrontFunction, FunctionCode, FunctionEventType, KeyValueStore, LambdaEdgeEventType,
  OriginRequestHeaderBehavior, OriginRequestPolicy, type BehaviorOptions,
} from 'aws-cdk-lib/aws-cloudfront';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import {
  EdgeBehaviors, EdgeCustomStep, EdgeErrorMasker, EdgeRedirector, EdgeStep, EdgeStepHost, ErrorAction, ErrorPage,
  ErrorStatuses, ExistingAttachments, PrettyUrls, RedirectEventType, RedirectSource, SecurityHeaders,
  type EdgeRedirectorProps,
} from '../../src';
import { renderedBehaviors, siteOrigin, siteStack } from '../support/apps';

const { CLOUDFRONT_FUNCTION, LAMBDA_EDGE } = EdgeStepHost;
const { VIEWER_REQUEST, VIEWER_RESPONSE } = LambdaEdgeEventType;
type Site = ReturnType<typeof siteStack>;

const rules = (list: unknown) => RedirectSource.fromInline(JSON.stringify(list));
const short = { '/x/old': '/new' };
/** Whole paths of 20 characters and more. */
const list = (count: number) => Object.fromEntries(
  Array.from({ length: count }, (_, i) => [`/x/an-old-page-${i + 1000}`, `/a-new-page-${i + 1000}`]));

function step(host: EdgeStepHost, event: 'request' | 'response' = 'request'): EdgeStep {
  const path = join(mkdtempSync(join(tmpdir(), 'steps-')), 'step.js');
  writeFileSync(path, host === LAMBDA_EDGE
    ? `exports.handler = async (event) => event.Records[0].cf.${event};`
    : `function handler(event) { return event.${event}; }`);
  return EdgeStep.fromFile(path, { host });
}

/** A redirector on `/x/*` that names no host. */
function synth(
  given: unknown, props: Partial<EdgeRedirectorProps> = {},
  change: (site: Site) => Partial<BehaviorOptions> | void = () => {}, region = 'us-east-1',
  siteProps: Parameters<typeof siteStack>[1] = {},
) {
  const site = siteStack({ env: { region } }, siteProps);
  site.distribution.addBehavior('/x/*', siteOrigin, change(site) ?? {});
  new EdgeRedirector(site.stack, 'Redirects', {
    distribution: site.distribution, source: rules(given), behaviors: EdgeBehaviors.paths('/x/*'), ...props,
  });
  return site;
}

function hostOn({ stack }: Site, pattern = '/x/*'): string {
  const { lambdas, functions } = renderedBehaviors(Template.fromStack(stack))[pattern];
  const on = (all: { EventType: string }[]) => all.some(({ EventType }) => EventType === 'viewer-request');
  return [...(on(lambdas) ? ['lambda'] : []), ...(on(functions) ? ['function'] : [])].join();
}

function notes({ stack }: Site, id = 'Redirects'): string[] {
  return Annotations.fromStack(stack).findInfo(`/Web/${id}`, Match.stringLikeRegexp('.*'))
    .map(({ entry }) => String(entry.data)).filter((text) => text.includes('EDGE_REDIRECT_HOME'));
}

/** The Lambda@Edge function of a user. */
const lambdaOf = ({ stack }: Site) => new LambdaFunction(stack, 'Mine', {
  runtime: Runtime.NODEJS_22_X,
  handler: 'index.handler',
  code: Code.fromInline('exports.handler = async (event) => event.Records[0].cf.request;'),
}).currentVersion;
const functionOf = ({ stack }: Site, part = 'request') => new CloudFrontFunction(stack, 'Mine', {
  code: FunctionCode.fromInline(`function handler(event) { return event.${part}; }`),
});
const naming = (header: string) => ({ stack }: Site): Partial<BehaviorOptions> => ({
  originRequestPolicy: new OriginRequestPolicy(stack, 'Policy', { headerBehavior: OriginRequestHeaderBehavior.allowList(header) }),
});

describe('redirects without a host', () => {
  it.each<[string, string, () => Site, RegExp]>([
    ['a short list', 'function', () => synth(short), /runs in a CloudFront Function, because its code fits, with [\d,]{5} of 10,240 bytes;/],
    ['a list of another Region', 'function', () => synth(short, {}, undefined, 'eu-west-1'), /its code fits/],
    ['pretty URLs alone', 'function', () => synth(short, { source: undefined, prettyUrls: PrettyUrls.trailingSlash() }), /its code fits/],
    ['rules and pretty URLs', 'function', () => synth(short, { prettyUrls: PrettyUrls.trailingSlash() }), /its code fits/],
    ['a list close to the limit of the choice', 'function', () => synth(list(120)), /with 7,\d{3} of 10,240 bytes \(with more than 8,192 it would run on Lambda@Edge\)/],
    ['a list beyond the limit of the choice', 'lambda', () => synth(list(170)), /would have 9,\d{3} of 10,240 bytes of code, and with more than 8,192 it is not chosen by itself;/],
    ['a list beyond that of CloudFront', 'lambda', () => synth(list(400)), /would have 1\d,\d{3} of 10,240 bytes of code;/],
    ['a long list', 'lambda', () => synth(list(3_000)), /more than the 10,240 bytes of code that it may have/],
    ['a step on Lambda@Edge on the event', 'lambda', () => synth(short, {}, ({ stack, distribution }) => {
      new EdgeCustomStep(stack, 'Step', {
        distribution, step: step(LAMBDA_EDGE), event: VIEWER_REQUEST, behaviors: EdgeBehaviors.all(),
      });
    }), /a function of this kind is on a viewer event/],
    ['a step on Lambda@Edge on the other viewer event', 'lambda', () => synth(short, {}, ({ stack, distribution }) => {
      new EdgeCustomStep(stack, 'Step', {
        distribution, step: step(LAMBDA_EDGE, 'response'), event: VIEWER_RESPONSE, behaviors: EdgeBehaviors.all(),
      });
    }), /a function of this kind is on a viewer event/],
    ['a step in a CloudFront Function', 'function', () => synth(short, {}, ({ stack, distribution }) => {
      new EdgeCustomStep(stack, 'Step', {
        distribution, step: step(CLOUDFRONT_FUNCTION), event: VIEWER_REQUEST, behaviors: EdgeBehaviors.all(),
      });
    }), /because one is on a viewer event/],
    ['a Lambda@Edge function that joins', 'lambda', () => synth(short, { existing: ExistingAttachments.compose() }, (site) => ({
      edgeLambdas: [{ functionVersion: lambdaOf(site), eventType: LambdaEdgeEventType.VIEWER_REQUEST }],
    })), /a function of this kind is on a viewer event/],
    ['a Lambda@Edge function on viewer-response', 'lambda', () => synth(short, {}, (site) => ({
      edgeLambdas: [{ functionVersion: lambdaOf(site), eventType: LambdaEdgeEventType.VIEWER_RESPONSE }],
    })), /a function of this kind is on a viewer event/],
    ['a Lambda@Edge function on an origin event', 'function', () => synth(short, {}, (site) => ({
      edgeLambdas: [{ functionVersion: lambdaOf(site), eventType: LambdaEdgeEventType.ORIGIN_REQUEST }],
    })), /its code fits/],
    ['a CloudFront Function that joins', 'function', () => synth(short, { existing: ExistingAttachments.compose() }, (site) => ({
      functionAssociations: [{ function: functionOf(site), eventType: FunctionEventType.VIEWER_REQUEST }],
    })), /because one is on a viewer event/],
    ['a CloudFront Function on viewer-response', 'function', () => synth(short, {}, (site) => ({
      functionAssociations: [{ function: functionOf(site, 'response'), eventType: FunctionEventType.VIEWER_RESPONSE }],
    })), /its code fits/],
    ['a CloudFront Function on viewer-response, and a list beyond the limit of the choice', 'function', () => synth(list(170), {}, (site) => ({
      functionAssociations: [{ function: functionOf(site, 'response'), eventType: FunctionEventType.VIEWER_RESPONSE }],
    })), /because one is on a viewer event/],
    ['a header that CloudFront adds, which no policy names', 'lambda', () => synth(
      { '/x/old': { to: '/new', when: { header: { 'CloudFront-Is-Mobile-Viewer': 'true' } } } }),
    /it does not see what the rule in line 1 looks at/],
    ['one that a policy names', 'function', () => synth(
      { '/x/old': { to: '/new', when: { header: { 'CloudFront-Is-Mobile-Viewer': 'true' } } } }, {}, naming('CloudFront-Is-Mobile-Viewer')),
    /its code fits/],
    ['a country, which Lambda@Edge does not see', 'function', () => synth(
      { '/x/old': { to: '/new', when: { country: 'DE' } } }, {}, naming('CloudFront-Viewer-Country')),
    /runs in a CloudFront Function, because Lambda@Edge does not see what the rule in line 1 looks at on viewer-request;/],
    ['a condition on the header Cookie', 'lambda', () => synth({ '/x/old': { to: '/new', when: { header: { cookie: { contains: 'a' } } } } }),
      /it does not see what the rule in line 1 looks at/],
    ['a cacheTtl of the deployment', 'lambda', () => {
      const site = siteStack();
      site.distribution.addBehavior('/x/*', siteOrigin);
      const ttl = new CfnParameter(site.stack, 'Ttl', { type: 'Number' });
      new EdgeRedirector(site.stack, 'Redirects', {
        distribution: site.distribution,
        source: rules(short),
        behaviors: EdgeBehaviors.paths('/x/*'),
        cacheTtl: Duration.seconds(ttl.valueAsNumber),
      });
      return site;
    }, /a value \(cacheTtl\) is only known at deploy time/],
    ['a page in a bucket', 'lambda', () => {
      const site = siteStack();
      site.distribution.addBehavior('/x/*', siteOrigin);
      new EdgeRedirector(site.stack, 'Redirects', {
        distribution: site.distribution,
        source: rules({ '/x/old': { statusCode: 410 } }),
        behaviors: EdgeBehaviors.paths('/x/*'),
        errorPages: [{
          statuses: ErrorStatuses.codes(410),
          page: ErrorPage.fromBucket(new Bucket(site.stack, 'Pages', { bucketName: 'pages' }), '410.html'),
        }],
      });
      return site;
    }, /cannot run it: a page \(errorPages\[0\]\.page\) is in a bucket;/],
    ['error pages and headers', 'function', () => synth(short, {}, ({ stack, distribution }) => {
      new EdgeErrorMasker(stack, 'Errors', {
        distribution,
        rules: [{ statuses: ErrorStatuses.codes(404), action: ErrorAction.redirectTo('/x/404.html') }],
        behaviors: EdgeBehaviors.all(),
      });
      new SecurityHeaders(stack, 'Headers', { distribution });
    }), /its code fits/],
  ])('%s: %s', (_, host, make, why) => {
    const site = make();
    expect(hostOn(site)).toBe(host);
    const [note, ...more] = notes(site);
    expect(more).toEqual([]);
    expect(note).toMatch(why);
    expect(note).toMatch(/a million requests cost \$.*, 20\d\d-\d\d-\d\d\)/);
  });

  it('on one behavior are on one host: the sum of both lists decides', () => {
    const two = (count: number) => synth(list(count), {}, ({ stack, distribution }) => {
      new EdgeRedirector(stack, 'First', { distribution, source: rules(list(count)), behaviors: EdgeBehaviors.all() });
    });
    for (const [count, host] of [[10, 'function'], [60, 'lambda']] as const) {
      const site = two(count);
      expect([hostOn(site), hostOn(site, '/api/*')]).toEqual([host, host]);
      expect([notes(site).length, notes(site, 'First').length]).toEqual([1, 1]);
    }
    expect(hostOn(synth(list(60)))).toBe('function');
  });

  it('meet through a third, so that none of them is beside the other kind', () => {
    const site = synth(short, {}, ({ stack, distribution }) => {
      distribution.addBehavior('/y/*', siteOrigin);
      distribution.addBehavior('/z/*', siteOrigin);
      new EdgeRedirector(stack, 'Through', {
        distribution, source: rules({ '/y/a': '/b' }), behaviors: EdgeBehaviors.paths('/x/*', '/y/*'),
      });
      new EdgeRedirector(stack, 'Apart', { distribution, source: rules({ '/z/a': '/b' }), behaviors: EdgeBehaviors.paths('/z/*') });
      new EdgeCustomStep(stack, 'Step', {
        distribution, step: step(LAMBDA_EDGE), event: LambdaEdgeEventType.VIEWER_REQUEST, behaviors: EdgeBehaviors.paths('/y/*'),
      });
    });
    expect(['/x/*', '/y/*', '/z/*'].map((pattern) => hostOn(site, pattern))).toEqual(['lambda', 'lambda', 'function']);
  });

  it.each<[string, unknown, RegExp]>([
    ['a list that is too long for it', list(400), /EDGE_REDIRECT_FUNCTION_SIZE/],
    ['a list of which that is known at once', list(3_000), /EDGE_REDIRECT_FUNCTION_SIZE/],
    ['a rule that it does not see', { '/x/old': { to: '/new', when: { header: { cookie: { contains: 'a' } } } } },
      /EDGE_REDIRECT_FUNCTION_UNSEEN/],
  ])('beside a CloudFront Function that stays alone, say why they cannot be one: %s', (_, given, code) => {
    const { stack } = synth(given, {}, (site) => ({
      functionAssociations: [{ function: functionOf(site, 'response'), eventType: FunctionEventType.VIEWER_RESPONSE }],
    }));
    expect(() => Template.fromStack(stack)).toThrow(code);
  });

  it('with a country need the policy that shows it, which the error says', () => {
    const country = { '/x/old': { to: '/new', when: { country: 'DE' } } };
    expect(() => hostOn(synth(country))).toThrow(
      /"\/x\/old" looks at the country, .* names the header cloudfront-viewer-country.*\[EDGE_REDIRECT_FUNCTION_UNSEEN\]/);
    expect(() => hostOn(synth({ ...country, '/x/a': { to: '/b', when: { originStatus: 404 } } }))).toThrow(
      /EDGE_REDIRECT_ORIGIN_STATUS/);
  });

  it('need no stack in us-east-1 if there is no Lambda@Edge function', () => {
    const { app } = synth(short, {}, undefined, 'eu-west-1');
    expect(app.synth().stacks.map(({ stackName }) => stackName)).toEqual(['Web']);
    expect(app.node.children.filter((child) => Stack.isStack(child))).toHaveLength(1);
  });
});

describe('the note', () => {
  const STORE = /RedirectSource\.fromKeyValueStore/;
  const page = (text: string): Partial<EdgeRedirectorProps> => (
    { errorPages: [{ statuses: ErrorStatuses.codes(410), page: ErrorPage.fromInline(text) }] });
  const onePath = (count: number) => Array.from({ length: count }, (_, i) => (
    { from: '/x/old', to: `/new-${i}`, when: { cookie: { [`a-cookie-of-many-${i}`]: `a-value-of-many-${i}` } } }));

  it.each<[string, boolean, () => Site]>([
    ['a short list', true, () => synth(short)],
    ['a list that is too long for the code', true, () => synth(list(400))],
    ['a list with a short page', true, () => synth({ ...short, '/x/gone': { statusCode: 410 } }, page('<p>gone</p>'))],
    ['a list with a page that leaves no room for it', false, () => synth(
      { ...short, '/x/gone': { statusCode: 410 } }, page('x'.repeat(2_000)))],
    ['a page that is too long for both', false, () => synth({ '/x/gone': { statusCode: 410 } }, page('x'.repeat(9_000)))],
    ['pretty URLs alone', false, () => synth(short, { source: undefined, prettyUrls: PrettyUrls.trailingSlash() })],
    ['rules and pretty URLs', false, () => synth(short, { prettyUrls: PrettyUrls.trailingSlash() })],
    ['a long list and pretty URLs', false, () => synth(list(400), { prettyUrls: PrettyUrls.trailingSlash() })],
    ['a rule for which a store has no room', false, () => synth(Object.values(onePath(300)))],
    ['more rules than are filed for a note', false, () => synth(list(10_001))],
  ])('names the key value store only if it would work: %s', (_, isNamed, make) => {
    const [note] = notes(make());
    expect(STORE.test(note)).toBe(isNamed);
  });

  it('beside a function of Lambda@Edge says whether they could be in a CloudFront Function without it', () => {
    const beside = (given: unknown) => notes(synth(given, {}, ({ stack, distribution }) => {
      new EdgeCustomStep(stack, 'Step', {
        distribution, step: step(LAMBDA_EDGE), event: VIEWER_REQUEST, behaviors: EdgeBehaviors.all(),
      });
    }))[0];
    expect(beside(short)).toContain('without that function it can run in a CloudFront Function');
    expect(beside(list(400))).not.toContain('CloudFront Function');
  });

  it('of rules that a function cannot run does not say that they can be one on request', () => {
    const note = notes(synth({ ...list(140), '/x/old': { to: '/new', when: { header: { cookie: { contains: 'a' } } } } }))[0];
    expect(note).toContain('a CloudFront Function cannot run it');
  });

  it.each<[string, unknown, Partial<EdgeRedirectorProps>]>([
    ['the host is given', short, { host: LAMBDA_EDGE }],
    ['it is the one of the choice', short, { host: CLOUDFRONT_FUNCTION }],
    ['the event is one of Lambda@Edge alone', { '/x/old': { to: '/new', query: 'drop' } }, { event: RedirectEventType.ORIGIN_REQUEST }],
  ])('is not there if %s', (_, given, props) => expect(notes(synth(given, props))).toEqual([]));

  it('is not there for rules that are elsewhere', () => {
    const { stack, distribution } = siteStack();
    new EdgeRedirector(stack, 'Redirects', {
      distribution,
      source: RedirectSource.fromKeyValueStore(new KeyValueStore(stack, 'Store'), { seed: rules(short) }),
      behaviors: EdgeBehaviors.paths('/api/*'),
    });
    new EdgeRedirector(stack, 'Bucket', { distribution, source: RedirectSource.fromBucket(new Bucket(stack, 'Lists'), 'r.bin') });
    Template.fromStack(stack);
    expect(Annotations.fromStack(stack).findInfo('*', Match.stringLikeRegexp('EDGE_REDIRECT_HOME'))).toEqual([]);
  });

  it('is there once, with several behaviors, in a nested stack, and when the app is synthesized again', () => {
    const app = new App({ analyticsReporting: false });
    const stack = new Stack(app, 'Web', { env: { region: 'eu-west-1' } });
    const nested = new NestedStack(stack, 'Nested');
    const distribution = new Distribution(nested, 'Site', {
      defaultBehavior: { origin: siteOrigin },
      additionalBehaviors: { '/a/*': { origin: siteOrigin }, '/b/*': { origin: siteOrigin } },
    });
    const redirector = new EdgeRedirector(nested, 'Redirects', {
      distribution, source: rules(short), behaviors: EdgeBehaviors.all(), prettyUrls: PrettyUrls.trailingSlash(),
    });
    for (let i = 0; i < 2; i++) {
      app.synth({ force: true });
      expect(redirector.node.metadata.filter(({ data }) => String(data).includes('EDGE_REDIRECT_HOME'))).toHaveLength(1);
    }
    Template.fromStack(nested).resourceCountIs('AWS::CloudFront::Function', 1);
  });

  it('can be acknowledged', () => {
    const { stack, distribution } = siteStack();
    const redirector = new EdgeRedirector(stack, 'Redirects', { distribution, source: rules(short) });
    CdkAnnotations.of(stack).acknowledgeInfo('cdk-cloudfront-edge:EDGE_REDIRECT_HOME');
    Template.fromStack(stack);
    expect(redirector.node.metadata.filter(({ data }) => String(data).includes('EDGE_REDIRECT_HOME'))).toEqual([]);
  });
});
