import { deployment, dangling } from './deployment';
import { behaviorsOf, eventsOn, outcome, pathConfig, siteConfig, siteTemplate, type Json } from './support';
import { inPreview } from '../existing/support';
import { loadFunction } from '../support/bundles';

const NONE = { Ref: 'AWS::NoValue' };
const when = (condition: string, value: unknown, otherwise: unknown = NONE) => ({ 'Fn::If': [condition, value, otherwise] });

/** A template whose site has an index function, a guard and a policy if parameters are not empty. */
const PARTS: Json = {
  Parameters: {
    Index: { Type: 'String', Default: '' },
    Check: { Type: 'String', Default: 'on' },
    Preview: { Type: 'String' },
  },
  Conditions: {
    HasIndex: { 'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'Index' }, ''] }] },
    HasCheck: { 'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'Check' }, ''] }] },
    HasPreview: { 'Fn::Equals': [{ Ref: 'Preview' }, 'yes'] },
    HasBoth: { 'Fn::And': [{ Condition: 'HasIndex' }, { Condition: 'HasCheck' }] },
  },
  Resources: {
    IndexFunction: {
      Type: 'AWS::CloudFront::Function',
      Properties: {
        Name: 'index',
        FunctionConfig: { Comment: '', Runtime: 'cloudfront-js-2.0' },
        FunctionCode: "function handler(event) { if (event.request.uri.endsWith('/')) event.request.uri += 'index.html'; return event.request; }",
      },
    },
    Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: {} } },
    Guard: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        Code: { ZipFile: "exports.handler = async (event) => { const { response } = event.Records[0].cf; response.headers['x-guard'] = [{ value: 'yes' }]; return response; };" },
        Handler: 'index.handler',
        Runtime: 'nodejs22.x',
        Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
      },
    },
    GuardVersion: { Type: 'AWS::Lambda::Version', Properties: { FunctionName: { Ref: 'Guard' } } },
    Policy: {
      Type: 'AWS::CloudFront::ResponseHeadersPolicy',
      Properties: {
        ResponseHeadersPolicyConfig: {
          Name: 'policy', CustomHeadersConfig: { Items: [{ Header: 'x-policy', Value: '1', Override: true }] },
        },
      },
    },
  },
};
const index = { EventType: 'viewer-request', FunctionARN: { 'Fn::GetAtt': ['IndexFunction', 'FunctionARN'] } };
const guard = { EventType: 'origin-response', LambdaFunctionARN: { Ref: 'GuardVersion' } };

/** The ways in which templates say that something is there if a parameter is not empty. */
const SHAPES: Readonly<Record<string, Json>> = {
  'around elements': {
    FunctionAssociations: [when('HasIndex', index)],
    LambdaFunctionAssociations: [when('HasCheck', guard)],
    ResponseHeadersPolicyId: when('HasIndex', { Ref: 'Policy' }),
  },
  'around lists': {
    FunctionAssociations: when('HasIndex', [index]),
    LambdaFunctionAssociations: when('HasCheck', [guard], []),
    ResponseHeadersPolicyId: when('HasIndex', { Ref: 'Policy' }, ''),
  },
  'around elements of lists under conditions': {
    FunctionAssociations: when('HasIndex', [when('HasIndex', index)]),
    LambdaFunctionAssociations: when('HasCheck', [when('HasCheck', guard)]),
    ResponseHeadersPolicyId: when('HasIndex', when('HasIndex', { Ref: 'Policy' })),
  },
  'in the second branch': {
    FunctionAssociations: [when('HasIndex', when('HasCheck', index, index))],
    LambdaFunctionAssociations: when('HasBoth', [guard], when('HasCheck', [guard])),
    ResponseHeadersPolicyId: when('HasBoth', { Ref: 'Policy' }, when('HasIndex', { Ref: 'Policy' })),
  },
};
const VALUES: readonly Readonly<Record<string, string>>[] = [
  { Preview: '' }, { Preview: '', Index: 'on' }, { Preview: 'yes', Index: 'on', Check: '' }, { Preview: 'no', Check: '' },
];

