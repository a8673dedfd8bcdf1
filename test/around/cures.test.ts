import type { Stack } from 'aws-cdk-lib';
import {
  CachePolicy,
  Distribution,
  Function as CloudFrontFunction,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  LambdaEdgeEventType,
  OriginRequestPolicy,
  type BehaviorOptions,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { file, preview, stackOf } from './support';
import {
  EdgeCustomStep,
  EdgeRedirector,
  EdgeErrorMasker,
  EdgeStep,
  EdgeStepHost,
  ErrorAction,
  ErrorPage,
  ErrorStatuses,
  ExistingAttachments,
  RedirectEventType,
  RedirectSource,
  type EdgeRedirectorOptions,
} from '../../src';
import { originServer } from '../preview/support/origin-server';

/** Every app here is one that a user has, or what it becomes when the user does what the message says. */
const ORIGIN = 'www.example.com';
const compose = { existing: ExistingAttachments.compose() };
const { VIEWER_REQUEST, VIEWER_RESPONSE, ORIGIN_RESPONSE } = LambdaEdgeEventType;

const stamp = (name: string) => `function handler(event) {
  var part = event.response || event.request;
  part.headers['${name}'] = { value: 'yes' };
  return part;
}`;
const edgeStamp = (name: string) => `exports.handler = async (event) => {
  const { request, response = request } = event.Records[0].cf;
  response.headers['${name}'] = [{ key: '${name}', value: 'yes' }];
  return response;
};`;

const cloudFront =
  (eventType: FunctionEventType) =>
    (stack: Stack): Partial<BehaviorOptions> => ({
      functionAssociations: [
        {
          function: new CloudFrontFunction(stack, 'Theirs', {
            code: FunctionCode.fromInline(stamp('x-theirs')),
            runtime: FunctionRuntime.JS_2_0,
          }),
          eventType,
        },
      ],
    });

const lambda = (eventType: LambdaEdgeEventType) => (stack: Stack): Partial<BehaviorOptions> => ({
  edgeLambdas: [{
    functionVersion: new LambdaFunction(stack, 'Theirs', {
      code: Code.fromInline(edgeStamp('x-theirs')), handler: 'index.handler', runtime: Runtime.NODEJS_22_X,
    }).currentVersion,
    eventType,
  }],
});

const requestOf = (type: 'cff' | 'lambda') =>
  type === 'cff' ? cloudFront(FunctionEventType.VIEWER_REQUEST) : lambda(VIEWER_REQUEST);
const responseOf = (type: 'cff' | 'lambda') =>
  type === 'cff' ? cloudFront(FunctionEventType.VIEWER_RESPONSE) : lambda(VIEWER_RESPONSE);

type Make = (stack: Stack, distribution: Distribution) => void;

function app(behavior: (stack: Stack) => Partial<BehaviorOptions>, ...make: Make[]): Stack {
  const stack = stackOf();
  const distribution = new Distribution(stack, 'Site', {
    // So that the origin gets headers of functions.
    defaultBehavior: {
      origin: new HttpOrigin(ORIGIN),
      originRequestPolicy: OriginRequestPolicy.ALL_VIEWER,
      ...behavior(stack),
    },
  });
  for (const one of make) one(stack, distribution);
  return stack;
}

const redirects = (options: Partial<EdgeRedirectorOptions> = {}): Make => (stack, distribution) => {
  new EdgeRedirector(stack, 'Redirects', {
    distribution,
    source: RedirectSource.fromInline('{ "/old": "/new" }'),
    ...options,
  });
};

const step = (event: LambdaEdgeEventType, host: EdgeStepHost, more: object = {}): Make => (stack, distribution) => {
  const code = host === EdgeStepHost.LAMBDA_EDGE ? edgeStamp('x-ours') : stamp('x-ours');
  new EdgeCustomStep(stack, 'Step', {
    distribution,
    event,
    step: EdgeStep.fromFile(file('ours.js', code), { host }),
    ...more,
  });
};

/** The text of the only error of an app. */
function refusal(stack: Stack): string {
  try {
    (stack.node.root as import('aws-cdk-lib').App).synth();
  } catch (thrown) {
    const lines = (thrown as Error).message.split('\n').slice(1);
    expect(lines).toHaveLength(1);
    return lines[0].trim();
  }
  throw new Error('the app has no error');
}

/** What viewers and the origin get from an app that works. */
async function works(stack: Stack) {
  const origin = await originServer((_, response) => response.end('page'));
  const ask = await preview(stack, { [ORIGIN]: origin.url });
  const page = await ask('/page?utm_source=x');
  const old = await ask('/old?utm_source=x');
  const { headers } = origin.requests[0] ?? { headers: {} };
  const has = (name: string) => page.headers.has(name) || name in headers;
  return { redirect: old.headers.get('location'), theirs: has('x-theirs'), ours: has('x-ours') };
}

const REDIRECTED = '/new?utm_source=x';
const JOIN = 'let it join ours with existing: ExistingAttachments.compose()';

describe('the cures of EDGE_EVENT_TAKEN', () => {
  it.each(['cff', 'lambda'] as const)('redirects on viewer-request join a function there: %s', async (kind) => {
    expect(refusal(app(requestOf(kind), redirects()))).toContain(`one function per event: ${JOIN}, remove it`);
    expect(await works(app(requestOf(kind), redirects(compose)))).toEqual({
      redirect: REDIRECTED,
      theirs: true,
      ours: false,
    });
  });

  it('redirects with a host of the other kind change it', async () => {
    const host = EdgeStepHost.LAMBDA_EDGE;
    expect(refusal(app(requestOf('cff'), redirects({ host })))).toContain(
      'set host: EdgeStepHost.CLOUDFRONT_FUNCTION and let it join with existing',
    );
    const cured = redirects({ ...compose, host: EdgeStepHost.CLOUDFRONT_FUNCTION });
    expect(await works(app(requestOf('cff'), cured))).toEqual({ redirect: REDIRECTED, theirs: true, ours: false });
    expect(refusal(app(requestOf('lambda'), redirects({ host: EdgeStepHost.CLOUDFRONT_FUNCTION })))).toContain(
      'set host: EdgeStepHost.LAMBDA_EDGE and let',
    );
    expect(await works(app(requestOf('lambda'), redirects({ ...compose, host })))).toEqual({
      redirect: REDIRECTED,
      theirs: true,
      ours: false,
    });
  });

  it.each([
    ['cff', EdgeStepHost.LAMBDA_EDGE, EdgeStepHost.CLOUDFRONT_FUNCTION],
    ['lambda', EdgeStepHost.CLOUDFRONT_FUNCTION, EdgeStepHost.LAMBDA_EDGE],
  ] as const)('a step of your own gets a file of their kind, %s, at once', async (kind, host, other) => {
    const name = other === EdgeStepHost.LAMBDA_EDGE ? 'LAMBDA_EDGE' : 'CLOUDFRONT_FUNCTION';
    expect(refusal(app(requestOf(kind), step(VIEWER_REQUEST, host)))).toContain(
      `give it a file for the host EdgeStepHost.${name} and let it join with existing: ExistingAttachments.compose()`,
    );
    expect(await works(app(requestOf(kind), step(VIEWER_REQUEST, other, compose)))).toMatchObject({
      theirs: true,
      ours: true,
    });
  });

  it('a masker has no other event', async () => {
    const masker =
      (more: object = {}): Make =>
        (stack, distribution) =>
          new EdgeErrorMasker(stack, 'Errors', {
            distribution,
            rules: [
              { statuses: ErrorStatuses.codes(404), action: ErrorAction.respond({ page: ErrorPage.fromInline('Gone') }) },
            ],
            ...more,
          });
    expect(refusal(app(lambda(ORIGIN_RESPONSE), masker()))).toMatch(
      /compose\(\), remove it, put its code beside ours with EdgeStep\.fromFile, or choose other behaviors {2}\[/,
    );
    expect(await works(app(lambda(ORIGIN_RESPONSE), masker(compose)))).toMatchObject({ theirs: true });
  });

  it('their code can become a step instead', async () => {
    const theirs: Make = (stack, distribution) =>
      new EdgeCustomStep(stack, 'Step', {
        distribution,
        event: VIEWER_REQUEST,
        step: EdgeStep.fromFile(file('theirs.js', stamp('x-theirs')), { host: EdgeStepHost.CLOUDFRONT_FUNCTION }),
      });
    expect(await works(app(() => ({}), theirs, redirects()))).toEqual({
      redirect: REDIRECTED,
      theirs: true,
      ours: false,
    });
  });

  it('another event for redirects', async () => {
    const options = { event: RedirectEventType.ORIGIN_REQUEST };
    const behavior = (stack: Stack) => ({
      ...requestOf('cff')(stack),
      cachePolicy: CachePolicy.USE_ORIGIN_CACHE_CONTROL_HEADERS_QUERY_STRINGS,
    });
    expect(await works(app(behavior, redirects(options)))).toEqual({ redirect: REDIRECTED, theirs: true, ours: false });
  });
});

describe('the cures of EDGE_VIEWER_MIX', () => {
  it('redirects beside a CloudFront Function on viewer-response are one, or say what does not fit', async () => {
    for (const options of [{}, compose]) {
      expect(await works(app(responseOf('cff'), redirects(options)))).toEqual({
        redirect: REDIRECTED,
        theirs: true,
        ours: false,
      });
    }
    const long = RedirectSource.fromInline(JSON.stringify(
      Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`/an-old-page-${i}`, `/a-new-page-${i}`]))));
    for (const host of [undefined, EdgeStepHost.CLOUDFRONT_FUNCTION]) {
      expect(refusal(app(responseOf('cff'), redirects({ source: long, host })))).toContain(
        'beside a CloudFront Function with RedirectEventType.ORIGIN_REQUEST, or fewer rules  [EDGE_REDIRECT_FUNCTION_SIZE]',
      );
    }
  });

  it('redirects whose host is set change it', async () => {
    expect(refusal(app(responseOf('cff'), redirects({ host: EdgeStepHost.LAMBDA_EDGE })))).toContain(
      'on viewer events: set host: EdgeStepHost.CLOUDFRONT_FUNCTION, choose an origin event',
    );
    expect(await works(app(responseOf('cff'), redirects({ host: EdgeStepHost.CLOUDFRONT_FUNCTION })))).toMatchObject({
      redirect: REDIRECTED,
      theirs: true,
    });
    expect(refusal(app(responseOf('lambda'), redirects({ host: EdgeStepHost.CLOUDFRONT_FUNCTION })))).toContain(
      'on viewer events: set host: EdgeStepHost.LAMBDA_EDGE, or remove one',
    );
    expect(await works(app(responseOf('lambda'), redirects()))).toMatchObject({ redirect: REDIRECTED, theirs: true });
  });

  it('a step of your own gets the other file, or an origin event if it is Lambda@Edge', async () => {
    const cured = [
      step(VIEWER_REQUEST, EdgeStepHost.CLOUDFRONT_FUNCTION),
      step(LambdaEdgeEventType.ORIGIN_REQUEST, EdgeStepHost.LAMBDA_EDGE),
    ];
    expect(refusal(app(responseOf('cff'), step(VIEWER_REQUEST, EdgeStepHost.LAMBDA_EDGE)))).toContain(
      'give it a file for the host EdgeStepHost.CLOUDFRONT_FUNCTION, choose an origin event, or remove one',
    );
    for (const one of cured) {expect(await works(app(responseOf('cff'), one))).toMatchObject({ theirs: true, ours: true });}
    expect(refusal(app(responseOf('lambda'), step(VIEWER_REQUEST, EdgeStepHost.CLOUDFRONT_FUNCTION)))).toContain(
      'give it a file for the host EdgeStepHost.LAMBDA_EDGE, or remove one',
    );
    expect(await works(app(responseOf('lambda'), step(VIEWER_REQUEST, EdgeStepHost.LAMBDA_EDGE)))).toMatchObject({
      theirs: true,
      ours: true,
    });
  });
});

