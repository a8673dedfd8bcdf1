import type { RuleFormat } from '../../../src/core/redirects/rule/types';
import type { TimedRequest } from '../../support/redirect-function';

/**
 * A list by hand: add rules and URLs here, and every home is compared with them, over HTTP as well. Each URL is sent in
 * all spellings of `spellings.ts`.
 */
export interface HandList {
  readonly name: string;
  readonly format: RuleFormat;
  readonly text: string;
  readonly rootObject?: string;
  readonly errorPages?: readonly string[];
  /** The rules fit into every home that is deployed, and are tried in the preview. */
  readonly overHttp?: true;
  /** `/path?query`, on the host of the site or another one. */
  readonly urls: readonly (string | Partial<TimedRequest> & { readonly url: string })[];
}

const json = (rules: object): string => JSON.stringify(rules);

const PATHS: HandList = {
  name: 'whole paths and statuses',
  overHttp: true,
  format: 'json',
  text: json({
    '/old': '/new',
    '/Case': { to: '/any-case', caseSensitive: false },
    '/café': '/kaffee?from=cafe',
    '/a%40b': '/at-escaped',
    '/a@b': '/at',
    '/wiki/Help%3AContents': { to: '/help', statusCode: 302 },
    '/see': { to: '/other', statusCode: 303 },
    '/temporary': { to: 'https://other.example.com/t?a=1#part', statusCode: 307 },
    '/permanent/': { to: '/p/', statusCode: 308 },
    '/gone': { statusCode: 410 },
    '/missing': { statusCode: 404 },
    '/law': { statusCode: 451 },
    '/down': { statusCode: 503, retryAfter: 600 },
    '/app': { to: '/index.html', statusCode: 200 },
    '/app2': { to: '/app.html?mode=2', statusCode: 200, query: 'drop' },
    '/drop': { to: '/d', query: 'drop' },
    '/replace': { to: '/r?own=1', query: 'replace' },
    '/only': { to: '/o?b=2', query: { only: ['utm_*', 'b'] } },
    '/constructor': '/built',
    '/__proto__': '/proto',
  }),
  urls: [
    '/old', '/case', '/café', '/caf%c3%a9?from=me', '/a%40b', '/a@b', '/wiki/Help:Contents', '/wiki/Help%3AContents',
    '/see?x=1', '/temporary?a=2&b=3', '/permanent', '/gone', '/missing', '/law', '/down', '/app?tab=2', '/app2?tab=2',
    '/drop?a=1', '/replace?a=1', '/only?b=1&utm_a=1&c', '/constructor', '/__proto__', '/nowhere', '/',
  ],
};

const PATTERNS: HandList = {
  name: 'placeholders and wildcards',
  overHttp: true,
  format: 'json',
  text: json({
    '/blog/:year/:slug': { to: '/news/:slug?year=:year', statusCode: 302 },
    '/docs/*': 'https://docs.example.com/:splat',
    '/docs/v1/*': '/v2/:splat',
    '/p/item-:id.html': '/items/:id',
    '/a/*/c/:p.html': { to: '/x/:p/:splat', statusCode: 308 },
    '/two/*/and/*': '/:2/:1',
    '/go/*': '/:splat',
    '/twice/*': '/t/:splat/:splat',
    '/pages/*': { to: '/shown/:splat.html', statusCode: 200 },
    '/closed/*': { statusCode: 410 },
    '/Any/:x': { to: '/lower/:x', caseSensitive: false },
    '/dots/:x': '/a/:x/../b',
    '/x/*': { to: '/x', query: 'drop' },
    '/fragment/:id': '/page#:id',
  }),
  urls: [
    '/twice/a/b', '/blog/2020/hello?year=1', '/blog/2020', '/docs', '/docs/a/b?x=1', '/docs/v1/a', '/docs/v1', '/p/item-7.html',
    '/p/item-.html', '/a/c/x.html', '/a/1/2/c/3/c/x.html', '/two/1/and/2', '/two/and', '/go/%2F%2Fevil.test',
    '/go//evil.test', '/go/%5Cevil.test', '/go/a%0d%0aX:%20y', '/go/%E0%A4%A', '/go/..%2f..', '/go/%2e%2e/old',
    '/pages/a', '/closed/a', '/any/B', '/dots/up', '/dots/..', '/x', '/x/y',
    '/fragment/a%20b', '/go/:splat', '/go/$&', '/go/{0}', '/.well-known/acme-challenge/x',
  ],
};

