import { cacheControlOf } from '../../../src/core/cache/cache-control';
import { ALWAYS_CACHED_ERRORS, ERRORS_CACHED_ON_REQUEST } from '../../../src/core/cache/error-statuses';
import { stalenessOf } from '../../../src/core/cache/stale';
import { freshnessOf, type Ttls } from '../../../src/core/cache/ttl';
import { setHeader, type EdgeHeaders } from '../../../src/core/http/headers';
import { describeVectors } from '../../support/vectors';

const NOW = Date.parse('2026-11-28T12:00:00Z');
const inSeconds = (seconds: number) => new Date(NOW + seconds * 1_000).toUTCString();

function headersOf(sent: Readonly<Record<string, string>>): EdgeHeaders {
  const headers: EdgeHeaders = {};
  for (const [name, value] of Object.entries(sent)) setHeader(headers, name, value);
  return headers;
}

const control = (sent: Readonly<Record<string, string>> | string) => (
  cacheControlOf(headersOf(typeof sent === 'string' ? { 'cache-control': sent } : sent)));

interface Case { status?: number; errorTtlSec?: number; fromBucket?: boolean }

function ttl(sent: Readonly<Record<string, string>> | string, ttls: Ttls, more: Case = {}) {
  const { status = 200, fromBucket = false, errorTtlSec } = more;
  const { stored, ttlSec } = freshnessOf({ status, control: control(sent), fromBucket, errorTtlSec }, ttls, NOW);
  return stored ? ttlSec : 'not stored';
}

const ttls = (minTtlSec: number, defaultTtlSec: number, maxTtlSec: number): Ttls => (
  { minTtlSec, defaultTtlSec, maxTtlSec });
const ZERO = ttls(0, 86_400, 1_000);
const SOME = ttls(60, 300, 1_000);
const NOTHING: Readonly<Record<string, string>> = {};

