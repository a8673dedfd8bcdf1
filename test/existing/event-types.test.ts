import { App, CfnCondition, CfnMapping, CfnParameter, Fn, Lazy, Stack, Token, type CfnParameterProps } from 'aws-cdk-lib';
import { CfnDistribution, CfnFunction, type LambdaEdgeEventType } from 'aws-cdk-lib/aws-cloudfront';
import { CfnVersion } from 'aws-cdk-lib/aws-lambda';
import {
  EdgeCustomStep, EdgeRedirector, EdgeStep, EdgeStepHost, ExistingAttachments, RedirectEventType,
  RedirectSource,
} from '../../src';

type Stepped = (stack: Stack, distribution: CfnDistribution) => unknown;

const source = RedirectSource.fromInline('{ "/old": { "to": "/new", "query": "drop" } }');
const composing = ExistingAttachments.compose();
const redirects = (event: RedirectEventType, existing?: ExistingAttachments): Stepped => (scope, distribution) =>
  new EdgeRedirector(scope, 'Redirects', { distribution, source, event, existing });
const onViewerRequest = redirects(RedirectEventType.VIEWER_REQUEST);
const composed = redirects(RedirectEventType.VIEWER_REQUEST, composing);
const onOriginRequest = redirects(RedirectEventType.ORIGIN_REQUEST);
const functionStep = (event: string, existing?: ExistingAttachments): Stepped => (scope, distribution) =>
  new EdgeCustomStep(scope, 'Step', {
    distribution,
    existing,
    event: event as LambdaEdgeEventType,
    step: EdgeStep.fromFile(require.resolve('../support/function-step.js'), { host: EdgeStepHost.CLOUDFRONT_FUNCTION }),
  });

type Given = (stack: Stack) => unknown;
const parameter = (props: CfnParameterProps = {}): Given => (stack) => new CfnParameter(stack, 'Event', props).value;
const allowing = (...allowedValues: string[]) => parameter({ allowedValues });

/** A distribution whose default behavior has these lists. */
function site(lists: (stack: Stack) => Partial<CfnDistribution.DefaultCacheBehaviorProperty>, step: Stepped): Stack {
  const stack = new Stack(new App({ analyticsReporting: false }), 'Web', { env: { account: '111122223333', region: 'us-east-1' } });
  const distribution = new CfnDistribution(stack, 'Cdn', {
    distributionConfig: {
      enabled: true,
      origins: [{ id: 'o', domainName: 'example.com', customOriginConfig: { originProtocolPolicy: 'https-only' } }],
      defaultCacheBehavior: { targetOriginId: 'o', viewerProtocolPolicy: 'allow-all', ...lists(stack) },
    },
  });
  step(stack, distribution);
  return stack;
}

const theirs = (stack: Stack) => new CfnFunction(stack, 'Theirs', {
  name: 'theirs',
  autoPublish: true,
  functionConfig: { comment: '', runtime: 'cloudfront-js-2.0' },
  functionCode: 'function handler(event) { return event.request || event.response; }',
}).attrFunctionArn;
const cloudFront = (event: Given, step: Stepped) => site((stack) => (
  { functionAssociations: [{ eventType: event(stack) as string, functionArn: theirs(stack) }] }), step);
const lambda = (event: Given, step: Stepped) => site((stack) => ({
  lambdaFunctionAssociations: [{
    eventType: event(stack) as string, lambdaFunctionArn: new CfnVersion(stack, 'Version', { functionName: 'theirs' }).ref,
  }],
}), step);

function problems(stack: Stack): { code: string; message: string }[] {
  try {
    (stack.node.root as App).synth();
    return [];
  } catch (thrown) {
    return (thrown as { problems?: { code: string; message: string }[] }).problems ?? [{ code: String(thrown), message: '' }];
  }
}
const codes = (stack: Stack) => problems(stack).map(({ code }) => code);

/** The functions on each event of the default behavior. */
function rendered(stack: Stack): Record<string, unknown> {
  const { template } = (stack.node.root as App).synth().getStackByName('Web');
  const { FunctionAssociations: functions = [], LambdaFunctionAssociations: lambdas = [] } =
    template.Resources.Cdn.Properties.DistributionConfig.DefaultCacheBehavior;
  return Object.fromEntries([...functions, ...lambdas].map((one: any) => (
    [typeof one.EventType === 'string' ? one.EventType : JSON.stringify(one.EventType), JSON.stringify(one)])));
}

