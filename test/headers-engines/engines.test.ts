import { CfnParameter, Duration, Token } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import {
  CachePolicy, Function as CloudFrontFunction, FunctionCode, FunctionEventType, LambdaEdgeEventType,
} from 'aws-cdk-lib/aws-cloudfront';
import { byFunction } from './support';
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
  ExistingAttachments,
  RedirectSource,
  SecurityHeader,
  SecurityHeaders,
  SecurityHeadersEngine,
  SecurityHeadersPreset,
  WeakPolicyAction,
  type SecurityHeadersOptions,
} from '../../src';
import { renderedBehaviors, siteOrigin, siteStack } from '../support/apps';
import { deployedText } from '../support/deployed';

const {
  AUTO, RESPONSE_HEADERS_POLICY, CLOUDFRONT_FUNCTION, LAMBDA_EDGE, HYBRID,
} = SecurityHeadersEngine;
const withSource = (...connectSrc: CspSource[]) => ContentSecurityPolicy.balanced().extend({ connectSrc });
const host = withSource(CspSource.viewerHost('wss'));
const domain = withSource(CspSource.distributionDomain());
const nonce = ContentSecurityPolicy.balanced().extend({ scriptSrc: [CspSource.nonceFromOriginHeader('X-CSP-Nonce')] });
const uncached = { defaultBehavior: { origin: siteOrigin, cachePolicy: CachePolicy.CACHING_DISABLED } };

function site(options: SecurityHeadersOptions, region = 'us-east-1') {
  const made = siteStack({ env: { region } }, { additionalBehaviors: {}, ...uncached });
  const headers = new SecurityHeaders(made.stack, 'Headers', { distribution: made.distribution, ...options });
  return { ...made, headers };
}

/** What is on the default behavior. */
function attached({ stack }: Pick<ReturnType<typeof siteStack>, 'stack'>, pattern = '*'): string[] {
  const { lambdas, functions, policy } = renderedBehaviors(Template.fromStack(stack))[pattern];
  return [
    ...policy ? ['policy'] : [],
    ...functions.map(({ EventType }) => `${EventType} function`), ...lambdas.map(({ EventType }) => `${EventType} lambda`),
  ];
}

function said({ stack }: Pick<ReturnType<typeof siteStack>, 'stack'>, code: string): string[] {
  Template.fromStack(stack);
  const annotations = Annotations.fromStack(stack);
  const like = Match.stringLikeRegexp(code);
  return [...annotations.findInfo('*', like), ...annotations.findWarning('*', like)].map(({ entry }) =>
    String(entry.data),
  );
}

const refused = (options: SecurityHeadersOptions) => () => Template.fromStack(site(options).stack);

