import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Aspects, CfnParameter, Duration, Token } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import {
  CachePolicy,
  CacheQueryStringBehavior,
  CfnDistribution,
  Function as CloudFrontFunction,
  FunctionCode,
  FunctionEventType,
  LambdaEdgeEventType,
  type BehaviorOptions,
  type DistributionProps,
} from 'aws-cdk-lib/aws-cloudfront';
import { S3BucketOrigin, S3StaticWebsiteOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import {
  EdgeBehaviors,
  EdgeCustomStep,
  EdgeErrorMasker,
  EdgeRedirector,
  EdgeRedirectorMixin,
  EdgeStep,
  EdgeStepHost,
  EdgeStepPosition,
  ErrorAction,
  ErrorStatuses,
  ExistingAttachments,
  PageLayout,
  PrettyUrls,
  RedirectEventType,
  RedirectSource,
  SecurityHeaders,
  type EdgeRedirectorProps,
} from '../../src';
import { codeOf, renderedBehaviors, siteOrigin, siteStack, versionOn } from '../support/apps';
import { loadFunction } from '../support/bundles';
import { deployedCode } from '../support/deployed';
import { edgeEvent } from '../support/events';
import { loadedCode } from '../support/redirect-function';

type Site = ReturnType<typeof siteStack>;
const rules = (file: object) => RedirectSource.fromInline(JSON.stringify(file));
const { ORIGIN_REQUEST, ORIGIN_RESPONSE } = RedirectEventType;

interface Made {
  readonly region?: string;
  readonly site?: Partial<DistributionProps>;
  readonly before?: (site: Site) => void;
}

function made(
  props: Partial<EdgeRedirectorProps>,
  { region = 'us-east-1', site: distributionProps, before }: Made = {},
): Site {
  const site = siteStack({ env: { region } }, distributionProps);
  before?.(site);
  new EdgeRedirector(site.stack, 'Urls', {
    distribution: site.distribution,
    host: EdgeStepHost.LAMBDA_EDGE,
    prettyUrls: PrettyUrls.trailingSlash(),
    ...props,
  });
  return site;
}

function refusal(props: Partial<EdgeRedirectorProps>, more: Made = {}): string {
  try {
    Template.fromStack(made(props, more).stack);
    return '';
  } catch (thrown) {
    return (thrown as Error).message;
  }
}

function warnings({ stack }: Site): string[] {
  return Annotations.fromStack(stack).findWarning('*', Match.anyValue()).map(({ entry }) => String(entry.data));
}

/** What the Lambda@Edge function on an event does: a location, or a path. */
function answers(template: Template, event: 'viewer-request' | 'origin-request' = 'viewer-request') {
  const run = loadFunction(codeOf(template, versionOn(template, '*', event)!));
  return async (url: string, method = 'GET'): Promise<string> => {
    const [uri, querystring = ''] = url.split('?');
    const result = await run(edgeEvent(event, { method, uri, querystring }));
    return result.status === undefined ? result.uri : `${result.status} ${result.headers.location[0].value}`;
  };
}

const synth = (props: Partial<EdgeRedirectorProps>, more: Made = {}) => Template.fromStack(made(props, more).stack);
const ALL_QUERIES: Partial<DistributionProps> = { defaultBehavior: { origin: siteOrigin, cachePolicy: undefined } };

/** A site whose cache key has the query. */
function withQueries(behavior: Partial<BehaviorOptions> = {}): Made {
  return {
    site: { ...ALL_QUERIES, additionalBehaviors: {} },
    before: ({ stack, distribution }) => {
      const policy = new CachePolicy(stack, 'Policy', { queryStringBehavior: CacheQueryStringBehavior.all() });
      const resource = distribution.node.defaultChild as CfnDistribution;
      const config = resource.distributionConfig as CfnDistribution.DistributionConfigProperty;
      resource.distributionConfig = {
        ...config, defaultCacheBehavior: { ...config.defaultCacheBehavior as object, ...behavior, cachePolicyId: policy.cachePolicyId } as never,
      };
    },
  };
}

describe('prettyUrls of EdgeRedirector', () => {
  it('needs no rules, and then no rule engine', async () => {
    const template = synth({});
    const answer = answers(template);
    expect(
      await Promise.all(['/docs?a=1', '/docs/', '/docs/index.html', '/', '/a.js'].map((url) => answer(url))),
    ).toEqual(['301 /docs/?a=1', '/docs/index.html', '301 /docs/', '/index.html', '/a.js']);
    const code = codeOf(template, versionOn(template, '*', 'viewer-request')!);
    expect(code).not.toContain('redirectStep');
    expect(code.length).toBeLessThan(5_200);
    expect(renderedBehaviors(template)['/api/*'].lambdas).toEqual([]);
  });

  it('may have an empty list of rules, which may be filled later', () => {
    const site = made({ source: rules({}) });
    Template.fromStack(site.stack);
    expect(warnings(site)).toEqual([]);
  });

  it('is part of the function of the rules, which apply first', async () => {
    const template = synth({ source: rules({ '/docs': '/manual/', '/alias': { to: '/page', statusCode: 200 } }) });
    template.resourceCountIs('AWS::Lambda::Function', 1);
    const answer = answers(template);
    expect(await Promise.all(['/docs', '/docs/', '/alias', '/alias/', '/page'].map((url) => answer(url)))).toEqual(
      ['301 /manual/', '301 /manual/', '/page/index.html', '/page/index.html', '301 /page/']);
  });

  it('adds nothing to functions without it', () => {
    const { stack } = made({ source: rules({ '/a': '/b' }), prettyUrls: undefined });
    const template = Template.fromStack(stack);
    expect(codeOf(template, versionOn(template, '*', 'viewer-request')!)).not.toContain('prettyUrlsStep');
  });

  it('runs after the rules of other redirectors on the event, in any order of the constructs', async () => {
    for (const first of [true, false]) {
      const site = siteStack();
      const both = [
        () =>
          new EdgeRedirector(site.stack, 'Pretty', {
            distribution: site.distribution,
            prettyUrls: PrettyUrls.trailingSlash(),
            host: EdgeStepHost.LAMBDA_EDGE,
          }),
        () =>
          new EdgeRedirector(site.stack, 'Rules', {
            distribution: site.distribution,
            source: rules({ '/docs/index.html': '/new/' }),
            host: EdgeStepHost.LAMBDA_EDGE,
          }),
      ];
      for (const make of first ? both : both.reverse()) make();
      expect(await answers(Template.fromStack(site.stack))('/docs/index.html')).toBe('301 /new/');
    }
  });

  it.each(['POST', 'PUT', 'OPTIONS', 'DELETE'])('does not change a %s request', async (method) => {
    const answer = answers(synth({}));
    expect([await answer('/docs', method), await answer('/docs/', method)]).toEqual(['/docs', '/docs/']);
    expect(await answer('/docs', 'HEAD')).toBe('301 /docs/');
  });

  it('has the other forms, statuses and documents', async () => {
    const answer = (prettyUrls: PrettyUrls) => answers(synth({ prettyUrls }));
    expect(await answer(PrettyUrls.noTrailingSlash({ statusCode: 308 }))('/docs/?a')).toBe('308 /docs?a');
    expect(await answer(PrettyUrls.noTrailingSlash())('/docs')).toBe('/docs.html');
    expect(await answer(PrettyUrls.noTrailingSlash({ layout: PageLayout.FOLDERS }))('/docs')).toBe('/docs/index.html');
    expect(
      await answer(PrettyUrls.trailingSlash({ layout: PageLayout.FILES, indexDocument: 'home.htm' }))('/docs/'),
    ).toBe('/docs.htm');
    expect(await answer(PrettyUrls.trailingSlash({ keepHtml: true }))('/docs/index.html')).toBe('/docs/index.html');
    expect(await answer(PrettyUrls.anySlash())('/docs')).toBe('/docs/index.html');
    expect(await answer(PrettyUrls.anySlash({ layout: PageLayout.FILES }))('/docs/')).toBe('/docs.html');
  });

  it('caches redirects for cacheTtl, also one of the deployment', async () => {
    const { stack, distribution } = siteStack();
    const seconds = new CfnParameter(stack, 'Seconds', { type: 'Number' });
    new EdgeRedirector(stack, 'Urls', {
      distribution, prettyUrls: PrettyUrls.trailingSlash(), cacheTtl: Duration.seconds(Token.asNumber(seconds.value)),
    });
    const template = Template.fromStack(stack);
    for (const [value, wanted] of [['60', 'max-age=60'], ['soon', 'no-store']]) {
      const code = deployedCode(template, 'viewer-request', () => value);
      const result = await loadFunction(code)(edgeEvent('viewer-request', { uri: '/docs' }));
      expect(result.headers['cache-control'][0].value).toBe(wanted);
    }
  });

  it('works as a mixin and in a CloudFront Function, which the template describes', () => {
    const { stack, distribution } = siteStack();
    distribution.with(
      new EdgeRedirectorMixin({
        prettyUrls: PrettyUrls.noTrailingSlash(),
        source: rules({ '/old': '/new' }),
        host: EdgeStepHost.CLOUDFRONT_FUNCTION,
      }),
    );
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::CloudFront::Function', {
      FunctionConfig: {
        Comment: Match.stringLikeRegexp('redirect \\(1 rule, [0-9a-f]{12}\\), pretty-urls \\(/page\\)'),
      },
    });
    template.hasResource('AWS::CloudFront::Function', {
      Metadata: {
        'cdk-cloudfront-edge': { '2 pretty-urls': { rules: { '/page': '/page.html', '/page/': '301 /page', '/page.html': '301 /page' } } },
      },
    });
    const [{ Properties }] = Object.values(template.findResources('AWS::CloudFront::Function'));
    const answer = loadedCode(Properties.FunctionCode);
    const get = (path: string) => answer({ path, query: 'a=1', now: 0, headers: {} });
    expect([get('/docs/').location, get('/docs').uri, get('/old/').location]).toEqual([
      '/docs?a=1',
      '/docs.html',
      '/new?a=1',
    ]);
  });

  it('follows a CloudFront Function that is there, and runs before it', () => {
    const site = made({ host: undefined, existing: ExistingAttachments.compose(), source: rules({ '/old': '/new/' }) }, {
      before: ({ stack, distribution }) => {
        const index = new CloudFrontFunction(stack, 'Index', {
          code: FunctionCode.fromInline(
            'function handler(event) { event.request.headers.seen = { value: event.request.uri }; return event.request; }',
          ),
        });
        const resource = distribution.node.defaultChild as CfnDistribution;
        const config = resource.distributionConfig as CfnDistribution.DistributionConfigProperty;
        const functionAssociations = [{ eventType: FunctionEventType.VIEWER_REQUEST, functionArn: index.functionArn }];
        resource.distributionConfig = {
          ...config, defaultCacheBehavior: { ...config.defaultCacheBehavior as object, functionAssociations } as never,
        };
      },
    });
    const template = Template.fromStack(site.stack);
    template.resourceCountIs('AWS::Lambda::Function', 0);
    const { functions: [{ FunctionARN }] } = renderedBehaviors(template)['*'];
    const { FunctionCode: code } =
      template.findResources('AWS::CloudFront::Function')[FunctionARN['Fn::GetAtt'][0]].Properties;
    const answer = loadedCode(code);
    const get = (path: string) => answer({ path, query: '', now: 0, headers: {} });
    expect([get('/docs').location, get('/docs/').uri, get('/old').location]).toEqual([
      '/docs/',
      '/docs/index.html',
      '/new/',
    ]);
  });
});