describe('a function whose event only the deployment knows could be on the event of a step', () => {
  const map: Given = (stack) => new CfnMapping(stack, 'Map', { mapping: { a: { event: 'viewer-request' } } })
    .findInMap(Token.asString(new CfnParameter(stack, 'Key').value), 'event');
  const conditional = (then: Given): Given => (stack) => {
    const has = new CfnCondition(stack, 'Has', { expression: Fn.conditionEquals(new CfnParameter(stack, 'P').value, 'x') });
    return Fn.conditionIf(has.logicalId, then(stack), 'viewer-response');
  };

  test.each<[string, Stack]>([
    ['a parameter', cloudFront(parameter(), onViewerRequest)],
    ['beside Lambda@Edge', lambda(parameter(), onViewerRequest)],
    ['where it would join', cloudFront(parameter(), composed)],
    ['where it would join on Lambda@Edge', lambda(parameter(), composed)],
    ['allowed values with the event', cloudFront(allowing('viewer-request', 'viewer-response'), onViewerRequest)],
    ['a default of another event', cloudFront(parameter({ default: 'viewer-response' }), composed)],
    ['names of values of the Parameter Store', cloudFront(parameter({ type: 'AWS::SSM::Parameter::Value<String>', allowedValues: ['viewer-response'] }), composed)],
    ['a value of a mapping', cloudFront(map, composed)],
    ['a text with a parameter', cloudFront((stack) => Fn.sub('${Kind}-request', { Kind: new CfnParameter(stack, 'Kind').valueAsString }), composed)],
    ['in one case of a condition', cloudFront(conditional(parameter()), composed)],
    ['an origin event', lambda(parameter(), onOriginRequest)],
    ['a step of the user', cloudFront(parameter(), functionStep('viewer-response'))],
    ['Lambda@Edge beside a CloudFront Function, which do not mix', lambda(allowing('viewer-response', 'origin-request'), functionStep('viewer-request'))],
    ['a CloudFront Function beside Lambda@Edge, which do not mix', cloudFront(allowing('viewer-response', 'viewer-request'), onViewerRequest)],
  ])('%s', (_, stack) => expect(codes(stack)).toEqual(['EDGE_EVENT_UNKNOWN']));

  test.each<[string, Stack]>([
    ['an association', site((stack) => ({ functionAssociations: [Token.asAny({ 'Fn::Transform': { Name: 'Make' } }), { eventType: 'viewer-response', functionArn: theirs(stack) }] }), composed)],
    ['a list that would join', site(() => ({ functionAssociations: Token.asAny({ 'Fn::Transform': { Name: 'Make' } }) }), composed)],
    ['a list of Lambda@Edge that would join', site(() => ({ lambdaFunctionAssociations: Token.asAny({ 'Fn::Transform': { Name: 'Make' } }) }), composed)],
  ])('%s that cannot be read at all', (_, stack) => (
    expect(codes(stack)).toEqual([expect.stringMatching(/EDGE_EVENT_UNKNOWN|EDGE_BEHAVIOR_CONDITIONAL/)])));

  test('says where, what was given, and the cure', () => {
    const [{ message } = { message: '' }] = problems(cloudFront(parameter({ default: 'viewer-response' }), composed));
    for (const part of [
      'functionAssociations[0].eventType', 'behavior "*"', 'Web/Theirs', '{"Ref":"Event"}', 'default "viewer-response"',
      'AllowedValues', 'as text',
    ]) expect(message).toContain(part);
  });

  test.each(['viewer-request', 'viewer-response'])('as text, it composes as the cure says: %s', (event) => {
    const [{ message } = { message: '' }] = problems(cloudFront(parameter(), onViewerRequest));
    expect(message).toContain('as text (and let the function join with existing: ExistingAttachments.compose())');
    expect(Object.keys(rendered(cloudFront(() => event, composed))).sort()).toEqual(
      [...new Set([event, 'viewer-request'])].sort());
  });

  test('does not offer allowed values to what has none', () => {
    const [{ message } = { message: '' }] = problems(cloudFront(map, composed));
    expect(message).not.toContain('AllowedValues');
  });
});

describe('passes where it cannot meet ours', () => {
  test.each<[string, Stack]>([
    ['allowed values without the event', cloudFront(allowing('viewer-response', 'none'), composed)],
    ['an event on which CloudFront Functions do not run', cloudFront(parameter(), onOriginRequest)],
    ['origin events of Lambda@Edge', lambda(allowing('origin-request', 'origin-response'), functionStep('viewer-request'))],
    ['another viewer event of the same kind', lambda(allowing('viewer-response', 'origin-response'), onViewerRequest)],
  ])('%s', (_, stack) => {
    const found = Object.values(rendered(stack)).map(String);
    expect(found).toHaveLength(2);
    expect(found.filter((one) => /Theirs|"Version"/.test(one))).toHaveLength(1);
  });
});

describe('a parameter with one allowed value is known', () => {
  test('it is taken without composing', () => (
    expect(codes(cloudFront(allowing('viewer-response'), functionStep('viewer-response')))).toEqual(['EDGE_EVENT_TAKEN'])));

  test('it joins', () => {
    const found = rendered(cloudFront(allowing('viewer-request'), composed));
    expect(Object.keys(found)).toEqual(['viewer-request']);
    expect(found['viewer-request']).not.toContain('Theirs');
  });

  test('a lazy value that is a text is known as well', () => {
    const found = rendered(cloudFront(() => Lazy.string({ produce: () => 'viewer-request' }), composed));
    expect(Object.keys(found)).toEqual(['viewer-request']);
  });
});

test.each<[string, unknown, string]>([
  ['by a parameter', { EventType: { Ref: 'Event' }, FunctionARN: 'theirs' }, 'EDGE_EVENT_UNKNOWN'],
  ['under a condition', { 'Fn::If': ['C', { EventType: 'viewer-request', FunctionARN: 'theirs' }, { Ref: 'AWS::NoValue' }] }, 'EDGE_EVENT_TAKEN'],
  ['by an event under a condition', { EventType: { 'Fn::If': ['C', 'viewer-request', 'viewer-response'] }, FunctionARN: 'theirs' }, 'EDGE_EVENT_TAKEN'],
])('an override that comes after attaching is seen in the final template: %s', (_, association, code) => {
  const stack = site((scope) => {
    new CfnParameter(scope, 'Event');
    return {};
  }, (scope, distribution) => {
    // In the other list, which the override does not replace.
    new EdgeRedirector(scope, 'Redirects', { distribution, source, host: EdgeStepHost.LAMBDA_EDGE });
    distribution.addPropertyOverride('DistributionConfig.DefaultCacheBehavior.FunctionAssociations', [association]);
  });
  expect(codes(stack)).toEqual([code]);
});
