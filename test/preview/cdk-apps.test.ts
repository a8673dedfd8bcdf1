import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { App, CfnCondition, CfnParameter, Fn, Stack } from 'aws-cdk-lib';
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import { S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { BucketDeployment, Source } from 'aws-cdk-lib/aws-s3-deployment';
import { CfnInclude } from 'aws-cdk-lib/cloudformation-include';
import { preview } from './support/site';
import {
  EdgeBehaviors,
  EdgeErrorMasker,
  EdgeRedirector,
  ErrorAction,
  ErrorPage,
  ErrorStatuses,
  ExistingAttachments,
  RedirectSource,
  SecurityHeaders,
} from '../../src';

const folder = mkdtempSync(join(tmpdir(), 'preview-apps-'));
let count = 0;
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function files(contents: Readonly<Record<string, string>>): string {
  const path = join(folder, `files-${count++}`);
  for (const [name, content] of Object.entries(contents)) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), content);
  }
  return path;
}

function app(region: string, context: Readonly<Record<string, unknown>> = {}) {
  const root = new App({ analyticsReporting: false, outdir: join(folder, `out-${count++}`), context });
  const env = { account: '111122223333', region };
  return { root, env, stack: new Stack(root, 'Web', { env }) };
}

const INDEX = `function handler(event) {
  if (event.request.uri.endsWith('/')) event.request.uri += 'index.html';
  return event.request;
}`;
const GUARD = `const { realm } = require('./config.json');
exports.handler = async (event) => {
  const { request } = event.Records[0].cf;
  if (request.headers.authorization) return request;
  return { status: '401', headers: { 'www-authenticate': [{ value: 'Basic realm=' + realm }] } };
};`;

/** What libraries leave on a distribution: an index function, a guard with a file beside it, a policy with CORS. */
function existing(stack: Stack, functions = stack) {
  const content = files({ 'docs/index.html': 'docs', 'secret.html': 'secret' });
  const bucket = new Bucket(stack, 'Bucket');
  new BucketDeployment(stack, 'Deploy', { destinationBucket: bucket, sources: [Source.asset(content)] });
  const origin = S3BucketOrigin.withOriginAccessControl(bucket);
  const index = new cloudfront.Function(functions, 'Index', {
    code: cloudfront.FunctionCode.fromFile({ filePath: join(files({ 'index.js': INDEX }), 'index.js') }),
    runtime: cloudfront.FunctionRuntime.JS_2_0,
  });
  const guardFiles = files({ 'index.js': GUARD, 'config.json': '{ "realm": "x" }' });
  const guard = new cloudfront.experimental.EdgeFunction(stack, 'Guard', {
    code: lambda.Code.fromAsset(guardFiles), handler: 'index.handler', runtime: lambda.Runtime.NODEJS_22_X,
  });
  const responseHeadersPolicy = new cloudfront.ResponseHeadersPolicy(stack, 'Policy', {
    customHeadersBehavior: { customHeaders: [{ header: 'x-theirs', value: '1', override: true }] },
  });
  const distribution = new cloudfront.Distribution(stack, 'Site', {
    defaultBehavior: {
      origin,
      responseHeadersPolicy,
      functionAssociations: [{ function: index, eventType: cloudfront.FunctionEventType.VIEWER_REQUEST }],
    },
    additionalBehaviors: {
      '/secret*': {
        origin,
        edgeLambdas: [{ functionVersion: guard, eventType: cloudfront.LambdaEdgeEventType.VIEWER_REQUEST }],
      },
    },
  });
  return { distribution, content, guardFiles };
}

function attach(stack: Stack, distribution: cloudfront.IDistributionRef) {
  const compose = ExistingAttachments.compose();
  const behaviors = EdgeBehaviors.defaultBehavior();
  new EdgeRedirector(stack, 'Redirects', {
    distribution, behaviors, existing: compose, source: RedirectSource.fromInline('{ "/old/": "/docs/" }'),
  });
  if (distribution instanceof cloudfront.Distribution) {
    // Another construct: one has one kind of functions.
    new EdgeRedirector(stack, 'SecretRedirects', {
      distribution,
      existing: compose,
      behaviors: EdgeBehaviors.paths('/secret*'),
      source: RedirectSource.fromInline('{ "/secret-old": "/secret.html" }'),
    });
  }
  new SecurityHeaders(stack, 'Headers', { distribution, existing: compose });
  new EdgeErrorMasker(stack, 'Errors', {
    distribution,
    existing: compose,
    rules: [{
      statuses: ErrorStatuses.codes(403),
      action: ErrorAction.respond({ page: ErrorPage.fromInline('<h1>not here</h1>'), statusCode: 404 }),
    }],
  });
}

