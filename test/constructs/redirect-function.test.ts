import { readFileSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CfnParameter, Duration, Stack, Token } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import {
  CachePolicy, LambdaEdgeEventType, OriginRequestHeaderBehavior, OriginRequestPolicy, type BehaviorOptions,
} from 'aws-cdk-lib/aws-cloudfront';
import {
  EdgeBehaviors, EdgeCustomStep, EdgeErrorMasker, EdgeRedirector, EdgeStep, EdgeStepHost, EdgeStepPosition, ErrorAction,
  ErrorStatuses,
  RedirectEventType, RedirectSource, type EdgeRedirectorProps,
} from '../../src';
import { renderedBehaviors, siteOrigin, siteStack } from '../support/apps';
import { loadedCode, type TimedRequest } from '../support/redirect-function';

const { CLOUDFRONT_FUNCTION } = EdgeStepHost;
const rules = (list: unknown) => RedirectSource.fromInline(JSON.stringify(list));
type Site = ReturnType<typeof siteStack>;

/** A redirector in a CloudFront Function on the behavior `/x/*`. */
function synth(
  list: unknown, props: Partial<EdgeRedirectorProps> = {},
  change: (site: Site) => Partial<BehaviorOptions> | void = () => {},
  region = 'us-east-1', siteProps: Parameters<typeof siteStack>[1] = {},
) {
  const site = siteStack({ env: { region } }, siteProps);
  site.distribution.addBehavior('/x/*', siteOrigin, change(site) ?? {});
  new EdgeRedirector(site.stack, 'Redirects', {
    distribution: site.distribution,
    source: rules(list),
    behaviors: EdgeBehaviors.paths('/x/*'),
    host: CLOUDFRONT_FUNCTION,
    ...props,
  });
  return { ...site, template: Template.fromStack(site.stack) };
}

const codeIn = (template: Template): string => (
  Object.values(template.findResources('AWS::CloudFront::Function'))[0].Properties.FunctionCode);
const get = (path: string, more: Partial<TimedRequest> = {}): TimedRequest => (
  { path, query: '', host: 'www.example.com', now: Date.UTC(2026, 5, 1), headers: {}, ...more });

/** A file of the user for CloudFront Functions. */
function file(code: string): EdgeStep {
  const path = join(mkdtempSync(join(tmpdir(), 'steps-')), 'step.js');
  writeFileSync(path, code);
  return EdgeStep.fromFile(path, { host: CLOUDFRONT_FUNCTION });
}