describe('the home page', () => {
  const urls = ['/', '/index.html'];
  const home = async (props: Partial<EdgeRedirectorProps>, more: Made) => {
    const answer = answers(synth(props, more));
    return Promise.all(urls.map((url) => answer(url)));
  };

  it('is left to CloudFront if there is a default root object', async () => {
    expect(await home({}, { site: { defaultRootObject: 'index.html' } })).toEqual(urls);
    expect(await home({}, { site: { defaultRootObject: 'home.html' } })).toEqual(['/', '301 /']);
    expect(await home({}, {})).toEqual(['/index.html', '301 /']);
  });

  it('is never redirected if the default root object is only known at deploy time', async () => {
    const { stack, distribution } = siteStack();
    const name = new CfnParameter(stack, 'Home').valueAsString;
    (distribution.node.defaultChild as CfnDistribution).addPropertyOverride(
      'DistributionConfig.DefaultRootObject',
      name,
    );
    new EdgeRedirector(stack, 'Urls', { distribution, prettyUrls: PrettyUrls.trailingSlash() });
    const template = Template.fromStack(stack);
    const run = loadFunction(deployedCode(template, 'viewer-request', () => 'index.html'));
    expect((await run(edgeEvent('viewer-request', { uri: '/index.html' }))).uri).toBe('/index.html');
    expect((await run(edgeEvent('viewer-request', { uri: '/' }))).uri).toBe('/');
  });

  it('is never redirected in another Region either, where such a name is not known', async () => {
    const { app, stack, distribution } = siteStack({ env: { region: 'eu-west-1', account: '111111111111' } });
    const name = new CfnParameter(stack, 'Home').valueAsString;
    (distribution.node.defaultChild as CfnDistribution).addPropertyOverride('DistributionConfig.DefaultRootObject', name);
    new EdgeRedirector(stack, 'Urls', { distribution, prettyUrls: PrettyUrls.trailingSlash() });
    const functions = app
      .synth()
      .stacks.map(({ template }) => Template.fromJSON(template))
      .map((template) =>
        Object.values(template.findResources('AWS::Lambda::Function')).map(({ Properties }) => Properties.Code.ZipFile),
      )
      .flat();
    expect(functions).toHaveLength(1);
    const run = loadFunction(functions[0]);
    for (const uri of urls) expect((await run(edgeEvent('viewer-request', { uri }))).uri).toBe(uri);
  });

  it('must not get another object after the functions were created', () => {
    const { app, stack, distribution } = made({});
    const resource = distribution.node.defaultChild as CfnDistribution;
    Aspects.of(new Construct(stack, 'Last')).add({
      visit: () => resource.addPropertyOverride('DistributionConfig.DefaultRootObject', 'late.html'),
    }, { priority: 900 });
    expect(() => app.synth()).toThrow(/EDGE_ROOT_OBJECT_LATE/);
  });
});

