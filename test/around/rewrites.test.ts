import { Stack } from 'aws-cdk-lib';
import {
  Distribution,
  experimental,
  Function as CloudFrontFunction,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  LambdaEdgeEventType,
  type BehaviorOptions,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { file, messages, preview, said, stackOf } from './support';
import {
  EdgeCustomStep,
  EdgeErrorMasker,
  EdgeRedirector,
  EdgeStep,
  EdgeStepHost,
  EdgeStepPosition,
  ErrorAction,
  ErrorStatuses,
  ExistingAttachments,
  ExistingFunctionOrder,
  RedirectEventType,
  RedirectSource,
} from '../../src';
import { originServer } from '../preview/support/origin-server';

const ORIGIN = 'www.example.com';
const INDEX = `function handler(event) {
  var request = event.request;
  if (request.uri.endsWith('/')) request.uri += 'index.html';
  else if (request.uri.indexOf('.') < 0) request.uri += '/index.html';
  return request;
}`;
const HARMLESS = `function handler(event) {
  event.request.headers['x-path'] = { value: event.request.uri };
  return event.request;
}`;
const RULES = '[{ "from": "/jobs", "to": "/careers", "query": "drop" }]';

const cloudFront = (stack: Stack, code = INDEX): Partial<BehaviorOptions> => ({
  functionAssociations: [
    {
      function: new CloudFrontFunction(stack, 'Index', {
        code: FunctionCode.fromInline(code),
        runtime: FunctionRuntime.JS_2_0,
      }),
      eventType: FunctionEventType.VIEWER_REQUEST,
    },
  ],
});

const lambda = (code: Code, runtime = Runtime.NODEJS_22_X) => (stack: Stack): Partial<BehaviorOptions> => ({
  edgeLambdas: [{
    functionVersion: new LambdaFunction(stack, 'Index', { code, runtime, handler: 'index.handler' }).currentVersion,
    eventType: LambdaEdgeEventType.VIEWER_REQUEST,
  }],
});

function site(behavior: (stack: Stack) => Partial<BehaviorOptions>, stack = stackOf()) {
  const distribution = new Distribution(stack, 'Site', {
    defaultBehavior: { origin: new HttpOrigin(ORIGIN), ...behavior(stack) },
  });
  return { stack, distribution };
}

function redirects(
  { stack, distribution }: ReturnType<typeof site>,
  event: RedirectEventType,
  more: object = {},
  rules = RULES,
) {
  return new EdgeRedirector(stack, 'Redirects', {
    distribution,
    event,
    source: RedirectSource.fromInline(rules),
    ...more,
  });
}

describe('an index-appending function, with redirects', () => {
  const seen = async (stack: Stack) => {
    const origin = await originServer((request, response) => response.end(request.url));
    const ask = await preview(stack, { [ORIGIN]: origin.url });
    return Promise.all(['/jobs', '/docs/'].map(async (path) => {
      const response = await ask(path);
      return response.headers.get('location') ?? response.text();
    }));
  };

  it.each([RedirectEventType.ORIGIN_REQUEST, RedirectEventType.ORIGIN_RESPONSE])(
    'on %s are reported: they never apply',
    async (event) => {
      const made = site(cloudFront);
      redirects(made, event);
      expect(said(made.stack, 'EDGE_PATH_REWRITTEN')).toEqual([
        expect.stringMatching(
          /^compares the path that Web\/Index on viewer-request of behavior "\*" has made of the request: it may rewrite the path, e\.g\. "\/jobs" to "\/jobs\/index\.html"; use RedirectEventType\.VIEWER_REQUEST with existing: ExistingAttachments\.compose\(\), which runs it after the redirects; prettyUrls there can replace a function that only appends "index\.html", or write the sources of the rules as it leaves the path/,
        ),
      ]);
      expect(await seen(made.stack)).toEqual(['/jobs/index.html', '/docs/index.html']);
    },
  );

  it('on viewer-request apply when they are composed, which is the cure', async () => {
    const made = site(cloudFront);
    redirects(made, RedirectEventType.VIEWER_REQUEST, { existing: ExistingAttachments.compose() });
    expect(messages(made.stack)).toEqual([expect.stringContaining('[EDGE_REDIRECT_HOME]')]);
    expect(await seen(made.stack)).toEqual(['/careers', '/docs/index.html']);
  });

  it('on origin-request apply to sources as the function leaves them, which is the other cure', async () => {
    const made = site(cloudFront);
    redirects(made, RedirectEventType.ORIGIN_REQUEST, {}, RULES.replace('/jobs', '/jobs/index.html'));
    expect(await seen(made.stack)).toEqual(['/careers', '/docs/index.html']);
  });

  it('is not asked to move what works on its event only', () => {
    const made = site(cloudFront);
    redirects(
      made,
      RedirectEventType.ORIGIN_RESPONSE,
      {},
      '[{ "from": "/jobs", "to": "/b", "query": "drop", "when": { "originStatus": 404 } }]',
    );
    expect(said(made.stack, 'EDGE_PATH_REWRITTEN')).toEqual([expect.not.stringContaining('VIEWER_REQUEST')]);
  });
});

describe('a function on viewer-request is reported', () => {
  const on = (behavior: (stack: Stack) => Partial<BehaviorOptions>, stack?: Stack) => {
    const made = site(behavior, stack);
    redirects(made, RedirectEventType.ORIGIN_REQUEST);
    return said(made.stack, 'EDGE_PATH_REWRITTEN');
  };
  const edge = (body: string) =>
    `exports.handler = async (event) => { const { request } = event.Records[0].cf; ${body} return request; };`;
  const asset = (code: string) => Code.fromAsset(file('index.js', code).replace(/\/index\.js$/, ''));

  it.each<[string, (stack: Stack) => Partial<BehaviorOptions>, string]>([
    ['that is Lambda@Edge, inline', lambda(Code.fromInline(edge("request.uri += 'index.html';"))), 'Web/Index'],
    ['whose code is a folder', (stack) => lambda(asset(edge("request.uri += 'index.html';")))(stack), 'Web/Index'],
    [
      'that is not JavaScript, and cannot join',
      lambda(Code.fromInline('def handler(event, context):\n  return event'), Runtime.PYTHON_3_13),
      'its code is not known here, and may rewrite the path, e.g. "/jobs" to "/jobs/index.html"; write the sources',
    ],
    [
      'that is imported',
      (stack) => ({
        functionAssociations: [
          {
            function: CloudFrontFunction.fromFunctionAttributes(stack, 'Theirs', {
              functionArn: 'arn:aws:cloudfront::1:function/Theirs',
              functionName: 'Theirs',
            }),
            eventType: FunctionEventType.VIEWER_REQUEST,
          },
        ],
      }),
      'arn:aws:cloudfront::1:function/Theirs on viewer-request of behavior "*" has made of the request: its code is not known here',
    ],
  ])('%s', (_, behavior, text) => {
    expect(on(behavior)).toEqual([expect.stringContaining(text)]);
  });

  it('that is an EdgeFunction of another Region', () => {
    const stack = stackOf({ env: { region: 'eu-west-1', account: '111122223333' } });
    expect(
      on(
        (scope) => ({
          edgeLambdas: [
            {
              functionVersion: new experimental.EdgeFunction(scope, 'Index', {
                code: Code.fromInline(edge("request.uri += 'index.html';")),
                handler: 'index.handler',
                runtime: Runtime.NODEJS_22_X,
              }).currentVersion,
              eventType: LambdaEdgeEventType.VIEWER_REQUEST,
            },
          ],
        }),
        stack,
      ),
    ).toEqual([expect.stringContaining('it may rewrite the path')]);
  });

  it.each<[string, (stack: Stack) => Partial<BehaviorOptions>]>([
    ['a CloudFront Function', (stack) => cloudFront(stack, HARMLESS)],
    ['Lambda@Edge, inline', lambda(Code.fromInline(edge('request.headers["x-a"] = [{ value: request.uri }];')))],
    ['Lambda@Edge in a folder', (stack) => lambda(asset(edge('request.headers["x-a"] = [{ value: request.uri }];')))(stack)],
  ])('but not if its code leaves the path as it is: %s', (_, behavior) => {
    expect(on(behavior)).toEqual([]);
  });

  it('but not on another event', () => {
    expect(
      on((stack) => ({
        functionAssociations: [
          { ...cloudFront(stack).functionAssociations![0], eventType: FunctionEventType.VIEWER_RESPONSE },
        ],
      })),
    ).toEqual([]);
  });

  it('but not on another behavior', () => {
    const stack = stackOf();
    const origin = new HttpOrigin(ORIGIN);
    const distribution = new Distribution(stack, 'Site', {
      defaultBehavior: { origin },
      additionalBehaviors: { '/docs/*': { origin, ...cloudFront(stack) } },
    });
    redirects({ stack, distribution }, RedirectEventType.ORIGIN_REQUEST);
    expect(said(stack, 'EDGE_PATH_REWRITTEN')).toEqual([]);
  });
});

describe('other steps that read the path', () => {
  const rule = { statuses: ErrorStatuses.codes(404), action: ErrorAction.redirectTo('/404.html') };

  it('a masker with paths', () => {
    const { stack, distribution } = site(cloudFront);
    new EdgeErrorMasker(stack, 'Errors', { distribution, rules: [{ ...rule, paths: ['/jobs'] }] });
    expect(said(stack, 'EDGE_PATH_REWRITTEN')).toEqual([
      expect.stringMatching(/^compares "paths" with the path that Web\/Index.*; write "paths" as it leaves the path/),
    ]);
  });

  it('not a masker without paths', () => {
    const { stack, distribution } = site(cloudFront);
    new EdgeErrorMasker(stack, 'Errors', { distribution, rules: [rule] });
    expect(said(stack, 'EDGE_PATH_REWRITTEN')).toEqual([]);
  });

  it.each([
    ['reads the path', 'request.uri === "/x"', 1],
    ['does not', 'request.method === "GET"', 0],
  ])('a step of your own that %s', (_, test, count) => {
    const { stack, distribution } = site(cloudFront);
    const code = `exports.handler = async (event) => { const { request } = event.Records[0].cf; return ${test} ? { `
      + 'status: \'204\' } : request; };';
    new EdgeCustomStep(stack, 'Step', {
      distribution,
      event: LambdaEdgeEventType.ORIGIN_REQUEST,
      step: EdgeStep.fromFile(file('step.js', code)),
    });
    expect(said(stack, 'EDGE_PATH_REWRITTEN')).toHaveLength(count);
  });

  it('redirects behind a step of your own on viewer-request; on that event they come first', () => {
    const made = site(() => ({}));
    const { stack, distribution } = made;
    const step = EdgeStep.fromFile(file('index.js', INDEX), { host: EdgeStepHost.CLOUDFRONT_FUNCTION });
    new EdgeCustomStep(stack, 'Step', { distribution, event: LambdaEdgeEventType.VIEWER_REQUEST, step });
    redirects(made, RedirectEventType.ORIGIN_REQUEST);
    expect(said(stack, 'EDGE_PATH_REWRITTEN')).toEqual([
      expect.stringMatching(
        /the path that Web\/Step on viewer-request.*VIEWER_REQUEST, where redirects come before a step at EdgeStepPosition\.BEFORE_HEADERS/,
      ),
    ]);
  });
});

describe('code that rewrites the path on the event of the redirects, or on another one', () => {
  const existing = ExistingAttachments.compose({ functionOrder: ExistingFunctionOrder.BEFORE });
  const first = (event: LambdaEdgeEventType, code: string, host: EdgeStepHost) => (made: ReturnType<typeof site>) => {
    new EdgeCustomStep(made.stack, 'Step', {
      distribution: made.distribution, event, step: EdgeStep.fromFile(file('step.js', code), { host }), position: EdgeStepPosition.FIRST,
    });
  };
  const EDGE_INDEX = "exports.handler = async (event) => { const { request } = event.Records[0].cf; request.uri += '/index.html'; return request; };";

  it('is reported where it is composed before them', () => {
    const made = site(cloudFront);
    redirects(made, RedirectEventType.VIEWER_REQUEST, { existing });
    expect(said(made.stack, 'EDGE_PATH_REWRITTEN')).toEqual([expect.stringMatching(/Web\/Index on viewer-request.*; leave functionOrder out, so that it runs after this step, or write/)]);
  });

  it('is not a guard that is composed before them, whatever else it does', () => {
    const made = site((stack) => cloudFront(stack, 'function handler(event) { for (var name in MORE) event.request[name] = MORE[name]; return event.request; } var MORE = {};'));
    redirects(made, RedirectEventType.VIEWER_REQUEST, { existing });
    expect(said(made.stack, 'EDGE_PATH_REWRITTEN')).toEqual([]);
  });

  it.each([
    [LambdaEdgeEventType.VIEWER_REQUEST, RedirectEventType.VIEWER_REQUEST, INDEX, EdgeStepHost.CLOUDFRONT_FUNCTION],
    [LambdaEdgeEventType.ORIGIN_REQUEST, RedirectEventType.ORIGIN_REQUEST, EDGE_INDEX, EdgeStepHost.LAMBDA_EDGE],
  ] as const)('is a step at the first position of %s', (event, redirected, code, host) => {
    const made = site(() => ({}));
    first(event, code, host)(made);
    redirects(made, redirected);
    expect(said(made.stack, 'EDGE_PATH_REWRITTEN')).toEqual([expect.stringMatching(/Web\/Step on .*; give it the position EdgeStepPosition\.BEFORE_HEADERS/)]);
  });

  it('is a function on origin-request, for redirects on origin-response', () => {
    const made = site((stack) => ({
      edgeLambdas: [{
        functionVersion: new LambdaFunction(stack, 'Index', { code: Code.fromInline(EDGE_INDEX), runtime: Runtime.NODEJS_22_X, handler: 'index.handler' }).currentVersion,
        eventType: LambdaEdgeEventType.ORIGIN_REQUEST,
      }],
    }));
    redirects(made, RedirectEventType.ORIGIN_RESPONSE);
    expect(said(made.stack, 'EDGE_PATH_REWRITTEN')).toEqual([expect.stringMatching(/Web\/Index on origin-request.*; use RedirectEventType\.VIEWER_REQUEST, or write/)]);
  });
});
