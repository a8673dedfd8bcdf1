import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Template } from 'aws-cdk-lib/assertions';
import { LambdaEdgeEventType, type CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import { CfnInclude } from 'aws-cdk-lib/cloudformation-include';
import { EdgeCustomStep, EdgeStep, ExistingAttachments } from '../../src';
import { siteStack } from '../support/apps';

const folder = mkdtempSync(join(tmpdir(), 'lambda-conditions-'));
let count = 0;

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A folder, so that the same function can be made again in another test. */
function written(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const OURS = written('ours.js', `exports.handler = async (event) => {
  const { request } = event.Records[0].cf;
  request.headers['x-ours'] = [{ key: 'x-ours', value: '1' }];
  return request;
};`);

const lambda = (uri: string) => ({
  [uri.toUpperCase()]: {
    Type: 'AWS::Lambda::Function',
    Properties: {
      Role: 'arn:aws:iam::111122223333:role/Theirs',
      Runtime: 'nodejs22.x',
      Handler: 'index.handler',
      Code: {
        ZipFile: `exports.handler = async (event) => {
          const { request } = event.Records[0].cf;
          request.uri = '/${uri}';
          return request;
        };`,
      },
    },
  },
  [`${uri.toUpperCase()}V`]: {
    Type: 'AWS::Lambda::Version', Properties: { FunctionName: { Ref: uri.toUpperCase() } },
  },
});
const arn = (id: string) => ({ Ref: `${id}V` });
const on = (id: unknown, event = 'viewer-request') => (
  { EventType: event, LambdaFunctionARN: typeof id === 'string' ? arn(id) : id });
const NO_VALUE = { Ref: 'AWS::NoValue' };
const when = (condition: string, then: unknown, otherwise: unknown = NO_VALUE) => (
  { 'Fn::If': [condition, then, otherwise] });

/** An included distribution with these associations, and an own step. */
function template(associations: unknown): any {
  const { stack } = siteStack();
  stack.node.tryRemoveChild('Site');
  const templateFile = written(`template-${count++}.json`, JSON.stringify({
    Parameters: { P: { Type: 'String', Default: '' }, Q: { Type: 'String', Default: '' } },
    Conditions: {
      HasP: { 'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'P' }, ''] }] },
      HasQ: { 'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'Q' }, ''] }] },
      Always: { 'Fn::Equals': ['a', 'a'] },
      Never: { 'Fn::Equals': ['a', ''] },
    },
    Resources: {
      ...lambda('a'),
      ...lambda('b'),
      ...lambda('r'),
      Cdn: {
        Type: 'AWS::CloudFront::Distribution',
        Properties: {
          DistributionConfig: {
            Enabled: true,
            Origins: [
              { Id: 'o', DomainName: 'example.com', CustomOriginConfig: { OriginProtocolPolicy: 'https-only' } },
            ],
            DefaultCacheBehavior: {
              TargetOriginId: 'o', ViewerProtocolPolicy: 'allow-all', LambdaFunctionAssociations: associations,
            },
          },
        },
      },
    },
  }));
  const included = new CfnInclude(stack, 'Included', { templateFile });
  new EdgeCustomStep(stack, 'Step', {
    distribution: included.getResource('Cdn') as CfnDistribution,
    event: LambdaEdgeEventType.VIEWER_REQUEST,
    step: EdgeStep.fromFile(OURS),
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

const load = createRequire(__filename);

/** What a function of the template makes of a request. */
async function answered(rendered: any, version: string): Promise<any> {
  const id = rendered.Resources[version].Properties.FunctionName.Ref;
  const { Handler: handler, Code: code } = rendered.Resources[id].Properties;
  expect(handler).toBe('index.handler');
  const path = written(`function-${count++}.js`, code.ZipFile);
  const request = { method: 'GET', uri: '/x', querystring: '', headers: {}, clientIp: '1.1.1.1' };
  return load(path).handler(
    { Records: [{ cf: { config: { eventType: 'viewer-request', requestId: 'id' }, request } }] },
    { awsRequestId: 'id', getRemainingTimeInMillis: () => 5000 });
}

/** What a request gets, and the functions on other events, for each choice of the parameters. */
async function outcomes(rendered: any): Promise<[string, string][]> {
  const { DefaultCacheBehavior: behavior } = rendered.Resources.Cdn.Properties.DistributionConfig;
  const found: [string, string][] = [];
  for (const [HasP, HasQ] of [[false, false], [true, false], [false, true], [true, true]]) {
    const list: any[] = deployed(behavior.LambdaFunctionAssociations, { HasP, HasQ, Always: true, Never: false });
    const mine = list.filter(({ EventType }) => EventType === 'viewer-request');
    expect(mine).toHaveLength(1);
    const result = await answered(rendered, mine[0].LambdaFunctionARN.Ref);
    expect(result.headers['x-ours']).toEqual([{ key: 'x-ours', value: '1' }]);
    const others = list.filter((one) => one !== mine[0]);
    found.push([result.uri, others.map((one) => `${one.EventType}:${one.LambdaFunctionARN.Ref}`).join()]);
  }
  return found;
}

const event = (...parts: Parameters<typeof when>) => ({ EventType: when(...parts), LambdaFunctionARN: arn('A') });

test.each<[string, unknown, [string, string, string, string]]>([
  ['a function under a condition', [when('HasP', on('A'))], ['/x', '/a', '/x', '/a']],
  ['one unless a condition holds', [when('HasP', NO_VALUE, on('A'))], ['/a', '/x', '/a', '/x']],
  ['one of two', [when('HasP', on('A'), on('B'))], ['/b', '/a', '/b', '/a']],
  ['one of two, by two elements', [when('HasP', on('A')), when('HasP', NO_VALUE, on('B'))], ['/b', '/a', '/b', '/a']],
  ['two conditions in each other', [when('HasP', when('HasQ', on('A'), on('B')))], ['/x', '/b', '/x', '/a']],
  ['a list under a condition', when('HasP', [on('A')]), ['/x', '/a', '/x', '/a']],
  ['one of two lists', when('HasP', [on('A')], [on('B')]), ['/b', '/a', '/b', '/a']],
  ['an empty list otherwise', when('HasP', [on('A')], []), ['/x', '/a', '/x', '/a']],
  ['a version by a condition', [on(when('HasP', arn('A'), arn('B')))], ['/b', '/a', '/b', '/a']],
  ['a version by conditions in each other', [on(when('HasP', when('HasQ', arn('A'), arn('B')), arn('B')))], ['/b', '/b', '/b', '/a']],
  ['a version by a literal condition', [on(when('Never', arn('B'), arn('A')))], ['/a', '/a', '/a', '/a']],
  ['an event by a condition', [event('HasP', 'viewer-request', 'origin-request')], ['/x', '/a', '/x', '/a']],
  ['an event by conditions in each other', [event('HasP', when('HasQ', 'origin-request', 'viewer-request'), 'origin-response')], ['/x', '/a', '/x', '/x']],
  ['an event by a literal condition', [event('Always', 'viewer-request', 'origin-request')], ['/a', '/a', '/a', '/a']],
  ['an event and a version by conditions', [{ EventType: when('HasP', 'viewer-request', 'origin-request'), LambdaFunctionARN: when('HasQ', arn('A'), arn('B')) }], ['/x', '/b', '/x', '/a']],
  ['a condition that always holds', [when('Always', on('A'))], ['/a', '/a', '/a', '/a']],
  ['a condition that never holds', [when('Never', on('A'))], ['/x', '/x', '/x', '/x']],
  ['a version of no value', [on(when('HasP', arn('A')))], ['/x', '/a', '/x', '/a']],
  ['no function', NO_VALUE, ['/x', '/x', '/x', '/x']],
])('%s', async (_, associations, uris) => {
  expect((await outcomes(template(associations))).map(([uri]) => uri)).toEqual(uris);
});

test.each<[string, unknown, [string, string, string, string]]>([
  ['beside one under a condition', [when('HasP', on('A')), on('R', 'origin-request')], ['origin-request:RV', 'origin-request:RV', 'origin-request:RV', 'origin-request:RV']],
  ['under the same condition', when('HasP', [on('A'), on('R', 'origin-request')]), ['', 'origin-request:RV', '', 'origin-request:RV']],
  ['by its event', [{ EventType: when('HasP', 'viewer-request', 'origin-request'), LambdaFunctionARN: arn('R') }], ['origin-request:RV', '', 'origin-request:RV', '']],
  ['under the other branch', [when('HasP', on('A'), on('R', 'origin-request'))], ['origin-request:RV', '', 'origin-request:RV', '']],
])('a function on another event stays, %s', async (_, associations, others) => {
  expect((await outcomes(template(associations))).map(([, other]) => other)).toEqual(others);
});

test.each<[string, unknown]>([
  ['includes the body', { IncludeBody: true }],
  ['includes it under a condition', { IncludeBody: when('HasP', true, false) }],
  ['includes it as a text', { IncludeBody: 'true' }],
])('an association that %s', (_, body) => {
  const rendered = template([when('HasP', { ...on('A'), ...body as object })]);
  const { DefaultCacheBehavior: behavior } = rendered.Resources.Cdn.Properties.DistributionConfig;
  const [association] = deployed(behavior.LambdaFunctionAssociations, { HasP: true, HasQ: false });
  expect(String(association.IncludeBody)).toBe('true');
});

test('two functions that both run stay refused', () => {
  expect(() => template([on('A'), on('B')])).toThrow('EDGE_EVENT_TAKEN');
});