describe('on ORIGIN_REQUEST', () => {
  it('redirects with all query strings in the cache key', async () => {
    const answer = answers(synth({ event: ORIGIN_REQUEST }, withQueries()), 'origin-request');
    expect([await answer('/docs?a=1'), await answer('/docs/')]).toEqual(['301 /docs/?a=1', '/docs/index.html']);
  });

  it('is an error without them, unless nothing is redirected', () => {
    expect(refusal({ event: ORIGIN_REQUEST })).toMatch(
      /reads the whole query string, which is not in the cache key of behavior "\*", so that one viewer's redirect would be served to all; use RedirectEventType.VIEWER_REQUEST, a cache policy with all query strings, or PrettyUrls.anySlash\(\), which does not redirect {2}\[EDGE_NOT_IN_CACHE_KEY\]/,
    );
    expect(refusal({ event: ORIGIN_REQUEST, prettyUrls: PrettyUrls.anySlash() })).toBe('');
  });

  it('does not change a request for another host', async () => {
    const source = rules({ '/blog/*': { to: 'https://blog.example.com/blog/:splat', statusCode: 200 } });
    const answer = answers(synth({ event: ORIGIN_REQUEST, source }, withQueries()), 'origin-request');
    expect([await answer('/blog/a'), await answer('/blog/a/'), await answer('/b')]).toEqual([
      '/blog/a',
      '/blog/a/',
      '301 /b/',
    ]);
  });

  const step = (at: LambdaEdgeEventType): Made['before'] => ({ stack, distribution }) => {
    new EdgeCustomStep(stack, 'Step', { distribution, event: at, step: EdgeStep.fromFile('test/support/step.js') });
  };
  const both = (before: Made['before']): Made => {
    const queries = withQueries();
    return { ...queries, before: (site) => { queries.before!(site); before!(site); } };
  };

  it('is an error behind a function on viewer-request, which may have changed the path', () => {
    const message = refusal({ event: ORIGIN_REQUEST }, both(step(LambdaEdgeEventType.VIEWER_REQUEST)));
    expect(message).toMatch(
      /redirect paths that Web\/Step on viewer-request of behavior "\*" may have changed.*\[EDGE_PRETTY_URLS_BEHIND\]/,
    );
    expect(refusal({ event: ORIGIN_REQUEST }, both(({ stack, distribution }) => {
      new EdgeRedirector(stack, 'Rules', { distribution, source: rules({ '/a': { to: '/b', statusCode: 200 } }) });
    }))).toMatch(/Web\/Rules on viewer-request.*EDGE_PRETTY_URLS_BEHIND/);
    expect(
      refusal(
        { event: ORIGIN_REQUEST },
        withQueries({
          functionAssociations: [
            { eventType: 'viewer-request', functionArn: 'arn:aws:cloudfront::111111111111:function/index' },
          ],
        } as never),
      ),
    ).toMatch(/the function .*on viewer-request.*EDGE_PRETTY_URLS_BEHIND/);
  });

  it('is fine beside functions that cannot have changed it, and without redirects', () => {
    expect(refusal({ event: ORIGIN_REQUEST }, both(step(LambdaEdgeEventType.ORIGIN_RESPONSE)))).toBe('');
    expect(refusal({ event: ORIGIN_REQUEST }, both(({ stack, distribution }) => {
      new EdgeRedirector(stack, 'Rules', { distribution, source: rules({ '/a': '/b/' }) });
      new SecurityHeaders(stack, 'Headers', { distribution });
    }))).toBe('');
    expect(refusal(
      { event: ORIGIN_REQUEST, prettyUrls: PrettyUrls.anySlash() }, both(step(LambdaEdgeEventType.VIEWER_REQUEST)))).toBe('');
  });
});

