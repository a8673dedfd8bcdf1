import { App, Aspects, CfnParameter, Fn, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { CfnDistribution, CloudFrontWebDistribution, OriginProtocolPolicy } from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { Construct } from 'constructs';
import {
  EdgeErrorMasker, EdgeRedirector, EdgeStepHost, ErrorAction, ErrorPage, ErrorStatuses, RedirectEventType,
  RedirectFormat, RedirectSource,
} from '../../src';
import { codeOf, siteStack, versionOn } from '../support/apps';
import { loadFunction } from '../support/bundles';
import { edgeEvent } from '../support/events';

const inline = (list: object) => RedirectSource.fromInline(JSON.stringify(list));

const REQUEST_EVENTS = [RedirectEventType.VIEWER_REQUEST, RedirectEventType.ORIGIN_REQUEST];

/** The response or the changed path of the deployed function. */
async function resultOf(stack: Stack, event: RedirectEventType, uri: string, querystring = '', pattern = '*') {
  const template = Template.fromStack(stack);
  const handler = loadFunction(codeOf(template, versionOn(template, pattern, event)!));
  const result = await handler(edgeEvent(event, { uri, querystring, status: 404 }));
  return result.headers?.location?.[0].value ?? result.uri ?? result.status;
}

function site(list: object, event = RedirectEventType.VIEWER_REQUEST, defaultRootObject?: string) {
  const made = siteStack(undefined, { defaultRootObject });
  new EdgeRedirector(made.stack, 'Redirects', {
    host: EdgeStepHost.LAMBDA_EDGE, distribution: made.distribution, source: inline(list), event,
  });
  return made;
}

describe('EdgeRedirector on a distribution with a default root object', () => {
  const list = { '/': { to: '/home/x', query: 'drop' }, '/:slug': { to: '/posts/:slug', query: 'drop' } };

  it.each(Object.values(RedirectEventType))('treats a request for it as one for / on %s', async (event) => {
    const { stack } = site(list, event, 'index.html');
    expect(await resultOf(stack, event, '/index.html')).toBe('/home/x');
    expect(await resultOf(stack, event, '/')).toBe('/home/x');
    expect(await resultOf(stack, event, '/a')).toBe('/posts/a');
  });

  it.each(REQUEST_EVENTS)('rewrites to the object instead of / on %s', async (event) => {
    const { stack } = site({ '/start': { to: '/', statusCode: 200, query: 'drop' } }, event, 'index.html');
    expect(await resultOf(stack, event, '/start')).toBe('/index.html');
    expect(await resultOf(stack, event, '/index.html')).toBe('/index.html');
  });

  it('matches /index.html as any other path without one', async () => {
    const { stack } = site(list);
    expect(await resultOf(stack, RedirectEventType.VIEWER_REQUEST, '/index.html')).toBe('/posts/index.html');
  });

  it('reports a list that redirects the home page to itself', () => {
    const { app } = site({ '/index.html': '/' }, RedirectEventType.VIEWER_REQUEST, 'index.html');
    expect(() => app.synth()).toThrow(/redirects:1:2 "\/index.html" and "\/" are one page.*EDGE_REDIRECT_ROOT_OBJECT/s);
    expect(() => site({ '/index.html': '/' }).app.synth()).not.toThrow();
  });

  it('knows that the default of CloudFrontWebDistribution is index.html', async () => {
    jest.spyOn(console, 'warn').mockImplementation(() => undefined); // it is deprecated
    const stack = new Stack(new App(), 'Web', { env: { region: 'us-east-1' } });
    const distribution = new CloudFrontWebDistribution(stack, 'Site', {
      originConfigs: [{
        customOriginSource: { domainName: 'o.example.com', originProtocolPolicy: OriginProtocolPolicy.HTTPS_ONLY },
        behaviors: [{ isDefaultBehavior: true }],
      }],
    });
    new EdgeRedirector(stack, 'Redirects', { host: EdgeStepHost.LAMBDA_EDGE, distribution, source: inline(list) });
    expect(await resultOf(stack, RedirectEventType.VIEWER_REQUEST, '/index.html')).toBe('/home/x');
  });

  it('reads the object when the app is synthesized, overrides and aspects included', async () => {
    const resource = (made: ReturnType<typeof site>) => made.distribution.node.defaultChild as CfnDistribution;
    const overridden = site(list);
    resource(overridden).addPropertyOverride('DistributionConfig.DefaultRootObject', 'index.html');
    expect(await resultOf(overridden.stack, RedirectEventType.VIEWER_REQUEST, '/index.html')).toBe('/home/x');

    const removed = site(list, RedirectEventType.VIEWER_REQUEST, 'index.html');
    resource(removed).addPropertyDeletionOverride('DistributionConfig.DefaultRootObject');
    expect(await resultOf(removed.stack, RedirectEventType.VIEWER_REQUEST, '/index.html')).toBe('/posts/index.html');

    const replaced = site({ '/index.html': '/' }, RedirectEventType.VIEWER_REQUEST, 'index.html');
    resource(replaced).distributionConfig = { ...resource(replaced).distributionConfig as object, defaultRootObject: 'home.html' } as any;
    expect(await resultOf(replaced.stack, RedirectEventType.VIEWER_REQUEST, '/index.html')).toBe('/');

    const refused = site({ '/index.html': '/' });
    resource(refused).addPropertyOverride('DistributionConfig.DefaultRootObject', 'index.html');
    expect(() => refused.app.synth()).toThrow('EDGE_REDIRECT_ROOT_OBJECT');
  });

  it('reports an object that is set after the functions were created', () => {
    const { app, stack, distribution } = site(list);
    const resource = distribution.node.defaultChild as CfnDistribution;
    // Visited after the distribution, when its functions have been created.
    const last = new Construct(stack, 'Last');
    Aspects.of(last).add({
      visit: () => resource.addPropertyOverride('DistributionConfig.DefaultRootObject', 'late.html'),
    }, { priority: 900 });
    expect(() => app.synth()).toThrow(/EDGE_ROOT_OBJECT_LATE/);
  });

  it('uses the object of each distribution', async () => {
    const app = new App();
    const stack = new Stack(app, 'Web', { env: { region: 'us-east-1' } });
    const l1 = (id: string, defaultRootObject?: string) => new CfnDistribution(stack, id, {
      distributionConfig: {
        enabled: true,
        defaultRootObject,
        origins: [{ id: 'o', domainName: 'o.example.com' }],
        defaultCacheBehavior: { targetOriginId: 'o', viewerProtocolPolicy: 'allow-all' },
      },
    });
    for (const distribution of [l1('One', '/index.html'), l1('Two')]) {
      new EdgeRedirector(distribution, 'Redirects', { host: EdgeStepHost.LAMBDA_EDGE, distribution, source: inline(list) });
    }
    const template = Template.fromStack(stack);
    const answers = await Promise.all(Object.values(template.findResources('AWS::CloudFront::Distribution')).map(
      async ({ Properties }) => {
        const [one] = Properties.DistributionConfig.DefaultCacheBehavior.LambdaFunctionAssociations;
        const handler = loadFunction(codeOf(template, one.LambdaFunctionARN.Ref));
        return (await handler(edgeEvent('viewer-request', { uri: '/index.html' }))).headers.location[0].value;
      },
    ));
    expect(answers.sort()).toEqual(['/home/x', '/posts/index.html']);
  });

  it('compares an object that is only known at deploy time at the edge', async () => {
    const app = new App();
    const stack = new Stack(app, 'Web', { env: { region: 'us-east-1' } });
    const object = new CfnParameter(stack, 'Object').valueAsString;
    const distribution = new CfnDistribution(stack, 'Site', {
      distributionConfig: {
        enabled: true,
        defaultRootObject: object,
        origins: [{ id: 'o', domainName: 'o.example.com' }],
        defaultCacheBehavior: { targetOriginId: 'o', viewerProtocolPolicy: 'allow-all' },
      },
    });
    new EdgeRedirector(stack, 'Redirects', {
      host: EdgeStepHost.LAMBDA_EDGE, distribution, source: inline({ ...list, '/': '/index.html', '/start': { to: '/', statusCode: 200 } }),
    });
    const template = Template.fromStack(stack);
    const [{ Properties: { Code } }] = Object.values(template.findResources('AWS::Lambda::Function'));
    const join = Code.ZipFile['Fn::Join'][1] as (string | object)[];
    const deployed = (value: string) => loadFunction(
      join.map((part) => (typeof part === 'string' ? part : Buffer.from(value).toString('base64'))).join(''));
    const resultFor = async (value: string, uri: string) => {
      const result = await deployed(value)(edgeEvent('viewer-request', { uri }));
      return result.headers.location?.[0].value ?? result.uri;
    };
    for (const value of ['index.html', '/index.html']) {
      expect(await resultFor(value, '/index.html')).toBe('/index.html'); // the request, and no redirect
      expect(await resultFor(value, '/start')).toBe('/index.html');
    }
    expect(await resultFor('home.html', '/home.html')).toBe('/index.html');
    expect(await resultFor('home.html', '/')).toBe('/index.html');
    expect(await resultFor('', '/home.html')).toBe('/posts/home.html');
  });

  it('warns if such an object is not available in the Region of the function', () => {
    const app = new App();
    const stack = new Stack(app, 'Web', { env: { region: 'eu-west-1', account: '123456789012' } });
    const object = Fn.importValue('object');
    const distribution = new CfnDistribution(stack, 'Site', {
      distributionConfig: {
        enabled: true,
        defaultRootObject: object,
        origins: [{ id: 'o', domainName: 'o.example.com' }],
        defaultCacheBehavior: { targetOriginId: 'o', viewerProtocolPolicy: 'allow-all' },
      },
    });
    new EdgeRedirector(stack, 'Redirects', { host: EdgeStepHost.LAMBDA_EDGE, distribution, source: inline({ '/a': '/b' }) });
    app.synth();
    Annotations.fromStack(stack).hasWarning('*', Match.stringLikeRegexp('EDGE_REDIRECT_ROOT_OBJECT'));
  });

  it('warns if the behavior of the object, which serves /, has no redirector', () => {
    const made = siteStack(undefined, { defaultRootObject: 'index.html' });
    made.distribution.addBehavior('*.html', new HttpOrigin('pages.example.com'));
    new EdgeRedirector(made.stack, 'Redirects', { host: EdgeStepHost.LAMBDA_EDGE, distribution: made.distribution, source: inline({ '/': '/home' }) });
    Annotations.fromStack(made.stack).hasWarning('*', Match.stringLikeRegexp('"/" is served by behavior "\\*.html"'));
  });

  it('finds loops of several redirectors through the object', () => {
    const made = siteStack(undefined, { defaultRootObject: 'index.html' });
    const { distribution, stack, app } = made;
    new EdgeRedirector(stack, 'A', { host: EdgeStepHost.LAMBDA_EDGE, distribution, source: inline({ '/index.html': '/home' }) });
    new EdgeRedirector(stack, 'B', {
      host: EdgeStepHost.LAMBDA_EDGE, distribution, source: inline({ '/home': { to: '/', query: 'drop' } }), event: RedirectEventType.ORIGIN_REQUEST,
    });
    expect(() => app.synth()).toThrow('EDGE_REDIRECT_LOOP');
  });
});

describe('error pages of a distribution with a default root object', () => {
  const respond = (paths: string[]) => ({
    statuses: ErrorStatuses.codes(404),
    paths,
    action: ErrorAction.respond({ page: ErrorPage.fromInline('mine') }),
  });

  function masked(paths: string[], defaultRootObject?: string) {
    const made = siteStack(undefined, { defaultRootObject });
    new EdgeErrorMasker(made.stack, 'Errors', { distribution: made.distribution, rules: [respond(paths)] });
    const template = Template.fromStack(made.stack);
    const handler = loadFunction(codeOf(template, versionOn(template, '*', 'origin-response')!));
    return async (uri: string) => (await handler(edgeEvent('origin-response', { uri, status: 404 }))).body === 'mine';
  }

  it('paths of rules match the object as /', async () => {
    for (const paths of [['/'], ['/index.html'], ['index.html']]) {
      const mask = masked(paths, 'index.html');
      expect([await mask('/index.html'), await mask('/'), await mask('/a/index.html')]).toEqual([true, true, false]);
    }
    const app = masked(['/app/*'], 'app/index.html');
    expect([await app('/app/index.html'), await app('/app/x')]).toEqual([false, true]);
    const none = masked(['/index.html']);
    expect([await none('/index.html'), await none('/')]).toEqual([true, false]);
  });

  it.each(['/', '/index.html'])('an error page that is the home page is exempt by both paths: %s', async (page) => {
    const made = siteStack(undefined, { defaultRootObject: 'index.html' });
    const { stack, distribution } = made;
    new EdgeErrorMasker(stack, 'Errors', {
      distribution, rules: [{ statuses: ErrorStatuses.codes(404), action: ErrorAction.redirectTo(page) }],
    });
    new EdgeRedirector(stack, 'Redirects', { host: EdgeStepHost.LAMBDA_EDGE, distribution, source: inline({ '/': '/home' }) });
    for (const uri of ['/', '/index.html']) {
      expect(await resultOf(stack, RedirectEventType.VIEWER_REQUEST, uri)).toBe(uri);
      expect(await resultOf(stack, RedirectEventType.ORIGIN_RESPONSE, uri)).toBe('404');
    }
    Annotations.fromStack(stack).hasWarning('*', Match.stringLikeRegexp('EDGE_REDIRECT_ERROR_PAGE'));
  });
});

it('leaves out a line of a `_redirects` file that redirects the object to itself', async () => {
  const made = siteStack(undefined, { defaultRootObject: 'index.html' });
  const source = RedirectSource.fromInline('/index.html / 301\n/a /b', { format: RedirectFormat.NETLIFY });
  new EdgeRedirector(made.stack, 'Redirects', { host: EdgeStepHost.LAMBDA_EDGE, distribution: made.distribution, source });
  expect(await resultOf(made.stack, RedirectEventType.VIEWER_REQUEST, '/index.html')).toBe('/index.html');
  expect(await resultOf(made.stack, RedirectEventType.VIEWER_REQUEST, '/a')).toBe('/b');
  Annotations.fromStack(made.stack).hasWarning('*', Match.stringLikeRegexp('EDGE_REDIRECT_ROOT_OBJECT'));
});