const DE = { headers: { 'accept-language': 'en;q=0.5, de-CH' } };
const CONDITIONS: HandList = {
  name: 'conditions and dates',
  format: 'json',
  text: json([
    { from: '/pro', to: '/plan', when: { cookie: { plan: 'pro' } }, statusCode: 307 },
    { from: '/pro', to: '/again', when: { cookie: { seen: true } }, statusCode: 307 },
    { from: '/pro', to: '/free' },
    { from: '/sprache', to: '/de', when: { language: ['de', 'gsw'] } },
    { from: '/sprache', to: '/fr', when: { language: 'fr' } },
    { from: '/land', to: '/eu', when: { country: ['DE', 'AT'] } },
    { from: '/form', to: '/get', when: { method: 'GET' } },
    { from: '/form', to: '/post', when: { method: ['POST', 'PUT'] }, statusCode: 303 },
    { from: '/ref/*', to: '/r/:splat', when: { header: { referer: { contains: 'index.html' } } } },
    { from: '/plan/:p', to: '/h/:p', when: { header: { 'x-plan': 'pro' } } },
    { from: '/both', to: '/all', when: { language: 'de', cookie: { plan: 'pro' }, header: { 'x-plan': true } } },
    { from: '/sale', to: '/summer', start: '2026-01-10', end: '2026-02-01T00:00Z' },
    { from: '/sale', to: '/winter' },
    { from: '/soon', to: '/now', start: '2036-01-01' },
    { from: '/store?id=:id', to: '/shop/:id' },
    { from: '/store?page', to: '/shop?list' },
    { from: '/find?q=a%20b&x=1', to: '/found' },
    { from: '/self/*', to: 'https://www.example.com/self/:splat' },
  ]),
  urls: [
    '/pro',
    ...['plan=pro', 'x=1; plan=pro ; plan=b', 'plan=b; plan=pro', 'seen=', 'seen=1;plan=', 'constructor=1', 'PLAN=pro']
      .map((cookie) => ({ url: '/pro', headers: { cookie } })),
    { url: '/pro', repeated: { cookie: ['a=1', 'plan=pro'] } },
    { url: '/pro', repeated: { cookie: ['a=1; b=2', 'seen=1; c=3'] } },
    '/sprache', { url: '/sprache', ...DE },
    ...['en', 'fr;q=0.5,de;q=0.5', 'de;q=0,fr;q=0.1', '*', ',;de', 'DE-de'].map((tags) => (
      { url: '/sprache', headers: { 'accept-language': tags } })),
    { url: '/sprache', repeated: { 'accept-language': ['en;q=0.3', 'gsw;q=0.9'] } },
    '/land', { url: '/land', country: 'DE' }, { url: '/land', country: 'FR' }, { url: '/land', country: 'at' },
    '/form', ...['POST', 'PUT', 'HEAD', 'OPTIONS', 'DELETE'].map((method) => ({ url: '/form', method })),
    { url: '/ref/a', headers: { referer: 'https://www.example.com/index.html?x' } }, '/ref/a',
    { url: '/plan/a', headers: { 'x-plan': 'pro' } }, { url: '/plan/a', headers: { 'x-plan': 'pro ' } },
    { url: '/plan/a', repeated: { 'x-plan': ['pro', 'pro'] } },
    { url: '/both', headers: { ...DE.headers, 'cookie': 'plan=pro', 'x-plan': '' } }, { url: '/both', ...DE },
    '/sale', { url: '/sale', now: Date.UTC(2026, 0, 10) }, { url: '/sale', now: Date.UTC(2026, 1, 1) - 1 },
    { url: '/sale', now: Date.UTC(2026, 1, 1) }, '/soon', { url: '/soon', now: Date.UTC(2040, 0, 1) },
    '/store', '/store?id=7&x=1', '/store?x=1&id=a%26b&id=2', '/store?page', '/store?page=2&id', '/store?%69d=a%2Fb+c',
    '/find?q=a+b&x=1', '/find?q=a%20b&x=1&q=2', '/find?q=a%2520b&x=1',
    '/self/a?b=1', { url: '/self/a', host: 'old.example.com' },
  ],
};