describe('what is refused', () => {
  it('origin-response, which is too late', () => {
    expect(refusal({ event: ORIGIN_RESPONSE })).toMatch(
      /prettyUrls ask the origin.*use RedirectEventType.VIEWER_REQUEST.*\[EDGE_PRETTY_URLS_LATE\]/,
    );
  });

  it('a redirector with neither rules nor pretty URLs', () => {
    expect(refusal({ prettyUrls: undefined })).toMatch(
      /source is missing; use RedirectSource.fromFile\("redirects.json"\).*\[EDGE_PROPERTY_MISSING\]/,
    );
  });

  it('two on one behavior, on any events', () => {
    const { stack, distribution } = made({});
    new EdgeRedirector(stack, 'Again', { distribution, prettyUrls: PrettyUrls.anySlash(), event: ORIGIN_REQUEST });
    expect(() => Template.fromStack(stack)).toThrow(
      /set twice on behavior "\*", also by Web\/Urls.*EDGE_PRETTY_URLS_TWICE/,
    );
    const apart = made({});
    new EdgeRedirector(apart.stack, 'Api', {
      distribution: apart.distribution, prettyUrls: PrettyUrls.anySlash(), behaviors: EdgeBehaviors.paths('/api/*'),
    });
    expect(() => Template.fromStack(apart.stack)).not.toThrow();
  });

  it.each<[string, () => PrettyUrls, RegExp]>([
    ['a document with a path', () => PrettyUrls.trailingSlash({ indexDocument: 'a/index.html' }), /prettyUrls.indexDocument must be the name of a file with an extension, such as "index.html", got "a\/index.html" {2}\[EDGE_PROPERTY_TYPE\]/],
    ['a document without an extension', () => PrettyUrls.anySlash({ indexDocument: 'index' }), /prettyUrls.indexDocument must be the name/],
    ['a document of the deployment', () => PrettyUrls.anySlash({ indexDocument: Token.asString({ Ref: 'Name' }) }), /prettyUrls.indexDocument must be the name/],
    ['a status of other answers', () => PrettyUrls.noTrailingSlash({ statusCode: 303 }), /prettyUrls.statusCode is not the status of a redirect, got 303; expected 301, 302, 307 or 308 {2}\[EDGE_REDIRECT_STATUS\]/],
    ['an unknown layout', () => PrettyUrls.trailingSlash({ layout: 'x' as PageLayout }), /prettyUrls.layout must be PageLayout.FOLDERS or FILES, got "x"/],
    ['a typo', () => PrettyUrls.trailingSlash({ indexDocuments: 'a.html' } as never), /did you mean "indexDocument"\?/],
    ['another type', () => 'trailing' as never, /prettyUrls must be a PrettyUrls, got "trailing"; use PrettyUrls.trailingSlash\(\)/],
  ])('%s', (_, prettyUrls, message) => expect(refusal({ prettyUrls: prettyUrls() })).toMatch(message));

  it('once, if the event has a function already', () => {
    const site = made({ source: rules({ '/a': '/b/' }) }, withQueries({
      functionAssociations: [{ eventType: 'viewer-request', functionArn: 'arn:aws:cloudfront::111111111111:function/index' }],
    } as never));
    let message = '';
    try { Template.fromStack(site.stack); } catch (thrown) { message = (thrown as Error).message; }
    expect(message.match(/EDGE_EVENT_TAKEN/g)).toHaveLength(1);
  });

  it('values of the deployment in a CloudFront Function, and in another Region', () => {
    const value = ({ stack }: Site) => new CfnParameter(stack, 'Seconds', { type: 'Number' }).valueAsNumber;
    const taking = (region: string, host: EdgeStepHost, source?: RedirectSource) => {
      const site = siteStack({ env: { region } });
      new EdgeRedirector(site.stack, 'Urls', {
        distribution: site.distribution,
        prettyUrls: PrettyUrls.trailingSlash(),
        host,
        source,
        cacheTtl: Duration.seconds(value(site)),
      });
      try { Template.fromStack(site.stack); } catch (thrown) { return (thrown as Error).message; }
      return '';
    };
    expect(taking('us-east-1', EdgeStepHost.CLOUDFRONT_FUNCTION)).toMatch(
      /cacheTtl has a number of seconds.*EDGE_REDIRECT_FUNCTION_VALUE/,
    );
    expect(
      taking('us-east-1', EdgeStepHost.CLOUDFRONT_FUNCTION, rules({ '/a': '/b/' })).match(/FUNCTION_VALUE/g),
    ).toHaveLength(1);
    expect(
      taking('eu-west-1', EdgeStepHost.LAMBDA_EDGE, rules({ '/a': '/b/' })).match(/EDGE_TOKEN_ACROSS_REGIONS/g),
    ).toHaveLength(1);
  });

  it('rules that do not fit beside them', () => {
    const list = Object.fromEntries(
      Array.from({ length: 145 }, (_, i) => [`/some/old/path/${i}`, `/some/new/path/${i}/`]),
    );
    const host = EdgeStepHost.CLOUDFRONT_FUNCTION;
    expect(refusal({ source: rules(list), host, prettyUrls: undefined })).toBe('');
    expect(refusal({ source: rules(list), host })).toMatch(
      /does not fit into a CloudFront Function.*EDGE_REDIRECT_FUNCTION_SIZE/,
    );
  });
});

