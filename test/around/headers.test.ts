import { CfnParameter, type Stack } from 'aws-cdk-lib';
import {
  Distribution,
  Function as CloudFrontFunction,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  LambdaEdgeEventType,
  type BehaviorOptions,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { file, messages, preview, resourcesOf, said, stackOf } from './support';
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
  ExistingFunctionOrder,
  PolicyConflicts,
  RedirectSource,
  SecurityHeaders,
  type SecurityHeadersOptions,
  WeakPolicyAction,
} from '../../src';
import { originServer } from '../preview/support/origin-server';

const ORIGIN = 'www.example.com';
const CSP = 'content-security-policy';
const OURS = "default-src 'self'";
const policy = ContentSecurityPolicy.fromDirectives({ defaultSrc: [CspSource.SELF] });
const compose = ExistingAttachments.compose();

const THEIRS = `function handler(event) {
  var headers = event.response.headers;
  headers['${CSP}'] = { value: 'default-src *' };
  headers['x-frame-options'] = { value: 'SAMEORIGIN' };
  headers['x-theirs'] = { value: 'yes' };
  return event.response;
}`;
const EDGE = `exports.handler = async (event) => {
  const { response } = event.Records[0].cf;
  response.headers['${CSP}'] = [{ key: 'Content-Security-Policy', value: 'default-src *' }];
  response.headers['x-theirs'] = [{ key: 'X-Theirs', value: 'yes' }];
  return response;
};`;

const cloudFront =
  (code = THEIRS) =>
    (stack: Stack): Partial<BehaviorOptions> => ({
      functionAssociations: [
        {
          function: new CloudFrontFunction(stack, 'Theirs', {
            code: FunctionCode.fromInline(code),
            runtime: FunctionRuntime.JS_2_0,
          }),
          eventType: FunctionEventType.VIEWER_RESPONSE,
        },
      ],
    });

const lambda = (stack: Stack): Partial<BehaviorOptions> => ({
  edgeLambdas: [
    {
      functionVersion: new LambdaFunction(stack, 'Theirs', {
        code: Code.fromInline(EDGE),
        handler: 'index.handler',
        runtime: Runtime.NODEJS_22_X,
      }).currentVersion,
      eventType: LambdaEdgeEventType.VIEWER_RESPONSE,
    },
  ],
});

/** The policies of these tests are shorter than good ones. */
const weakPolicy = WeakPolicyAction.IGNORE;

function site(behavior: (stack: Stack) => Partial<BehaviorOptions>, options: Partial<SecurityHeadersOptions> = {}) {
  const stack = stackOf();
  const distribution = new Distribution(stack, 'Site', {
    defaultBehavior: { origin: new HttpOrigin(ORIGIN), ...behavior(stack) },
  });
  new SecurityHeaders(stack, 'Headers', { distribution, contentSecurityPolicy: policy, weakPolicy, ...options });
  return { stack, distribution };
}

async function seen({ stack }: { stack: Stack }) {
  const origin = await originServer((_, response) => response.end('page'));
  const { headers } = await (await preview(stack, { [ORIGIN]: origin.url }))('/');
  return { csp: headers.get(CSP), theirs: headers.get('x-theirs'), hsts: headers.get('strict-transport-security') };
}