describe('AUTO takes what is necessary', () => {
  it.each<[string, SecurityHeadersOptions, string[], RegExp | undefined]>([
    ['nothing but static headers', {}, ['policy'], undefined],
    ['STRICT', { preset: SecurityHeadersPreset.STRICT, engine: AUTO }, ['policy'], undefined],
    ['documentsOnly: false', { documentsOnly: false }, ['policy'], undefined],
    [
      'the host of the viewer',
      { contentSecurityPolicy: host },
      ['policy', 'viewer-response function'],
      /a CloudFront Function, because a policy cannot do this: CspSource\.viewerHost\("wss"\) \(contentSecurityPolicy\.connectSrc\[3\]\); a million requests cost \$0\.10 .*Errors, and what no function sees, have the values of the policy/,
    ],
    [
      'the same in the policy that is reported',
      { contentSecurityPolicyReportOnly: host },
      ['policy', 'viewer-response function'],
      /\(contentSecurityPolicyReportOnly\.connectSrc\[3\]\)/,
    ],
    [
      'a nonce',
      { contentSecurityPolicy: nonce },
      ['policy', 'viewer-response function'],
      /nonceFromOriginHeader\("X-CSP-Nonce"\)/,
    ],
    [
      'documentsOnly',
      { documentsOnly: true },
      ['policy', 'viewer-response function'],
      /: documentsOnly \(documentsOnly\);/,
    ],
    [
      'more removals than a policy takes',
      { removeHeaders: SecurityHeaders.OWASP_HEADERS },
      ['policy', 'viewer-response function'],
      /the removal of 87 headers, of which a policy takes 10 \(removeHeaders\)/,
    ],
    [
      'the domain of the distribution',
      { contentSecurityPolicy: domain },
      ['policy', 'origin-response lambda'],
      /on origin-response, a Lambda@Edge function, because .*distributionDomain\(\).* a million requests that the cache does not answer cost \$0\.63/,
    ],
    [
      'that domain and the host',
      { contentSecurityPolicy: domain, contentSecurityPolicyReportOnly: host },
      ['policy', 'viewer-response function'],
      /distributionDomain\(\).*viewerHost/,
    ],
  ])('%s', (_, options, expected, note) => {
    const made = site({ weakPolicy: WeakPolicyAction.IGNORE, ...options });
    expect(attached(made)).toEqual(expected);
    expect(said(made, 'EDGE_HEADERS_ENGINE')).toEqual(note ? [expect.stringMatching(note)] : []);
  });

  it('on Lambda@Edge beside such a function on a viewer event, and says so', () => {
    const made = site({ contentSecurityPolicy: host });
    new EdgeRedirector(made.stack, 'Redirects', {
      distribution: made.distribution,
      source: RedirectSource.fromInline('{ "/a": "/b" }'),
      host: EdgeStepHost.LAMBDA_EDGE,
    });
    expect(attached(made)).toEqual(['policy', 'viewer-request lambda', 'viewer-response lambda']);
    expect(said(made, 'EDGE_HEADERS_ENGINE')).toEqual([
      expect.stringMatching(
        /on viewer-response, a Lambda@Edge function, .*, and a Lambda@Edge function is on a viewer event of its behaviors; a million requests cost \$0\.63/,
      ),
    ]);
  });

  it('in a CloudFront Function beside redirects, which stay one', () => {
    const made = site({ contentSecurityPolicy: host });
    new EdgeRedirector(made.stack, 'Redirects', {
      distribution: made.distribution,
      source: RedirectSource.fromInline('{ "/a": "/b" }'),
    });
    expect(attached(made)).toEqual(['policy', 'viewer-request function', 'viewer-response function']);
  });

  it('together with redirects that are too many for a CloudFront Function', () => {
    const made = site({ contentSecurityPolicy: host });
    const rules = Object.fromEntries([...Array(400).keys()].map((n) => [`/some/old/page/${n}`, `/new/${n * 7}`]));
    new EdgeRedirector(made.stack, 'Redirects', {
      distribution: made.distribution,
      source: RedirectSource.fromInline(JSON.stringify(rules)),
    });
    expect(attached(made)).toEqual(['policy', 'viewer-request lambda', 'viewer-response lambda']);
  });

  it('without a function on behaviors that serve no documents', () => {
    const made = site({ contentSecurityPolicy: host });
    made.distribution.addBehavior('*.woff2', siteOrigin);
    expect(attached(made, '*.woff2')).toEqual(['policy']);
    const removing = site({ removeHeaders: SecurityHeaders.OWASP_HEADERS });
    removing.distribution.addBehavior('*.woff2', siteOrigin);
    expect(attached(removing, '*.woff2')).toEqual(['policy', 'viewer-response function']);
  });

  it('in any Region without a stack in us-east-1', () => {
    expect(attached(site({ contentSecurityPolicy: host }, 'eu-west-1'))).toEqual([
      'policy',
      'viewer-response function',
    ]);
  });
});