describe('rules beside pretty URLs', () => {
  it.each<[string, object, PrettyUrls]>([
    ['to the file of the page', { '/docs': '/docs/index.html' }, PrettyUrls.trailingSlash()],
    ['with a placeholder', { '/p/:id': '/p/:id/index.html' }, PrettyUrls.trailingSlash()],
    ['to the file without a slash', { '/docs': '/docs.html' }, PrettyUrls.noTrailingSlash()],
    ['through a second rule', { '/a': '/b', '/b': '/a/index.html' }, PrettyUrls.trailingSlash()],
  ])('a loop %s is an error', (_, list, prettyUrls) => {
    expect(refusal({ source: rules(list), prettyUrls })).toMatch(
      /pretty URLs redirect back.*a redirect loop.*\[EDGE_REDIRECT_LOOP\]/,
    );
  });

  it('a loop of lines that distinguish the slash is an error', () => {
    const source = RedirectSource.fromInline('/docs/ /docs 301', { format: 'cloudflare' as never });
    expect(refusal({ source })).toMatch(/EDGE_REDIRECT_LOOP/);
    expect(refusal({ source, prettyUrls: PrettyUrls.noTrailingSlash() })).toBe('');
  });

  it('a loop through two redirectors is an error', () => {
    expect(
      refusal(
        {},
        {
          before: ({ stack, distribution }) =>
            void new EdgeRedirector(stack, 'Rules', { distribution, source: rules({ '/docs': '/docs/index.html' }) }),
        },
      ),
    ).toMatch(/EDGE_REDIRECT_LOOP/);
  });

  it('a rule whose target is redirected again is a warning, and another target has none', () => {
    const site = made({
      source: rules({ '/old': '/new?a=1', '/other': '/page', '/fine': '/fine-now/', '/away': 'https://example.net/x' }),
    });
    Template.fromStack(site.stack);
    expect(warnings(site)).toEqual([
      expect.stringMatching(
        /redirects:1:2 "\/old" \(and 1 more\) leads to "\/new\?a=1", which pretty URLs redirect again; lead to "\/new\/\?a=1" at once.*EDGE_REDIRECT_CHAIN/,
      ),
    ]);
    const none = made({ source: rules({ '/old': '/new' }), prettyUrls: PrettyUrls.anySlash() });
    Template.fromStack(none.stack);
    expect(warnings(none)).toEqual([]);
  });

  it('a behavior without pretty URLs is not redirected', () => {
    const site = made({ source: rules({ '/old': '/api/x' }) });
    Template.fromStack(site.stack);
    expect(warnings(site)).toEqual([]);
  });
});

