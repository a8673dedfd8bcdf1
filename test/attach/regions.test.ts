import { App, NestedStack, Stack, Stage, Tags } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Distribution } from 'aws-cdk-lib/aws-cloudfront';
import { Construct } from 'constructs';
import {
  ContentSecurityPolicy,
  CspSource,
  EdgeErrorMasker,
  ErrorAction,
  ErrorStatuses,
  SecurityHeaders,
} from '../../src';
import { renderedBehaviors, siteOrigin, siteStack } from '../support/apps';

const rules = [{ statuses: ErrorStatuses.clientErrors(), action: ErrorAction.redirectTo('/404.html') }];
const dynamicCsp = ContentSecurityPolicy.fromDirectives({ scriptSrc: [CspSource.distributionDomain()] });

/** Types of the resources of a stack, each once, in order. */
const types = (stack: Stack) =>
  [...new Set(Object.values<any>(Template.fromStack(stack).toJSON().Resources).map((r) => r.Type))].sort();
const supportStack = (stack: Stack) =>
  (Stage.of(stack) ?? stack.node.root).node.children.find((c): c is Stack => Stack.isStack(c) && c !== stack)!;

describe('in us-east-1', () => {
  it('everything is in the stack itself, without custom resources', () => {
    const { stack, distribution } = siteStack({ env: { region: 'us-east-1' } });
    new EdgeErrorMasker(stack, 'Errors', { distribution, rules });
    new SecurityHeaders(stack, 'Headers', { distribution, contentSecurityPolicy: dynamicCsp });
    expect(types(stack)).toEqual([
      'AWS::CloudFront::Distribution', 'AWS::CloudFront::ResponseHeadersPolicy', 'AWS::IAM::ManagedPolicy', 'AWS::IAM::Role', 'AWS::Lambda::Function',
      'AWS::Lambda::Version',
    ]);
  });
});

describe('in another region', () => {
  const { stack, distribution } = siteStack({ env: { region: 'eu-west-1', account: '111122223333' } });
  new EdgeErrorMasker(stack, 'Errors', { distribution, rules });
  new SecurityHeaders(stack, 'Headers', { distribution, contentSecurityPolicy: dynamicCsp });
  const support = supportStack(stack);

  it('the functions are in a support stack, and the web stack only gets a weak reference', () => {
    expect(support.region).toBe('us-east-1');
    expect(support.account).toBe('111122223333');
    expect(support.stackName).toBe('Web-eu-west-1-edge-functions');
    expect(types(support)).toEqual([
      'AWS::IAM::ManagedPolicy',
      'AWS::IAM::Role',
      'AWS::Lambda::Function',
      'AWS::Lambda::Version',
    ]);
    expect(types(stack)).toEqual(['AWS::CloudFront::Distribution', 'AWS::CloudFront::ResponseHeadersPolicy']);
    const [association] = renderedBehaviors(Template.fromStack(stack))['*'].lambdas;
    expect(association.LambdaFunctionARN['Fn::GetStackOutput']).toMatchObject({
      StackName: 'Web-eu-west-1-edge-functions',
      Region: 'us-east-1',
    });
  });

  it('the output is named after the version, so that changed code reaches the distribution', () => {
    const [association] = renderedBehaviors(Template.fromStack(stack))['*'].lambdas;
    const name = association.LambdaFunctionARN['Fn::GetStackOutput'].OutputName;
    const outputs = Template.fromStack(support).toJSON().Outputs;
    const version = outputs[name].Value.Ref;
    expect(Template.fromStack(support).toJSON().Resources[version].Type).toBe('AWS::Lambda::Version');
    expect(name).toContain(version);
  });

  it('the support stack deploys first', () => {
    expect(stack.dependencies).toContain(support);
  });

  it('a value that is only known at deploy time is refused, since it cannot be passed to the support stack', () => {
    const site = siteStack({ env: { region: 'eu-west-1' } });
    const token = new Distribution(site.stack, 'Other', { defaultBehavior: { origin: siteOrigin } })
      .distributionDomainName;
    new EdgeErrorMasker(site.stack, 'Errors', {
      distribution: site.distribution,
      rules: [{ statuses: ErrorStatuses.codes(404), action: ErrorAction.redirectTo(`https://${token}/404.html`) }],
    });
    expect(() => Template.fromStack(site.stack)).toThrow(/Web\/Errors: 1 problem[^]*EDGE_TOKEN_ACROSS_REGIONS/);
  });

  it('distributions of one stack share the support stack; constructs with the same id do not clash', () => {
    const site = siteStack({ env: { region: 'eu-west-1' } });
    for (const name of ['One', 'Two']) {
      const scope = new Construct(site.stack, name);
      const other = new Distribution(scope, 'Site', { defaultBehavior: { origin: siteOrigin } });
      new EdgeErrorMasker(scope, 'Errors', { distribution: other, rules });
    }
    const stacks = site.app.node.children.filter(Stack.isStack);
    expect(stacks).toHaveLength(2);
    Template.fromStack(supportStack(site.stack)).resourceCountIs('AWS::Lambda::Function', 2);
  });

  it('tags of the app reach the support stack', () => {
    const site = siteStack({ env: { region: 'eu-west-1' } });
    Tags.of(site.app).add('team', 'web');
    new EdgeErrorMasker(site.stack, 'Errors', { distribution: site.distribution, rules });
    Template.fromStack(supportStack(site.stack)).hasResourceProperties('AWS::Lambda::Function', {
      Tags: [{ Key: 'team', Value: 'web' }],
    });
  });

  it('works inside a stage and from a nested stack', () => {
    const app = new App({ analyticsReporting: false });
    const stage = new Stage(app, 'Prod', { env: { region: 'eu-west-1' } });
    const web = new Stack(stage, 'Web');
    const nested = new NestedStack(web, 'Nested');
    for (const scope of [web, nested]) {
      const site = new Distribution(scope, 'Site', { defaultBehavior: { origin: siteOrigin } });
      new EdgeErrorMasker(scope, 'Errors', { distribution: site, rules });
    }
    const assembly = app.synth().getNestedAssembly('assembly-Prod');
    expect(assembly.stacks.map((s) => s.stackName).sort()).toEqual(['Prod-Web', 'Prod-Web-eu-west-1-edge-functions']);
  });
});

