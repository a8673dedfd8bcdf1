import { originServer } from '../support/origin-server';
import { customOrigin, lambdaAt, site, type SiteOptions } from '../support/site';

const twoOrigins = (url: string, more: SiteOptions = {}): [SiteOptions, object] => [{
  origins: [customOrigin('api.example.com')],
  behaviors: [{ PathPattern: '/api/*', TargetOriginId: 'api.example.com', CachePolicyId: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad' }],
  ...more,
}, { origins: { 'api.example.com': url } }];

async function api(faults: string[], more: SiteOptions = {}) {
  const origin = await originServer((_, response) => response.end('fine'));
  const [options, settings] = twoOrigins(origin.url, more);
  return { origin, running: site(options, { ...settings, faults }) };
}

describe('faults of origins', () => {
  test('a status comes from the origin: its functions run, and error pages apply', async () => {
    const { running, origin } = await api(['api.example.com=status:503'], {
      config: { CustomErrorResponses: [{ ErrorCode: 503, ResponsePagePath: '/404.html', ResponseCode: 200 }] },
    });
    const response = await running.fetch('/api/x');
    expect([response.status, await response.text(), origin.requests]).toEqual([200, '<h1>lost</h1>', []]);
    expect(running.exchanges[0]!.summaries).toContainEqual({ stage: 'fault', text: '--fault api.example.com=status:503' });
    expect((await running.fetch('/')).status).toBe(200);
  });

  test('of a bucket have the XML of S3, by any name of it', async () => {
    for (const name of ['web', 'Bucket', 'Web/Bucket']) {
      const response = await site({}, { faults: [`${name}=status:503`] }).fetch('/');
      expect([response.status, response.headers.get('server')]).toEqual([503, 'AmazonS3']);
      expect(await response.text()).toContain('<Code>SlowDown</Code>');
    }
  });

  test('without an answer are the 502 of CloudFront, which an origin group sees', async () => {
    const { running } = await api(['/api/*=reset']);
    const response = await running.fetch('/api/x');
    expect([response.status, response.headers.get('server')]).toEqual([502, 'CloudFront']);
    expect(await response.text()).toContain("CloudFront wasn't able to connect to the origin.");
    const group = {
      OriginGroups: { Quantity: 1, Items: [{ Id: 'both', FailoverCriteria: { StatusCodes: { Items: [503] } }, Members: { Items: [{ OriginId: 'api.example.com' }, { OriginId: 'web' }] } }] },
    };
    const { running: failing } = await api(['api.example.com=reset'], { config: group, behavior: { TargetOriginId: 'both' } });
    expect(await (await failing.fetch('/')).text()).toBe('<h1>home</h1>');
  });

  test('a delay holds the answer back, and one beyond the timeout of the origin is a 504', async () => {
    const { running } = await api(['/api/slow=delay:150ms', '/api/never=delay:5s'], {
      origins: [customOrigin('api.example.com', { CustomOriginConfig: { OriginProtocolPolicy: 'https-only', OriginReadTimeout: 1 } })],
    });
    const { response, trace } = await running.fetchWithTrace('/api/slow');
    expect(await response.text()).toBe('fine');
    expect(trace.durationMs).toBeGreaterThan(140);
    const never = await running.fetch('/api/never');
    expect([never.status, never.headers.get('server')]).toEqual([504, 'CloudFront']);
  });

  test('a delay ends when the viewer disconnects', async () => {
    const { running } = await api(['/api/*=delay:20s']);
    await expect(running.fetch('/api/x', { signal: AbortSignal.timeout(50) })).rejects.toThrow();
  });

  test('apply to the path that the origin gets, which a function may have changed', async () => {
    const fill = (stack: any) => lambdaAt('origin-request', stack.lambda('Fn', `exports.handler = async (event) => {
      const { request } = event.Records[0].cf; request.uri = '/404.html'; return request; };`));
    const running = site({ fill }, { faults: ['/404.html=status:500', '/x=status:501'] });
    expect((await running.fetch('/x')).status).toBe(500);
  });

  test('have a share, and HEAD gets no body', async () => {
    const { running } = await api(['/api/*=status:500@50%']);
    const statuses = [];
    for (let i = 0; i < 4; i++) statuses.push((await running.fetch('/api/x', { method: i < 2 ? 'GET' : 'HEAD' })).status);
    expect(statuses).toEqual([200, 500, 200, 500]);
  });

  test.each([
    ['api.example.com', 'expected ORIGIN=FAULT'], ['=status:503', 'expected ORIGIN=FAULT'], ['/x=', 'expected ORIGIN=FAULT'],
    ['other.example.com=reset', 'one of the origins web.'], ['/x=status:200', 'status:400 to status:599'], ['/x=status:5030', 'status:400'],
    ['/x=delay:2', 'delay:2s'], ['/x=delay:2h', 'delay:2s'], ['/x=delay:99999s', 'delay:2s'], ['/x=reset,status:500', 'a status or a reset'],
    ['/x=status:500,', 'got ""'], ['/x=reset@200%', 'a share'],
  ])('%s is not valid', (fault, message) => {
    const create = () => site({ origins: [{ ...customOrigin('api.example.com') }] }, { faults: [fault] });
    expect(create).toThrow('EDGE_PREVIEW_ORIGIN_FAULT');
    if (!fault.startsWith('other')) expect(create).toThrow(message);
    else expect(create).toThrow('api.example.com');
  });
});

describe('the country of viewers', () => {
  const fill = (stack: any) => {
    const policy = stack.resource('Countries', 'AWS::CloudFront::OriginRequestPolicy', {
      OriginRequestPolicyConfig: {
        Name: 'c',
        HeadersConfig: { HeaderBehavior: 'whitelist', Headers: ['CloudFront-Viewer-Country', 'CloudFront-Viewer-Country-Name', 'CloudFront-Viewer-City'] },
        CookiesConfig: { CookieBehavior: 'none' },
        QueryStringsConfig: { QueryStringBehavior: 'none' },
      },
    });
    return {
      OriginRequestPolicyId: policy,
      ...lambdaAt('origin-request', stack.lambda('Fn', `exports.handler = async (event) => {
      const { headers } = event.Records[0].cf.request;
      return { status: '200', body: JSON.stringify(Object.keys(headers).filter((n) => n.startsWith('cloudfront-')).map((n) => headers[n][0].value)) };
    };`)),
    };
  };

  test('is what headers say, and nothing about a place that would be in another country', async () => {
    expect(await (await site({ fill }, { country: 'DE' }).fetch('/')).json()).toEqual(['DE', 'Germany']);
    expect(await (await site({ fill }).fetch('/')).json()).toEqual(['US', 'United States', 'Seattle']);
    const header = { headers: { 'cloudfront-viewer-country': 'FR' } };
    expect(await (await site({ fill }, { country: 'DE' }).fetch('/', header)).json()).toEqual(['FR', 'France']);
  });

  test.each(['de', 'Germany', 'ZZ', 'XQ', '', 'D', 'DEU', '49'])('%j is not valid', (country) => {
    expect(() => site({}, { country })).toThrow('EDGE_PREVIEW_COUNTRY');
  });
});