describe('error pages', () => {
  const masked = (page: string): Made['before'] => ({ stack, distribution }) => {
    new EdgeErrorMasker(stack, 'Errors', {
      distribution, rules: [{ statuses: ErrorStatuses.codes(403, 404), action: ErrorAction.redirectTo(page) }],
    });
  };

  it('are not redirected, on both hosts', async () => {
    const prettyUrls = PrettyUrls.noTrailingSlash();
    const answer = answers(synth({ prettyUrls }, { before: masked('/404.html') }));
    expect(await Promise.all(['/404.html', '/404.html?a', '/404', '/other.html'].map((url) => answer(url)))).toEqual(
      ['/404.html', '/404.html', '/404.html', '301 /other']);
    const template = synth({ prettyUrls, host: EdgeStepHost.CLOUDFRONT_FUNCTION }, { before: masked('/404.html') });
    const code = Object.values(template.findResources('AWS::CloudFront::Function'))[0].Properties.FunctionCode;
    expect(loadedCode(code)({ path: '/404.html', query: '', now: 0, headers: {} })).toMatchObject({ uri: '/404.html' });
  });

  it('count with the files that they are shown from, so that a missing page makes no loop', async () => {
    const template = synth({ prettyUrls: PrettyUrls.noTrailingSlash() }, { before: masked('/sorry') });
    const mask = loadFunction(codeOf(template, versionOn(template, '*', 'origin-response')!));
    const status = async (uri: string) => (await mask(edgeEvent('origin-response', { uri, status: 404 }))).status;
    expect([await status('/sorry.html'), await status('/nope.html')]).toEqual(['404', '302']);
  });

  it('of custom error responses are not redirected on origin-request, where CloudFront requests them', async () => {
    const queries = withQueries();
    const answer = answers(synth({ event: ORIGIN_REQUEST, prettyUrls: PrettyUrls.noTrailingSlash() }, {
      ...queries, site: { ...queries.site, errorResponses: [{ httpStatus: 404, responsePagePath: '/404.html' }] },
    }), 'origin-request');
    expect([await answer('/404.html'), await answer('/a.html')]).toEqual(['/404.html', '301 /a']);
  });
});