describe('a function on viewer-response that sets the Content-Security-Policy', () => {
  it.each<[string, (stack: Stack) => Partial<BehaviorOptions>]>([
    ['a CloudFront Function', cloudFront()], ['Lambda@Edge', lambda],
  ])('wins, which is reported with both values: %s', async (_, behavior) => {
    const made = site(behavior);
    expect(messages(made.stack)).toEqual([
      expect.stringMatching(
        /^sets headers with a response headers policy, after which Web\/Theirs runs on viewer-response of behavior "\*", so that its values win: Content-Security-Policy "default-src \*" instead of "default-src 'self'"; add existing: ExistingAttachments\.compose\(\), with which those of this construct are set last, or remove them from the function, or from this construct.*EDGE_HEADER_REPLACED/,
      ),
    ]);
    expect(await seen(made)).toMatchObject({ csp: 'default-src *', theirs: 'yes' });
  });

  it('loses when it is composed, and does the rest of what it did', async () => {
    const made = site(cloudFront(), { existing: compose });
    expect(messages(made.stack)).toEqual([
      expect.stringMatching(
        /^sets headers again after Web\/Theirs on viewer-response of behavior "\*", which has other values: Content-Security-Policy "default-src 'self'" instead of "default-src \*"/,
      ),
    ]);
    expect(await seen(made)).toEqual({ csp: OURS, theirs: 'yes', hsts: 'max-age=31536000' });
  });

  it('as Lambda@Edge loses beside another function of this library', async () => {
    const made = site(lambda, { existing: compose });
    new EdgeErrorMasker(made.stack, 'Errors', {
      distribution: made.distribution,
      rules: [{ statuses: ErrorStatuses.codes(404), action: ErrorAction.maskStatus(410) }],
    });
    expect(await seen(made)).toEqual({ csp: OURS, theirs: 'yes', hsts: 'max-age=31536000' });
  });

  it('as Lambda@Edge alone stays a warning without that cure, since nothing else needs a function', async () => {
    const made = site(lambda, { existing: compose });
    expect(said(made.stack, 'EDGE_HEADER_REPLACED')).toEqual([
      expect.stringMatching(/"default-src 'self'"; remove them from the function/),
    ]);
    expect(await seen(made)).toMatchObject({ csp: 'default-src *' });
  });

  it.each([
    ExistingAttachments.compose({ policyConflicts: PolicyConflicts.EXISTING }),
    ExistingAttachments.compose({ functionOrder: ExistingFunctionOrder.AFTER }),
  ])('wins if you choose so, with a note', async (existing) => {
    const made = site(cloudFront(), { existing });
    expect(messages(made.stack)).toEqual([
      expect.stringMatching(
        /so that its values win: Content-Security-Policy "default-src \*" instead of "default-src 'self'" {2}\[/,
      ),
    ]);
    expect(await seen(made)).toMatchObject({ csp: 'default-src *', theirs: 'yes' });
  });

  it('joins redirects on viewer-request of the same kind', async () => {
    const made = site(cloudFront(), { existing: compose });
    new EdgeRedirector(made.stack, 'Redirects', {
      distribution: made.distribution,
      source: RedirectSource.fromInline('{ "/old": "/new" }'),
      existing: compose,
    });
    expect(await seen(made)).toMatchObject({ csp: OURS, theirs: 'yes' });
  });

  it('is not blamed twice for redirects that would mix kinds', () => {
    const made = site(cloudFront(), { existing: compose });
    new EdgeRedirector(made.stack, 'Redirects', {
      host: EdgeStepHost.LAMBDA_EDGE,
      distribution: made.distribution,
      source: RedirectSource.fromInline('{ "/old": "/new" }'),
    });
    expect(() => messages(made.stack)).toThrow(
      /^Web\/Redirects: 1 problem\n.*beside the function Web\/Theirs.*EDGE_VIEWER_MIX/,
    );
  });
});

describe('nothing is reported', () => {
  it.each([
    ['of the same values', `function handler(event) { event.response.headers['${CSP}'] = { value: "default-src 'self';" }; return event.response; }`],
    ['of other headers', "function handler(event) { event.response.headers['x-other'] = { value: 'a' }; return event.response; }"],
    ['of headers that are read', `function handler(event) { if (event.response.headers['${CSP}']) event.response.headers['x-other'] = { value: 'a' }; return event.response; }`],
  ])('%s', (_, code) => {
    const made = site(cloudFront(code), { existing: compose });
    expect(messages(made.stack)).toEqual([]);
    expect(Object.keys(resourcesOf(made.stack, 'AWS::CloudFront::Function'))).toHaveLength(1);
  });

  it('on other events', () => {
    const made = site((stack) => ({
      functionAssociations: [
        { ...cloudFront()(stack).functionAssociations![0], eventType: FunctionEventType.VIEWER_REQUEST },
      ],
    }));
    expect(messages(made.stack)).toEqual([]);
  });

  it('on behaviors that the construct is not on', () => {
    const stack = stackOf();
    const origin = new HttpOrigin(ORIGIN);
    const distribution = new Distribution(stack, 'Site', {
      defaultBehavior: { origin, ...cloudFront()(stack) },
      additionalBehaviors: { '/docs/*': { origin } },
    });
    new SecurityHeaders(stack, 'Headers', { distribution, behaviors: EdgeBehaviors.paths('/docs/*') });
    expect(messages(stack)).toEqual([]);
  });
});

describe('what is reported', () => {
  it('a header that is removed', async () => {
    const code =
      "function handler(event) { delete event.response.headers['strict-transport-security']; return event.response; }";
    expect(said(site(cloudFront(code)).stack, 'EDGE_HEADER_REPLACED')).toEqual([
      expect.stringContaining('no Strict-Transport-Security instead of "max-age=31536000"'),
    ]);
    expect(await seen(site(cloudFront(code), { existing: compose }))).toMatchObject({ hsts: 'max-age=31536000' });
  });

  it('a value that is only known when the function runs', () => {
    const code = `function handler(event) { event.response.headers['${CSP}'] = { value: 'x ' + event.request.uri }; `
      + 'return event.response; }';
    expect(said(site(cloudFront(code)).stack, 'EDGE_HEADER_REPLACED')).toEqual([
      expect.stringContaining('Content-Security-Policy a value that is not known here instead of'),
    ]);
  });

  it('code that is not known, as a note', () => {
    const made = site(
      (stack) => ({
        functionAssociations: [
          {
            function: CloudFrontFunction.fromFunctionAttributes(stack, 'Theirs', {
              functionArn: 'arn:aws:cloudfront::1:function/Theirs',
              functionName: 'Theirs',
            }),
            eventType: FunctionEventType.VIEWER_RESPONSE,
          },
        ],
      }),
      { existing: compose },
    );
    expect(said(made.stack, 'EDGE_HEADER_REPLACED')).toEqual([
      expect.stringMatching(/^sets headers.*after which arn:.* its code is not known here/),
    ]);
  });

  it('a function that cannot join, as without composing', () => {
    const code = `function handler(event) {
      event.response.headers['${CSP}'] = { value: 'default-src *' };
      return event.response;
    }
    export { handler };`;
    expect(messages(site(cloudFront(code), { existing: compose }).stack)).toEqual([
      expect.stringMatching(/"default-src \*" instead of "default-src 'self'"; remove them from the function, or from/),
    ]);
  });

  it('one function on several behaviors once', () => {
    const stack = stackOf();
    const behavior = { origin: new HttpOrigin(ORIGIN), ...cloudFront()(stack) };
    const distribution = new Distribution(stack, 'Site', {
      defaultBehavior: behavior,
      additionalBehaviors: { '/docs/*': behavior },
    });
    new SecurityHeaders(stack, 'Headers', { distribution, contentSecurityPolicy: policy, weakPolicy });
    expect(said(stack, 'EDGE_HEADER_REPLACED')).toEqual([expect.stringContaining('of behaviors "/docs/*", "*"')]);
  });

  it('a step of your own', async () => {
    const made = site(() => ({}), { existing: compose });
    const step = EdgeStep.fromFile(file('theirs.js', THEIRS), { host: EdgeStepHost.CLOUDFRONT_FUNCTION });
    new EdgeCustomStep(made.stack, 'Step', {
      distribution: made.distribution,
      event: LambdaEdgeEventType.VIEWER_RESPONSE,
      step,
    });
    expect(said(made.stack, 'EDGE_HEADER_REPLACED')).toEqual([
      expect.stringMatching(/after which Web\/Step runs.*; remove them from the step, or from this construct/),
    ]);
  });

  it('a value of the deployment, which no step can set', async () => {
    const stack = stackOf();
    const distribution = new Distribution(stack, 'Site', {
      defaultBehavior: { origin: new HttpOrigin(ORIGIN), ...cloudFront()(stack) },
    });
    const host = new CfnParameter(stack, 'Host', { default: 'cdn.example.com' }).valueAsString;
    const given = ContentSecurityPolicy.fromDirectives({ defaultSrc: [CspSource.host(host)] });
    new SecurityHeaders(stack, 'Headers', { distribution, contentSecurityPolicy: given, weakPolicy, existing: compose });
    expect(said(stack, 'EDGE_HEADER_REPLACED')).toEqual([
      expect.stringContaining(
        'Content-Security-Policy "default-src *" instead of a value that is not known here; remove',
      ),
    ]);
  });

  it('the Content-Security-Policy of a function, too', () => {
    const own = ContentSecurityPolicy.fromDirectives({ defaultSrc: [CspSource.SELF, CspSource.distributionDomain()] });
    expect(
      said(site(cloudFront(), { contentSecurityPolicy: own, existing: compose }).stack, 'EDGE_HEADER_REPLACED'),
    ).toEqual([expect.stringContaining('Content-Security-Policy "default-src *"')]);
  });
});