const request = (uri: string) => ({ method: 'GET', uri, querystring: {}, headers: {}, cookies: {} });

describe.each(Object.entries(SHAPES))('conditions %s', (_, parts) => {
  const config = siteConfig(parts, { CacheBehaviors: [{ ...pathConfig('docs/*'), ...parts }] });
  const { web, problems } = outcome(siteTemplate(config, PARTS));

  test.each(VALUES)('deployed with %j', async (values) => {
    expect(problems).toEqual([]);
    expect(dangling(web, values)).toEqual([]);
    const deployed = deployment(web, values);
    const has = { index: values.Index === 'on', guard: values.Check !== '' };
    for (const behavior of behaviorsOf(deployed)) {
      expect(eventsOn(behavior).sort()).toEqual(['origin-response', 'viewer-request']);
      // The redirects are in a CloudFront Function, on whose event the index function may be.
      const [onRequest] = behavior.FunctionAssociations;
      const run = inPreview(deployed.Resources[onRequest.FunctionARN['Fn::GetAtt'][0]].Properties.FunctionCode);
      const event = (uri: string) => ({ context: { eventType: 'viewer-request', requestId: 'id' }, request: request(uri) });
      expect(run(event('/a/'))).toMatchObject({ uri: has.index ? '/a/index.html' : '/a/' });
      expect(run(event('/old'))).toMatchObject({ statusCode: 301, headers: { location: { value: '/new?raw=1' } } });

      const [onResponse] = behavior.LambdaFunctionAssociations;
      const version = deployed.Resources[onResponse.LambdaFunctionARN.Ref];
      const code = deployed.Resources[version.Properties.FunctionName.Ref].Properties.Code.ZipFile;
      const answer = await loadFunction(code)(responseEvent('200'));
      expect(answer.headers['x-guard']?.[0].value).toBe(has.guard ? 'yes' : undefined);
      expect((await loadFunction(code)(responseEvent('404'))).headers.location[0].value).toBe('/404.html');

      const policy = deployed.Resources[behavior.ResponseHeadersPolicyId.Ref].Properties.ResponseHeadersPolicyConfig;
      expect(policy.SecurityHeadersConfig.StrictTransportSecurity).toBeDefined();
      expect(JSON.stringify(policy).includes('x-policy')).toBe(has.index);
    }
  });
});

function responseEvent(status: string) {
  return {
    Records: [{
      cf: {
        config: { eventType: 'origin-response', distributionDomainName: 'd1.cloudfront.net' },
        request: { method: 'GET', uri: '/a', querystring: '', headers: {}, clientIp: '1.2.3.4' },
        response: { status, statusDescription: '', headers: {} },
      },
    }],
  };
}

test('a behavior under a condition that only the deployment knows is named, and left out by its name', () => {
  const config = siteConfig({}, { CacheBehaviors: [when('HasPreview', pathConfig('preview/*'))] });
  const { problems } = outcome(siteTemplate(config, PARTS));
  expect(new Set(problems.map(({ code }) => code))).toEqual(new Set(['EDGE_BEHAVIOR_CONDITIONAL']));
  for (const { message } of problems) expect(message).toContain('behavior "preview/*" is only known at deploy time');
});

test('an ARN that is a parameter cannot join, and the cure can be followed', () => {
  const parts = { ...PARTS, Parameters: { ...PARTS.Parameters, Arn: { Type: 'String', Default: '' } } };
  const config = siteConfig({ FunctionAssociations: [when('HasIndex', { ...index, FunctionARN: { Ref: 'Arn' } })] });
  const { problems } = outcome(siteTemplate(config, parts));
  expect(problems.map(({ code }) => code)).toEqual(['EDGE_EXISTING_IMPORTED']);
});