describe('how long an object is cached', () => {
  test.each<[string, Readonly<Record<string, string>>, number | string, number | string]>([
    ['max-age within the limits', { 'cache-control': 'max-age=100' }, 100, 100],
    ['max-age above the maximum', { 'cache-control': 'max-age=5000' }, 1_000, 1_000],
    ['max-age below the minimum', { 'cache-control': 'max-age=10' }, 10, 60],
    ['max-age=0', { 'cache-control': 'max-age=0' }, 0, 60],
    ['s-maxage takes precedence over max-age', { 'cache-control': 'max-age=10, s-maxage=200' }, 200, 200],
    ['s-maxage above the maximum', { 'cache-control': 's-maxage=2000, max-age=1' }, 1_000, 1_000],
    ['s-maxage=0 with a max-age', { 'cache-control': 's-maxage=0, max-age=500' }, 0, 60],
    ['Expires', { expires: inSeconds(120) }, 120, 120],
    ['Expires above the maximum', { expires: inSeconds(9_000) }, 1_000, 1_000],
    ['Expires below the minimum', { expires: inSeconds(5) }, 5, 60],
    ['Expires in the past', { expires: inSeconds(-5) }, 0, 60],
    ['Expires: 0', { expires: '0' }, 0, 60],
    ['max-age takes precedence over Expires', { 'cache-control': 'max-age=70', 'expires': inSeconds(500) }, 70, 70],
    ['no headers', {}, 86_400, 300],
    ['Cache-Control without a time', { 'cache-control': 'public' }, 86_400, 300],
    ['an invalid max-age', { 'cache-control': 'max-age=soon' }, 86_400, 300],
    ['a negative max-age', { 'cache-control': 'max-age=-1' }, 0, 60],
    ['no-store', { 'cache-control': 'no-store' }, 'not stored', 60],
    ['private', { 'cache-control': 'private, max-age=100' }, 'not stored', 60],
    // Kept, but the origin is asked each time.
    ['no-cache', { 'cache-control': 'no-cache' }, 0, 60],
    ['NO-CACHE with a max-age', { 'cache-control': 'max-age=100, NO-CACHE' }, 0, 60],
    ['no-cache for a header', { 'cache-control': 'no-cache="Set-Cookie", max-age=100' }, 100, 100],
    ['private for a header', { 'cache-control': 'private="x-user", max-age=100' }, 100, 100],
    ['a directive in quotes of another', { 'cache-control': 'ext="no-store", max-age=100' }, 100, 100],
    ['a directive that only begins like one', { 'cache-control': 'no-stores, x-max-age=5' }, 86_400, 300],
    ['the first of two', { 'cache-control': 'max-age=70, max-age=90' }, 70, 70],
    ['a quoted number', { 'cache-control': 'max-age="70"' }, 70, 70],
  ])('%s: minimum 0 and above', (_, sent, zero, some) => {
    expect([ttl(sent, ZERO), ttl(sent, SOME)]).toEqual([zero, some]);
  });

  test('the minimum overrides a smaller default', () => {
    expect(ttl(NOTHING, ttls(60, 0, 1_000))).toBe(60);
    expect(ttl(NOTHING, ttls(0, 0, 1_000))).toBe(0);
  });

  test('a maximum of 0 disables the cache, whatever the origin says', () => {
    expect([ttl('max-age=100', ttls(0, 0, 0)), ttl(NOTHING, ttls(0, 0, 0), { status: 404 })])
      .toEqual(['not stored', 'not stored']);
  });

  test('says what decided', () => {
    const why = (sent: string, of: Ttls, status = 200) => (
      freshnessOf({ status, control: control(sent), fromBucket: false }, of, NOW).why);
    expect([
      why('max-age=5', ZERO), why('max-age=5', SOME), why('max-age=5000', SOME), why('', SOME), why('no-store', SOME),
      why('no-store', ZERO), why('', ZERO, 500), why('', ZERO, 401), why('', ttls(0, 0, 0)),
    ]).toEqual([
      'max-age=5', 'the minimum TTL is above max-age=5', 'the maximum TTL is below max-age=5000', 'the default TTL',
      'the minimum TTL overrides no-store', 'no-store', 'the error caching minimum TTL (default)', '401 is not cached',
      'the maximum TTL is 0',
    ]);
  });
});

describe('how long an error is cached', () => {
  test.each([404, 410, 414, 500, 501, 502, 503, 504])('%i: 10 seconds', (status) => {
    expect(ttl(NOTHING, ZERO, { status })).toBe(10);
  });

  test.each([400, 403, 405, 412, 415])('%i: only if the origin says so', (status) => {
    expect([ttl(NOTHING, SOME, { status }), ttl('max-age=100', SOME, { status }), ttl('s-maxage=0', SOME, { status })])
      .toEqual(['not stored', 100, 10]);
    expect(ttl({ expires: inSeconds(100) }, SOME, { status })).toBe('not stored');
  });

  test.each([401, 402, 406, 409, 416, 418, 429, 451, 505])('%i: never', (status) => {
    expect(ttl('max-age=100', SOME, { status })).toBe('not stored');
  });

  test('the setting of the distribution, or longer if the origin says so, within the maximum', () => {
    const of = (sent: string, errorTtlSec: number) => ttl(sent, ZERO, { status: 404, errorTtlSec });
    expect([of('', 0), of('', 60), of('max-age=30', 60), of('max-age=90', 60), of('max-age=5000', 60), of('', 5_000)])
      .toEqual([0, 60, 60, 90, 1_000, 5_000]);
    expect(ttl({ expires: inSeconds(90) }, ZERO, { status: 500 })).toBe(90);
  });

  test('the minimum TTL of the policy does not count', () => {
    expect(ttl(NOTHING, SOME, { status: 404 })).toBe(10);
  });

  test('no-store counts for 404, 410, 414 and 501 alone', () => {
    const cached = [404, 410, 414, 500, 501, 502, 503, 504].filter((status) => (
      ['no-store', 'no-cache', 'private'].every((sent) => ttl(sent, SOME, { status }) === 10)));
    expect(cached).toEqual([500, 502, 503, 504]);
  });

  test('an error of a bucket is cached for a second at least', () => {
    expect(ttl(NOTHING, ZERO, { status: 404, errorTtlSec: 0, fromBucket: true })).toBe(1);
  });
});

