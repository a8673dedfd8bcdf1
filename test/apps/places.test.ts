import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { App, Mixins, NestedStack, Stack, Stage } from 'aws-cdk-lib';
import {
  CloudFrontWebDistribution, Distribution, experimental, Function as CloudFrontFunction, FunctionCode,
  FunctionEventType, FunctionRuntime, LambdaEdgeEventType, ResponseHeadersPolicy, type AddBehaviorOptions,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { attachAll, ENV, folder, type Json } from './support';
import {
  EdgeRedirector, EdgeRedirectorMixin,
  ExistingAttachments,
  EdgeBehaviors,
  RedirectSource,
  SecurityHeadersMixin,
} from '../../src';
import { brokenReferences } from '../any-distribution/references';

const origin = new HttpOrigin('www.example.com');
const MARK = 'a-mark-of-theirs';

/** A site with a CloudFront Function, a policy and a Lambda@Edge function. */
function existingSite(stack: Stack, id = 'Site', index = indexOf(stack)): Distribution {
  const lambda = {
    code: Code.fromInline(`exports.handler = async (event) => event.Records[0].cf.response; // ${MARK}`),
    handler: 'index.handler',
    runtime: Runtime.NODEJS_22_X,
  };
  const functionVersion = stack.region === 'us-east-1' ? new LambdaFunction(stack, `${id}Guard`, lambda).currentVersion
    : new experimental.EdgeFunction(stack, `${id}Guard`, { ...lambda, stackId: `${id}GuardStack` });
  const behavior: AddBehaviorOptions = {
    functionAssociations: [{ function: index, eventType: FunctionEventType.VIEWER_REQUEST }],
    edgeLambdas: [{ functionVersion, eventType: LambdaEdgeEventType.ORIGIN_RESPONSE }],
    responseHeadersPolicy: ResponseHeadersPolicy.CORS_ALLOW_ALL_ORIGINS,
  };
  return new Distribution(stack, id, {
    defaultBehavior: { origin, ...behavior }, additionalBehaviors: { 'docs/*': { origin, ...behavior } },
  });
}

function indexOf(stack: Stack): CloudFrontFunction {
  return stack.node.tryFindChild('Index') as CloudFrontFunction | undefined ?? new CloudFrontFunction(stack, 'Index', {
    code: FunctionCode.fromInline(`function handler(event) { return event.request; } // ${MARK}`),
    runtime: FunctionRuntime.JS_2_0,
  });
}

function templates(app: App, stage?: Stage): Record<string, Json> {
  const assembly = app.synth({ force: true });
  const own = stage ? assembly.getNestedAssembly(stage.artifactId) : assembly;
  const nested = new Map<string, Json>();
  // Nested stacks are assets.
  for (const stack of (stage ?? app).node
    .findAll()
    .filter((one): one is NestedStack => NestedStack.isNestedStack(one))) {
    nested.set(stack.node.path, JSON.parse(readFileSync(join(own.directory, stack.templateFile), 'utf8')));
  }
  return {
    ...Object.fromEntries(own.stacksRecursively.map((s) => [s.stackName, s.template])),
    ...Object.fromEntries(nested),
  };
}

/** Each distribution has one composed function on each event, and one policy. */
function check(all: Record<string, Json>): void {
  const sites = Object.values(all).flatMap((template) => Object.values<Json>(template.Resources ?? {})
    .filter(({ Type }) => Type === 'AWS::CloudFront::Distribution'));
  expect(sites.length).toBeGreaterThan(0);
  for (const { Properties: { DistributionConfig: { DefaultCacheBehavior, CacheBehaviors } } } of sites) {
    for (const behavior of [DefaultCacheBehavior, ...CacheBehaviors]) {
      const { FunctionAssociations, LambdaFunctionAssociations, ResponseHeadersPolicyId } = behavior;
      expect(FunctionAssociations.map((a: Json) => a.EventType)).toEqual(['viewer-request']);
      expect(LambdaFunctionAssociations.map((a: Json) => a.EventType)).toEqual(['origin-response']);
      expect(JSON.stringify([FunctionAssociations, ResponseHeadersPolicyId])).not.toMatch(/Index|5cc3b908/);
    }
  }
  const texts = Object.values(all).map((template) => JSON.stringify(template)).join('');
  expect(texts.split(MARK).length - 1).toBeGreaterThanOrEqual(4); // theirs, and in ours
}

const PLACES: readonly [string, (region: string) => Record<string, Json>][] = [
  ['in the stack of the distribution', (region) => {
    const { app, stack } = newApp(region);
    attachAll(stack, existingSite(stack));
    return templates(app);
  }],
  ['in another stack than the distribution', (region) => {
    const { app, stack } = newApp(region);
    attachAll(new Stack(app, 'Other', { env: { ...ENV, region } }), existingSite(stack));
    return templates(app);
  }],
  ['a distribution in a nested stack', (region) => {
    const { app, stack } = newApp(region);
    const nested = new NestedStack(stack, 'Nested');
    attachAll(nested, existingSite(nested));
    return templates(app);
  }],
  ['a distribution in a nested stack, from the stack around it', (region) => {
    const { app, stack } = newApp(region);
    attachAll(stack, existingSite(new NestedStack(stack, 'Nested')));
    return templates(app);
  }],
  ['a function in the stack around the nested one', (region) => {
    const { app, stack } = newApp(region);
    const nested = new NestedStack(stack, 'Nested');
    attachAll(nested, existingSite(nested, 'Site', indexOf(stack)));
    return templates(app);
  }],
  ['a stage', (region) => {
    const app = new App({ analyticsReporting: false });
    const stage = new Stage(app, 'Prod', { env: { ...ENV, region } });
    const stack = new Stack(stage, 'Web');
    attachAll(stack, existingSite(stack));
    return templates(app, stage);
  }],
  ['two distributions that share a function', (region) => {
    const { app, stack } = newApp(region);
    for (const id of ['One', 'Two']) attachAll(new NestedStack(stack, `${id}Ours`), existingSite(stack, id));
    return templates(app);
  }],
  ['one mixin on two distributions', (region) => {
    const { app, stack } = newApp(region);
    ['One', 'Two'].forEach((id) => existingSite(stack, id));
    const existing = ExistingAttachments.compose();
    Mixins.of(stack).apply(
      new EdgeRedirectorMixin({
        existing,
        behaviors: EdgeBehaviors.all(),
        source: RedirectSource.fromInline('{ "/old": "/new" }'),
      }),
      new SecurityHeadersMixin({ existing }),
    );
    return templates(app);
  }],
];

function newApp(region: string) {
  const app = new App({ analyticsReporting: false });
  return { app, stack: new Stack(app, 'Web', { env: { ...ENV, region } }) };
}

describe.each(['us-east-1', 'eu-west-1'])('in %s', (region) => {
  test.each(PLACES)('%s', (_, make) => {
    const all = make(region);
    check(all);
    expect(brokenReferences(all)).toEqual([]);
  });
});

test.each(['eu-west-1', undefined])('CloudFront Functions alone need no stack in us-east-1 and no rule: %s', (region) => {
  const app = new App({ analyticsReporting: false });
  const stack = new Stack(app, 'Web', region === undefined ? {} : { env: { ...ENV, region } });
  const distribution = new Distribution(stack, 'Site', {
    defaultBehavior: {
      origin, functionAssociations: [{ function: indexOf(stack), eventType: FunctionEventType.VIEWER_REQUEST }],
    },
  });
  new EdgeRedirector(stack, 'Redirects', {
    distribution, source: RedirectSource.fromInline('{ "/old": "/new" }'), existing: ExistingAttachments.compose(),
  });
  const all = templates(app);
  expect(Object.keys(all)).toEqual(['Web']);
  expect(Object.keys(all.Web.Rules ?? {})).not.toContain('EdgeFunctionsRegion');
});

test('an imported distribution is refused with a cure', () => {
  const { app, stack } = newApp('us-east-1');
  const distribution = Distribution.fromDistributionAttributes(stack, 'Imported', {
    distributionId: 'E1',
    domainName: 'd1.cloudfront.net',
  });
  attachAll(stack, distribution as never);
  expect(() => app.synth()).toThrow(
    /is imported, got "Web\/Imported"; pass the Distribution or CfnDistribution that this app creates, or bring .* "cdk import".*EDGE_DISTRIBUTION_IMPORTED/,
  );
});

test('a CloudFrontWebDistribution with everything', () => {
  const { app, stack } = newApp('us-east-1');
  const index = indexOf(stack);
  const guard = new LambdaFunction(stack, 'Guard', {
    code: Code.fromInline(`exports.handler = async (event) => event.Records[0].cf.response; // ${MARK}`),
    handler: 'index.handler',
    runtime: Runtime.NODEJS_22_X,
  });
  const behavior = {
    functionAssociations: [{ function: index, eventType: FunctionEventType.VIEWER_REQUEST }],
    lambdaFunctionAssociations: [
      { lambdaFunction: guard.currentVersion, eventType: LambdaEdgeEventType.ORIGIN_RESPONSE },
    ],
    forwardedValues: { queryString: true, cookies: { forward: 'all' }, headers: ['Accept'] },
  };
  const distribution = new CloudFrontWebDistribution(stack, 'Site', {
    originConfigs: [{
      customOriginSource: { domainName: 'www.example.com' },
      failoverCustomOriginSource: { domainName: 'b.example.com' },
      behaviors: [{ isDefaultBehavior: true, ...behavior }, { pathPattern: 'docs/*', ...behavior }],
    }],
    errorConfigurations: [{ errorCode: 404, responseCode: 404, responsePagePath: '/404.html' }],
    defaultRootObject: 'index.html',
  });
  attachAll(stack, distribution);
  const all = templates(app);
  check(all);
  expect(brokenReferences(all)).toEqual([]);
});

describe('without staging of assets', () => {
  test('files of an existing function join all the same', () => {
    const source = join(folder, 'guard');
    mkdirSync(source, { recursive: true });
    writeFileSync(
      join(source, 'index.js'),
      `const config = require('./config.json'); exports.handler = async (event) => event.Records[0].cf.response; // ${MARK}`,
    );
    writeFileSync(join(source, 'config.json'), '{}');
    const app = new App({ analyticsReporting: false, context: { 'aws:cdk:disable-asset-staging': true } });
    const stack = new Stack(app, 'Web', { env: ENV });
    const guard = new LambdaFunction(stack, 'Guard', {
      code: Code.fromAsset(source),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_22_X,
    });
    const distribution = new Distribution(stack, 'Site', {
      defaultBehavior: {
        origin,
        edgeLambdas: [{ functionVersion: guard.currentVersion, eventType: LambdaEdgeEventType.ORIGIN_RESPONSE }],
      },
    });
    attachAll(stack, distribution);
    const assembly = app.synth();
    const { files } = JSON.parse(readFileSync(join(assembly.directory, 'Web.assets.json'), 'utf8')) as Json;
    const paths = Object.values<Json>(files).map(({ source: asset }) => resolve(assembly.directory, asset.path));
    const ours = paths.find((path) => existsSync(join(path, 'cdk-cloudfront-edge', 'index.js')));
    expect(readFileSync(join(ours!, 'config.json'), 'utf8')).toBe('{}');
    expect(readFileSync(join(ours!, 'index.js'), 'utf8')).toContain(MARK);
    rmSync(ours!, { recursive: true });
  });
});