describe('an engine that the user has chosen', () => {
  it.each<[SecurityHeadersEngine, SecurityHeadersOptions, string[]]>([
    [RESPONSE_HEADERS_POLICY, {}, ['policy']],
    [CLOUDFRONT_FUNCTION, {}, ['viewer-response function']],
    [CLOUDFRONT_FUNCTION, { contentSecurityPolicy: domain }, ['viewer-response function']],
    [LAMBDA_EDGE, {}, ['origin-response lambda']],
    [LAMBDA_EDGE, { contentSecurityPolicy: nonce }, ['origin-response lambda']],
    [LAMBDA_EDGE, { contentSecurityPolicy: host }, ['viewer-response lambda']],
    [HYBRID, {}, ['policy', 'viewer-response function']],
    [HYBRID, { contentSecurityPolicy: domain }, ['policy', 'viewer-response function']],
  ])('%s %j', (engine, options, expected) => {
    const made = site({ engine, ...options });
    expect(attached(made)).toEqual(expected);
    expect(made.headers.responseHeadersPolicy === undefined).toBe(!expected.includes('policy'));
    const bare = said(made, 'EDGE_HEADERS_BARE');
    expect(bare).toHaveLength(expected.includes('policy') ? 0 : 1);
  });

  it('without a function where it is the policy alone', () => {
    const made = site({ engine: RESPONSE_HEADERS_POLICY });
    Template.fromStack(made.stack).resourceCountIs('AWS::CloudFront::Function', 0);
    Template.fromStack(made.stack).resourceCountIs('AWS::Lambda::Function', 0);
    expect(made.headers.functions).toBeDefined();
  });

  it('needs no custom policy in a plan that has none', () => {
    const made = siteStack(undefined, uncached, { 'cdk-cloudfront-edge:plan': 'free' });
    new SecurityHeaders(made.stack, 'Headers', { distribution: made.distribution, engine: CLOUDFRONT_FUNCTION });
    Template.fromStack(made.stack).resourceCountIs('AWS::CloudFront::ResponseHeadersPolicy', 0);
    expect(said(made, 'EDGE_FLAT_RATE_PLAN')).toEqual([]);
  });

  it.each<[string, SecurityHeadersOptions, RegExp]>([
    ['the host', { contentSecurityPolicy: host }, /contentSecurityPolicy\.connectSrc\[3\] needs a function: CspSource\.viewerHost\("wss"\) .*HYBRID.*\[EDGE_HEADERS_ENGINE_UNABLE\]/],
    ['the domain', { contentSecurityPolicy: domain }, /connectSrc\[3\] needs a function: CspSource\.distributionDomain\(\)/],
    ['a nonce', { contentSecurityPolicyReportOnly: nonce }, /contentSecurityPolicyReportOnly\.scriptSrc\[1\] needs a function: CspSource\.nonceFromOriginHeader\("X-CSP-Nonce"\)/],
    ['documents', { documentsOnly: true }, /documentsOnly needs a function/],
  ])('a policy alone refuses %s', (_, options, message) => (
    expect(refused({ engine: RESPONSE_HEADERS_POLICY, ...options })).toThrow(message)));

  it('a policy alone warns about removals that it is reported not to take', () => {
    const made = site({ engine: RESPONSE_HEADERS_POLICY, removeHeaders: SecurityHeaders.OWASP_HEADERS });
    expect(said(made, 'EDGE_HEADER_LIMIT')).toEqual([expect.stringContaining('removes 87 headers')]);
    expect(said(site({ removeHeaders: SecurityHeaders.OWASP_HEADERS }), 'EDGE_HEADER_LIMIT')).toEqual([]);
  });

  it('two functions for one behavior are refused', () => {
    const made = site({ engine: CLOUDFRONT_FUNCTION });
    new SecurityHeaders(made.stack, 'Second', { distribution: made.distribution, engine: CLOUDFRONT_FUNCTION });
    expect(() => Template.fromStack(made.stack)).toThrow(
      /Web\/Second: 1 problem\n *behaviors sets headers in a function on behavior "\*", and so does Web\/Headers; .*\[EDGE_HEADERS_ENGINE_TWICE\]/,
    );
    const apart = siteStack();
    for (const [id, behaviors] of [
      ['A', EdgeBehaviors.defaultBehavior()],
      ['B', EdgeBehaviors.paths('/api/*')],
    ] as const) {
      new SecurityHeaders(apart.stack, id, {
        distribution: apart.distribution,
        engine: CLOUDFRONT_FUNCTION,
        behaviors,
      });
    }
    expect(attached(apart, '/api/*')).toEqual(['viewer-response function']);
  });

  it.each([
    [CLOUDFRONT_FUNCTION, LambdaEdgeEventType.VIEWER_REQUEST, 'test/support/step.js', /EDGE_VIEWER_MIX/, 'set engine: SecurityHeadersEngine.LAMBDA_EDGE'],
  ])('%s is refused beside a function of the other kind, with a cure', (engine, event, file, code, cure) => {
    const made = site({ engine });
    new EdgeCustomStep(made.stack, 'Step', { distribution: made.distribution, event, step: EdgeStep.fromFile(file) });
    expect(() => Template.fromStack(made.stack)).toThrow(code);
    expect(() => Template.fromStack(made.stack)).toThrow(cure);
  });

  it('joins a function of the user on viewer-response, and runs after it', () => {
    const existing = ExistingAttachments.compose();
    const made = siteStack();
    const theirs = new CloudFrontFunction(made.stack, 'Theirs', {
      code: FunctionCode.fromInline(
        'function handler(event) { event.response.headers["content-security-policy"] = { value: "x" }; return event.response; }',
      ),
    });
    made.distribution.addBehavior('/mine/*', siteOrigin, {
      functionAssociations: [{ function: theirs, eventType: FunctionEventType.VIEWER_RESPONSE }],
    });
    new SecurityHeaders(made.stack, 'Headers', {
      distribution: made.distribution,
      contentSecurityPolicy: host,
      existing,
    });
    expect(attached(made, '/mine/*')).toEqual(['policy', 'viewer-response function']);
    expect(said(made, 'EDGE_HEADER_REPLACED')).toEqual([]);
    const refusing = site({ contentSecurityPolicy: host });
    refusing.distribution.addBehavior('/mine/*', siteOrigin, {
      functionAssociations: [
        {
          function: new CloudFrontFunction(refusing.stack, 'Theirs', {
            code: FunctionCode.fromInline('function handler(event) { return event.response; }'),
          }),
          eventType: FunctionEventType.VIEWER_RESPONSE,
        },
      ],
    });
    expect(() => Template.fromStack(refusing.stack)).toThrow(
      /viewer-response event of behavior "\/mine\/\*" already has the function Web\/Theirs\/Resource.*ExistingAttachments\.compose\(\), .*; SecurityHeaders needs no function with SecurityHeadersEngine\.RESPONSE_HEADERS_POLICY and without CspSource\.viewerHost\("wss"\) {2}\[EDGE_EVENT_TAKEN\]/,
    );
  });
});