describe('an S3 website endpoint', () => {
  it.each([true, false])('needs no pretty URLs (website: %s)', (website) => {
    const site = made({}, {
      before: ({ stack, distribution }) => {
        const bucket = new Bucket(stack, 'Bucket', { websiteIndexDocument: 'index.html' });
        const origin = website ? new S3StaticWebsiteOrigin(bucket) : S3BucketOrigin.withOriginAccessControl(bucket);
        distribution.addBehavior('/x/*', origin);
      },
      site: { additionalBehaviors: {} },
    });
    new EdgeRedirector(site.stack, 'Folder', {
      distribution: site.distribution, prettyUrls: PrettyUrls.anySlash(), behaviors: EdgeBehaviors.paths('/x/*'),
    });
    Template.fromStack(site.stack);
    const wanted = expect.stringMatching(/are not needed on behavior "\/x\/\*".*EDGE_PRETTY_URLS_WEBSITE/);
    expect(warnings(site)).toEqual(website ? [wanted] : []);
  });
});

it('a path that an earlier step has changed is not redirected', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'steps-')), 'step.js');
  writeFileSync(file, `exports.handler = async (event) => {
    const { request } = event.Records[0].cf;
    return { ...request, uri: request.uri.replace(/^\\/site/, '').replace(/\\/$/, '/index.html') };
  };`);
  const answer = answers(
    synth(
      {},
      {
        before: ({ stack, distribution }) =>
          void new EdgeCustomStep(stack, 'Step', {
            distribution,
            event: LambdaEdgeEventType.VIEWER_REQUEST,
            step: EdgeStep.fromFile(file),
            position: EdgeStepPosition.FIRST,
          }),
      },
    ),
  );
  expect(await Promise.all(['/site/docs', '/docs/', '/docs', '/docs/index.html'].map((url) => answer(url)))).toEqual(
    ['/docs/index.html', '/docs/index.html', '301 /docs/', '301 /docs/']);
});
