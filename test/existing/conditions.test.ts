import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Template } from 'aws-cdk-lib/assertions';
import { LambdaEdgeEventType, type CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import { CfnInclude } from 'aws-cdk-lib/cloudformation-include';
import { inPreview } from './support';
import { EdgeCustomStep, EdgeStep, EdgeStepHost, ExistingAttachments } from '../../src';
import { siteStack } from '../support/apps';

const OURS = join(tmpdir(), `conditions-${process.pid}.js`);
writeFileSync(OURS, "function handler(event) { event.request.headers['x-ours'] = { value: '1' }; return event.request; }");

const fn = (uri: string) => ({
  Type: 'AWS::CloudFront::Function',
  Properties: {
    Name: uri,
    AutoPublish: true,
    FunctionConfig: { Comment: '', Runtime: 'cloudfront-js-2.0' },
    FunctionCode: `function handler(event) { event.request.uri = '/${uri}'; return event.request; }`,
  },
});
const arn = (id: string) => ({ 'Fn::GetAtt': [id, 'FunctionARN'] });
const on = (id: unknown, event = 'viewer-request') => ({ EventType: event, FunctionARN: typeof id === 'string' ? arn(id) : id });
const when = (condition: string, then: unknown, otherwise: unknown = { Ref: 'AWS::NoValue' }) => ({ 'Fn::If': [condition, then, otherwise] });

/** An included distribution with these associations, and an own step. */
function template(associations: unknown, resources: object = {}): any {
  const { stack } = siteStack();
  stack.node.tryRemoveChild('Site');
  const templateFile = join(tmpdir(), `conditions-${process.pid}.json`);
  writeFileSync(templateFile, JSON.stringify({
    Parameters: { P: { Type: 'String', Default: '' }, Q: { Type: 'String', Default: '' } },
    Conditions: {
      HasP: { 'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'P' }, ''] }] },
      HasQ: { 'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'Q' }, ''] }] },
      Always: { 'Fn::Equals': ['a', 'a'] },
      Never: { 'Fn::Equals': ['a', 'b'] },
    },
    Resources: {
      A: fn('a'),
      B: fn('b'),
      Response: fn('r'),
      ...resources,
      Cdn: {
        Type: 'AWS::CloudFront::Distribution',
        Properties: {
          DistributionConfig: {
            Enabled: true,
            Origins: [{ Id: 'o', DomainName: 'example.com', CustomOriginConfig: { OriginProtocolPolicy: 'https-only' } }],
            DefaultCacheBehavior: { TargetOriginId: 'o', ViewerProtocolPolicy: 'allow-all', FunctionAssociations: associations },
          },
        },
      },
    },
  }));
  const included = new CfnInclude(stack, 'Included', { templateFile });
  new EdgeCustomStep(stack, 'Step', {
    distribution: included.getResource('Cdn') as CfnDistribution,
    event: LambdaEdgeEventType.VIEWER_REQUEST,
    step: EdgeStep.fromFile(OURS, { host: EdgeStepHost.CLOUDFRONT_FUNCTION }),
    existing: ExistingAttachments.compose(),
  });
  return Template.fromStack(stack).toJSON();
}

/** What CloudFormation makes of a value. */
function deployed(value: any, holds: Readonly<Record<string, boolean>>): any {
  if (Array.isArray(value)) return value.map((item) => deployed(item, holds)).filter((item) => item !== undefined);
  if (typeof value !== 'object' || value === null) return value;
  if (value.Ref === 'AWS::NoValue') return undefined;
  if (value['Fn::If']) return deployed(value['Fn::If'][holds[value['Fn::If'][0]] ? 1 : 2], holds);
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, deployed(inner, holds)]));
}

/** What a request gets, and the functions on other events, for each choice of the parameters. */
function outcomes(rendered: any): [string, string, string][] {
  const { FunctionAssociations: declared } = rendered.Resources.Cdn.Properties.DistributionConfig.DefaultCacheBehavior;
  const choices = [[false, false], [true, false], [false, true], [true, true]];
  return choices.map(([HasP, HasQ]) => {
    const list = deployed(declared, { HasP, HasQ, Always: true, Never: false }) as any[];
    const mine = list.filter(({ EventType }) => EventType === 'viewer-request');
    expect(mine).toHaveLength(1);
    const code = rendered.Resources[mine[0].FunctionARN['Fn::GetAtt'][0]].Properties.FunctionCode;
    const result = inPreview(code)({
      context: { eventType: 'viewer-request' }, request: { method: 'GET', uri: '/x', querystring: {}, headers: {}, cookies: {} },
    }) as any;
    expect(result.headers['x-ours']).toEqual({ value: '1' });
    const others = list.filter((one) => one !== mine[0]).map((one) => `${one.EventType}:${one.FunctionARN['Fn::GetAtt'][0]}`);
    return [[HasP && 'P', HasQ && 'Q'].filter(Boolean).join(), result.uri, others.join()];
  });
}

