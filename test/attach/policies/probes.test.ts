import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Duration, Stack } from 'aws-cdk-lib';
import { Distribution, ResponseHeadersPolicy, type IResponseHeadersPolicy } from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { ExistingAttachments, SecurityHeaders } from '../../../src';
import { createPreview, type Preview } from '../../../src/preview/create-preview';
import { ask } from '../../masking/support/ask';
import { FORWARD_ALL } from '../../masking/support/matrix-app';
import { OriginServer } from '../../masking/support/origin-server';

const cors = (originOverride: boolean, accessControlAllowCredentials = false) => ({
  accessControlAllowCredentials,
  accessControlAllowHeaders: ['X-App'],
  accessControlAllowMethods: ['GET', 'PUT'],
  accessControlAllowOrigins: ['https://*.app.example'],
  accessControlExposeHeaders: ['ETag'],
  accessControlMaxAge: Duration.seconds(600),
  originOverride,
});

/** Existing policies by path. */
const POLICIES: Record<string, (stack: Stack) => IResponseHeadersPolicy> = {
  '/simple/*': () => ResponseHeadersPolicy.CORS_ALLOW_ALL_ORIGINS,
  '/preflight/*': () => ResponseHeadersPolicy.CORS_ALLOW_ALL_ORIGINS_WITH_PREFLIGHT,
  '/own/*': (stack) => new ResponseHeadersPolicy(stack, 'Own', { corsBehavior: cors(false, true) }),
  '/override/*': (stack) => new ResponseHeadersPolicy(stack, 'Override', {
    corsBehavior: cors(true),
    serverTimingSamplingRate: 100,
    removeHeaders: ['X-Secret'],
    customHeadersBehavior: { customHeaders: [{ header: 'X-Team', value: 'web', override: false }] },
  }),
};
const PATHS = Object.keys(POLICIES);
const origins = {
  plain: new OriginServer({ 'x-secret': '1' }, 'plain'),
  own: new OriginServer({ 'access-control-allow-origin': 'https://origin.example', 'x-team': 'origin' }, 'own'),
};
const folders: string[] = [];
const urls: Record<string, string> = {};
const previews: Record<string, Preview> = {};

/** The same site with and without SecurityHeaders. */
async function start(name: string, attach: boolean): Promise<void> {
  folders.push(mkdtempSync(join(tmpdir(), 'probes-')));
  const app = new App({ analyticsReporting: false, outdir: folders.at(-1) });
  const stack = new Stack(app, 'Web', { env: { region: 'us-east-1' } });
  const distribution = new Distribution(stack, 'Site', { defaultBehavior: { origin: new HttpOrigin('plain.example.com'), ...FORWARD_ALL } });
  for (const path of PATHS) {
    const responseHeadersPolicy = POLICIES[path](stack);
    for (const origin of ['plain', 'own']) {
      distribution.addBehavior(`/${origin}${path}`, new HttpOrigin(`${origin}.example.com`), { ...FORWARD_ALL, responseHeadersPolicy });
    }
  }
  if (attach) new SecurityHeaders(stack, 'Headers', { distribution, existing: ExistingAttachments.compose() });
  previews[name] = createPreview({
    cloudAssembly: app.synth().directory,
    origins: urls,
    listen: { port: 0 },
  });
  await previews[name].ready;
}

beforeAll(async () => {
  for (const [name, origin] of Object.entries(origins)) urls[`${name}.example.com`] = await origin.start();
  await start('before', false);
  await start('after', true);
});

afterAll(async () => {
  await Promise.all(Object.values(previews).map((preview) => preview.close()));
  await Promise.all(Object.values(origins).map((origin) => origin.stop()));
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

type Headers = Readonly<Record<string, string>>;
const probe = async (name: string, path: string, method: string, headers: Headers) => (
  (await ask(`${previews[name].url}${path}`, method, headers)).headers);
const theirs = (headers: Headers) => Object.fromEntries(Object.entries(headers)
  .filter(([name]) => /^(access-control-|vary$|x-team$|x-secret$)/.test(name)));

const pages = ['plain', 'own'].flatMap((origin) => PATHS.map((path) => `/${origin}${path.replace('*', 'x')}`));
const from = (origin?: string): Headers => (origin === undefined ? {} : { origin });

describe.each(pages)('%s: what the existing policy did, it still does', (page) => {
  it.each([[undefined], ['https://www.app.example'], ['https://elsewhere.example']])('for a request from %s', async (origin) => {
    const [before, after] = await Promise.all(['before', 'after'].map((name) => probe(name, page, 'GET', from(origin))));
    expect(theirs(after)).toEqual(theirs(before));
    expect('server-timing' in after).toBe('server-timing' in before);
    expect(after['content-security-policy']).toMatch(/^default-src 'none'/);
    expect(before['content-security-policy']).toBeUndefined();
  });

  it.each([['GET', 'X-App'], ['PUT', 'X-App'], ['DELETE', 'X-Other'], ['POST', 'Accept']])(
    'for a preflight of %s with %s, a browser decides the same', async (method, header) => {
      const asked = { 'origin': 'https://www.app.example', 'access-control-request-method': method, 'access-control-request-headers': header };
      const [before, after] = await Promise.all(['before', 'after'].map((name) => probe(name, page, 'OPTIONS', asked)));
      expect(allows(after, method, header)).toBe(allows(before, method, header));
      const { 'access-control-allow-origin': allowed, 'access-control-allow-credentials': credentials } = after;
      expect([allowed, credentials]).toEqual([before['access-control-allow-origin'], before['access-control-allow-credentials']]);
    });
});

it('the probes see CORS that allows and CORS that does not', async () => {
  const asked = { 'origin': 'https://www.app.example', 'access-control-request-method': 'PUT', 'access-control-request-headers': 'X-App' };
  expect(allows(await probe('after', '/plain/own/x', 'OPTIONS', asked), 'PUT', 'X-App')).toBe(true);
  expect(allows(await probe('after', '/plain/simple/x', 'OPTIONS', asked), 'PUT', 'X-App')).toBe(false);
});

/** Whether a browser goes on after a preflight. */
function allows(answer: Headers, method: string, header: string): boolean {
  const listed = (name: string) => (answer[name] ?? '').split(',').map((one) => one.trim().toLowerCase());
  const [methods, names] = [listed('access-control-allow-methods'), listed('access-control-allow-headers')];
  return answer['access-control-allow-origin'] !== undefined
    && ['get', 'head', 'post', ...methods].includes(method.toLowerCase())
    && ['accept', ...names].includes(header.toLowerCase());
}
