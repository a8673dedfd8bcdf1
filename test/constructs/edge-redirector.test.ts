import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Duration } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import {
  CacheCookieBehavior, CacheHeaderBehavior, CachePolicy, CacheQueryStringBehavior,
  OriginRequestHeaderBehavior, OriginRequestPolicy, type BehaviorOptions, type CfnDistribution,
} from 'aws-cdk-lib/aws-cloudfront';
import {
  EdgeBehaviors,
  EdgeRedirector,
  EdgeStepHost,
  RedirectFormat,
  RedirectEventType,
  RedirectSource,
  type EdgeRedirectorProps,
} from '../../src';
import { codeOf, renderedBehaviors, siteOrigin, siteStack, versionOn } from '../support/apps';
import { loadFunction } from '../support/bundles';
import { edgeEvent } from '../support/events';

const rules = (file: unknown) => RedirectSource.fromInline(JSON.stringify(file));

/** Attaches to a behavior `/x/*` with these options and synthesizes. */
function synth(
  source: RedirectSource,
  props: Partial<EdgeRedirectorProps> = {},
  options: (stack: ReturnType<typeof siteStack>['stack']) => Partial<BehaviorOptions> = () => ({}),
) {
  const { app, stack, distribution } = siteStack();
  distribution.addBehavior('/x/*', siteOrigin, options(stack));
  new EdgeRedirector(stack, 'Redirects', {
    distribution, source, behaviors: EdgeBehaviors.paths('/x/*'), host: EdgeStepHost.LAMBDA_EDGE, ...props,
  });
  return { app, stack, template: Template.fromStack(stack) };
}