describe('how long an expired object is served', () => {
  test.each([
    ['', 0, 1_000],
    ['stale-while-revalidate=30', 30, 1_000],
    ['stale-if-error=30, stale-while-revalidate=5000', 1_000, 30],
    ['stale-if-error=0', 0, 0],
    ['stale-if-error=5000', 0, 1_000],
  ])('%s', (sent, whileRevalidateSec, ifErrorSec) => {
    expect(stalenessOf(control(sent), 1_000)).toEqual({ whileRevalidateSec, ifErrorSec });
  });
});

describe('redirects', () => {
  test.each([301, 302, 303])('%i is cached as any object', (status) => {
    expect([ttl(NOTHING, ZERO, { status }), ttl('max-age=20', ZERO, { status })]).toEqual([86_400, 20]);
  });

  test.each([307, 308])('%i is cached only with Cache-Control, whatever it says', (status) => {
    const sent = [NOTHING, { expires: inSeconds(30) }, 'max-age=20', 'public'];
    expect(sent.map((one) => ttl(one, ZERO, { status }))).toEqual(['not stored', 'not stored', 20, 86_400]);
    expect(sent.map((one) => ttl(one, SOME, { status }))).toEqual(['not stored', 'not stored', 60, 300]);
  });
});

interface TtlTable { readonly tables: readonly { readonly cols: string[]; readonly rows: readonly string[][] }[] }

describeVectors<TtlTable>('ttl-table.json', 'the documented table of TTLs', ({ tables }) => {
  /** What each documented phrase means for a minimum of 0 and above it. */
  const EXAMPLES: readonly [phrase: RegExp, sent: Readonly<Record<string, string>>, zero: unknown, some: unknown][] = [
    [/adds a `Cache-Control: max-age`/, { 'cache-control': 'max-age=9000' }, 1_000, 1_000],
    [/does not add a `Cache-Control: max-age`/, {}, 86_400, 300],
    [/max-age` and `Cache-Control: s-maxage`/, { 'cache-control': 'max-age=9, s-maxage=9000' }, 1_000, 1_000],
    [/adds an `Expires`/, { expires: inSeconds(30) }, 30, 60],
    [/no-cache`, `no-store`, and\/or `private`/, { 'cache-control': 'no-cache, no-store, private' }, 'not stored', 60],
  ];

  test.each(tables[0]!.rows)('%s', (origin) => {
    const [, sent, zero, some] = EXAMPLES.find(([phrase]) => phrase.test(origin))!;
    expect([ttl(sent, ZERO), ttl(sent, SOME)]).toEqual([zero, some]);
  });
});

describeVectors<{ readonly text: string }>('http-status-caching.json', 'the documented lists of errors', ({ text }) => {
  const statusesOf = (heading: string) => {
    const section = text.slice(text.indexOf(heading, text.indexOf('## HTTP 4xx and 5xx status codes that CloudFront')));
    return [...section.slice(0, section.indexOf('### ', 10)).matchAll(/^\|\s*(\d{3})\s*\|/gm)].map(([, s]) => Number(s));
  };

  test('always cached', () => {
    expect(ALWAYS_CACHED_ERRORS).toEqual(expect.arrayContaining(
      statusesOf('### HTTP 4xx and 5xx status codes that CloudFront always caches')));
    expect(statusesOf('### HTTP 4xx and 5xx status codes that CloudFront always caches')).toHaveLength(7);
  });

  test('cached on request', () => {
    expect(ERRORS_CACHED_ON_REQUEST).toEqual(
      [...text.slice(text.indexOf('### HTTP 4xx status codes that CloudFront caches based')).matchAll(/^\|\s*(\d{3})/gm)]
        .map(([, status]) => Number(status)));
  });
});
