import { App, Aws, Duration, Lazy, PhysicalName, Stack, type StackProps } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import {
  CacheHeaderBehavior,
  CachePolicy,
  CacheQueryStringBehavior,
  CfnDistribution,
  OriginRequestPolicy,
  type BehaviorOptions,
  type DistributionProps,
} from 'aws-cdk-lib/aws-cloudfront';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import {
  EdgeBehaviors,
  EdgeErrorMasker,
  ErrorAction,
  ErrorPage,
  ErrorRules,
  ErrorStatuses,
  Navigation,
  OriginHeader,
  type EdgeErrorMaskerProps,
  type ErrorRule,
} from '../../src';
import { codeOf, siteOrigin, siteStack, versionOn } from '../support/apps';
import { loadFunction } from '../support/bundles';
import { edgeEvent, type EventInput } from '../support/events';

const notFound = (action: ErrorAction): ErrorRule => ({ statuses: ErrorStatuses.codes(404), action });

/** Attaches to the default behavior, synthesizes, and gives the function of its event. */
function masker(
  rules: ErrorRule[],
  props: Partial<EdgeErrorMaskerProps> = {},
  distributionProps: Partial<DistributionProps> = {},
) {
  const { stack, distribution } = siteStack(undefined, distributionProps);
  new EdgeErrorMasker(stack, 'Errors', { distribution, rules, ...props });
  const template = Template.fromStack(stack);
  const handler = loadFunction(codeOf(template, versionOn(template, '*', 'origin-response')!));
  return { template, ask: (input: EventInput) => handler(edgeEvent('origin-response', input)) };
}