describe('too many rules for a CloudFront Function', () => {
  const many = JSON.stringify(
    Object.fromEntries(
      Array.from({ length: 400 }, (_, n) => [n === 0 ? '/old' : `/old/${n}`, n === 0 ? '/new' : `/new/page/${n}`]),
    ),
  );
  const source = RedirectSource.fromInline(many);

  it('go to origin-request where one is, and not back to Lambda@Edge on viewer-request', async () => {
    expect(refusal(app(requestOf('cff'), redirects({ ...compose, source })))).toContain(
      'use EdgeStepHost.LAMBDA_EDGE, beside a CloudFront Function with RedirectEventType.ORIGIN_REQUEST, or fewer rules',
    );
    const behavior = (stack: Stack) => ({ ...requestOf('cff')(stack), cachePolicy: CachePolicy.USE_ORIGIN_CACHE_CONTROL_HEADERS_QUERY_STRINGS });
    expect(await works(app(behavior, redirects({ event: RedirectEventType.ORIGIN_REQUEST, source })))).toMatchObject({
      redirect: REDIRECTED,
      theirs: true,
    });
  });
});

describe('the cures of EDGE_NOT_IN_CACHE_KEY', () => {
  const event = RedirectEventType.ORIGIN_REQUEST;

  it('name composing where a function is on viewer-request, and say what is lost', async () => {
    expect(refusal(app(requestOf('cff'), redirects({ event })))).toContain(
      'use RedirectEventType.VIEWER_REQUEST with existing: ExistingAttachments.compose(), a cache policy with all query strings, or "query": "drop" in the rule, which loses the query of each request, e.g. "utm_source"');
    expect(refusal(app(requestOf('cff'), redirects({ event, ...compose })))).toContain(
      'use RedirectEventType.VIEWER_REQUEST, a cache policy',
    );
    expect(refusal(app(() => ({}), redirects({ event })))).toContain(
      'use RedirectEventType.VIEWER_REQUEST, a cache policy',
    );
    expect(await works(app(requestOf('cff'), redirects(compose)))).toMatchObject({
      redirect: REDIRECTED,
      theirs: true,
    });
  });

  it('name no event that a function holds which cannot join', () => {
    const python = (stack: Stack): Partial<BehaviorOptions> => ({
      edgeLambdas: [{
        functionVersion: new LambdaFunction(stack, 'Theirs', {
          code: Code.fromInline('def handler(event, context):\n  return event'),
          handler: 'index.handler',
          runtime: Runtime.PYTHON_3_13,
        }).currentVersion,
        eventType: VIEWER_REQUEST,
      }],
    });
    expect(refusal(app(python, redirects(compose)))).toMatch(/rewrite it for Node\.js, choose another event/);
    expect(refusal(app(python, redirects({ event })))).toMatch(
      /served to all; use a cache policy with all query strings, or "query": "drop" in the rule, which loses/);
  });

  it('a cache policy keeps the query', async () => {
    const behavior = () => ({ cachePolicy: CachePolicy.USE_ORIGIN_CACHE_CONTROL_HEADERS_QUERY_STRINGS });
    expect(await works(app(behavior, redirects({ event })))).toMatchObject({ redirect: REDIRECTED });
  });

  it('"query": "drop" loses it', async () => {
    const source = RedirectSource.fromInline('[{ "from": "/old", "to": "/new", "query": "drop" }]');
    expect(await works(app(() => ({}), redirects({ event, source })))).toMatchObject({ redirect: '/new' });
  });

  it('"query": "drop" is not offered to a rule that reads a parameter anyway', () => {
    const source = RedirectSource.fromInline('[{ "from": "/old?id=:id", "to": "/new/:id", "query": "drop" }]');
    expect(refusal(app(() => ({}), redirects({ event, source })))).toMatch(
      /reads the query parameter "id".*; use RedirectEventType\.VIEWER_REQUEST, or a cache policy with this parameter {2}\[/,
    );
  });
});
