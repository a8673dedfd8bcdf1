import { Aws, CfnCondition, CfnParameter, Fn, Lazy, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { CfnFunction, type CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import { EdgeBehaviors, EdgeRedirector, ExistingAttachments, RedirectSource, SecurityHeaders } from '../../src';
import { l1Path, l1Site, maskErrors, newStack } from '../matrix/support';
import { renderedBehaviors } from '../support/apps';

const theirs = { EventType: 'origin-response', LambdaFunctionARN: 'arn:aws:lambda:us-east-1:111122223333:function:mine:7' };
const other = { ...theirs, EventType: 'origin-request' };

/** Conditions that are known at synth, and some that are not. */
function conditions(stack: Stack): void {
  const flag = new CfnParameter(stack, 'Flag', { default: 'off' }).valueAsString;
  const is = (id: string, expression: any) => new CfnCondition(stack, id, { expression });
  const never = is('Never', Fn.conditionEquals('prod', 'dev'));
  const always = is('Always', Fn.conditionNot(never));
  const perhaps = is('Perhaps', Fn.conditionEquals(flag, 'on'));
  is('Nested', Fn.conditionAnd(always, Fn.conditionOr(never, always)));
  is('NeverEither', Fn.conditionAnd(perhaps, never));
  is('AlwaysEither', Fn.conditionOr(perhaps, Fn.conditionEquals(flag, flag)));
  is('NotKnown', Fn.conditionAnd(always, perhaps));
  is('Here', Fn.conditionEquals(Aws.REGION, 'us-east-1'));
}

function synth(parts: object, attach: (stack: Stack, site: CfnDistribution) => unknown): Template {
  const stack = newStack();
  conditions(stack);
  attach(stack, l1Site(stack, parts));
  return Template.fromStack(stack);
}
const errors = (behaviors = EdgeBehaviors.all()) => (stack: Stack, site: CfnDistribution) => (
  maskErrors(stack, site, behaviors));
const only = (condition: string, then: unknown, otherwise: unknown = Aws.NO_VALUE): any => (
  Fn.conditionIf(condition, then, otherwise));
const lambdas = (list: unknown) => ({ cacheBehaviors: [l1Path('/a/*', { lambdaFunctionAssociations: list as any })] });
const events = (template: Template, pattern = '/a/*') => renderedBehaviors(template)[pattern].lambdas.map((a) => a.EventType);

describe('a function under a condition that is known', () => {
  it.each(['Never', 'NeverEither'])('and does not hold (%s) is not in the way', (name) => {
    const template = synth(lambdas([only(name, theirs)]), errors());
    expect(renderedBehaviors(template)['/a/*'].lambdas).toEqual([
      { 'Fn::If': [name, theirs, { Ref: 'AWS::NoValue' }] },
      { EventType: 'origin-response', LambdaFunctionARN: { Ref: expect.any(String) } },
    ]);
  });

  it.each(['Always', 'Nested', 'AlwaysEither'])('and holds (%s) is in the way', (name) => {
    expect(() => synth(lambdas([only(name, theirs)]), errors())).toThrow(/EDGE_EVENT_TAKEN/);
    expect(events(synth(lambdas([only(name, Aws.NO_VALUE, theirs)]), errors())).at(-1)).toBe('origin-response');
  });

  it.each(['Perhaps', 'NotKnown', 'Here'])('or is only known at deploy time (%s): either may be deployed', (name) => {
    expect(() => synth(lambdas([only(name, theirs)]), errors())).toThrow(/EDGE_EVENT_TAKEN/);
    expect(() => synth(lambdas([only(name, Aws.NO_VALUE, theirs)]), errors())).toThrow(/EDGE_EVENT_TAKEN/);
  });

  it('on an event that is conditional counts on each', () => {
    const either = { ...theirs, EventType: Fn.conditionIf('Perhaps', 'origin-response', 'origin-request') };
    expect(() => synth(lambdas([only('Perhaps', either)]), errors())).toThrow(/EDGE_EVENT_TAKEN/);
    const request = { ...theirs, EventType: Fn.conditionIf('Never', 'origin-response', 'origin-request') };
    expect(() => synth(lambdas([only('Perhaps', request)]), errors())).not.toThrow();
  });
});

it('a function under a condition that holds keeps its properties beside one that joins', () => {
  const arn = (name: string) => `arn:aws:cloudfront::111122223333:function/${name}`;
  const list = [
    only('Always', { EventType: 'viewer-response', FunctionARN: arn('theirs') }),
    { eventType: 'viewer-request', functionArn: Fn.getAtt('Index', 'FunctionARN').toString() },
  ];
  const template = synth({ cacheBehaviors: [l1Path('/a/*', { functionAssociations: list as any })] }, (stack, distribution) => {
    new CfnFunction(stack, 'Index', {
      name: 'index',
      functionCode: 'function handler(event) { return event.request; }',
      functionConfig: { comment: '', runtime: 'cloudfront-js-2.0' },
    });
    new EdgeRedirector(stack, 'Redirects', {
      distribution,
      behaviors: EdgeBehaviors.paths('/a/*'),
      source: RedirectSource.fromInline('{ "/b": "/c" }'),
      existing: ExistingAttachments.compose(),
    });
  });
  expect(renderedBehaviors(template)['/a/*'].functions).toEqual([
    { EventType: 'viewer-response', FunctionARN: arn('theirs') },
    { EventType: 'viewer-request', FunctionARN: { 'Fn::GetAtt': [expect.stringContaining('EdgeSlots'), 'FunctionARN'] } },
  ]);
});

describe('a list of functions under a condition', () => {
  it.each<[string, unknown, string[]]>([
    ['that holds', only('Always', [other]), ['origin-request', 'origin-response']],
    ['that does not', only('Never', [theirs]), ['origin-response']],
    ['with an empty text for none', only('Never', [theirs], ''), ['origin-response']],
    ['in a lazy value', Lazy.any({ produce: () => only('Always', [other]) }), ['origin-request', 'origin-response']],
  ])('%s is what it will be', (_, list, expected) => expect(events(synth(lambdas(list), errors()))).toEqual(expected));

  it('that is only known at deploy time is refused', () => {
    expect(() => synth(lambdas(only('Perhaps', [other])), errors())).toThrow(/functions of behavior "\/a\/\*" are one intrinsic.*EDGE_BEHAVIOR_CONDITIONAL/);
  });
});

describe('a behavior under a condition', () => {
  const path = { PathPattern: '/a/*', TargetOriginId: 'site', ViewerProtocolPolicy: 'https-only', MinTTL: 5 };

  it('that holds is a behavior like others', () => {
    const template = synth({ cacheBehaviors: [only('Always', { ...path, LambdaFunctionAssociations: [other] })] }, errors());
    expect(events(template)).toEqual(['origin-request', 'origin-response']);
    const [site] = Object.values(template.findResources('AWS::CloudFront::Distribution'));
    expect(site.Properties.DistributionConfig.CacheBehaviors[0]).toMatchObject({ PathPattern: '/a/*', MinTTL: 5 });
  });

  it('that holds, with a list that may hold: the list is kept and refused, or composed', () => {
    const listed = { ...path, LambdaFunctionAssociations: only('Perhaps', [other]) };
    expect(() => synth({ cacheBehaviors: [only('Always', listed)] }, errors())).toThrow(/EDGE_BEHAVIOR_CONDITIONAL/);
    const { LambdaFunctionAssociations: _, ...without } = listed;
    const template = synth({ cacheBehaviors: [only('Always', { ...without, LambdaFunctionAssociations: only('Always', [other]) })] }, errors());
    expect(events(template)).toEqual(['origin-request', 'origin-response']);
  });

  it('that does not hold does not exist', () => {
    expect(() => synth({ cacheBehaviors: [only('Never', path)] }, errors())).not.toThrow();
    expect(() => synth({ cacheBehaviors: only('Never', [path]) }, errors())).not.toThrow();
  });

  it.each<[string, unknown, string[]]>([
    ['in a list', [only('Perhaps', path), l1Path('/b/*')], []],
    ['as the whole list', only('Perhaps', [path], [{ ...path, PathPattern: '/b/*' }]), ['/b/*']],
    ['one of two', [only('Perhaps', path, { ...path, PathPattern: '/b/*' })], ['/b/*']],
  ])('that may hold has a name, by which it can be left out: %s', (_, cacheBehaviors, names) => {
    expect(() => synth({ cacheBehaviors }, errors())).toThrow(/behaviors? "\/a\/\*".* only known at deploy time.*allExcept.*EDGE_BEHAVIOR_CONDITIONAL/);
    expect(() => synth({ cacheBehaviors }, errors(EdgeBehaviors.paths('/a/*')))).toThrow(/"\/a\/\*" is only known.*EDGE_BEHAVIOR_CONDITIONAL/);
    const [site] = Object.values(synth({ cacheBehaviors }, errors(EdgeBehaviors.allExcept('/a/*', ...names)))
      .findResources('AWS::CloudFront::Distribution'));
    expect(site.Properties.DistributionConfig.DefaultCacheBehavior.LambdaFunctionAssociations).toHaveLength(1);
  });

  it('is offered by its name when a pattern is unknown', () => {
    expect(() => synth({ cacheBehaviors: [only('Perhaps', path)] }, errors(EdgeBehaviors.paths('/typo/*'))))
      .toThrow(/got "\/typo\/\*"; there are "\/a\/\*", "\*".*EDGE_BEHAVIOR_UNKNOWN/);
  });

  it('without a name that can be read: the cure does not name it', () => {
    expect(() => synth({ cacheBehaviors: [only('Perhaps', { 'Fn::Transform': {} })] }, errors()))
      .toThrow(/a behavior whose path pattern cannot be read.*EdgeBehaviors\.paths {2}\[EDGE_BEHAVIOR_CONDITIONAL\]/);
  });
});

describe('a policy under a condition', () => {
  const id = '60669652-455b-4ae9-85a4-c4c02393f86c';
  const headers = (existing?: ExistingAttachments) => (stack: Stack, site: CfnDistribution) => (
    new SecurityHeaders(stack, 'Headers', { distribution: site, existing }));
  const policy = (value: any) => ({ cacheBehaviors: [l1Path('/a/*', { responseHeadersPolicyId: value.toString() })] });

  it.each<[string, unknown]>([
    ['that does not hold', only('Never', id)],
    ['or the empty text', only('Always', '', id)],
    ['or no value, whatever holds', only('Perhaps', '', Aws.NO_VALUE)],
  ])('%s counts as none', (_, value) => {
    expect(renderedBehaviors(synth(policy(value), headers()))['/a/*'].policy).toEqual({ Ref: expect.any(String) });
  });

  it('that may hold is refused by its name, or merged on both branches', () => {
    expect(() => synth(policy(only('Perhaps', id, '')), headers())).toThrow(/CloudFront's managed SimpleCORS.*EDGE_POLICY_TAKEN/);
    expect(renderedBehaviors(synth(policy(only('Perhaps', id, '')), headers(ExistingAttachments.compose())))['/a/*'].policy)
      .toEqual({ 'Fn::If': ['Perhaps', { Ref: expect.stringContaining('SimpleCORS') }, { Ref: expect.stringMatching(/^HeadersPolicy[0-9A-F]{8}$/) }] });
  });

  it('a policy that is the empty text counts as none', () => {
    expect(renderedBehaviors(synth(policy(''), headers()))['/a/*'].policy).toEqual({ Ref: expect.any(String) });
  });
});
