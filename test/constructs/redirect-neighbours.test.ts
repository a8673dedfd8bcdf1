import { CfnParameter } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import type { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import {
  EdgeBehaviors,
  EdgeErrorMasker,
  EdgeRedirector, EdgeStepHost,
  EdgeRedirectorMixin,
  ErrorAction,
  ErrorStatuses,
  RedirectEventType,
  RedirectSource,
  type EdgeRedirectorOptions,
} from '../../src';
import { codeOf, siteStack, versionOn } from '../support/apps';
import { loadFunction } from '../support/bundles';
import { deployedCode } from '../support/deployed';
import { edgeEvent } from '../support/events';

/** Without the query, which on origin events is not in the cache key. */
const rules = (file: object) => RedirectSource.fromInline(JSON.stringify({ $defaults: { query: 'drop' }, ...file }));

/** The message of the failed synthesis of a site with these redirectors, or an empty text. */
function refusal(first: object, second: object, options: Partial<EdgeRedirectorOptions> = {}): string | undefined {
  const { stack, distribution } = siteStack();
  new EdgeRedirector(stack, 'One', { distribution, source: rules(first) });
  new EdgeRedirector(stack, 'Two', { distribution, source: rules(second), ...options });
  try {
    Template.fromStack(stack);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

const BOTH = { behaviors: EdgeBehaviors.paths('*', '/api/*') };

describe('two redirectors on a distribution', () => {
  it.each<[string, object, object, Partial<EdgeRedirectorOptions>]>([
    ['on one event', { '/a': '/b' }, { '/b': '/a' }, {}],
    ['on two events', { '/a': '/b' }, { '/b': '/a' }, { event: RedirectEventType.ORIGIN_REQUEST }],
    ['behind the origin', { '/a': '/b' }, { '/b': '/a' }, { event: RedirectEventType.ORIGIN_RESPONSE }],
    ['on two behaviors', { '/a': '/api/b' }, { '/api/b': '/a' }, { behaviors: EdgeBehaviors.paths('/api/*') }],
    ['through a rewrite', { '/a': { to: '/c', statusCode: 200 } }, { '/c': '/b', '/b': '/a' }, {}],
    ['through wildcards', { '/a/*': '/b/:splat' }, { '/b/x/:p': '/a/x/:p' }, BOTH],
    ['for viewers who meet two conditions', { rules: [{ from: '/a', to: '/b', when: { cookie: { x: true } } }] },
      { rules: [{ from: '/b', to: '/a', when: { language: 'de' } }] }, {}],
  ])('make no loop %s', (_, first, second, options) => {
    expect(refusal(first, second, options)).toMatch(/redirect loop: .*\[EDGE_REDIRECT_LOOP\]/);
  });

  it('name both files in the report', () => {
    expect(refusal({ '/a': '/b' }, { '/b': '/a' })).toContain(
      '"/a" (redirects of Web/One:1) → "/b" (redirects of Web/Two:1)',
    );
  });

  it.each<[string, object, object, Partial<EdgeRedirectorOptions>]>([
    ['a behavior that has only one of them', { '/a': '/api/b' }, { '/api/b': '/a' }, {}],
    ['a rule that the first one takes the requests from', { '/a': '/b', '/b': '/z' }, { '/b': { to: '/a', when: { cookie: { c: true } } } }, {}],
    ['different sources', { '/a': '/b' }, { '/c': '/d' }, {}],
  ])('may have %s', (_, first, second, options) => {
    expect(refusal(first, second, options)).toBeUndefined();
  });

  it('may not have two targets for one source, in either spelling', () => {
    expect(refusal({ '/a/:x': '/b' }, { '/a/:y': '/c' })).toMatch(
      /"\/a\/:y" leads to "\/c" here and to "\/b" in redirects of Web\/One:1 .*\[EDGE_REDIRECT_CONFLICT\]/,
    );
    expect(refusal({ '/a': '/b' }, { '/a': '/c' }, { behaviors: EdgeBehaviors.all() })).toMatch(
      /EDGE_REDIRECT_CONFLICT/,
    );
  });

  it('may have two targets for one source on different behaviors or events', () => {
    expect(refusal({ '/a': '/b' }, { '/a': '/c' }, { behaviors: EdgeBehaviors.paths('/api/*') })).toBeUndefined();
    expect(refusal({ '/a': '/b' }, { '/a': '/c' }, { event: RedirectEventType.ORIGIN_REQUEST })).toBeUndefined();
  });

  it('cause a warning if they have the same rule', () => {
    const { stack, distribution } = siteStack();
    new EdgeRedirector(stack, 'One', { distribution, source: rules({ '/a': '/b' }) });
    new EdgeRedirector(stack, 'Two', { distribution, source: rules({ '/a': '/b' }) });
    Annotations.fromStack(stack).hasWarning('/Web/Two', Match.stringLikeRegexp('EDGE_REDIRECT_DUPLICATE'));
  });

  it('are checked as mixins, too', () => {
    const { stack, distribution } = siteStack();
    distribution.with(new EdgeRedirectorMixin({ source: rules({ '/a': '/b' }) }));
    distribution.with(new EdgeRedirectorMixin({ source: rules({ '/b': '/a' }) }));
    expect(() => Template.fromStack(stack)).toThrow(/EDGE_REDIRECT_LOOP/);
  });
});

/** A redirector and an error page, and what the redirector's function does with a request. */
function besidePage(
  page: string,
  list: object,
  event = RedirectEventType.VIEWER_REQUEST,
  change: (cfn: CfnDistribution) => void = () => undefined,
) {
  const { stack, distribution } = siteStack();
  new EdgeRedirector(stack, 'Redirects', { host: EdgeStepHost.LAMBDA_EDGE, distribution, source: rules(list), event });
  if (page !== '') {
    new EdgeErrorMasker(stack, 'Errors', {
      distribution,
      rules: [{ statuses: ErrorStatuses.clientErrors(), action: ErrorAction.redirectTo(page) }],
    });
  }
  change(distribution.node.defaultChild as CfnDistribution);
  const template = Template.fromStack(stack);
  const handler = loadFunction(codeOf(template, versionOn(template, '*', event)!));
  const ask = async (uri: string) =>
    (await handler(edgeEvent(event, { uri, status: 404 }))).headers?.location?.[0].value as string | undefined;
  return { stack, ask };
}

describe('an error page', () => {
  it.each(Object.values(RedirectEventType))('is not redirected on %s, in any spelling', async (event) => {
    const { ask } = besidePage('/404.html', { '/:page.html': '/:page', '/:page.HTML': '/:page' }, event);
    for (const uri of ['/404.html', '/404%2Ehtml', '//404.html', '/404.HTML', '/x/../404.html']) {
      expect([uri, await ask(uri)]).toEqual([uri, undefined]);
    }
    expect(await ask('/about.html')).toBe('/about');
  });

  it('is not redirected by a rule for it, which is a warning', async () => {
    const { stack, ask } = besidePage('/404.html', { '/404.html': '/not-found', '/a': '/b' });
    expect(await ask('/404.html')).toBeUndefined();
    expect(await ask('/a')).toBe('/b');
    Annotations.fromStack(stack).hasWarning(
      '/Web/Redirects',
      Match.stringLikeRegexp('"/404.html" is an error page.*EDGE_REDIRECT_ERROR_PAGE'),
    );
  });

  it('that is on another site does not count', async () => {
    const { stack, ask } = besidePage('https://other.example/404.html', { '/404.html': '/not-found' });
    expect(await ask('/404.html')).toBe('/not-found');
    Annotations.fromStack(stack).hasNoWarning('*', Match.stringLikeRegexp('EDGE_REDIRECT_ERROR_PAGE'));
  });

  it('may be an absolute URL of an alias', async () => {
    const { ask } = besidePage('https://www.example.com/404.html', { '/:page.html': '/:page' }, undefined, (cfn) => {
      cfn.addPropertyOverride('DistributionConfig.Aliases', ['www.example.com']);
      (cfn.distributionConfig as { aliases?: string[] }).aliases = ['www.example.com'];
    });
    expect(await ask('/404.html')).toBeUndefined();
  });

  it('that is the start page includes the default root object', async () => {
    const { ask } = besidePage('/', { '/index.html': '/home', '/a': '/b' }, RedirectEventType.ORIGIN_REQUEST, (cfn) => {
      (cfn.distributionConfig as { defaultRootObject?: string }).defaultRootObject = 'index.html';
    });
    expect(await ask('/index.html')).toBeUndefined();
    expect(await ask('/a')).toBe('/b');
  });

  it('that is rewritten is not redirected if the rewritten page is missing', async () => {
    const { stack, distribution } = siteStack();
    new EdgeRedirector(stack, 'Redirects', {
      distribution,
      source: rules({ '/404.html': { to: '/errors/missing.html', statusCode: 200 } }),
    });
    new EdgeErrorMasker(stack, 'Errors', {
      distribution,
      rules: [{ statuses: ErrorStatuses.clientErrors(), action: ErrorAction.redirectTo('/404.html') }],
    });
    const template = Template.fromStack(stack);
    const handler = loadFunction(codeOf(template, versionOn(template, '*', 'origin-response')!));
    expect(await handler(edgeEvent('origin-response', { uri: '/errors/missing.html', status: 404 }))).toMatchObject({
      status: '404',
    });
    expect(await handler(edgeEvent('origin-response', { uri: '/x', status: 404 }))).toMatchObject({ status: '302' });
  });

  const rewrite = (to: string) => ({ to, statusCode: 200 });
  it.each<[string, object, object, RedirectEventType, string]>([
    ['on two events', { '/404.html': rewrite('/x') }, { '/x': rewrite('/y') }, RedirectEventType.ORIGIN_REQUEST, '/y'],
    ['on one event', { '/404.html': rewrite('/x') }, { '/x': rewrite('/y') }, RedirectEventType.VIEWER_REQUEST, '/y'],
    ['with captures', { '/:p.html': rewrite('/pages/:p') }, { '/pages/*': rewrite('/v2/:splat') },
      RedirectEventType.ORIGIN_REQUEST, '/v2/404'],
    ['written in the other order', { '/x': rewrite('/y') }, { '/404.html': rewrite('/x') }, RedirectEventType.VIEWER_REQUEST, ''],
  ])('that two redirectors rewrite, %s, is not redirected if the last page is missing', async (_, one, two, event, last) => {
    const { stack, distribution } = siteStack();
    const inOrder = last === '' ? RedirectEventType.ORIGIN_REQUEST : RedirectEventType.VIEWER_REQUEST;
    new EdgeRedirector(stack, 'One', { distribution, source: rules(one), event: inOrder });
    new EdgeRedirector(stack, 'Two', { distribution, source: rules(two), event });
    new EdgeErrorMasker(stack, 'Errors', {
      distribution,
      rules: [{ statuses: ErrorStatuses.clientErrors(), action: ErrorAction.redirectTo('/404.html') }],
    });
    const template = Template.fromStack(stack);
    const handler = loadFunction(codeOf(template, versionOn(template, '*', 'origin-response')!));
    expect(await handler(edgeEvent('origin-response', { uri: last || '/y', status: 404 }))).toMatchObject({ status: '404' });
    expect(await handler(edgeEvent('origin-response', { uri: '/z', status: 404 }))).toMatchObject({ status: '302' });
  });

  it.each([
    ['/404.html', '/404.html'],
    ['/404.html', '//404%2EHTML'],
    ['/', '/'],
    ['/', '/start.html'],
    ['/?lost#top', '/start.html'],
  ])('that is only known at deploy time as %s does not affect %s', async (value, uri) => {
    const { stack, distribution } = siteStack(undefined, { defaultRootObject: 'start.html' });
    const page = new CfnParameter(stack, 'Page').valueAsString;
    new EdgeRedirector(stack, 'Redirects', {
      distribution,
      source: rules({ '/*': '/a' }),
      event: RedirectEventType.ORIGIN_REQUEST,
    });
    new EdgeErrorMasker(stack, 'Errors', {
      distribution,
      rules: [{ statuses: ErrorStatuses.clientErrors(), action: ErrorAction.redirectTo(page) }],
    });
    const handler = loadFunction(deployedCode(Template.fromStack(stack), 'origin-request', () => value));
    expect(await handler(edgeEvent('origin-request', { uri }))).toMatchObject({ uri });
    expect(await handler(edgeEvent('origin-request', { uri: '/b' }))).toMatchObject({ status: '301' });
  });
});

describe('the page of a custom error response', () => {
  const withPage = (cfn: CfnDistribution) => {
    (cfn.distributionConfig as { customErrorResponses?: object[] }).customErrorResponses = [
      { errorCode: 404, responseCode: 200, responsePagePath: '/index.html' },
    ];
  };

  it.each([RedirectEventType.ORIGIN_REQUEST, RedirectEventType.ORIGIN_RESPONSE])(
    'is not redirected on %s, where CloudFront fetches it',
    async (event) => {
      const { ask } = besidePage('', { '/index.html': '/', '/a': '/b' }, event, withPage);
      expect(await ask('/index.html')).toBeUndefined();
      expect(await ask('/a')).toBe('/b');
    },
  );

  it('is redirected on viewer-request, where only viewers request it', async () => {
    const { ask } = besidePage('', { '/index.html': '/' }, RedirectEventType.VIEWER_REQUEST, withPage);
    expect(await ask('/index.html')).toBe('/');
  });
});

it('a site without error pages has none in its function', () => {
  const { stack, distribution } = siteStack();
  new EdgeRedirector(stack, 'Redirects', { host: EdgeStepHost.LAMBDA_EDGE, distribution, source: rules({ '/a': '/b' }) });
  const template = Template.fromStack(stack);
  expect(codeOf(template, versionOn(template, '*', 'viewer-request')!)).not.toMatch(/"errorPages"/);
});