const HOSTS: HandList = {
  name: 'hosts, error pages and a default root object',
  overHttp: true,
  format: 'json',
  rootObject: 'index.html',
  errorPages: ['/404.html', '/errors/Not Found.html'],
  text: json({
    'https://old.example.com/*': 'https://www.example.com/:splat',
    'https://old.example.com/keep/me': 'https://www.example.com/kept',
    'https://*.shop.example.com/*': 'https://shop.example.com/:splat',
    'https://münchen.example/*': 'https://www.example.com/muc/:splat',
    '/': { to: '/en/', when: { cookie: { lang: 'en' } } },
    '/start': '/',
    '/home': { to: '/', statusCode: 200 },
    '/:page.html': { to: '/:page', statusCode: 302 },
    '/errors/*': '/e/:splat',
  }),
  urls: [
    { url: '/a?x=1', host: 'old.example.com' }, { url: '/keep/me', host: 'old.example.com' },
    { url: '/', host: 'a.shop.example.com' }, { url: '/x', host: 'a.b.shop.example.com' },
    { url: '/x', host: 'shop.example.com' }, { url: '/x', host: 'xn--mnchen-3ya.example' },
    '/', { url: '/', headers: { cookie: 'lang=en' } }, { url: '/index.html', headers: { cookie: 'lang=en' } },
    '/index.html', '/%69ndex.html', '/start', '/home?x=1', '/about.html', '/404.html', '/404.html?x=1', '/%34%304.html',
    '/errors/not%20found.html', '/errors/Not Found.html', '/errors/x',
  ],
};

const NETLIFY: HandList = {
  name: 'lines of Netlify',
  format: 'netlify',
  text: [
    '/news/:month/:date/:slug /blog/:date/:month/:slug',
    '/store id=:id /shop/:id 302',
    '/store id=:id tag=:tag /shop/:tag/:id 301!',
    '/land/* /de/:splat 302 Country=de,at',
    '/land/* /fr/:splat 302 Language=fr',
    '/shop/* /store/all/:splat 308',
    '/gone/* /404.html 410!',
    'http://plain.example.com/* https://plain.example.com/:splat 301!',
    '/spa /index.html 200',
    '/own/* /own/inner/:splat',
    '/query/* /q?a=1&b=:splat',
    '/last /x /y',
    '/cookie /seen 302 Cookie=is_ny,is_la',
    '/n/* /:splat/c',
  ].join('\n'),
  urls: [
    '/news/02/12/x?y=1', '/store?id=7', '/store?id=7&tag=a', '/store?tag=a&id=7&z', '/store',
    { url: '/land/a', country: 'DE' }, { url: '/land/a', country: 'FR', headers: { 'accept-language': 'fr' } },
    { url: '/land/a', headers: { cookie: 'nf_country=at' } }, { url: '/land/a', headers: { cookie: 'x=1; nf_lang=fr-CA' } },
    { url: '/land/a', country: 'DE', repeated: { cookie: ['x=1', 'nf_country=us'] } },
    '/shop', '/shop/a/b?c', '/gone/x',
    { url: '/a', host: 'plain.example.com', headers: { 'cloudfront-forwarded-proto': 'http' } },
    { url: '/a', host: 'plain.example.com', headers: { 'cloudfront-forwarded-proto': 'https' } },
    '/spa', '/own/a', '/own/inner/a', '/query/x%26y?a=2&c=3', { url: '/cookie', headers: { cookie: 'is_la=1' } }, '/cookie',
    '/n', '/n/a', '/n//a',
  ],
};

const CLOUDFLARE: HandList = {
  name: 'lines of Cloudflare',
  overHttp: true,
  format: 'cloudflare',
  text: [
    '/home /',
    '/trailing /no-slash 301',
    '/trailing/ /slash 308',
    '/blog/* https://blog.example.com/:splat',
    '/movies/:title /media/:title 303',
    '/file*.html /files/:splat 307',
    '/twice/*/x /y?u=:splat 302',
    '/page/:p/* /p/:p/:splat 200',
    '/q /target?x=1',
    '/%F0%9F%98%80 /smile',
  ].join('\n'),
  urls: [
    '/home', '/home/', '/trailing', '/trailing/', '/blog/', '/blog/a//b?x', '/movies/a%2Fb', '/movies/a/', '/file-1.html',
    '/filea/b.html', '/twice/https://a.test//b/x', '/page/1/2/3', '/q?x=2&y', '/😀', '/%f0%9f%98%80',
  ],
};

export const HAND_LISTS: readonly HandList[] = [PATHS, PATTERNS, CONDITIONS, HOSTS, NETLIFY, CLOUDFLARE];