describe('EdgeErrorMasker', () => {
  it('is on the default behavior by default', () => {
    const { template } = masker([notFound(ErrorAction.redirectTo('/404.html'))]);
    expect(versionOn(template, '/api/*', 'origin-response')).toBeUndefined();
  });

  it('redirects with status 302 for ten seconds, without the query, by default', async () => {
    const { ask } = masker([notFound(ErrorAction.redirectTo('/404.html'))]);
    expect(await ask({ status: 404, querystring: 'a=1' })).toMatchObject({
      status: '302', headers: { 'location': [{ value: '/404.html' }], 'cache-control': [{ value: 'max-age=10' }] },
    });
  });

  it('uses the given options', async () => {
    const cachePolicy = CachePolicy.USE_ORIGIN_CACHE_CONTROL_HEADERS_QUERY_STRINGS;
    const { ask } = masker([
      { statuses: ErrorStatuses.codes(403), originHeaders: [OriginHeader.equalTo('Server', 'awselb/2.0')], action: ErrorAction.passThrough() },
      { statuses: ErrorStatuses.codes(403), originHeaders: [OriginHeader.present('x-a'), OriginHeader.absent('x-b'), OriginHeader.containing('x-a', 'y')], action: ErrorAction.maskStatus(404) },
      { statuses: ErrorStatuses.clientErrors().excluding(404), methods: ['POST'], action: ErrorAction.redirectTo('/x', { statusCode: 303, keepQuery: true, cacheTtl: Duration.minutes(1) }) },
      { statuses: ErrorStatuses.between(500, 502), paths: ['/docs/*'], action: ErrorAction.respond({ page: ErrorPage.fromInline('sorry'), cacheTtl: Duration.seconds(0) }) },
    ], {}, { defaultBehavior: { origin: siteOrigin, cachePolicy } });
    expect(await ask({ status: 403, responseHeaders: { 'Server': 'awselb/2.0', 'X-A': 'xyz' } })).toMatchObject({
      status: '403',
    });
    expect(await ask({ status: 403, responseHeaders: { 'X-A': 'xyz' } })).toMatchObject({ status: '404', body: '' });
    expect(await ask({ status: 403, responseHeaders: { 'X-A': 'xyz', 'X-B': '1' } })).toMatchObject({ status: '403' });
    expect(await ask({ status: 410, method: 'POST', querystring: 'a=1' })).toMatchObject({
      status: '303',
      headers: { 'location': [{ value: '/x?a=1' }], 'cache-control': [{ value: 'max-age=60' }] },
    });
    expect(await ask({ status: 404, method: 'POST' })).toMatchObject({ status: '404' });
    expect(await ask({ status: 502, uri: '/docs/a' })).toMatchObject({
      status: '502',
      body: 'sorry',
      headers: { 'cache-control': [{ value: 'no-store' }] },
    });
    expect(await ask({ status: 503, uri: '/docs/a' })).toMatchObject({ status: '503' });
    expect(await ask({ status: 502, uri: '/blog' })).not.toHaveProperty('body');
  });

  it('does not cache a response that was private, unless a TTL is given', async () => {
    const responseHeaders = { 'Cache-Control': 'private' };
    const { ask } = masker([notFound(ErrorAction.maskStatus(410))]);
    expect(await ask({ status: 404, responseHeaders })).toMatchObject({
      headers: { 'cache-control': [{ value: 'no-store' }] },
    });
    const withTtl = masker([notFound(ErrorAction.maskStatus(410, { cacheTtl: Duration.seconds(10) }))]);
    expect(await withTtl.ask({ status: 404, responseHeaders })).toMatchObject({
      headers: { 'cache-control': [{ value: 'max-age=10' }] },
    });
  });

  it('refuses durations that are only known at deploy time', () => {
    const late = Duration.seconds(Lazy.number({ produce: () => 5 }));
    const page = ErrorPage.fromBucket(Bucket.fromBucketName(siteStack().stack, 'Pages', 'pages'), 'a.html', {
      refreshInterval: late,
      timeout: late,
    });
    expect(() => masker([notFound(ErrorAction.redirectTo('/x', { cacheTtl: late }))])).toThrow(
      /rules\[0\]\.action\.cacheTtl .*\[EDGE_DURATION_TOKEN\]/,
    );
    expect(() => masker([notFound(ErrorAction.respond({ page }))])).toThrow(
      /rules\[0\]\.action\.page\.refreshInterval .*\[EDGE_DURATION_TOKEN\][^]*page\.timeout .*\[EDGE_DURATION_TOKEN\]/,
    );
  });

  it('keeps CORS headers by default, or those of `keepHeaders`', async () => {
    const responseHeaders = {
      'Access-Control-Allow-Origin': '*',
      'Vary': 'Origin',
      'X-Request-Id': '7',
      'Set-Cookie': 'a=b',
    };
    const kept = async (props: Partial<EdgeErrorMaskerProps>) => {
      const { headers } = await masker([notFound(ErrorAction.maskStatus(410))], props).ask({
        status: 404,
        responseHeaders,
      });
      return Object.keys(headers).sort();
    };
    expect(await kept({})).toEqual(['access-control-allow-origin', 'cache-control', 'vary']);
    expect(await kept({ keepHeaders: ['X-Request-Id'] })).toEqual(['cache-control', 'x-request-id']);
  });

  it('does not reveal the source of an error by default', async () => {
    const rules = [notFound(ErrorAction.maskStatus(410))];
    expect((await masker(rules).ask({ status: 404 })).headers).not.toHaveProperty('x-error-source');
    expect(
      (await masker(rules, { sourceHeader: 'X-Error-Source' }).ask({ status: 404 })).headers['x-error-source'][0].value,
    ).toBe('origin error, masked, was 404');
    expect(JSON.stringify(masker(rules, { logMasked: true }).template)).toContain('\\"log\\":true');
    expect(JSON.stringify(masker(rules).template)).not.toContain('\\"log\\":true');
  });

  it('has one function for two constructs with equal rules, which includes the error pages of both', () => {
    const { stack, distribution } = siteStack();
    new EdgeErrorMasker(stack, 'A', { distribution, rules: [notFound(ErrorAction.redirectTo('/a.html'))] });
    new EdgeErrorMasker(stack, 'B', {
      distribution,
      rules: [notFound(ErrorAction.redirectTo('/a.html'))],
      behaviors: EdgeBehaviors.paths('/api/*'),
    });
    Template.fromStack(stack).resourceCountIs('AWS::Lambda::Function', 1);
  });
});