/** Both what was there and what this library adds. */
async function works(running: ReturnType<typeof preview>): Promise<void> {
  const docs = await running.fetchWithTrace('/docs/');
  expect(await docs.response.text()).toBe('docs');
  expect(docs.trace.urls).toEqual([
    { after: 'viewer', url: '/docs/' }, { after: 'viewer-request', url: '/docs/index.html' },
  ]);
  expect([...docs.response.headers.keys()]).toEqual(expect.arrayContaining(['x-theirs', 'strict-transport-security']));
  const redirect = await running.fetch('/old/');
  expect([redirect.status, redirect.headers.get('location')]).toEqual([301, '/docs/']);
  const refused = await running.fetch('/secret.html');
  expect([refused.status, refused.headers.get('www-authenticate')]).toEqual([401, 'Basic realm=x']);
  expect(await (await running.fetch('/secret.html', { headers: { authorization: 'x' } })).text()).toBe('secret');
  // The rules are a file in the asset with the files of the guard.
  const moved = await running.fetchWithTrace('/secret-old', { headers: { authorization: 'x' } });
  expect(moved.response.headers.get('location')).toBe('/secret.html');
  expect(moved.trace.entries.find(({ stage }) => stage === 'viewer-request'))
    .toMatchObject({ rule: { construct: 'Web/SecretRedirects', line: 1 } });
  const missing = await running.fetch('/no');
  expect([missing.status, await missing.text()]).toEqual([404, '<h1>not here</h1>']);
  expect(running.logs).toEqual([]);
}

describe('composed functions and policies run', () => {
  test.each([
    ['us-east-1', {}], ['eu-west-1', {}],
    ['us-east-1', { 'aws:cdk:disable-asset-staging': true }], ['eu-west-1', { 'aws:cdk:disable-asset-staging': true }],
  ])('in %s, with %j', async (region, context) => {
    const { root, stack } = app(region, context);
    attach(stack, existing(stack).distribution);
    const running = preview(root.synth().directory);
    expect(running.notes).toEqual([]);
    await works(running);
  });

  test('with a function of another stack', async () => {
    const { root, stack, env } = app('us-east-1');
    attach(stack, existing(stack, new Stack(root, 'Functions', { env })).distribution);
    await works(preview(root.synth().directory));
  });
});

describe('without staging', () => {
  test.each(['content', 'guardFiles'] as const)('a folder that is gone is a problem (%s)', (gone) => {
    const { root, stack } = app('us-east-1', { 'aws:cdk:disable-asset-staging': true });
    const paths = existing(stack);
    const { directory } = root.synth();
    rmSync(paths[gone], { recursive: true });
    expect(() => preview(directory)).toThrow(expect.objectContaining({
      problems: [expect.objectContaining({
        code: 'EDGE_PREVIEW_ASSET',
        path: paths[gone],
        message: expect.stringMatching(/^does not exist, and .* needs it; run "npx cdk synth" again$/),
      })],
    }));
  });
});

test('a store, imported from a file that is not staged', async () => {
  const { root, stack } = app('us-east-1', { 'aws:cdk:disable-asset-staging': true });
  const file = join(files({ 'keys.json': '{ "data": [{ "key": "a", "value": "/moved" }] }' }), 'keys.json');
  const keyValueStore = new cloudfront.KeyValueStore(stack, 'Store', { source: cloudfront.ImportSource.fromAsset(file) });
  const fn = new cloudfront.Function(stack, 'Fn', {
    keyValueStore,
    code: cloudfront.FunctionCode.fromInline(`import cf from 'cloudfront';
      async function handler(event) { event.request.uri = await cf.kvs().get('a'); return event.request; }`),
    runtime: cloudfront.FunctionRuntime.JS_2_0,
  });
  const distribution = new cloudfront.Distribution(stack, 'Site', {
    defaultBehavior: {
      origin: S3BucketOrigin.withOriginAccessControl(new Bucket(stack, 'Bucket')),
      functionAssociations: [{ function: fn, eventType: cloudfront.FunctionEventType.VIEWER_REQUEST }],
    },
  });
  new EdgeRedirector(stack, 'Redirects', {
    distribution, existing: ExistingAttachments.compose(), source: RedirectSource.fromInline('{ "/old": "/new" }'),
  });
  const { trace } = await preview(root.synth().directory).fetchWithTrace('/x');
  expect(trace.urls).toEqual([{ after: 'viewer', url: '/x' }, { after: 'viewer-request', url: '/moved' }]);
});