describe('EdgeRedirector', () => {
  it.each(Object.values(RedirectEventType))('puts its rules on %s', async (event) => {
    const { template } = synth(rules({ '/x/old': { to: '/new', query: 'drop' } }), { event });
    const handler = loadFunction(codeOf(template, versionOn(template, '/x/*', event)!));
    expect(await handler(edgeEvent(event, { uri: '/x/old', status: 404 }))).toMatchObject({
      status: '301',
      headers: { location: [{ value: '/new' }] },
    });
  });

  it('is on the default behavior and viewer-request by default', () => {
    const { stack, distribution } = siteStack();
    new EdgeRedirector(stack, 'Redirects', { distribution, source: rules({ '/old': '/new' }) });
    const template = Template.fromStack(stack);
    const behaviors = renderedBehaviors(template);
    expect(behaviors['*']).toMatchObject({ lambdas: [], functions: [{ EventType: 'viewer-request' }] });
    expect(behaviors['/api/*']).toMatchObject({ lambdas: [], functions: [] });
  });

  it.each([
    [Duration.hours(1), 'max-age=3600'],
    [Duration.millis(1_500), 'max-age=1'], // Cache-Control has whole seconds
  ])('tells browsers how long to cache a redirect: %s', async (cacheTtl, value) => {
    const { template } = synth(rules({ '/x/old': '/new' }), { cacheTtl });
    const handler = loadFunction(codeOf(template, versionOn(template, '/x/*', 'viewer-request')!));
    expect((await handler(edgeEvent('viewer-request', { uri: '/x/old' }))).headers['cache-control'][0].value).toBe(value);
  });

  it('puts large lists of rules into an asset, which behaves like inline code', async () => {
    const many = Object.fromEntries(Array.from({ length: 5_000 }, (_, i) => [`/x/old-page-${i}`, `/new-page-${i}`]));
    const { app, template } = synth(rules(many));
    const [lambda] = Object.values(template.findResources('AWS::Lambda::Function'));
    const hash = lambda.Properties.Code.S3Key.replace(/\.zip$/, '');
    const { handler } = jest.requireActual(join(app.synth().directory, `asset.${hash}`, 'index.js'));
    expect(await handler(edgeEvent('viewer-request', { uri: '/x/old-page-4711' }))).toMatchObject({
      headers: { location: [{ value: '/new-page-4711' }] },
    });
    expect(synth(rules(many)).template.toJSON()).toEqual(template.toJSON());
  });

  it('changes the version with a rule, and only then', () => {
    const version = (to: string) => versionOn(synth(rules({ '/x/old': to })).template, '/x/*', 'viewer-request');
    expect(version('/new')).toBe(version('/new'));
    expect(version('/new')).not.toBe(version('/other'));
  });

  it('reports every problem of the file with its place', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'rules-')), 'redirects.json');
    writeFileSync(file, '{\n  "/a": { "to": "/b", "statusCode": 306 },\n  "/c": { "to": "//evil.example" }\n}\n');
    expect(() => synth(RedirectSource.fromFile(file))).toThrow(
      /Web\/Redirects: 2 problems\n.*redirects\.json:2:\d+ .*\n.*redirects\.json:3:\d+ /,
    );
  });

  it.each([
    ['a file that is not there', () => RedirectSource.fromFile('no-such-file.json'), 'EDGE_REDIRECT_FILE'],
    ['a file in Latin-1', () => {
      const file = join(mkdtempSync(join(tmpdir(), 'rules-')), 'redirects.json');
      writeFileSync(file, Buffer.from('{ "/caf\xe9": "/x" }', 'latin1'));
      return RedirectSource.fromFile(file);
    }, 'EDGE_REDIRECT_ENCODING'],
  ])('refuses %s', (_, source, code) => expect(() => synth(source())).toThrow(new RegExp(code)));

  it.each([
    ['a rewrite after the origin has answered', { '/x/*': { to: '/x/index.html', statusCode: 200 } }, RedirectEventType.ORIGIN_RESPONSE, 'EDGE_REDIRECT_REWRITE_LATE'],
    ['the origin\'s status before it was asked', { '/x/a': { to: '/b', when: { originStatus: 404 } } }, RedirectEventType.VIEWER_REQUEST, 'EDGE_REDIRECT_ORIGIN_STATUS'],
    ['the country on an event without it', { '/x/a': { to: '/b', when: { country: 'DE' } } }, RedirectEventType.VIEWER_REQUEST, 'EDGE_REDIRECT_COUNTRY_EARLY'],
  ])('refuses %s', (_, file, event, code) => expect(() => synth(rules(file), { event })).toThrow(new RegExp(code)));

  it.each([
    ['redirects.csv', 'from,to\n/x/old,/new\n'],
    ['_redirects', '/x/old /new\n'],
  ])('reads %s by its name', async (name, text) => {
    const file = join(mkdtempSync(join(tmpdir(), 'rules-')), name);
    writeFileSync(file, text);
    const { template } = synth(RedirectSource.fromFile(file));
    const handler = loadFunction(codeOf(template, versionOn(template, '/x/*', 'viewer-request')!));
    expect(await handler(edgeEvent('viewer-request', { uri: '/x/old' }))).toMatchObject({
      headers: { location: [{ value: '/new' }] },
    });
  });

  it.each([
    ['vercel.json', '{"redirects": [{"source": "/a", "destination": "/b"}]}', 'the vercel.json of Vercel'],
    ['netlify.toml', '[[redirects]]\nfrom = "/a"\nto = "/b"', 'the netlify.toml of Netlify'],
    ['.htaccess', 'Redirect /a /b', 'the .htaccess of Apache'],
    ['shop.csv', 'Redirect from,Redirect to\n/a,/b', 'a table of redirects of a content management system'],
  ])('reports the platform of %s, and how to convert it', (name, text, what) => {
    const file = join(mkdtempSync(join(tmpdir(), 'rules-')), name);
    writeFileSync(file, text);
    const message = [`this is ${what}`, `redirects convert ${file} --to json`, 'EDGE_REDIRECT_PLATFORM'];
    for (const words of message) expect(() => synth(RedirectSource.fromFile(file))).toThrow(words);
  });

  it('uses the given format', async () => {
    const { template } = synth(RedirectSource.fromInline('/x/old /new', { format: RedirectFormat.CLOUDFLARE }));
    const handler = loadFunction(codeOf(template, versionOn(template, '/x/*', 'viewer-request')!));
    expect(await handler(edgeEvent('viewer-request', { uri: '/x/old' }))).toMatchObject({ status: '302' });
    expect(() => synth(RedirectSource.fromFile('rules.txt'))).toThrow(/EDGE_REDIRECT_FORMAT/);
  });

  it('finds a loop through an alias of the distribution', () => {
    const { stack, distribution } = siteStack();
    const resource = distribution.node.defaultChild as CfnDistribution;
    resource.distributionConfig = {
      ...(resource.distributionConfig as CfnDistribution.DistributionConfigProperty),
      aliases: ['www.example.com'],
    };
    new EdgeRedirector(stack, 'Redirects', {
      distribution,
      source: rules({ '/a': 'https://www.example.com/b', '/b': '/a' }),
    });
    expect(() => Template.fromStack(stack)).toThrow(/EDGE_REDIRECT_LOOP/);
  });

  it('warns about expired rules', () => {
    const { stack } = synth(rules({ '/x/old': { to: '/new', end: '2020-01-01' } }));
    expect(
      Annotations.fromStack(stack).findWarning('/Web/Redirects', Match.stringLikeRegexp('EDGE_REDIRECT_EXPIRED')),
    ).toHaveLength(1);
  });

  it('warns without stopping', () => {
    const { stack } = synth(
      RedirectSource.fromInline('[{ "from": "/x/a", "to": "/b" }, { "from": "/x/a/", "to": "/b" }]'),
    );
    const [warning] = Annotations.fromStack(stack).findWarning(
      '/Web/Redirects',
      Match.stringLikeRegexp('redirects:1:\\d+ '),
    );
    expect(warning.entry.data).toContain('[ack: cdk-cloudfront-edge:EDGE_REDIRECT_DUPLICATE]');
  });
});

