import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import {
  Distribution, Function as CloudFrontFunction, FunctionCode, FunctionEventType, FunctionRuntime, ImportSource,
  KeyValueStore, LambdaEdgeEventType, type BehaviorOptions,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { ENV } from './support';
import {
  EdgeBehaviors, EdgeCustomStep, EdgeErrorMasker, EdgeRedirector, EdgeStep, EdgeStepFailure, EdgeStepHost, ErrorAction,
  ErrorStatuses, ExistingAttachments, RedirectSource, SecurityHeaders, type EdgeCustomStepOptions,
} from '../../src';
import { createPreview, type Preview } from '../../src/preview/create-preview';
import { OriginServer } from '../masking/support/origin-server';

const folder = mkdtempSync(join(tmpdir(), 'apps-steps-'));
const server = new OriginServer({ 'content-type': 'text/plain' }, 'said by the origin');
const origin = new HttpOrigin('www.example.com');
const existing = ExistingAttachments.compose();
const { VIEWER_REQUEST, ORIGIN_RESPONSE, VIEWER_RESPONSE } = LambdaEdgeEventType;
let preview: Preview;
const logs: string[] = [];

const THROWS = {
  cff: 'function handler(event) { if (event.request) throw new Error("boom"); return event.response; }',
  lambda: 'exports.handler = async (event) => { event.Records[0].cf.request; throw new Error("boom"); };',
};

/** Behaviors of the user, each with a function. */
function behaviorsOf(stack: Stack): Record<string, BehaviorOptions> {
  const store = new KeyValueStore(stack, 'Store', {
    source: ImportSource.fromInline(JSON.stringify({ data: [{ key: 'greeting', value: 'kept' }] })),
  });
  const cff = (id: string, code: string, props: object = {}) => ({
    origin,
    functionAssociations: [
      {
        eventType: FunctionEventType.VIEWER_REQUEST,
        function: new CloudFrontFunction(stack, id, {
          code: FunctionCode.fromInline(code),
          runtime: FunctionRuntime.JS_2_0,
          ...props,
        }),
      },
    ],
  });
  const lambda = (id: string, code: Code) => ({
    origin,
    edgeLambdas: [
      {
        eventType: VIEWER_REQUEST,
        functionVersion: new LambdaFunction(stack, id, { code, handler: 'index.handler', runtime: Runtime.NODEJS_22_X })
          .currentVersion,
      },
    ],
  });
  const files = join(folder, 'guard');
  mkdirSync(files);
  writeFileSync(join(files, 'config.json'), '{ "greeting": "from a file" }');
  writeFileSync(join(files, 'index.js'), `const { greeting } = require('./config.json');
exports.handler = (event, context, callback) => {
  if (!event.Records[0].cf.request.headers.authorization) return callback(null, { status: '401', body: greeting });
  callback(null, event.Records[0].cf.request);
};`);
  return {
    'store/*': cff(
      'Stored',
      `import cf from 'cloudfront';
async function handler(event) { const body = await cf.kvs().get('greeting'); return { statusCode: 200, body: body }; }`,
      { keyValueStore: store },
    ),
    'files/*': lambda('Files', Code.fromAsset(files)),
    'cff-throws/*': cff('CffThrows', THROWS.cff),
    'lambda-throws/*': lambda('LambdaThrows', Code.fromInline(THROWS.lambda)),
    'step/*': { origin },
    'step-throws/*': { origin },
    'step-passes/*': { origin },
    'lambda-step-throws/*': { origin },
    'late/*': { origin },
  };
}

function step(name: string, code: string, host = EdgeStepHost.LAMBDA_EDGE): EdgeStep {
  const file = join(folder, name);
  writeFileSync(file, code);
  return EdgeStep.fromFile(file, { host });
}

function attach(stack: Stack, distribution: Distribution): void {
  const { CLOUDFRONT_FUNCTION } = EdgeStepHost;
  const custom = (id: string, pattern: string, options: EdgeCustomStepOptions) => new EdgeCustomStep(
    stack, id, { distribution, behaviors: EdgeBehaviors.paths(pattern), ...options });
  custom('Step', 'step/*', {
    event: VIEWER_REQUEST,
    keyValueStore: stack.node.findChild('Store') as KeyValueStore,
    step: step(
      'store.js',
      "import cf from 'cloudfront';\nasync function handler() { const body = await cf.kvs().get('greeting'); return "
        + '{ statusCode: 200, body: body }; }',
      CLOUDFRONT_FUNCTION,
    ),
  });
  const throwing = step('throws.js', THROWS.cff, CLOUDFRONT_FUNCTION);
  custom('Throws', 'step-throws/*', { event: VIEWER_REQUEST, step: throwing });
  custom('Passes', 'step-passes/*', { event: VIEWER_REQUEST, step: throwing, onFailure: EdgeStepFailure.PASS });
  custom('LambdaThrows2', 'lambda-step-throws/*', { event: VIEWER_REQUEST, step: step('lambda.js', THROWS.lambda) });
  custom('Late', 'late/*', {
    event: VIEWER_RESPONSE,
    step: step(
      'late.js',
      'function handler(event) { event.response.headers["x-late"] = { value: "1" }; throw new Error("boom"); }',
      CLOUDFRONT_FUNCTION,
    ),
  });
  custom('LateLambda', 'late/*', {
    event: ORIGIN_RESPONSE,
    step: step(
      'late-lambda.js',
      'exports.handler = async (event) => { delete event.Records[0].cf.response.headers["content-type"]; throw new Error("boom"); };',
    ),
  });
  for (const host of ['cff', 'lambda']) {
    const own = {
      cff: ['store/*', 'cff-throws/*', 'step/*', 'step-throws/*', 'step-passes/*', 'late/*'],
      lambda: ['files/*', 'lambda-throws/*', 'lambda-step-throws/*'],
    }[host]!;
    const source = RedirectSource.fromInline(JSON.stringify(Object.fromEntries(own.map((pattern) => {
      const path = `/${pattern.slice(0, -2)}`;
      return [`${path}/old`, `${path}/new`];
    }))));
    new EdgeRedirector(stack, `Redirects-${host}`, {
      distribution,
      existing,
      source,
      behaviors: EdgeBehaviors.paths(...own),
    });
  }
  new EdgeErrorMasker(stack, 'Errors', {
    distribution,
    behaviors: EdgeBehaviors.all(),
    existing,
    rules: [{ statuses: ErrorStatuses.codes(404), action: ErrorAction.redirectTo('/404.html') }],
  });
  new SecurityHeaders(stack, 'Headers', { distribution, existing });
}

beforeAll(async () => {
  const app = new App({ analyticsReporting: false, outdir: join(folder, 'cdk.out') });
  const stack = new Stack(app, 'Web', { env: ENV });
  const distribution = new Distribution(stack, 'Site', {
    defaultBehavior: { origin }, additionalBehaviors: behaviorsOf(stack),
  });
  attach(stack, distribution);
  preview = createPreview({
    cloudAssembly: app.synth().directory,
    origins: { 'www.example.com': await server.start() },
    onFunctionLog: (line) => logs.push(line),
  });
  await preview.ready;
});

afterAll(async () => {
  await preview?.close();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function get(path: string, headers: Record<string, string> = {}) {
  const response = await preview.fetch(path, { headers, redirect: 'manual' });
  return {
    status: response.status,
    body: await response.text(),
    location: response.headers.get('location'),
    late: response.headers.get('x-late'),
    type: response.headers.get('content-type'),
    headers: response.headers.get('x-content-type-options'),
  };
}

test.each(['store', 'files', 'cff-throws', 'lambda-throws', 'step', 'step-passes', 'late'])(
  '%s: redirects come before, with the headers',
  async (name) => {
    const answer = await get(`/${name}/old`);
    // A step of the user comes after redirects as well, unless it is the first.
    expect(answer).toMatchObject({ status: 301, location: `/${name}/new`, headers: 'nosniff' });
  },
);

test.each<[string, Record<string, string>, object]>([
  ['/store/a', {}, { status: 200, body: 'kept' }],
  ['/step/a', {}, { status: 200, body: 'kept' }],
  ['/files/a', {}, { status: 401, body: 'from a file' }],
  ['/files/a', { authorization: 'yes' }, { status: 200, body: 'said by the origin' }],
  ['/cff-throws/a', {}, { status: 503 }],
  ['/lambda-throws/a', {}, { status: 503 }],
  ['/step-throws/a', {}, { status: 503 }],
  ['/lambda-step-throws/a', {}, { status: 503 }],
  ['/step-passes/a', {}, { status: 200, body: 'said by the origin' }],
  ['/late/a', {}, { status: 200, body: 'said by the origin', late: null, type: 'text/plain' }],
])('%s with %j', async (path, headers, expected) => {
  expect(await get(path, headers)).toMatchObject({ ...expected, headers: 'nosniff' });
});

test('each failure is one line of JSON that names the file or the function', () => {
  const failed = logs.map((line) => line.slice(line.indexOf('{'))).filter((line) => line.includes('EDGE_STEP_FAILED'));
  const names = new Set(failed.map((line) => (JSON.parse(line) as { step: string }).step));
  expect([...names].sort()).toEqual(
    ['Web/CffThrows', 'Web/LambdaThrows', 'lambda.js', 'late-lambda.js', 'late.js', 'throws.js'].sort());
});
