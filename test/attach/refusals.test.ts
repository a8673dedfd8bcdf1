import { writeFileSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Fn, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import {
  AllowedMethods,
  CfnDistribution,
  CloudFrontWebDistribution,
  Distribution,
  Function as CloudFrontFunction,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  LambdaEdgeEventType,
  ResponseHeadersPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { CfnInclude } from 'aws-cdk-lib/cloudformation-include';
import {
  EdgeBehaviors,
  EdgeErrorMasker,
  EdgeRedirector, EdgeStepHost,
  ErrorAction,
  ErrorStatuses,
  RedirectSource,
  SecurityHeaders,
} from '../../src';
import { renderedBehaviors, siteOrigin, siteStack } from '../support/apps';

const rules = [{ statuses: ErrorStatuses.clientErrors(), action: ErrorAction.redirectTo('/404.html') }];
const source = RedirectSource.fromInline('{ "/old": "/new" }');

const config = {
  enabled: true,
  origins: [{ id: 'site', domainName: 'www.example.com', customOriginConfig: { originProtocolPolicy: 'https-only' } }],
  defaultCacheBehavior: {
    targetOriginId: 'site',
    viewerProtocolPolicy: 'https-only',
    cachePolicyId: '658327ea-f89d-4fab-a63d-7e88639e58f6',
  },
  cacheBehaviors: [{ pathPattern: 'api/*', targetOriginId: 'site', viewerProtocolPolicy: 'https-only' }],
};

// The deprecated class prints a warning with each use.
jest.spyOn(console, 'warn').mockImplementation();

describe('distributions that can be attached to', () => {
  const stackOf = () => new Stack(new App({ analyticsReporting: false }), 'Web', { env: { region: 'us-east-1' } });

  it('CfnDistribution', () => {
    const stack = stackOf();
    const distribution = new CfnDistribution(stack, 'Site', { distributionConfig: config });
    new EdgeErrorMasker(stack, 'Errors', { distribution, rules, behaviors: EdgeBehaviors.paths('/api/*') });
    expect(renderedBehaviors(Template.fromStack(stack))['api/*'].lambdas).toHaveLength(1);
  });

  it('the result of CfnInclude', () => {
    const stack = stackOf();
    const file = join(mkdtempSync(join(tmpdir(), 'include-')), 'template.json');
    writeFileSync(
      file,
      JSON.stringify({
        Resources: {
          Site: {
            Type: 'AWS::CloudFront::Distribution',
            Properties: {
              DistributionConfig: {
                Enabled: true,
                Origins: [
                  {
                    Id: 'site',
                    DomainName: 'www.example.com',
                    CustomOriginConfig: { OriginProtocolPolicy: 'https-only' },
                  },
                ],
                DefaultCacheBehavior: { TargetOriginId: 'site', ViewerProtocolPolicy: 'https-only' },
              },
            },
          },
        },
      }),
    );
    const include = new CfnInclude(stack, 'Include', { templateFile: file });
    new EdgeErrorMasker(stack, 'Errors', { distribution: include.getResource('Site') as CfnDistribution, rules });
    expect(renderedBehaviors(Template.fromStack(stack))['*'].lambdas).toHaveLength(1);
  });

  it('the deprecated CloudFrontWebDistribution', () => {
    const stack = stackOf();
    const distribution = new CloudFrontWebDistribution(stack, 'Site', {
      originConfigs: [
        { customOriginSource: { domainName: 'www.example.com' }, behaviors: [{ isDefaultBehavior: true }] },
      ],
    });
    new EdgeErrorMasker(stack, 'Errors', { distribution, rules });
    expect(renderedBehaviors(Template.fromStack(stack))['*'].lambdas).toHaveLength(1);
  });
});

describe('refused when the construct is created', () => {
  it.each<[string, unknown, string]>([
    ['none', undefined, 'undefined'],
    ['null', null, 'null'],
    ['an id', 'E123', '"E123"'],
    ['a plain object', {}, '{}'],
  ])('something other than a distribution: %s', (_, distribution, shown) => {
    const { stack } = siteStack();
    new EdgeErrorMasker(stack, 'Errors', { distribution: distribution as any, rules });
    new EdgeRedirector(stack, 'Redirects', { distribution: distribution as any, source });
    new SecurityHeaders(stack, 'Headers', { distribution: distribution as any });
    const text = ['Errors', 'Redirects', 'Headers'].map(
      (id) => `Web/${id}: 1 problem\n  distribution is not a construct, got ${shown}; [^]*`,
    );
    expect(() => Template.fromStack(stack)).toThrow(new RegExp(`^${text.join('')}`));
  });

  it('an imported distribution', () => {
    const { stack } = siteStack();
    const distribution = Distribution.fromDistributionAttributes(stack, 'Imported', {
      domainName: 'd1.cloudfront.net',
      distributionId: 'E1',
    });
    new EdgeErrorMasker(stack, 'Errors', { distribution, rules });
    expect(() => Template.fromStack(stack)).toThrow(
      /^Web\/Errors: 1 problem\n {2}distribution is imported, got "Web\/Imported"; pass the Distribution.*\[EDGE_DISTRIBUTION_IMPORTED\]$/,
    );
  });

  it('a configuration that is only known at deploy time', () => {
    const { stack } = siteStack();
    const distribution = new CfnDistribution(stack, 'Conditional', {
      distributionConfig: Fn.conditionIf('Prod', config, config) as any,
    });
    new SecurityHeaders(stack, 'Headers', { distribution });
    expect(() => Template.fromStack(stack)).toThrow(/EDGE_DISTRIBUTION_CONDITIONAL/);
  });

  it('all problems of the rules together', () => {
    const { stack, distribution } = siteStack();
    new EdgeErrorMasker(stack, 'Errors', {
      distribution,
      rules: [
        { statuses: ErrorStatuses.codes(200), action: ErrorAction.redirectTo('//evil.example') },
        { statuses: ErrorStatuses.between(500, 400), action: ErrorAction.redirectTo('/x') },
      ],
    });
    expect(() => Template.fromStack(stack)).toThrow(
      /^Web\/Errors: 3 problems\n.*rules\[0\]\.statuses .*EDGE_MASK_STATUS\]\n.*EDGE_MASK_LOCATION\]\n.*rules\[1\]\.statuses .*EDGE_MASK_STATUS\]$/,
    );
  });
});