describe('what functions cannot do is refused', () => {
  it.each<[string, SecurityHeadersOptions, RegExp]>([
    [
      'an invalid scheme',
      { contentSecurityPolicy: withSource(CspSource.viewerHost('w s')) },
      /connectSrc\[3\] is not a scheme, got "w s".*\[EDGE_CSP_SOURCE\]/,
    ],
    [
      'a deploy-time scheme',
      { contentSecurityPolicy: withSource(CspSource.viewerHost(Token.asString({ Ref: 'X' }))) },
      /only known at deploy time.*\[EDGE_CSP_SOURCE\]/,
    ],
    [
      'an invalid header name',
      {
        contentSecurityPolicy: ContentSecurityPolicy.fromDirectives({
          scriptSrc: [CspSource.nonceFromOriginHeader('a b')],
        }),
      },
      /scriptSrc\[0\] is not the name of a header, got "a b".*\[EDGE_HEADER_NAME\]/,
    ],
    [
      'a nonce in a header with a property',
      {
        contentSecurityPolicy: ContentSecurityPolicy.fromDirectives({
          scriptSrc: [CspSource.nonceFromOriginHeader('content-security-policy')],
        }),
      },
      /is a header of its own.*\[EDGE_HEADER_NAME\]/,
    ],
    [
      'a nonce that functions do not see',
      {
        contentSecurityPolicy: ContentSecurityPolicy.fromDirectives({
          scriptSrc: [CspSource.nonceFromOriginHeader('X-Amz-Cf-Id')],
        }),
      },
      /functions do not see.*\[EDGE_HEADER_NAME\]/,
    ],
    [
      'a nonce for images',
      {
        contentSecurityPolicy: ContentSecurityPolicy.fromDirectives({
          imgSrc: [CspSource.nonceFromOriginHeader('X-N')],
        }),
      },
      /imgSrc\[0\] is a nonce, which browsers only read in .*\[EDGE_CSP_NONCE\]/,
    ],
    [
      'a custom header that functions may not set',
      { engine: CLOUDFRONT_FUNCTION, customHeaders: [{ header: 'X-Cache', value: 'a', override: true }] },
      /customHeaders\[0\] sets X-Cache, which CloudFront does not allow a function to do.*\[EDGE_HEADER_NAME\]/,
    ],
    [
      'a removal that no engine can do',
      { engine: HYBRID, removeHeaders: ['Via'] },
      /removeHeaders\[0\] removes Via.*\[EDGE_HEADER_NAME\]/,
    ],
    [
      'a removal that functions cannot do',
      { engine: LAMBDA_EDGE, removeHeaders: ['X-Cache'] },
      /removeHeaders\[0\] removes X-Cache.*\[EDGE_HEADER_NAME\]/,
    ],
    ['a static nonce', { contentSecurityPolicy: withSource(CspSource.of("'nonce-abc'")) }, /EDGE_CSP_NONCE/],
    [
      'a policy of 1,784 characters beside a policy',
      {
        engine: HYBRID,
        contentSecurityPolicy: ContentSecurityPolicy.fromString(`img-src a.example/${'x'.repeat(1766)}`),
      },
      /EDGE_CSP_LENGTH/,
    ],
    [
      'headers of more than 10,240 characters',
      {
        engine: LAMBDA_EDGE,
        contentSecurityPolicy: ContentSecurityPolicy.fromString(`img-src a.example/${'x'.repeat(10_200)}`),
      },
      /EDGE_HEADER_LIMIT/,
    ],
    [
      'headers that become so long at the edge',
      {
        engine: LAMBDA_EDGE,
        contentSecurityPolicy: ContentSecurityPolicy.fromDirectives({
          connectSrc: ['a', 'b', 'c', 'd', 'e'].map((s) => CspSource.viewerHost(s)),
          imgSrc: [CspSource.of(`a.example/${'x'.repeat(9_000)}`)],
        }),
      },
      /EDGE_HEADER_LIMIT/,
    ],
  ])('%s', (_, options, message) =>
    expect(refused({ weakPolicy: WeakPolicyAction.IGNORE, ...options })).toThrow(message),
  );

  it.each<[string, SecurityHeadersOptions]>([
    ['a long policy', { contentSecurityPolicy: ContentSecurityPolicy.fromString(`img-src a.example/${'x'.repeat(3000)}`) }],
    ['eleven custom headers', { customHeaders: [...Array(11).keys()].map((n) => ({ header: `X-${n}`, value: 'a', override: true })) }],
  ])('but %s is fine in a function alone', (_, options) => {
    expect(refused({ engine: CLOUDFRONT_FUNCTION, weakPolicy: WeakPolicyAction.IGNORE, ...options })).not.toThrow();
  });
});