describe('EdgeRedirector in a CloudFront Function', () => {
  it.each(['us-east-1', 'eu-west-1'])('is one function in the stack of the distribution, in %s', (region) => {
    const { app, template } = synth({ '/x/old': '/new' }, {}, undefined, region);
    expect(renderedBehaviors(template)['/x/*']).toMatchObject({ lambdas: [], functions: [{ EventType: 'viewer-request' }] });
    template.resourceCountIs('AWS::Lambda::Function', 0);
    expect(app.node.children.filter((child) => Stack.isStack(child))).toHaveLength(1);
    template.hasResourceProperties('AWS::CloudFront::Function', {
      FunctionConfig: { Runtime: 'cloudfront-js-2.0', Comment: Match.stringLikeRegexp('redirect \\(1 rule, [0-9a-f]{12}\\)') },
    });
    expect(loadedCode(codeIn(template))(get('/x/old/', { query: 'a=1' }))).toEqual(
      { status: 301, location: '/new?a=1', cacheControl: 'max-age=300' });
  });

  it('has only the code that its rules need', () => {
    const parts = ['patterns', 'query', 'conditions', 'times', 'self', 'pages'];
    const partsOf = (code: string): string[] => parts.filter((name) => (
      code.includes(readFileSync(`assets/cloudfront-function/redirect-${name}.js`, 'utf8').trim())));
    expect(partsOf(codeIn(synth({ '/x/old': '/new' }).template))).toEqual([]);
    const all = { '/x/*': { to: '/x/y?a=:splat', when: { cookie: { a: true } } } };
    expect(partsOf(codeIn(synth(all).template))).toEqual(['patterns', 'query', 'conditions', 'self']);
    for (const more of [{ end: '2036-01-01' }, { cacheTtl: 60 }]) {
      expect(partsOf(codeIn(synth({ '/x/old': { to: '/new', ...more } }).template))).toEqual(['times']);
    }
    expect(partsOf(codeIn(synth({ '/x/old': null, '/x/a': '/b' }).template))).toEqual([]);
  });

  it('knows cacheTtl, the default root object and error pages', () => {
    const { template } = synth({ '/x/index.html': '/home', '/x/*': '/y/:splat', '/start': { to: '/', statusCode: 200 } }, {
      cacheTtl: Duration.hours(1),
    }, ({ stack, distribution }) => {
      new EdgeErrorMasker(stack, 'Errors', {
        distribution, rules: [{ statuses: ErrorStatuses.codes(404), action: ErrorAction.redirectTo('/x/404.html') }],
      });
    }, 'us-east-1', { defaultRootObject: 'x/index.html' });
    const answer = loadedCode(codeIn(template));
    expect(answer(get('/x/a'))).toMatchObject({ location: '/y/a', cacheControl: 'max-age=3600' });
    expect(answer(get('/x/index.html/'))).toMatchObject({ location: '/home' });
    expect(answer(get('/start'))).toMatchObject({ uri: '/x/index.html' });
    for (const path of ['/x/404.html', '/x//404%2Ehtml/', '/x/404.html/a']) expect(answer(get(path))).toMatchObject({ uri: path });
  });

  it('follows a CloudFront Function of another construct on a viewer event', () => {
    const code = (event: LambdaEdgeEventType) => synth({ '/x/old': '/new' }, { host: undefined }, ({ stack, distribution }) => {
      const part = event === LambdaEdgeEventType.VIEWER_REQUEST ? 'request' : 'response';
      const step = file(`function handler(event) { return event.${part}; }`);
      new EdgeCustomStep(stack, 'Step', { distribution, event, step, behaviors: EdgeBehaviors.all() });
    }).template;
    for (const event of [LambdaEdgeEventType.VIEWER_REQUEST, LambdaEdgeEventType.VIEWER_RESPONSE]) {
      const template = code(event);
      template.resourceCountIs('AWS::Lambda::Function', 0);
      expect(Object.values(template.findResources('AWS::CloudFront::Function')).map((f) => f.Properties.FunctionCode).join(''))
        .toContain('/x/old>/new');
    }
    synth({ '/x/old': '/new' }, { host: undefined }).template.resourceCountIs('AWS::Lambda::Function', 0);
  });

  it('sees the query as an earlier step has changed it', async () => {
    const change = (body: string) => synth({ '/x/old': '/new' }, {}, ({ stack, distribution }) => {
      new EdgeCustomStep(stack, 'Step', {
        distribution,
        event: LambdaEdgeEventType.VIEWER_REQUEST,
        step: file(`function handler(event) { ${body}; return event.request; }`),
        behaviors: EdgeBehaviors.all(),
        position: EdgeStepPosition.FIRST,
      });
    });
    const sent = async (body: string) => {
      const code = Object.values(change(body).template.findResources('AWS::CloudFront::Function'))
        .map((f) => f.Properties.FunctionCode).find((text: string) => text.includes('/x/old'));
      return (await loadedCode(code)(get('/x/old', { query: 'b=2&a=1&a&b' }))).location;
    };
    expect(await sent('')).toBe('/new?b=2&a=1&a&b');
    expect(await sent('delete event.request.querystring.b')).toBe('/new?a=1&a');
    expect(await sent('event.request.querystring = { c: { value: "%20" }, d: { value: "" } }')).toBe('/new?c=%20&d');
    expect(await sent('event.request.querystring = "x=1"')).toBe('/new?x=1');
    expect(await sent('event.request.querystring = {}')).toBe('/new');
  });
});