describe('loops', () => {
  it('between the pages of two constructs are prevented', async () => {
    const { stack, distribution } = siteStack();
    new EdgeErrorMasker(stack, 'SiteErrors', { distribution, rules: [notFound(ErrorAction.redirectTo('/api/sorry'))] });
    new EdgeErrorMasker(stack, 'ApiErrors', {
      distribution,
      rules: [notFound(ErrorAction.redirectTo('/404.html'))],
      behaviors: EdgeBehaviors.paths('/api/*'),
    });
    const template = Template.fromStack(stack);
    const ask = (pattern: string, uri: string) =>
      loadFunction(codeOf(template, versionOn(template, pattern, 'origin-response')!))(
        edgeEvent('origin-response', { status: 404, uri }),
      );
    expect(await ask('*', '/x')).toMatchObject({ status: '302' });
    expect(await ask('/api/*', '/api/sorry')).toMatchObject({ status: '404' });
    expect(await ask('*', '/404.html')).toMatchObject({ status: '404' });
  });

  it('on the default root object are prevented', async () => {
    const { ask } = masker([notFound(ErrorAction.redirectTo('/'))], {}, { defaultRootObject: 'home.html' });
    expect(await ask({ status: 404, uri: '/home.html' })).toMatchObject({ status: '404' });
    expect(await ask({ status: 404, uri: '/index.html' })).toMatchObject({ status: '302' });
  });

  it('are not assumed if the page is on another site', async () => {
    const { ask } = masker(
      [notFound(ErrorAction.redirectTo('https://status.example.com/'))],
      {},
      { defaultRootObject: 'index.html' },
    );
    expect(await ask({ status: 404, uri: '/index.html' })).toMatchObject({ status: '302' });
  });
});

describe('a single-page application', () => {
  const page = ErrorPage.fromInline('<div id="app"></div>');

  it('takes one rule, and does not mask missing files and the API', async () => {
    const { template, ask } = masker([ErrorRules.singlePageApp(page)]);
    for (const status of [403, 404]) {
      expect(await ask({ status, uri: '/settings/profile' })).toMatchObject({
        status: '200',
        body: '<div id="app"></div>',
      });
      expect(await ask({ status, uri: '/main.4f3.js' })).toMatchObject({ status: String(status) });
    }
    expect(await ask({ status: 500, uri: '/settings' })).toMatchObject({ status: '500' });
    // Apps and certificate authorities would take the page for the file; 403 and 404 say that there is none.
    for (const uri of ['/.well-known/apple-app-site-association', '/.well-known/acme-challenge/x', '/.well-known/']) {
      expect(await ask({ status: 404, uri })).toMatchObject({ status: '404' });
    }
    expect(versionOn(template, '/api/*', 'origin-response')).toBeUndefined();
  });

  it('can distinguish routes by Accept, if that is in the cache key', async () => {
    const cachePolicy = (stack: ReturnType<typeof siteStack>['stack']) =>
      new CachePolicy(stack, 'Cache', { headerBehavior: CacheHeaderBehavior.allowList('Accept') });
    const { stack, distribution } = siteStack();
    distribution.addBehavior('/app/*', siteOrigin, { cachePolicy: cachePolicy(stack) });
    new EdgeErrorMasker(stack, 'Errors', {
      distribution,
      behaviors: EdgeBehaviors.paths('/app/*'),
      rules: [ErrorRules.singlePageApp(page, { navigations: Navigation.BY_ACCEPT })],
    });
    const template = Template.fromStack(stack);
    const handler = loadFunction(codeOf(template, versionOn(template, '/app/*', 'origin-response')!));
    expect(
      await handler(edgeEvent('origin-response', { status: 404, uri: '/app/x', headers: { Accept: 'text/html' } })),
    ).toMatchObject({ status: '200' });
    expect(
      await handler(edgeEvent('origin-response', { status: 404, uri: '/app/x', headers: { Accept: '*/*' } })),
    ).toMatchObject({ status: '404' });
    expect(
      await handler(edgeEvent('origin-response', {
        status: 404, uri: '/.well-known/change-password', headers: { Accept: 'text/html' },
      })),
    ).toMatchObject({ status: '404' });
  });
});

