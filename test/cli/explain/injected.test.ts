import { spawnSync, execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { file, json } from './support';
import { originServer } from '../../preview/support/origin-server';
import { customOrigin, site } from '../../preview/support/site';

const NO_CACHE = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad';

/** What is injected for each path, and the source that `explain` has to name. */
const EXPECTED: Record<string, readonly string[]> = {
  '/blocked': ['waf'],
  '/abroad': ['geo-restriction'],
  '/unsigned': ['signed-url'],
  '/wrong-key': ['signed-url'],
  '/wrong-policy': ['signed-url'],
  '/denied': ['signed-url'],
  '/bucket/503': ['s3-origin'],
  '/bucket/reset': ['origin-unreachable'],
  '/api/500': ['custom-origin'],
  '/api/404': ['custom-origin'],
  '/api/reset': ['origin-unreachable'],
  '/api/slow': ['origin-timeout'],
};

async function served(): Promise<string> {
  const origin = await originServer((_, response) => response.end('fine'));
  const running = site({
    origins: [customOrigin('api.example.com', { CustomOriginConfig: { OriginProtocolPolicy: 'https-only', OriginReadTimeout: 1 } })],
    behaviors: [{ PathPattern: '/api/*', TargetOriginId: 'api.example.com', CachePolicyId: NO_CACHE }],
    config: { Restrictions: { GeoRestriction: { RestrictionType: 'blacklist', Locations: ['RU'] } } },
  }, {
    listen: { port: 0 },
    origins: { 'api.example.com': origin.url },
    blocks: [
      'waf:/blocked', 'waf:/custom=429:Slow down', 'geo:/abroad', 'signed-url:/unsigned', 'signed-url:/wrong-key=InvalidKey',
      'signed-url:/wrong-policy=MalformedPolicy', 'signed-url:/denied=AccessDenied',
    ],
    faults: [
      '/bucket/503=status:503', '/bucket/reset=reset', '/api/500=status:500', '/api/404=status:404', '/api/reset=reset', '/api/slow=delay:5s',
    ],
  });
  await running.ready;
  return running.url;
}

async function curl(...args: string[]): Promise<string> {
  return (await promisify(execFile)('curl', ['-si', ...args], { encoding: 'utf8', timeout: 20_000 })).stdout;
}

const describeWithCurl = spawnSync('curl', ['--version']).status === 0 ? describe : describe.skip;

describeWithCurl('what curl prints of answers that the preview injects', () => {
  test('is explained by what was injected', async () => {
    const base = await served();
    const found: Record<string, unknown> = {};
    for (const path of Object.keys(EXPECTED)) {
      const { list } = await json(file(await curl(base + path)));
      found[path] = list.map(({ source }) => source);
    }
    expect(found).toEqual(EXPECTED);
  });

  test('is explained by the geographic restriction of the distribution for a country that it refuses', async () => {
    const { list } = await json(file(await curl('-H', 'CloudFront-Viewer-Country: RU', `${await served()}/`)));
    expect(list.map(({ source }) => source)).toEqual(['geo-restriction']);
  });

  test('of a custom response of AWS WAF is like other answers, so that it is one of the candidates', async () => {
    const { list } = await json(file(await curl(`${await served()}/custom`)));
    expect(list).toMatchObject([{ source: 'cannot-tell' }]);
    expect(JSON.stringify(list)).toContain('waf-custom-response');
  });
});