test.each<[string, unknown, [string, string, string, string]]>([
  ['a function under a condition', [when('HasP', on('A'))], ['/x', '/a', '/x', '/a']],
  ['one unless a condition holds', [when('HasP', { Ref: 'AWS::NoValue' }, on('A'))], ['/a', '/x', '/a', '/x']],
  ['one of two', [when('HasP', on('A'), on('B'))], ['/b', '/a', '/b', '/a']],
  ['one of two, by two elements', [when('HasP', on('A')), when('HasP', { Ref: 'AWS::NoValue' }, on('B'))], ['/b', '/a', '/b', '/a']],
  ['two conditions in each other', [when('HasP', when('HasQ', on('A'), on('B')))], ['/x', '/b', '/x', '/a']],
  ['a list under a condition', when('HasP', [on('A')]), ['/x', '/a', '/x', '/a']],
  ['one of two lists', when('HasP', [on('A')], [on('B')]), ['/b', '/a', '/b', '/a']],
  ['an empty list otherwise', when('HasP', [on('A')], []), ['/x', '/a', '/x', '/a']],
  ['the function by a condition', [on(when('HasP', arn('A'), arn('B')))], ['/b', '/a', '/b', '/a']],
  ['the event by a condition that always holds', [{ EventType: when('Always', 'viewer-request', 'viewer-response'), FunctionARN: arn('A') }], ['/a', '/a', '/a', '/a']],
  ['the event by a condition', [{ EventType: when('HasP', 'viewer-request', 'viewer-response'), FunctionARN: arn('A') }], ['/x', '/a', '/x', '/a']],
  ['a condition that always holds', [when('Always', on('A'))], ['/a', '/a', '/a', '/a']],
  ['a condition that never holds', [when('Never', on('A'))], ['/x', '/x', '/x', '/x']],
  ['no function', { Ref: 'AWS::NoValue' }, ['/x', '/x', '/x', '/x']],
])('%s', (_, associations, uris) => {
  expect(outcomes(template(associations)).map(([, uri]) => uri)).toEqual(uris);
});

test.each<[string, unknown, [string, string, string, string]]>([
  ['beside one under a condition', [when('HasP', on('A')), on('Response', 'viewer-response')], ['viewer-response:Response', 'viewer-response:Response', 'viewer-response:Response', 'viewer-response:Response']],
  ['under the same condition', when('HasP', [on('A'), on('Response', 'viewer-response')]), ['', 'viewer-response:Response', '', 'viewer-response:Response']],
  ['by its event', [{ EventType: when('HasP', 'viewer-request', 'viewer-response'), FunctionARN: arn('Response') }], ['viewer-response:Response', '', 'viewer-response:Response', '']],
  ['under the other branch', [when('HasP', on('A'), on('Response', 'viewer-response'))], ['viewer-response:Response', '', 'viewer-response:Response', '']],
])('a function on the other event stays, %s', (_, associations, others) => {
  expect(outcomes(template(associations)).map(([, , other]) => other)).toEqual(others);
});

test('two functions that both run stay refused', () => {
  expect(() => template([on('A'), on('B')])).toThrow('EDGE_EVENT_TAKEN');
});

test('a function that is only there under a condition: so is ours, and not the one without its code', () => {
  const { Resources } = template(when('HasP', [on('C')]), { C: { ...fn('c'), Condition: 'HasP' } });
  const functions = Object.entries<any>(Resources).filter(([id, { Type }]) => Type === 'AWS::CloudFront::Function' && id.length > 10);
  const conditions = functions.map(([, { Condition, Properties }]) => [/'\/c'/.test(Properties.FunctionCode), Condition]);
  expect(conditions.sort()).toEqual([[false, undefined], [true, 'HasP']]);
});

test('equal functions under different conditions stay two', () => {
  const { Resources } = template(
    [when('HasP', on('C'), on('D'))], { C: { ...fn('c'), Condition: 'HasP' }, D: { ...fn('c'), Condition: 'HasQ' } });
  const found = Object.entries<any>(Resources).filter(([id, { Type }]) => Type === 'AWS::CloudFront::Function' && id.length > 10);
  expect(found.map(([, { Condition }]) => Condition).sort()).toEqual(['HasP', 'HasQ']);
});