describe('what a response depends on', () => {
  const byAccept = [{ ...notFound(ErrorAction.maskStatus(410)), navigations: Navigation.BY_ACCEPT }];
  const withQuery = [notFound(ErrorAction.redirectTo('/404.html', { keepQuery: true }))];
  const synth = (
    rules: ErrorRule[],
    options: (stack: ReturnType<typeof siteStack>['stack']) => Partial<BehaviorOptions>,
  ) => {
    const { stack, distribution } = siteStack();
    distribution.addBehavior('/x/*', siteOrigin, options(stack));
    new EdgeErrorMasker(stack, 'Errors', { distribution, rules, behaviors: EdgeBehaviors.paths('/x/*') });
    return Template.fromStack(stack);
  };

  it('has to be in the cache key', () => {
    expect(() => synth(byAccept, () => ({}))).toThrow(
      /rules\[0\]\.navigations reads the header "accept", which is not in the cache key of behavior "\/x\/\*", so that one viewer's answer would be served to all; use a cache policy with this header, or Navigation\.BY_PATH {2}\[EDGE_NOT_IN_CACHE_KEY\]/,
    );
    expect(() => synth(withQuery, () => ({}))).toThrow(
      /rules\[0\]\.action\.keepQuery reads the whole query string.*EDGE_NOT_IN_CACHE_KEY/,
    );
    expect(() =>
      synth(withQuery, (stack) => ({
        cachePolicy: new CachePolicy(stack, 'C', { queryStringBehavior: CacheQueryStringBehavior.allowList('a') }),
      })),
    ).toThrow('EDGE_NOT_IN_CACHE_KEY');
    expect(() =>
      synth(withQuery, (stack) => ({
        cachePolicy: new CachePolicy(stack, 'C', { queryStringBehavior: CacheQueryStringBehavior.all() }),
      })),
    ).not.toThrow();
  });

  it('need not be, if nothing is cached', () => {
    const uncached = { cachePolicy: CachePolicy.CACHING_DISABLED, originRequestPolicy: OriginRequestPolicy.ALL_VIEWER };
    expect(() => synth([...byAccept, ...withQuery], () => uncached)).not.toThrow();
    expect(() =>
      synth([...byAccept, ...withQuery], () => ({ originRequestPolicy: OriginRequestPolicy.ALL_VIEWER })),
    ).toThrow(/2 problems/);
  });

  const both = [...byAccept, ...withQuery];
  const noTime = { minTtl: Duration.seconds(0), defaultTtl: Duration.seconds(0), maxTtl: Duration.seconds(0) };
  it.each<[string, (stack: ReturnType<typeof siteStack>['stack']) => Partial<BehaviorOptions>]>([
    ['the managed policy', () => ({ cachePolicy: CachePolicy.CACHING_DISABLED })],
    ['its id, computed late', (stack) => ({ cachePolicy: CachePolicy.fromCachePolicyId(stack, 'Late', Lazy.string({ produce: () => CachePolicy.CACHING_DISABLED.cachePolicyId })) })],
    ['a policy of the app', (stack) => ({ cachePolicy: new CachePolicy(stack, 'None', noTime) })],
  ])('%s that caches nothing needs neither: what the function does not see is a warning', (_, options) => {
    const { stack, distribution } = siteStack();
    const caching = options(stack);
    distribution.addBehavior('/x/*', siteOrigin, caching);
    distribution.addBehavior('/y/*', siteOrigin, { ...caching, originRequestPolicy: OriginRequestPolicy.ALL_VIEWER });
    new EdgeErrorMasker(stack, 'Errors', { distribution, rules: both, behaviors: EdgeBehaviors.paths('/x/*', '/y/*') });
    const warnings = Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('EDGE_MASK_UNSEEN'));
    expect(warnings.map(({ entry }) => String(entry.data).split('\n').length)).toEqual([2]);
    expect(String(warnings[0].entry.data)).toMatch(
      /^rules\[0\]\.navigations reads the header "accept", which does not reach the function on behavior "\/x\/\*", so that the rule never applies; use an origin request policy with it/,
    );
  });

  it('may be anything if nothing is cached and the policy is unknown', () => {
    const { stack, distribution } = siteStack();
    const imported = OriginRequestPolicy.fromOriginRequestPolicyId(stack, 'P', 'e1a2b3c4-0000-0000-0000-000000000000');
    distribution.addBehavior('/x/*', siteOrigin, {
      cachePolicy: CachePolicy.CACHING_DISABLED,
      originRequestPolicy: imported,
    });
    new EdgeErrorMasker(stack, 'Errors', { distribution, rules: both, behaviors: EdgeBehaviors.paths('/x/*') });
    Annotations.fromStack(stack).hasNoWarning('*', Match.stringLikeRegexp('EDGE_MASK_UNSEEN'));
  });

  describe('with legacy settings instead of policies', () => {
    const legacy = (behavior: Partial<CfnDistribution.DefaultCacheBehaviorProperty>) => {
      const stack = new Stack(new App(), 'Web', { env: { region: 'us-east-1' } });
      const distribution = new CfnDistribution(stack, 'Site', {
        distributionConfig: {
          enabled: true,
          origins: [
            { id: 'o', domainName: 'o.example.com', customOriginConfig: { originProtocolPolicy: 'https-only' } },
          ],
          defaultCacheBehavior: { targetOriginId: 'o', viewerProtocolPolicy: 'https-only', ...behavior },
        },
      });
      new EdgeErrorMasker(stack, 'Errors', { distribution, rules: both });
      return () => Template.fromStack(stack);
    };
    const some = { queryString: true, queryStringCacheKeys: ['a'] };

    it('counts what is forwarded, and whether any of it is cached', () => {
      expect(legacy({ forwardedValues: { queryString: false } })).toThrow(/2 problems/);
      expect(legacy({ forwardedValues: { queryString: true, headers: ['Accept'] } })).not.toThrow();
      expect(legacy({ forwardedValues: { ...some, headers: ['Accept'] } })).toThrow(/keepQuery.*EDGE_NOT_IN_CACHE_KEY/);
      expect(
        legacy({ forwardedValues: { ...some, headers: ['Accept'] }, minTtl: 0, defaultTtl: 0, maxTtl: 0 }),
      ).not.toThrow();
      expect(legacy({ forwardedValues: { ...some, headers: ['Accept'] }, minTtl: 0, defaultTtl: 0 })).toThrow(
        /EDGE_NOT_IN_CACHE_KEY/,
      );
      expect(legacy({ forwardedValues: { queryString: false }, maxTtl: 0 })).not.toThrow();
      expect(legacy({ forwardedValues: { ...some, headers: ['*'] } })).not.toThrow();
    });
  });
});