describe('the cache key on an origin event', () => {
  const event = RedirectEventType.ORIGIN_REQUEST;
  const referer = rules({
    '/x/a': { to: '/b', query: 'drop', when: { header: { referer: { contains: 'index.html' } } } },
  });
  const query = rules({ '/x/a': '/b' });
  const refusal = /EDGE_NOT_IN_CACHE_KEY/;
  const policy =
    (props: ConstructorParameters<typeof CachePolicy>[2]) => (stack: ReturnType<typeof siteStack>['stack']) => ({
      cachePolicy: new CachePolicy(stack, 'Cache', props),
    });

  it('must hold the header that a rule reads', () => {
    expect(() => synth(referer, { event })).toThrow(
      /redirects:1:1 reads the header "referer", which is not in the cache key of behavior "\/x\/\*".*use RedirectEventType\.VIEWER_REQUEST, or a cache policy with this header {2}\[EDGE_NOT_IN_CACHE_KEY\]/,
    );
    expect(() =>
      synth(referer, { event }, policy({ headerBehavior: CacheHeaderBehavior.allowList('Referer') })),
    ).not.toThrow();
  });

  it('must hold the whole query that a rule merges', () => {
    expect(() => synth(query, { event })).toThrow(
      /reads the whole query string.*"query": "drop" in the rule, which loses the query/,
    );
    expect(() =>
      synth(query, { event }, policy({ queryStringBehavior: CacheQueryStringBehavior.allowList('page') })),
    ).toThrow(refusal);
    expect(() =>
      synth(query, { event }, policy({ queryStringBehavior: CacheQueryStringBehavior.all() })),
    ).not.toThrow();
    expect(() =>
      synth(query, { event }, () => ({ cachePolicy: CachePolicy.USE_ORIGIN_CACHE_CONTROL_HEADERS_QUERY_STRINGS })),
    ).not.toThrow();
  });

  it('must hold all parameters that a rule keeps by their beginning, which no list of names does', () => {
    const utm = rules({ '/x/a': { to: '/b', query: { only: ['utm_*'] } } });
    const { allowList, denyList, all } = CacheQueryStringBehavior;
    expect(() => synth(utm, { event }, policy({ queryStringBehavior: allowList('utm_*', 'utm_source') })))
      .toThrow(/reads the query parameters "utm_\*".*a cache policy with all query strings/);
    expect(() => synth(utm, { event }, policy({ queryStringBehavior: denyList('utm_source') }))).toThrow(refusal);
    expect(() => synth(utm, { event }, policy({ queryStringBehavior: denyList('session') }))).not.toThrow();
    expect(() => synth(utm, { event }, policy({ queryStringBehavior: all() }))).not.toThrow();
  });

  it('must hold the query that decides whether a request is already at its target, if the function sees it', () => {
    const closed = rules({ '/x/*': { to: '/x/closed', query: 'drop' } });
    const all = () => ({ originRequestPolicy: OriginRequestPolicy.ALL_VIEWER });
    // `/x/closed?a=1` leads to `/x/closed`, and a cached redirect would then also be served for the target.
    expect(() => synth(closed, { event }, all)).toThrow(
      /reads the whole query string.*or an origin request policy without them {2}\[EDGE_NOT_IN_CACHE_KEY\]/,
    );
    expect(() => synth(closed, { event })).not.toThrow();
    expect(() =>
      synth(closed, { event }, policy({ queryStringBehavior: CacheQueryStringBehavior.all() })),
    ).not.toThrow();
  });

  it('must hold the cookie that a rule reads', () => {
    const cookie = rules({ '/x/a': { to: '/b', query: 'drop', when: { cookie: { beta: true } } } });
    expect(() => synth(cookie, { event })).toThrow(refusal);
    expect(() =>
      synth(cookie, { event }, policy({ cookieBehavior: CacheCookieBehavior.denyList('other') })),
    ).not.toThrow();
    expect(() => synth(cookie, { event }, policy({ cookieBehavior: CacheCookieBehavior.denyList('beta') }))).toThrow(
      refusal,
    );
  });

  it('does not take "all viewer headers" for those that CloudFront adds', () => {
    const disabled = { cachePolicy: CachePolicy.CACHING_DISABLED };
    const country = rules({ '/x/a': { to: '/b', query: 'drop', when: { country: 'DE' } } });
    const scheme = rules({
      '/x/a': {
        to: 'https://www.example.com/b',
        query: 'drop',
        when: { header: { 'CloudFront-Forwarded-Proto': 'http' } },
      },
    });
    const own = (behavior: OriginRequestHeaderBehavior) => (stack: ReturnType<typeof siteStack>['stack']) => (
      { ...disabled, originRequestPolicy: new OriginRequestPolicy(stack, 'Origin', { headerBehavior: behavior }) }
    );
    const unseen = (name: string) => new RegExp(`reads the ${name}, which does not reach the function`);
    for (const [text, name] of [
      [country, "viewer's country"],
      [scheme, 'header "cloudfront-forwarded-proto"'],
    ] as const) {
      expect(() =>
        synth(text, { event }, () => ({ ...disabled, originRequestPolicy: OriginRequestPolicy.ALL_VIEWER })),
      ).toThrow(unseen(name));
      expect(() => synth(text, { event }, own(OriginRequestHeaderBehavior.all()))).toThrow(unseen(name));
      expect(() => synth(text, { event }, own(OriginRequestHeaderBehavior.all('CloudFront-Is-Mobile-Viewer')))).toThrow(
        unseen(name),
      );
      const both = ['CloudFront-Viewer-Country', 'CloudFront-Forwarded-Proto'];
      expect(() => synth(text, { event }, own(OriginRequestHeaderBehavior.all(...both)))).not.toThrow();
      expect(() => synth(text, { event }, own(OriginRequestHeaderBehavior.allowList(...both)))).not.toThrow();
      for (const originRequestPolicy of [
        OriginRequestPolicy.ALL_VIEWER_AND_CLOUDFRONT_2022,
        OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
      ]) {
        expect(() => synth(text, { event }, () => ({ ...disabled, originRequestPolicy }))).not.toThrow();
      }
    }
  });

  it('need not contain what is only forwarded, if nothing is cached', () => {
    const disabled = { cachePolicy: CachePolicy.CACHING_DISABLED };
    expect(() =>
      synth(referer, { event }, () => ({ ...disabled, originRequestPolicy: OriginRequestPolicy.ALL_VIEWER })),
    ).not.toThrow();
    expect(() => synth(referer, { event }, () => disabled)).toThrow(refusal); // the function would never see it
    expect(() => synth(referer, { event }, () => disabled)).toThrow(
      /reads the header "referer", which does not reach the function on behavior "\/x\/\*", so that the rule could never apply; /,
    );
    const post = rules({ '/x/a': { to: '/b', query: 'drop', when: { method: 'POST' } } });
    expect(() => synth(post, { event }, () => disabled)).not.toThrow(); // the method always reaches it
    expect(() => synth(post, { event })).toThrow(refusal);
    // cached for all
    expect(() => synth(referer, { event }, () => ({ originRequestPolicy: OriginRequestPolicy.ALL_VIEWER }))).toThrow(
      refusal,
    );
  });

  it('is unknown for an imported policy', () => {
    expect(() =>
      synth(referer, { event }, (stack) => ({
        cachePolicy: CachePolicy.fromCachePolicyId(stack, 'P', 'e1a2b3c4-0000-0000-0000-000000000000'),
      })),
    ).toThrow(/not known to be in the cache key/);
  });

  it('does not matter on viewer-request', () => expect(() => synth(referer)).not.toThrow());
});
