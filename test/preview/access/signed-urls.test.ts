import { createSign, generateKeyPairSync } from 'node:crypto';
import type { PreviewOptions } from '../../../src/preview/options';
import { originServer } from '../support/origin-server';
import { customOrigin, site, type Running } from '../support/site';

const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const other = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;

function restricted(more: object = {}, options: Partial<PreviewOptions> = {}): Running {
  return site({
    origins: [customOrigin('api.example.com')],
    config: { Aliases: ['www.example.com'] },
    fill: (stack) => {
      const key = stack.resource('Key', 'AWS::CloudFront::PublicKey', {
        PublicKeyConfig: { EncodedKey: publicKey.export({ type: 'spki', format: 'pem' }), Name: 'k', CallerReference: 'r' },
      });
      const group = stack.resource('Group', 'AWS::CloudFront::KeyGroup', { KeyGroupConfig: { Items: [key], Name: 'g' } });
      return { TrustedKeyGroups: [group], ...more };
    },
  }, options);
}

const safe = (data: Buffer | string) => Buffer.from(data).toString('base64').replace(/\+/g, '-').replace(/=/g, '_').replace(/\//g, '~');
const sign = (text: string, key = privateKey) => safe(createSign('RSA-SHA1').update(text).sign(key));
const LATER = Math.floor(Date.now() / 1_000) + 600;
const canned = (url: string, expires: number | string = LATER) => (
  `{"Statement":[{"Resource":"${url}","Condition":{"DateLessThan":{"AWS:EpochTime":${expires}}}}]}`);
const signed = (path: string, url: string, expires: number | string = LATER, key = privateKey) => (
  `${path}${path.includes('?') ? '&' : '?'}Expires=${expires}&Signature=${sign(canned(url, expires), key)}&Key-Pair-Id=K1`);

async function outcome(running: Running, path: string, init?: RequestInit): Promise<unknown> {
  const response = await running.fetch(path, init);
  return response.status === 200 ? 200 : /<Code>(\w+)</.exec(await response.text())?.[1];
}

describe('a behavior with trusted key groups', () => {
  test('refuses a request without a signature, before any function', async () => {
    const running = restricted();
    expect(await outcome(running, '/')).toBe('MissingKey');
    expect(running.exchanges[0]!.summaries.at(-1)).toEqual({ stage: 'signed-url', text: 'MissingKey, the request is not signed' });
    expect(await outcome(running, '/?Signature=x&Expires=1')).toBe('MissingKey');
  });

  test('serves a signed URL, of any name of the site', async () => {
    const running = restricted();
    expect(await outcome(running, signed('/404.html', 'https://www.example.com/404.html'))).toBe(200);
    expect(await outcome(running, signed('/404.html', 'http://preview.localhost/404.html'))).toBe(200);
    expect(await outcome(running, signed('/404.html?a=1&b=2', 'https://www.example.com/404.html?a=1&b=2'))).toBe(200);
  });

  test.each<[string, string, unknown]>([
    ['for another URL', signed('/404.html', 'https://www.example.com/'), 'AccessDenied'],
    ['without the query string', signed('/404.html?a=1', 'https://www.example.com/404.html'), 'AccessDenied'],
    ['by another key', signed('/404.html', 'https://www.example.com/404.html', LATER, other), 'AccessDenied'],
    ['that has expired', signed('/404.html', 'https://www.example.com/404.html', 1_000_000_000), 'AccessDenied'],
    ['with a time that is not a number', signed('/404.html', 'https://www.example.com/404.html', 'soon'), 'MalformedPolicy'],
    ['without a time', '/404.html?Signature=eA__&Key-Pair-Id=K1', 'MalformedPolicy'],
    ['that is not base64', '/404.html?Expires=2000000000&Signature=%20&Key-Pair-Id=K1', 'MalformedSignature'],
    ['that is missing', '/404.html?Expires=2000000000&Key-Pair-Id=K1', 'MalformedSignature'],
    ['with a policy that is not JSON', `/404.html?Policy=${safe('{')}&Signature=eA__&Key-Pair-Id=K1`, 'MalformedPolicy'],
  ])('refuses a signature %s', async (_, path, code) => {
    expect(await outcome(restricted(), path)).toBe(code);
  });

  test.each<[string, object, unknown]>([
    ['for a folder', { Resource: 'https://www.example.com/*' }, 200],
    ['for any scheme', { Resource: 'http*://www.example.com/404.htm??x=*' }, 200],
    ['for all', { Resource: '*' }, 200],
    ['for another folder', { Resource: 'https://www.example.com/docs/*' }, 'AccessDenied'],
    ['that begins later', { Resource: '*', Condition: { DateLessThan: { 'AWS:EpochTime': LATER }, DateGreaterThan: { 'AWS:EpochTime': LATER - 1 } } }, 'AccessDenied'],
    ['without an end', { Resource: '*', Condition: {} }, 'MalformedPolicy'],
  ])('with a policy %s in cookies', async (_, statement, expected) => {
    const policy = JSON.stringify({ Statement: [{ Condition: { DateLessThan: { 'AWS:EpochTime': LATER } }, ...statement }] });
    const cookie = `a=b; CloudFront-Policy=${safe(policy)}; CloudFront-Signature=${sign(policy)}; CloudFront-Key-Pair-Id=K1`;
    expect(await outcome(restricted(), '/404.html?x=1', { headers: { cookie } })).toBe(expected);
  });

  test('serves the default root object by the URL of the site', async () => {
    expect(await outcome(restricted(), signed('/', 'https://www.example.com/'))).toBe(200);
    expect(await outcome(restricted(), signed('/', 'https://www.example.com/index.html'))).toBe(200);
    expect(await outcome(restricted(), signed('/index.html', 'https://www.example.com/'))).toBe('AccessDenied');
  });

  test('serves a signature with SHA-256, if the URL or a cookie says so', async () => {
    const url = 'https://www.example.com/404.html';
    const sha256 = safe(createSign('RSA-SHA256').update(canned(url)).sign(privateKey));
    const path = `/404.html?Expires=${LATER}&Signature=${sha256}&Key-Pair-Id=K1`;
    expect(await outcome(restricted(), `${path}&Hash-Algorithm=SHA256`)).toBe(200);
    expect(await outcome(restricted(), path)).toBe('AccessDenied');
    expect(await outcome(restricted(), `${path}&Hash-Algorithm=MD5`)).toBe('AccessDenied');
    const cookie = `CloudFront-Expires=${LATER}; CloudFront-Signature=${sha256}; CloudFront-Key-Pair-Id=K1; CloudFront-Hash-Algorithm=SHA256`;
    expect(await outcome(restricted(), '/404.html', { headers: { cookie } })).toBe(200);
  });

  test('needs no signature for OPTIONS, which browsers send without credentials', async () => {
    const running = restricted({ AllowedMethods: ['GET', 'HEAD', 'OPTIONS'] });
    const response = await running.fetch('/404.html', { method: 'OPTIONS' });
    expect(response.headers.get('server')).toBe('AmazonS3');
  });

  test('keeps the parameters of the signature from the cache key and the origin', async () => {
    const origin = await originServer((_, response) => response.end('ok'));
    const running = restricted({
      TargetOriginId: 'api.example.com', CachePolicyId: '4cc15a8a-d715-48a4-82b8-cc0b614638fe',
    }, { origins: { 'api.example.com': origin.url } });
    const get = async (expires: number) => (await running.fetch(
      signed('/a?x=1', 'https://www.example.com/a?x=1', expires))).headers.get('x-cache');
    expect(await get(LATER)).toBe('Miss from cloudfront');
    await get(LATER + 1);
    expect(origin.requests.map(({ url }) => url)).toEqual(['/a?x=1', '/a?x=1']);
    const keys = running.exchanges.flatMap(({ summaries }) => summaries.filter(({ stage }) => stage === 'cache'));
    expect(JSON.stringify(keys)).not.toContain('Signature');
  });

  test('whose keys are not in the app accepts any signature that has not expired', async () => {
    const running = restricted({ TrustedKeyGroups: ['imported-id'] });
    expect(await outcome(running, '/')).toBe('MissingKey');
    expect(await outcome(running, signed('/404.html', 'https://www.example.com/404.html', LATER, other))).toBe(200);
    expect(await outcome(running, signed('/404.html', 'https://www.example.com/404.html', 1_000_000_000, other))).toBe('AccessDenied');
  });
});