it('two redirectors on one event share the function, and the second sees what the first has rewritten', async () => {
  const { template } = synth({ '/x/old': '/new', '/x/app': { to: '/x/page', statusCode: 200 } }, {}, (site) => {
    new EdgeRedirector(site.stack, 'First', {
      distribution: site.distribution,
      source: rules({ '/x/first': { to: '/x/old', statusCode: 200, query: 'drop' }, '/x/gone': { statusCode: 410 } }),
      behaviors: EdgeBehaviors.paths('/x/*'),
      host: CLOUDFRONT_FUNCTION,
    });
  });
  const answer = loadedCode(codeIn(template));
  expect(await answer(get('/x/first', { query: 'b=%20' }))).toMatchObject({ status: 301, location: '/new' });
  expect(await answer(get('/x/gone'))).toMatchObject({ status: 410 });
  expect(await answer(get('/x/app', { query: 'c&&d' }))).toEqual({ uri: '/x/page', query: 'c&&d' });
  expect(await answer(get('/x/other', { query: 'c' }))).toEqual({ uri: '/x/other', query: 'c' });
});

describe('what a CloudFront Function cannot do', () => {
  const withHeaders = (...names: string[]) => ({ stack }: Site): Partial<BehaviorOptions> => ({
    originRequestPolicy: new OriginRequestPolicy(stack, 'Policy', { headerBehavior: OriginRequestHeaderBehavior.allowList(...names) }),
  });

  it('too many rules: names the first that does not fit', () => {
    const many = Array.from({ length: 400 }, (_, i) => ({ from: `/x/an-old-page-${i}`, to: `/a-new-page-${i}` }));
    let message = '';
    try { synth(many); } catch (thrown) { message = String(thrown); }
    expect(message).toMatch(/EDGE_REDIRECT_FUNCTION_SIZE/);
    const [, place, all, first] = /"\/x\/an-old-page-(\d+)" does not fit .* it would have ([\d,]+) with all 400 rules, and the first (\d+) fit/.exec(message)!;
    expect(place).toBe(first);
    expect(Number(all.replace(',', ''))).toBeGreaterThan(10_240);
    expect(() => synth(many.slice(0, Number(first)))).not.toThrow();
    expect(() => synth(many.slice(0, Number(first) + 1))).toThrow(/EDGE_REDIRECT_FUNCTION_SIZE/);
  });

  it('too many rules together with a step of the user', () => {
    const many = Array.from({ length: 160 }, (_, i) => ({ from: `/x/an-old-page-${i}`, to: `/a-new-page-${i}` }));
    expect(() => synth(many)).not.toThrow();
    expect(() => synth(many, {}, ({ stack, distribution }) => {
      const step = file('function handler(event) { return event.request; }');
      new EdgeCustomStep(stack, 'Step', {
        distribution, event: LambdaEdgeEventType.VIEWER_REQUEST, step, behaviors: EdgeBehaviors.all(),
      });
    })).toThrow(/EDGE_FUNCTION_SIZE/);
  });

  it('an event that is not of the viewer', () => {
    expect(() => synth({ '/x/a': '/b' }, { event: RedirectEventType.ORIGIN_REQUEST })).toThrow(/host runs on origin-request[^]*EDGE_FUNCTION_EVENT/);
  });

  it.each([
    ['the country', { country: 'DE' }, 'CloudFront-Viewer-Country'],
    ['the header cloudfront-is-mobile-viewer', { header: { 'cloudfront-is-mobile-viewer': 'true' } }, 'CloudFront-Is-Mobile-Viewer'],
  ])('%s, unless a policy has its header', (what, when, header) => {
    const list = { '/x/a': { to: '/b', when } };
    expect(() => synth(list)).toThrow(new RegExp(`looks at ${what}, which[^]*EDGE_REDIRECT_FUNCTION_UNSEEN`));
    expect(() => synth(list, {}, withHeaders('Accept'))).toThrow(/EDGE_REDIRECT_FUNCTION_UNSEEN/);
    expect(() => synth(list, {}, withHeaders(header))).not.toThrow();
    const unknown = synth(list, {}, ({ stack }) => ({
      cachePolicy: CachePolicy.fromCachePolicyId(stack, 'Imported', '11111111-1111-1111-1111-111111111111'),
    }));
    Annotations.fromStack(unknown.stack).hasWarning('*', Match.stringLikeRegexp('EDGE_REDIRECT_FUNCTION_UNSEEN'));
  });

  it('the header Cookie', () => {
    expect(() => synth({ '/x/a': { to: '/b', when: { header: { cookie: { contains: 'a=1' } } } } }))
      .toThrow(/the header cookie[^]*EDGE_REDIRECT_FUNCTION_UNSEEN/);
  });

  it('values that are only known at deploy time', () => {
    expect(() => synth({ '/x/a': '/b' }, { cacheTtl: Duration.seconds(Token.asNumber({ Ref: 'Seconds' })) }))
      .toThrow(/cacheTtl has a number[^]*EDGE_REDIRECT_FUNCTION_VALUE/);
    expect(() => synth({ '/x/a': '/b' }, {}, ({ stack, distribution }) => {
      const parameter = new CfnParameter(stack, 'Root');
      (distribution.node.defaultChild as any).addPropertyOverride('DistributionConfig.DefaultRootObject', parameter.valueAsString);
    })).toThrow(/EDGE_REDIRECT_FUNCTION_VALUE/);
  });
});