it('refuses a location with the distribution\'s own domain, which would be a cycle', () => {
  const { stack, distribution } = siteStack();
  new EdgeErrorMasker(stack, 'Errors', {
    distribution,
    rules: [notFound(ErrorAction.redirectTo(`https://${distribution.distributionDomainName}/404.html`))],
  });
  expect(() => Template.fromStack(stack)).toThrow(/Web\/Errors: .*\[EDGE_OWN_DISTRIBUTION\]/s);
});

it('reports all problems of all rules at once', () => {
  expect(() => masker([
    notFound(ErrorAction.redirectTo('//x', { statusCode: 300 })),
    { statuses: ErrorStatuses.codes(200), methods: ['get'], paths: [''], action: ErrorAction.respond({ page: ErrorPage.fromFile('no-such-page.html'), statusCode: 302 }) },
    notFound(ErrorAction.maskStatus(401)),
  ], { keepHeaders: ['ETag'], sourceHeader: 'server' })).toThrow(new RegExp([
    'Web/Errors: 10 problems',
    'rules\\[1\\]\\.action\\.page cannot be read, got "no-such-page.html"; .*\\[EDGE_MASK_PAGE_FILE\\]',
    'rules\\[0\\]\\.action\\.location is not a valid location, got "//x"; .*\\[EDGE_MASK_LOCATION\\]',
    'rules\\[0\\]\\.action\\.statusCode is not a redirect, got 300; .*\\[EDGE_MASK_REDIRECT_STATUS\\]',
    'rules\\[1\\]\\.statuses .*\\[EDGE_MASK_STATUS\\]',
    'rules\\[1\\]\\.methods\\[0\\] .*\\[EDGE_MASK_METHOD\\]',
    'rules\\[1\\]\\.paths\\[0\\] .*\\[EDGE_MASK_PATH\\]',
    'rules\\[1\\]\\.action\\.statusCode cannot be the status of this answer, got 302; .*\\[EDGE_MASK_ANSWER_STATUS\\]',
    'rules\\[2\\]\\.action\\.statusCode cannot be the status of this answer, got 401; .*\\[EDGE_MASK_ANSWER_STATUS\\]',
    'keepHeaders\\[0\\] .*\\[EDGE_MASK_HEADER\\]',
    'sourceHeader .*\\[EDGE_MASK_HEADER\\]',
  ].join('\n *')));
});