describe.each(['cn-north-1', 'us-gov-west-1', 'us-iso-east-1', 'eusc-de-east-1'])(
  'in %s, whose accounts have no us-east-1',
  (region) => {
    it('functions are refused', () => {
      const { stack, distribution } = siteStack({ env: { region } });
      new EdgeErrorMasker(stack, 'Errors', { distribution, rules });
      expect(() => Template.fromStack(stack)).toThrow(/distribution is in .*\[EDGE_PARTITION\]$/);
    });

    it('a response headers policy is not', () => {
      const { stack, distribution } = siteStack({ env: { region } });
      new SecurityHeaders(stack, 'Headers', { distribution });
      expect(types(stack)).toEqual(['AWS::CloudFront::Distribution', 'AWS::CloudFront::ResponseHeadersPolicy']);
    });
  },
);

describe('in a stack without a region', () => {
  it('a rule stops the deployment anywhere else than in us-east-1', () => {
    const { stack, distribution } = siteStack({});
    new EdgeErrorMasker(stack, 'Errors', { distribution, rules });
    Template.fromStack(stack).templateMatches({
      Rules: {
        EdgeFunctionsRegion: { Assertions: [{ Assert: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'us-east-1'] } }] },
      },
    });
  });
});

describe('the function', () => {
  const { stack, distribution } = siteStack();
  new EdgeErrorMasker(stack, 'Errors', { distribution, rules });
  const template = Template.fromStack(stack);

  it('has the properties that Lambda@Edge requires', () => {
    template.hasResource('AWS::Lambda::Function', {
      Properties: {
        Runtime: 'nodejs24.x',
        Architectures: ['x86_64'],
        MemorySize: 128,
        Timeout: 5,
        Environment: Match.absent(),
        Layers: Match.absent(),
      },
    });
  });

  it('has a version that is retained, since CloudFront keeps replicas of it for hours', () => {
    template.hasResource('AWS::Lambda::Version', { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
  });

  it('may be assumed by both services and may write its own logs, in every region', () => {
    template.hasResourceProperties('AWS::IAM::Role', {
      AssumeRolePolicyDocument: {
        Statement: ['lambda.amazonaws.com', 'edgelambda.amazonaws.com'].map((Service) => ({
          Action: 'sts:AssumeRole',
          Effect: 'Allow',
          Principal: { Service },
        })),
      },
      ManagedPolicyArns: Match.absent(),
    });
    const [name] = Object.keys(template.findResources('AWS::Lambda::Function'));
    template.hasResourceProperties('AWS::IAM::ManagedPolicy', {
      PolicyDocument: {
        Statement: [{
          Action: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'],
          Effect: 'Allow',
          Resource: {
            'Fn::Join': ['', [
              'arn:', { Ref: 'AWS::Partition' }, ':logs:*:', { Ref: 'AWS::AccountId' }, ':log-group:/aws/lambda/us-east-1.', { Ref: name }, ':*',
            ]],
          },
        }],
      },
    });
  });

  it('gets no log group in us-east-1 from the feature flag of new apps', () => {
    const app = new App({ analyticsReporting: false, context: { '@aws-cdk/aws-lambda:useCdkManagedLogGroup': true } });
    for (const region of ['us-east-1', 'eu-west-1']) {
      const flagged = new Stack(app, `Web-${region}`, { env: { region } });
      const site = new Distribution(flagged, 'Site', { defaultBehavior: { origin: siteOrigin } });
      new EdgeErrorMasker(flagged, 'Errors', { distribution: site, rules });
    }
    for (const each of app.node.children.filter(Stack.isStack)) {
      Template.fromStack(each).resourceCountIs('AWS::Logs::LogGroup', 0);
    }
  });
});