// What CDK and CloudFormation would replace in a text of a template, and what would end a literal or a line.
it.each(['{{resolve:ssm:/a}}', '${AWS::Region}', '\u2028\u2029', '</script>`${1}`', '"\\', '\0\x7f', 'é\u{1f600}'])(
  'a rule with %j is data', (value) => {
    const { template } = synth({ '/x/a': { to: '/b', when: { header: { 'x-a': value } } } });
    expect(codeIn(template)).toMatch(/^[\n -~]*$/);
    expect(loadedCode(codeIn(template))(get('/x/a', { headers: { 'x-a': value } }))).toMatchObject({ location: '/b' });
    expect(loadedCode(codeIn(template))(get('/x/a', { headers: { 'x-a': 'x' } }))).toMatchObject({ uri: '/x/a' });
  });

it('a rule or a viewer cannot reach members of all objects', () => {
  const { template } = synth([
    { from: '/x/__proto__', to: '/proto' },
    { from: '/x/a', to: '/b', when: { header: { constructor: true } } },
    { from: '/x/a', to: '/c', when: { cookie: { toString: true } } },
    { from: '/x/b?hasOwnProperty=:__proto__', to: '/d/:__proto__' },
  ]);
  const answer = loadedCode(codeIn(template));
  expect(answer(get('/x/__proto__'))).toMatchObject({ location: '/proto' });
  expect(answer(get('/x/constructor'))).toMatchObject({ uri: '/x/constructor' });
  expect(answer(get('/x/a'))).toMatchObject({ uri: '/x/a' });
  expect(answer(get('/x/a', { headers: { cookie: 'toString=1' } }))).toMatchObject({ location: '/c' });
  expect(answer(get('/x/b', { query: 'hasOwnProperty=e' }))).toMatchObject({ location: '/d/e' });
});

it('a failure is one line in the log, and the request continues', () => {
  const lines: string[] = [];
  const { template } = synth({ '/x/*': '/y/:splat/:splat' });
  const answer = loadedCode(codeIn(template), (line) => lines.push(line));
  const path = `/x/${'a'.repeat(5000)}`;
  expect(answer(get(path))).toEqual({ uri: path, query: '' });
  expect(lines.map((line) => JSON.parse(line))).toEqual([{
    level: 'ERROR',
    code: 'EDGE_STEP_FAILED',
    step: 'redirect',
    event: 'viewer-request',
    requestId: 'id',
    message: 'RangeError: the new URL is too long',
  }]);
});