describe('a nonce on a behavior that caches', () => {
  it('is a warning', () => {
    const made = siteStack();
    new SecurityHeaders(made.stack, 'Headers', { distribution: made.distribution, contentSecurityPolicy: nonce });
    expect(said(made, 'EDGE_CSP_NONCE_CACHED')).toEqual([
      expect.stringMatching(
        /contentSecurityPolicy\.scriptSrc\[1\] is a nonce of the origin, but behaviors "\/api\/\*", "\*" may cache pages/,
      ),
    ]);
  });
  it('is not reported where nothing is cached', () =>
    expect(said(site({ contentSecurityPolicy: nonce }), 'NONCE_CACHED')).toEqual([]));
  it('leaves no weak policy without it', () => {
    const strict = ContentSecurityPolicy.strict().replace({
      scriptSrc: [CspSource.nonceFromOriginHeader('X-N'), CspSource.STRICT_DYNAMIC, CspSource.UNSAFE_INLINE],
    });
    const made = site({ contentSecurityPolicy: strict });
    expect(said(made, 'EDGE_HEADERS_CSP')).toEqual([]);
    Template.fromStack(made.stack).hasResourceProperties('AWS::CloudFront::ResponseHeadersPolicy', {
      ResponseHeadersPolicyConfig: {
        SecurityHeadersConfig: {
          ContentSecurityPolicy: {
            ContentSecurityPolicy: Match.stringLikeRegexp("; script-src 'strict-dynamic'; "),
            Override: true,
          },
        },
      },
    });
  });
});