describe('a template with conditions and parameters', () => {
  const template = {
    Transform: 'AWS::Serverless-2016-10-31',
    Parameters: { Rewrite: { Type: 'String', Default: '' }, Origin: { Type: 'String' } },
    Conditions: {
      Rewrites: { 'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'Rewrite' }, ''] }] },
      Deployed: { 'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'Origin' }, 'none'] }] },
    },
    Resources: {
      Index: {
        Type: 'AWS::CloudFront::Function',
        Condition: 'Rewrites',
        Properties: { Name: 'index', AutoPublish: true, FunctionCode: INDEX, FunctionConfig: { Comment: '', Runtime: 'cloudfront-js-2.0' } },
      },
      Site: {
        Type: 'AWS::CloudFront::Distribution',
        Condition: 'Deployed',
        Properties: {
          DistributionConfig: {
            Enabled: true,
            Origins: [{ Id: 'main', DomainName: { Ref: 'Origin' }, CustomOriginConfig: { OriginProtocolPolicy: 'https-only' } }],
            DefaultCacheBehavior: {
              TargetOriginId: 'main',
              ViewerProtocolPolicy: 'allow-all',
              CachePolicyId: '658327ea-f89d-4fab-a63d-7e88639e58f6',
              FunctionAssociations: [
                { 'Fn::If': ['Rewrites', { EventType: 'viewer-request', FunctionARN: { 'Fn::GetAtt': ['Index', 'FunctionARN'] } }, { Ref: 'AWS::NoValue' }] },
              ],
            },
          },
        },
      },
    },
  };

  const included = () => {
    const { root, stack } = app('us-east-1');
    const templateFile = join(files({ 'template.json': JSON.stringify(template) }), 'template.json');
    const distribution = new CfnInclude(stack, 'Included', { templateFile }).getResource('Site') as cloudfront.CfnDistribution;
    attach(stack, distribution);
    return root.synth().directory;
  };

  test('runs what the parameters choose', async () => {
    const directory = included();
    const site = files({ 'docs/index.html': 'docs' });
    const on = preview(directory, { parameters: { Rewrite: 'yes', Origin: 'www.example.com' }, origins: { main: site } });
    expect(on.notes).toEqual([]);
    expect(await (await on.fetch('/docs/')).text()).toBe('docs');
    expect((await on.fetch('/old/')).status).toBe(301);
    const off = preview(directory, { parameters: { Origin: 'www.example.com' }, origins: { 'www.example.com': site } });
    expect((await off.fetch('/docs/')).status).toBe(404);
    expect((await off.fetch('/old/')).status).toBe(301);
  });

  test('calls its origin by its id while there is no parameter', async () => {
    const running = preview(included());
    expect(running.notes.map(({ code, message }) => `${code} ${message}`)).toEqual([
      expect.stringMatching(/^EDGE_PREVIEW_ORIGIN_UNMAPPED origin main answers 502/),
      expect.stringMatching(/^EDGE_PREVIEW_PARAMETER_EMPTY parameter Origin of stack Web has no default/),
    ]);
  });

  test('is found by its path, also if an output of the template has its name', async () => {
    Object.assign(template, { Outputs: { Site: { Value: { Ref: 'Site' }, Condition: 'Deployed' } } });
    const parameters = { Origin: 'www.example.com' };
    const found = preview(included(), { distribution: 'Web/Included/Site', parameters });
    expect((await found.fetch('/old/')).status).toBe(301);
  });

  test('leaves the distribution out', () => {
    expect(() => preview(included(), { parameters: { Origin: 'none' } })).toThrow(/condition Deployed does not hold; pass --parameter Origin=VALUE/);
  });
});

test('an association of an L2 under a condition', async () => {
  const { root, stack } = app('us-east-1');
  const switched = new CfnParameter(stack, 'Switch', { default: 'off', allowedValues: ['on', 'off'] });
  const on = new CfnCondition(stack, 'On', { expression: Fn.conditionEquals(switched, 'on') });
  const { distribution } = existing(stack);
  const resource = distribution.node.defaultChild as cloudfront.CfnDistribution;
  const index = stack.node.findChild('Index') as cloudfront.Function;
  resource.addPropertyOverride('DistributionConfig.DefaultCacheBehavior.FunctionAssociations', {
    'Fn::If': [
      stack.resolve(on.logicalId), [{ EventType: 'viewer-request', FunctionARN: stack.resolve(index.functionArn) }], { Ref: 'AWS::NoValue' },
    ],
  });
  attach(stack, distribution);
  const { directory } = root.synth();
  await works(preview(directory, { parameters: { Switch: 'on' } }));
  expect((await preview(directory).fetch('/docs/')).status).toBe(404);
  expect((await preview(directory).fetch('/old/')).status).toBe(301);
});
