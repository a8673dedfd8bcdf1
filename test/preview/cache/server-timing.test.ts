import { cachedSite } from '../support/cached-site';
import { passSeconds } from '../support/time';

const METRICS = (rate: number) => ({
  behavior: { ResponseHeadersPolicyId: { Ref: 'Timing' } },
  fill: (stack: any) => void stack.resource('Timing', 'AWS::CloudFront::ResponseHeadersPolicy', {
    ResponseHeadersPolicyConfig: { Name: 'timing', ServerTimingHeadersConfig: { Enabled: true, SamplingRate: rate } },
  }),
});

/** The names of the metrics of a response. */
const metrics = (response: Response) => (
  (response.headers.get('server-timing') ?? '').split(',').map((metric) => metric.split(';')[0]!.trim()).filter(Boolean));

describe('Server-Timing', () => {
  test('says miss, hit and refresh, with what each has', async () => {
    const { running } = await cachedSite((request, response) => {
      const headers = { 'etag': '"e"', 'cache-control': 'max-age=10' };
      if (request.headers['if-none-match']) response.writeHead(304, headers).end();
      else response.writeHead(200, headers).end('x');
    }, {}, METRICS(100));
    const miss = metrics(await running.fetch('/a'));
    expect(miss).toEqual(expect.arrayContaining(['cdn-cache-miss', 'cdn-upstream-layer', 'cdn-upstream-fbl', 'cdn-pop', 'cdn-rid']));
    const hit = metrics(await running.fetch('/a'));
    expect(hit).toEqual(expect.arrayContaining(['cdn-cache-hit', 'cdn-hit-layer', 'cdn-pop', 'cdn-rid']));
    expect(hit).not.toContain('cdn-upstream-layer');
    passSeconds(10);
    expect(metrics(await running.fetch('/a'))).toContain('cdn-cache-refresh');
  });

  test('has the id of its own request, also on a hit', async () => {
    const { running } = await cachedSite((_, response) => response.end('x'), {}, METRICS(100));
    for (let at = 0; at < 2; at++) {
      const { headers } = await running.fetch('/a');
      expect(headers.get('server-timing')).toContain(`cdn-rid;desc="${headers.get('x-amz-cf-id')}"`);
    }
  });

  test('of the origin comes before those of CloudFront, and not on a hit', async () => {
    const { running } = await cachedSite((_, response) => (
      response.writeHead(200, { 'server-timing': 'db;dur=5' }).end('x')), {}, METRICS(100));
    expect([metrics(await running.fetch('/a'))[0], metrics(await running.fetch('/a')).includes('db')]).toEqual(['db', false]);
  });

  test('with the rate 0 is there for viewers that request it alone', async () => {
    const { running } = await cachedSite((_, response) => response.end('x'), {}, METRICS(0));
    expect(metrics(await running.fetch('/a'))).toEqual([]);
    expect(metrics(await running.fetch('/a', { headers: { pragma: 'server-timing' } }))).toContain('cdn-cache-hit');
  });
});