describe('a page in a bucket', () => {
  const rules = (bucket: Bucket, key = 'errors/404.html') => [
    notFound(ErrorAction.respond({ page: ErrorPage.fromBucket(bucket, key) })),
  ];
  const synth = (props: StackProps, bucketName?: string, key?: string) => {
    const { stack, distribution } = siteStack(props);
    new EdgeErrorMasker(stack, 'Errors', {
      distribution,
      rules: rules(new Bucket(stack, 'Pages', { bucketName }), key),
    });
    const functionStack =
      props.env?.region === 'eu-west-1'
        ? stack.node.root.node.children.find((c) => c !== stack && c.node.id.startsWith('edge-functions'))
        : stack;
    return Template.fromStack(functionStack as typeof stack);
  };
  const statements = (template: Template) =>
    Object.values(template.findResources('AWS::IAM::ManagedPolicy'))
      .flatMap((p) => p.Properties.PolicyDocument.Statement)
      .filter((s) => s.Action === 's3:GetObject');

  it('is the one object that the function may read', () => {
    const [{ Resource, Effect }, ...others] = statements(synth({ env: { region: 'us-east-1' } }));
    expect(others).toEqual([]);
    expect(Effect).toBe('Allow');
    expect(Resource).toEqual({
      'Fn::Join': [
        '',
        ['arn:', { Ref: 'AWS::Partition' }, ':s3:::', { Ref: expect.stringMatching(/^Pages/) }, '/errors/404.html'],
      ],
    });
  });

  it('is one object even if its key has a wildcard', () => {
    expect(JSON.stringify(statements(synth({ env: { region: 'us-east-1' } }, undefined, 'a*b?.html')))).toContain(
      '/a${*}b${?}.html',
    );
  });

  it('is one object even if a part of its key is only known at deploy time', () => {
    const template = synth({ env: { region: 'us-east-1' } }, undefined, `${Aws.ACCOUNT_ID}/` + '${a}.html');
    expect(statements(template)[0].Resource['Fn::Join'][1].slice(-3)).toEqual([
      '/',
      { Ref: 'AWS::AccountId' },
      '/${$}{a}.html',
    ]);
  });

  it('is fetched by code that other functions do not contain', () => {
    const description = (template: Template) =>
      Object.values(template.findResources('AWS::Lambda::Function'))[0].Properties.Description;
    expect(description(synth({ env: { region: 'us-east-1' } }))).toContain('mask-errors-stored');
    expect(description(masker([notFound(ErrorAction.maskStatus(410))]).template)).not.toContain('stored');
  });

  it('is read by the name of its bucket if the function is in another stack', () => {
    const template = synth({ env: { region: 'eu-west-1' } }, 'my-pages');
    expect(statements(template)[0].Resource).toEqual({
      'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':s3:::my-pages/errors/404.html']],
    });
    expect(JSON.stringify(template)).toContain('\\"bucket\\":\\"my-pages\\",\\"region\\":\\"eu-west-1\\"');
    expect(() =>
      synth({ env: { region: 'eu-west-1', account: '123456789012' } }, PhysicalName.GENERATE_IF_NEEDED),
    ).not.toThrow();
  });

  it('is refused if the function is in another stack and CloudFormation generates the name', () => {
    expect(() => synth({ env: { region: 'eu-west-1' } })).toThrow(
      /rules\[0\]\.action\.page is in a bucket whose name is only known .*EDGE_MASK_BUCKET_NAME/,
    );
    // The CDK cannot generate a name for an unknown account.
    expect(() => synth({ env: { region: 'eu-west-1' } }, PhysicalName.GENERATE_IF_NEEDED)).toThrow(
      /GENERATE_IF_NEEDED needs an explicit account of the stack.*EDGE_MASK_BUCKET_NAME/,
    );
  });
});
