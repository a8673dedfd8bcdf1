import { originServer } from '../support/origin-server';
import { customOrigin, site, type Running } from '../support/site';

const METHODS = ['GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'POST', 'DELETE'];

/** A site whose origin has origin access control, and a policy that forwards some headers. */
async function controlled(signing: string, type = 'lambda', change?: string): Promise<{
  running: Running; received(): Record<string, unknown>;
}> {
  const origin = await originServer((_, response) => response.end('fine'));
  const running = site({
    origins: [customOrigin('api.example.com', { OriginAccessControlId: { 'Fn::GetAtt': ['Control', 'Id'] } })],
    behavior: { TargetOriginId: 'api.example.com', AllowedMethods: METHODS, CachePolicyId: { Ref: 'Key' } },
    fill: (stack) => {
      stack.resource('Control', 'AWS::CloudFront::OriginAccessControl', {
        OriginAccessControlConfig: {
          Name: 'control', SigningProtocol: 'sigv4', SigningBehavior: signing, OriginAccessControlOriginType: type,
        },
      });
      stack.resource('Key', 'AWS::CloudFront::CachePolicy', {
        CachePolicyConfig: {
          Name: 'key',
          MinTTL: 0,
          DefaultTTL: 0,
          MaxTTL: 1,
          ParametersInCacheKeyAndForwardedToOrigin: {
            EnableAcceptEncodingGzip: false,
            HeadersConfig: { HeaderBehavior: 'whitelist', Headers: ['Authorization', 'x-amz-content-sha256'] },
            CookiesConfig: { CookieBehavior: 'none' },
            QueryStringsConfig: { QueryStringBehavior: 'none' },
          },
        },
      });
      if (change === undefined) return {};
      stack.resource('Fn', 'AWS::CloudFront::Function', {
        FunctionConfig: { Runtime: 'cloudfront-js-2.0' },
        FunctionCode: `import cf from 'cloudfront';
          function handler(event) { cf.updateRequestOrigin(${change}); return event.request; }`,
      });
      const FunctionARN = { 'Fn::GetAtt': ['Fn', 'FunctionARN'] };
      return { FunctionAssociations: [{ EventType: 'viewer-request', FunctionARN }] };
    },
  }, { origins: { 'api.example.com': origin.url, ...(change !== undefined && { 'new.example.com': origin.url }) } });
  return { running, received: () => origin.requests[0]!.headers };
}

function originLine({ exchanges }: Running): string {
  return exchanges[0]!.summaries.find(({ stage }) => stage === 'origin')!.text;
}

const TOKEN = { headers: { authorization: 'Bearer t' } };

test.each([['always', undefined], ['no-override', 'Bearer t'], ['never', 'Bearer t']])(
  'Authorization of the viewer with signing %s: the origin gets %s', async (signing, authorization) => {
    const { running, received } = await controlled(signing);
    await running.fetch('/x', TOKEN);
    expect(received().authorization).toBe(authorization);
    if (authorization === undefined) expect(originLine(running)).toContain('note: the signature of origin access control');
    else expect(originLine(running)).not.toContain('note');
  });

test.each([
  ['POST', {}, true], ['PUT', {}, true], ['POST', { 'x-amz-content-sha256': 'e3b0' }, false],
])('a function URL refuses a %s with headers %j: %s', async (method, headers, isRefused) => {
  const { running } = await controlled('always');
  expect(await (await running.fetch('/x', { method, body: 'x', headers })).text()).toBe('fine');
  expect(originLine(running).includes(`Lambda would answer 403 to this ${method}`)).toBe(isRefused);
});

test.each([['GET', 'lambda'], ['DELETE', 'lambda'], ['POST', 's3']])(
  'nothing is said of a %s without a body for Lambda, or for another origin (%s)', async (method, type) => {
    const { running } = await controlled('always', type);
    await running.fetch('/x', { method, ...(method === 'POST' && { body: 'x' }) });
    expect(originLine(running)).toBe('api.example.com answered 200');
  });

const OFF = 'originAccessControlConfig: { enabled: false }';
const ON = 'originAccessControlConfig: { enabled: true, signingBehavior: \'always\', signingProtocol: \'sigv4\', originType: \'lambda\' }';

describe('updateRequestOrigin', () => {
  test.each([
    ['always', '', 502], ['always', `${OFF}, `, 200], ['always', `${ON}, `, 502], ['never', '', 200], ['never', `${ON}, `, 502],
  ])('with a Host header, access control %s and %s: %i', async (signing, config, status) => {
    const { running } = await controlled(signing, 'lambda', `{ ${config}hostHeader: 'new.example.com' }`);
    expect((await running.fetch('/x')).status).toBe(status);
  });

  test.each([
    ['always', '', undefined], ['always', `${OFF}, `, 'Bearer t'], ['never', `${ON}, `, undefined], ['never', '', 'Bearer t'],
  ])('inherits access control that is %s, or changes it by %s', async (signing, config, authorization) => {
    const { running, received } = await controlled(signing, 'lambda', `{ ${config}domainName: 'new.example.com' }`);
    await running.fetch('/x', TOKEN);
    expect(received().authorization).toBe(authorization);
  });
});