describe('values that are only known at deploy time', () => {
  const api = (stack: ReturnType<typeof siteStack>['stack']) => new CfnParameter(stack, 'Api').valueAsString;
  it.each([CLOUDFRONT_FUNCTION, LAMBDA_EDGE, HYBRID])('are in the function of %s', (engine) => {
    const made = siteStack(undefined, uncached);
    new SecurityHeaders(made.stack, 'Headers', {
      distribution: made.distribution,
      engine,
      contentSecurityPolicy: withSource(CspSource.viewerHost('wss'), CspSource.host(api(made.stack))),
      strictTransportSecurity: {
        maxAge: Duration.seconds(new CfnParameter(made.stack, 'Age', { type: 'Number' }).valueAsNumber),
      },
    });
    const code = JSON.stringify(Template.fromStack(made.stack).findResources(
      engine === LAMBDA_EDGE ? 'AWS::Lambda::Function' : 'AWS::CloudFront::Function'));
    expect(code).toContain('{"Fn::Base64":{"Ref":"Api"}}');
    if (engine !== HYBRID) expect(code).toContain('{"Fn::Base64":{"Ref":"Age"}}');
    expect(code).not.toContain('max-age=0000000000');
  });

  it.each([['https://api.example.com', 'https://api.example.com'], ['a\r\nx: y', undefined]])('%j becomes %j', (given, sent) => {
    const made = siteStack(undefined, uncached);
    new SecurityHeaders(made.stack, 'Headers', {
      distribution: made.distribution,
      engine: CLOUDFRONT_FUNCTION,
      contentSecurityPolicy: withSource(CspSource.host(new CfnParameter(made.stack, 'Api').valueAsString)),
      strictTransportSecurity: { maxAge: Duration.seconds(new CfnParameter(made.stack, 'Age', { type: 'Number' }).valueAsNumber) },
    });
    const functions = Template.fromStack(made.stack).findResources('AWS::CloudFront::Function');
    const [code] = Object.values<any>(functions).map(({ Properties: { FunctionCode: text } }) => (
      deployedText(text, ({ Ref }) => (Ref === 'Age' ? '77' : given))));
    const log: string[] = [];
    const headers = byFunction(code, log)({ headers: {} });
    expect(headers['strict-transport-security']).toBe('max-age=77');
    if (sent === undefined) expect(headers['content-security-policy']).toBeUndefined();
    else expect(headers['content-security-policy']).toContain(`blob: ${sent};`);
    expect(log.map((line) => JSON.parse(line))).toEqual(sent ? [] : [{
      level: 'ERROR',
      code: 'EDGE_HEADER_SKIPPED',
      event: 'viewer-response',
      requestId: 'id',
      header: 'content-security-policy',
      message: 'the header has no valid value',
    }]);
  });
});

it('headers are in all functions that answer, if a function alone sets them', () => {
  const made = siteStack();
  const headers = new SecurityHeaders(made.stack, 'Headers', {
    distribution: made.distribution, engine: CLOUDFRONT_FUNCTION, keepOrigin: [SecurityHeader.REFERRER_POLICY],
  });
  new EdgeRedirector(made.stack, 'Redirects', {
    distribution: made.distribution,
    source: RedirectSource.fromInline('{ "/a": "/b" }'),
  });
  new EdgeErrorMasker(made.stack, 'Errors', {
    distribution: made.distribution,
    rules: [{ statuses: ErrorStatuses.codes(404), action: ErrorAction.maskStatus(410) }],
  });
  expect(attached(made)).toEqual(['viewer-request function', 'viewer-response function', 'origin-response lambda']);
  expect(
    headers.functions
      .list()
      .map(({ event }) => event)
      .sort(),
  ).toEqual(['origin-response', 'viewer-request', 'viewer-response']);
});
