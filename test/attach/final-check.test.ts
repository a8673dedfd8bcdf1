import { Aspects, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import {
  CfnDistribution,
  Function as CloudFrontFunction,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  LambdaEdgeEventType,
  type BehaviorOptions,
} from 'aws-cdk-lib/aws-cloudfront';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import {
  Alias,
  Architecture,
  CfnFunction,
  Code,
  Function as LambdaFunction,
  Runtime,
  Tracing,
  type FunctionProps,
} from 'aws-cdk-lib/aws-lambda';
import { EdgeBehaviors, EdgeErrorMasker, ErrorAction, ErrorStatuses, SecurityHeaders } from '../../src';
import { siteOrigin, siteStack } from '../support/apps';

const rules = [{ statuses: ErrorStatuses.clientErrors(), action: ErrorAction.redirectTo('/404.html') }];

/** A site with error pages on the default behavior and something of the user's on `/docs/*`. */
function site(options: (stack: Stack) => Partial<BehaviorOptions> = () => ({})) {
  const { stack, distribution } = siteStack();
  distribution.addBehavior('/docs/*', siteOrigin, options(stack));
  new EdgeErrorMasker(stack, 'Errors', { distribution, rules });
  return { stack, resource: distribution.node.defaultChild as CfnDistribution };
}

const mine = (stack: Stack, props: Partial<FunctionProps> = {}) =>
  new LambdaFunction(stack, 'Mine', {
    code: Code.fromInline('exports.handler = async () => undefined;'),
    handler: 'index.handler',
    runtime: Runtime.NODEJS_22_X,
    ...props,
  });
const viewerFunction = (stack: Stack) => new CloudFrontFunction(stack, 'Fn', {
  code: FunctionCode.fromInline('function handler(event) { return event.request; }'), runtime: FunctionRuntime.JS_2_0,
});
const synth = (stack: Stack) => () => Template.fromStack(stack);

describe('the final template is accepted', () => {
  it('with functions of the user on other events', () => {
    const { stack } = site((s) => ({
      edgeLambdas: [{ eventType: LambdaEdgeEventType.ORIGIN_REQUEST, functionVersion: mine(s).currentVersion }],
      functionAssociations: [{ eventType: FunctionEventType.VIEWER_REQUEST, function: viewerFunction(s) }],
    }));
    expect(synth(stack)).not.toThrow();
  });
});

describe('the final template is refused', () => {
  it('when an override puts a second function on an event', () => {
    const { stack, resource } = site();
    resource.addPropertyOverride('DistributionConfig.CacheBehaviors.1.LambdaFunctionAssociations', [1, 2].map((n) => (
      { EventType: 'viewer-request', LambdaFunctionARN: `arn:aws:lambda:us-east-1:111122223333:function:f:${n}` })));
    expect(synth(stack)).toThrow(
      /Web\/Site\/Resource: \d problems?\n {2}the viewer-request event of behavior "\/docs\/\*" has arn:.*:f:1 and arn:.*:f:2;.*\[EDGE_EVENT_TAKEN\]/,
    );
  });

  it('when an override removes a function of the library', () => {
    const { stack, resource } = site();
    resource.addPropertyOverride('DistributionConfig.DefaultCacheBehavior.LambdaFunctionAssociations', []);
    expect(synth(stack)).toThrow(
      /Web\/Site\/Resource: \d problems?\n {2}the function Web\/Site\/Resource\/EdgeSlots\/OriginResponse\/CurrentVersion\/Resource on origin-response is missing from behavior "\*".*\[EDGE_OVERRIDDEN\]/,
    );
  });

  it('when an override removes it from one of two behaviors', () => {
    const { stack, distribution } = siteStack();
    new EdgeErrorMasker(stack, 'Errors', { distribution, rules, behaviors: EdgeBehaviors.all() });
    (distribution.node.defaultChild as CfnDistribution).addPropertyOverride(
      'DistributionConfig.CacheBehaviors.0.LambdaFunctionAssociations',
      [],
    );
    expect(synth(stack)).toThrow(/is missing from behavior "\/api\/\*".*\[EDGE_OVERRIDDEN\]$/);
  });

  it('when an override replaces the response headers policy of the library', () => {
    const { stack, distribution } = siteStack();
    new SecurityHeaders(stack, 'Headers', { distribution });
    (distribution.node.defaultChild as CfnDistribution).addPropertyOverride(
      'DistributionConfig.CacheBehaviors.0.ResponseHeadersPolicyId',
      'mine',
    );
    expect(synth(stack)).toThrow(
      /the response headers policy Web\/Headers\/Policy\/Resource is missing from behavior "\/api\/\*".*\[EDGE_OVERRIDDEN\]$/,
    );
  });

  it('when the user mixes the two kinds on viewer events', () => {
    const { stack } = site((s) => ({
      edgeLambdas: [{ eventType: LambdaEdgeEventType.VIEWER_REQUEST, functionVersion: mine(s).currentVersion }],
      functionAssociations: [{ eventType: FunctionEventType.VIEWER_RESPONSE, function: viewerFunction(s) }],
    }));
    expect(synth(stack)).toThrow(
      /behavior "\/docs\/\*" has the Lambda@Edge function Web\/Mine\/CurrentVersion\/Resource and the CloudFront Function Web\/Fn\/Resource.*\[EDGE_VIEWER_MIX\]/,
    );
  });

  it('when a CloudFront Function is on an origin event', () => {
    const { stack, resource } = site();
    resource.addPropertyOverride('DistributionConfig.CacheBehaviors.0.FunctionAssociations', [
      { EventType: 'origin-request', FunctionARN: 'arn:aws:cloudfront::111122223333:function/f' },
    ]);
    expect(synth(stack)).toThrow(
      /behavior "\/api\/\*" has the CloudFront Function .* on origin-request.*\[EDGE_FUNCTION_EVENT\]/,
    );
  });

  it('when two behaviors have one pattern', () => {
    const { stack, distribution } = siteStack();
    distribution.addBehavior('api/*', siteOrigin);
    new EdgeErrorMasker(stack, 'Errors', { distribution, rules });
    expect(synth(stack)).toThrow(/two behaviors have the path pattern "api\/\*".*\[EDGE_PATTERN_TWICE\]/);
  });

  it('when an override enables gRPC', () => {
    const { stack, resource } = site();
    resource.addPropertyOverride('DistributionConfig.DefaultCacheBehavior.GrpcConfig', { Enabled: true });
    expect(synth(stack)).toThrow(/behavior "\*" serves gRPC.*\[EDGE_GRPC\]/);
  });

  it.each([
    ['arn:aws:lambda:us-east-1:111122223333:function:f'],
    ['arn:aws:lambda:us-east-1:111122223333:function:f:$LATEST'],
    ['arn:aws:lambda:us-east-1:111122223333:function:f:live'],
    ['arn:aws:lambda:eu-west-1:111122223333:function:f:7'],
  ])('when a behavior names %s', (arn) => {
    const { stack, resource } = site();
    resource.addPropertyOverride('DistributionConfig.CacheBehaviors.1.LambdaFunctionAssociations', [
      { EventType: 'origin-request', LambdaFunctionARN: arn },
    ]);
    expect(synth(stack)).toThrow(/EDGE_LAMBDA_VERSION/);
  });

  it('when a behavior names an alias or a function instead of a version', () => {
    const { stack, resource } = site();
    const fn = mine(stack);
    const alias = new Alias(stack, 'Live', { aliasName: 'live', version: fn.currentVersion });
    for (const [index, arn] of [fn.functionArn, alias.functionArn].entries()) {
      resource.addPropertyOverride(`DistributionConfig.CacheBehaviors.${index}.LambdaFunctionAssociations`, [
        { EventType: 'origin-request', LambdaFunctionARN: arn },
      ]);
    }
    expect(synth(stack)).toThrow(
      /Web\/Mine\/Resource is not a numbered version[^]*Web\/Live\/Resource is not a numbered version/,
    );
  });

  it.each<[string, (stack: Stack) => Partial<FunctionProps>]>([
    ['is built for arm64', () => ({ architecture: Architecture.ARM_64 })],
    ['is attached to a VPC', (stack) => ({ vpc: new Vpc(stack, 'Vpc', { natGateways: 0 }), allowPublicSubnet: true })],
    ['is traced by X-Ray', () => ({ tracing: Tracing.ACTIVE })],
    ['has a dead-letter queue', () => ({ deadLetterQueueEnabled: true })],
  ])('when a function of the user %s', (what, props) => {
    const { stack } = site((s) => ({
      edgeLambdas: [
        { eventType: LambdaEdgeEventType.ORIGIN_REQUEST, functionVersion: mine(s, props(s)).currentVersion },
      ],
    }));
    expect(synth(stack)).toThrow(
      new RegExp(`Web/Mine/Resource ${what}, which Lambda@Edge does not allow.*\\[EDGE_LAMBDA_FEATURE\\]`),
    );
  });

  it.each([
    ['Environment', { Variables: { A: 'b' } }, 'has environment variables'],
    ['Layers', ['arn:aws:lambda:us-east-1:111122223333:layer:x:1'], 'has layers'],
    ['Timeout', 31, 'may run longer than 30 seconds'],
    ['EphemeralStorage', { Size: 1024 }, 'has more than 512 MB'],
    ['PackageType', 'Image', 'is a container image'],
    ['KmsKeyArn', 'arn:aws:kms:us-east-1:111122223333:key/1', 'is encrypted with a key'],
  ])('when an override gives a function of the library %s', (property, value, what) => {
    const { stack } = site();
    // The function exists only while the app is synthesized; an aspect of the user reaches it.
    Aspects.of(stack).add({
      visit: (node) => node instanceof CfnFunction && node.addPropertyOverride(property, value),
    });
    expect(synth(stack)).toThrow(new RegExp(`EdgeSlots/OriginResponse/Resource ${what}.*\\[EDGE_LAMBDA_FEATURE\\]`));
  });

  it('when a function of the user is in the stack of another region', () => {
    const { stack, distribution } = siteStack({ env: { region: 'eu-west-1' } });
    distribution.addBehavior('/docs/*', siteOrigin, {
      edgeLambdas: [{ eventType: LambdaEdgeEventType.ORIGIN_REQUEST, functionVersion: mine(stack).currentVersion }],
    });
    new EdgeErrorMasker(stack, 'Errors', { distribution, rules });
    expect(synth(stack)).toThrow(/Web\/Mine\/Resource is in eu-west-1.*\[EDGE_LAMBDA_FEATURE\]/);
  });
});