describe('refused at synth', () => {
  const userLambda = (stack: Stack) => new LambdaFunction(stack, 'Mine', {
    code: Code.fromInline('//'), handler: 'index.handler', runtime: Runtime.NODEJS_22_X,
  }).currentVersion;
  const userFunction = (stack: Stack) => new CloudFrontFunction(stack, 'MyFunction', {
    code: FunctionCode.fromInline('function handler(event) { return event.request; }'), runtime: FunctionRuntime.JS_2_0,
  });

  it('a path pattern without a behavior; the message lists the existing ones', () => {
    const { stack, distribution } = siteStack();
    new EdgeErrorMasker(stack, 'Errors', { distribution, rules, behaviors: EdgeBehaviors.paths('/apis/*') });
    expect(() => Template.fromStack(stack)).toThrow(
      /^Web\/Errors: 1 problem\n {2}behaviors names no behavior of the distribution, got "\/apis\/\*"; there are "\/api\/\*", "\*" {2}\[EDGE_BEHAVIOR_UNKNOWN\]$/,
    );
  });

  it('an event with a function of the user', () => {
    const { stack, distribution } = siteStack();
    distribution.addBehavior('/docs/*', siteOrigin, {
      edgeLambdas: [{ eventType: LambdaEdgeEventType.ORIGIN_RESPONSE, functionVersion: userLambda(stack) }],
    });
    new EdgeErrorMasker(stack, 'Errors', { distribution, rules, behaviors: EdgeBehaviors.all() });
    expect(() => Template.fromStack(stack)).toThrow(
      /the origin-response event of behavior "\/docs\/\*" already has the function Web\/Mine\/CurrentVersion\/Resource;.*\[EDGE_EVENT_TAKEN\]/,
    );
  });

  it('a CloudFront Function on the viewer events of a behavior that gets a Lambda there', () => {
    const { stack, distribution } = siteStack();
    distribution.addBehavior('/docs/*', siteOrigin, {
      functionAssociations: [{ eventType: FunctionEventType.VIEWER_RESPONSE, function: userFunction(stack) }],
    });
    new EdgeRedirector(stack, 'Redirects', { host: EdgeStepHost.LAMBDA_EDGE, distribution, source, behaviors: EdgeBehaviors.paths('/docs/*') });
    expect(() => Template.fromStack(stack)).toThrow(
      /viewer-request event of behavior "\/docs\/\*" cannot have a Lambda@Edge function beside the function Web\/MyFunction\/Resource on viewer-response.*\[EDGE_VIEWER_MIX\]/,
    );
  });

  it('but not beside a Lambda on an origin event', () => {
    const { stack, distribution } = siteStack();
    distribution.addBehavior('/docs/*', siteOrigin, {
      functionAssociations: [{ eventType: FunctionEventType.VIEWER_REQUEST, function: userFunction(stack) }],
    });
    new EdgeErrorMasker(stack, 'Errors', { distribution, rules, behaviors: EdgeBehaviors.all() });
    expect(renderedBehaviors(Template.fromStack(stack))['/docs/*']).toMatchObject({
      lambdas: [{ EventType: 'origin-response' }],
      functions: [{ EventType: 'viewer-request' }],
    });
  });

  it('a second response headers policy, beside one of the user or of another construct', () => {
    const { stack, distribution } = siteStack();
    distribution.addBehavior('/docs/*', siteOrigin, { responseHeadersPolicy: ResponseHeadersPolicy.SECURITY_HEADERS });
    new SecurityHeaders(stack, 'Headers', { distribution });
    new SecurityHeaders(stack, 'More', { distribution, behaviors: EdgeBehaviors.allExcept('*', '/docs/*') });
    const synth = () => Template.fromStack(stack);
    expect(synth).toThrow(
      /Web\/Headers: 1 problem\n {2}behavior "\/docs\/\*" already has a response headers policy, CloudFront's managed SecurityHeadersPolicy;.*\[EDGE_POLICY_TAKEN\]/,
    );
    expect(synth).toThrow(
      /Web\/More: 1 problem\n {2}behavior "\/api\/\*" already has a response headers policy, Web\/Headers;.*\[EDGE_POLICY_TAKEN\]/,
    );
  });

  it('a behavior that serves gRPC', () => {
    const { stack, distribution } = siteStack();
    distribution.addBehavior('/grpc/*', siteOrigin, { enableGrpc: true, allowedMethods: AllowedMethods.ALLOW_ALL });
    new EdgeErrorMasker(stack, 'Errors', { distribution, rules, behaviors: EdgeBehaviors.all() });
    expect(() => Template.fromStack(stack)).toThrow(/behavior "\/grpc\/\*" serves gRPC.*\[EDGE_GRPC\]/);
  });

  it('a behavior inside Fn::If', () => {
    const stack = new Stack(new App({ analyticsReporting: false }), 'Web', { env: { region: 'us-east-1' } });
    const behavior = config.cacheBehaviors[0];
    const distribution = new CfnDistribution(stack, 'Site', {
      distributionConfig: { ...config, cacheBehaviors: [Fn.conditionIf('Prod', behavior, behavior) as any] },
    });
    new EdgeErrorMasker(stack, 'Errors', { distribution, rules, behaviors: EdgeBehaviors.all() });
    expect(() => Template.fromStack(stack)).toThrow(/EDGE_BEHAVIOR_CONDITIONAL/);
  });

  it('the problems of all constructs together', () => {
    const { stack, distribution } = siteStack();
    new EdgeErrorMasker(stack, 'Errors', { distribution, rules, behaviors: EdgeBehaviors.paths('/a/*', '/b/*') });
    new SecurityHeaders(stack, 'Headers', { distribution, behaviors: EdgeBehaviors.allExcept('/c/*') });
    expect(() => Template.fromStack(stack)).toThrow(
      /Web\/Errors: 2 problems\n.*"\/a\/\*".*\n.*"\/b\/\*"[^]*Web\/Headers: 1 problem\n.*"\/c\/\*"/,
    );
  });

  it('also those of other kinds', () => {
    const { stack, distribution } = siteStack();
    new EdgeErrorMasker(stack, 'Errors', { distribution, rules, behaviors: EdgeBehaviors.paths('/a/*', '/b/*') });
    new SecurityHeaders(stack, 'Headers', { distribution, behaviors: EdgeBehaviors.allExcept('/c/*') });
    distribution.addBehavior('/grpc/*', siteOrigin, { enableGrpc: true, allowedMethods: AllowedMethods.ALLOW_ALL });
    new EdgeErrorMasker(stack, 'More', { distribution, rules, behaviors: EdgeBehaviors.paths('/grpc/*') });
    expect(() => Template.fromStack(stack)).toThrow(
      /Web\/More: 1 problem[^]*EDGE_GRPC[^]*Web\/Errors: 2 problems[^]*Web\/Headers: 1 problem/,
    );
  });
});
