import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Mixins, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { CfnDistribution, LambdaEdgeEventType } from 'aws-cdk-lib/aws-cloudfront';
import { CfnInclude } from 'aws-cdk-lib/cloudformation-include';
import type { IMixin } from 'constructs';
import {
  EdgeBehaviors, EdgeCustomStepMixin, EdgeErrorMaskerMixin, EdgeRedirectorMixin, EdgeStep, EdgeStepHost, ErrorAction,
  ErrorStatuses, ExistingAttachments, ExistingFunctionOrder, RedirectSource, SecurityHeadersMixin,
} from '../../src';
import { renderedBehaviors, siteStack } from '../support/apps';

const folder = mkdtempSync(join(tmpdir(), 'existing-mixins-'));
let count = 0;

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const functionOf = (name: string) => ({
  Type: 'AWS::CloudFront::Function',
  Properties: {
    Name: name,
    AutoPublish: true,
    FunctionConfig: { Comment: '', Runtime: 'cloudfront-js-2.0' },
    FunctionCode: `function handler(event) { return event.request; } // ${name}`,
  },
});
const behavior = {
  TargetOriginId: 'o',
  ViewerProtocolPolicy: 'allow-all',
  FunctionAssociations: [{ EventType: 'viewer-request', FunctionARN: { 'Fn::GetAtt': ['Theirs', 'FunctionARN'] } }],
  ResponseHeadersPolicyId: { Ref: 'Policy' },
};
const TEMPLATE = {
  Resources: {
    Theirs: functionOf('theirs'),
    Policy: {
      Type: 'AWS::CloudFront::ResponseHeadersPolicy',
      Properties: {
        ResponseHeadersPolicyConfig: {
          Name: 'theirs', CustomHeadersConfig: { Items: [{ Header: 'x-theirs', Value: '1', Override: true }] },
        },
      },
    },
    Cdn: {
      Type: 'AWS::CloudFront::Distribution',
      Properties: {
        DistributionConfig: {
          Enabled: true,
          Origins: [{ Id: 'o', DomainName: 'example.com', CustomOriginConfig: { OriginProtocolPolicy: 'https-only' } }],
          DefaultCacheBehavior: behavior,
          CacheBehaviors: [{ ...behavior, PathPattern: '/api/*' }],
        },
      },
    },
  },
};

/** A stack with an included template. */
function included(): { stack: Stack; distribution: CfnDistribution } {
  const { stack } = siteStack();
  stack.node.tryRemoveChild('Site');
  const templateFile = join(folder, `${count++}.json`);
  writeFileSync(templateFile, JSON.stringify(TEMPLATE));
  const distribution = new CfnInclude(stack, 'Included', { templateFile }).getResource('Cdn') as CfnDistribution;
  return { stack, distribution };
}

/** The same as constructs of the app. */
function l1(): { stack: Stack; distribution: CfnDistribution } {
  const { stack, distribution: from } = included();
  const resource = new CfnDistribution(stack, 'Own', { distributionConfig: from.distributionConfig });
  from.node.scope!.node.tryRemoveChild('Cdn');
  return { stack, distribution: resource };
}

const existing = ExistingAttachments.compose();
const mixins = (options = { existing }): IMixin[] => [
  new EdgeRedirectorMixin({ ...options, source: RedirectSource.fromInline('{ "/old": "/new" }') }),
  new SecurityHeadersMixin({ ...options, behaviors: EdgeBehaviors.all() }),
  new EdgeErrorMaskerMixin({
    ...options, rules: [{ statuses: ErrorStatuses.codes(403), action: ErrorAction.redirectTo('/404.html') }],
  }),
  new EdgeCustomStepMixin({
    ...options,
    event: LambdaEdgeEventType.VIEWER_REQUEST,
    step: EdgeStep.fromFile(require.resolve('../support/function-step.js'), {
      host: EdgeStepHost.CLOUDFRONT_FUNCTION,
    }),
  }),
];

/** What is on the behaviors afterwards. */
function attached(stack: Stack) {
  const template = Template.fromStack(stack);
  const { Resources } = template.toJSON();
  return Object.values(renderedBehaviors(template)).map(({ pattern, functions, lambdas, policy }) => ({
    pattern,
    codes: functions.map(({ EventType, FunctionARN }) => (
      `${EventType} ${Resources[FunctionARN['Fn::GetAtt'][0]].Properties.FunctionCode.includes('// theirs')}`)),
    ours: functions.map(({ FunctionARN }) => FunctionARN['Fn::GetAtt'][0] !== 'Theirs'),
    lambdas: lambdas.map(({ EventType }) => EventType),
    headers: Resources[policy.Ref].Properties.ResponseHeadersPolicyConfig.CustomHeadersConfig.Items
      .map(({ Header }: { Header: string }) => Header).includes('x-theirs'),
  }));
}

const EXPECTED = [
  { pattern: '*', codes: ['viewer-request true'], ours: [true], lambdas: ['origin-response'], headers: true },
  { pattern: '/api/*', codes: ['viewer-request true'], ours: [false], lambdas: [], headers: true },
];

describe.each([['an included distribution', included], ['an L1', l1]])('mixins that compose, on %s', (_, make) => {
  it('attach by with()', () => {
    const { stack, distribution } = make();
    distribution.with(...mixins());
    expect(attached(stack)).toEqual(EXPECTED);
  });

  it('attach by Mixins.of(), to all distributions of a scope', () => {
    const { stack } = make();
    Mixins.of(stack).apply(...mixins());
    expect(attached(stack)).toEqual(EXPECTED);
  });

  it('attach where one of them says so', () => {
    const { stack, distribution } = make();
    const [redirector, headers, ...others] = mixins();
    distribution.with(redirector, headers);
    distribution.with(...others.map((__, index) => mixins({ existing: undefined as never })[index + 2]));
    expect(attached(stack)).toEqual(EXPECTED);
  });

  it('report different orders', () => {
    const { stack, distribution } = make();
    const order = (functionOrder: ExistingFunctionOrder) => ({
      existing: ExistingAttachments.compose({ functionOrder }),
      source: RedirectSource.fromInline(`{ "/${functionOrder}": "/new" }`),
    });
    distribution.with(
      new EdgeRedirectorMixin(order(ExistingFunctionOrder.BEFORE)),
      new EdgeRedirectorMixin(order(ExistingFunctionOrder.AFTER)));
    expect(() => Template.fromStack(stack)).toThrow('EDGE_EXISTING_ORDER');
  });
});
