import * as fc from 'fast-check';

/** Few words, so that sources, requests and targets often match. */
const WORDS = [
  'a',
  'b',
  'A',
  'x.html',
  'é',
  '%c3%a9',
  '%61',
  'a-b',
  'new',
  'a+b',
  'a&b',
  '.well-known',
  'acme-challenge',
];
const SEGMENT_SOURCES = [...WORDS, ':p', 'pre:p', ':p.html', 'a:p-b', '*'];

/** Texts that attack a path, a query, a host or a header. */
const HOSTILE = [
  '',
  '.',
  '..',
  '%2e%2e',
  '//evil.test',
  '%2F%2Fevil.test',
  '\\evil.test',
  '%5Cevil.test',
  ':p',
  ':splat',
  '$&',
  "$'",
  '%',
  '%%36%31',
  '1%26y=2',
  '%23frag',
  '@evil.test',
  '%0d%0aSet-Cookie:x=1',
  '\r\nX: y',
  '\t/evil.test',
  '\ud800',
  '\u202e',
  '?',
  '#',
  '%00',
  'a'.repeat(40),
  '%252F',
];

const word = fc.constantFrom(...WORDS);
const hostile = fc.oneof(
  { weight: 3, arbitrary: word },
  { weight: 1, arbitrary: fc.constantFrom(...HOSTILE) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 6 }) },
);

export const path = fc
  .tuple(fc.array(hostile, { maxLength: 5 }), fc.boolean())
  .map(([segments, slash]) => `/${segments.join('/')}${slash ? '/' : ''}`.replace(/[?]/g, '%3F'));

const VALUES = ['1', '2', '%31', '', '+%zz', 'a+b', '%2B', '%C3%A9', '%C3', '"', '|'];
const parameter = fc
  .tuple(
    fc.constantFrom('x', 'id', 'utm_source', 'y', '%78', '%', '+', 'é', ''),
    fc.option(fc.oneof(word, fc.constantFrom(...HOSTILE), fc.constantFrom(...VALUES)), { nil: undefined }),
  )
  .map(([name, value]) => (value === undefined ? name : `${name}=${value.replace(/[#]/g, '')}`));
export const query = fc
  .array(fc.oneof({ weight: 6, arbitrary: parameter }, { weight: 1, arbitrary: fc.constant('') }), { maxLength: 4 })
  .map((parts) => parts.join('&'));

export interface AnyRequest {
  readonly path: string;
  readonly query: string;
  readonly host?: string;
  readonly country?: string;
  readonly now: number;
  readonly headers: Record<string, string>;
  /** A request for one of the sources, with these texts for its wildcards. */
  readonly aim?: { readonly rule: number; readonly fills: readonly string[] };
}

export const request: fc.Arbitrary<AnyRequest> = fc.record({
  path,
  query,
  host: fc.constantFrom(
    'www.example.com',
    'WWW.example.com:443',
    'old.example.com',
    'example.com',
    'a.b.example.com',
    undefined,
  ),
  country: fc.constantFrom('DE', 'de', 'FR', undefined),
  now: fc.constantFrom(0, Date.UTC(2026, 0, 15), Date.UTC(2027, 0, 1)),
  headers: fc.record(
    {
      'referer': fc.constantFrom('https://www.example.com/index.html', 'https://other.test/'),
      'cookie': fc.constantFrom(
        'seen=1',
        'a=b; plan=pro',
        'planet=x',
        'nf_country=de; nf_lang=fr-CA',
        'seenx=1;plan=a',
        'plan=a; plan=pro',
        'seen;plan=pro ;',
        ';=;seen=',
      ),
      'accept-language': fc.constantFrom(
        'de-CH, en;q=0.9',
        'en;q=0.5, de;q=0.8',
        '*',
        'den',
        'en;q=0.5,fr;q=0.5,de;q=0.5',
        'de-',
        ',;de',
      ),
      'x-plan': fc.constantFrom('a', 'pro', 'é'),
    },
    { requiredKeys: [] },
  ),
  aim: fc.option(fc.record({ rule: fc.nat(5), fills: fc.array(hostile, { minLength: 1, maxLength: 4 }) }), {
    nil: undefined,
    freq: 3,
  }),
});

/** Two of three requests are for a source: a path that is made without the rules hardly ever matches one. */
export function aimed(each: AnyRequest, sources: readonly string[]): AnyRequest {
  const { aim, ...plain } = each;
  if (aim === undefined) return plain;
  const [, host, source, test] = /^(?:https:\/\/([^/]*))?([^?]*)(?:\?(.*))?$/.exec(sources[aim.rule % sources.length])!;
  let used = 0;
  const next = (): string => aim.fills[used++ % aim.fills.length].replace(/\?/g, '%3F');
  const wanted = test === undefined ? plain.query : [plain.query, test.replace(':id', next)].filter(Boolean).join('&');
  return {
    ...plain,
    path: source.replace(/:\w+|\*/g, next),
    query: wanted,
    ...(host ? { host: host.replace('*', 'any') } : {}),
  };
}

/** Numbers the placeholders, and lists the names for a target. */
function named(segments: readonly string[], capturesId: boolean): { from: string; names: string[] } {
  const stars = segments.filter((segment) => segment === '*').length;
  let count = 0;
  const from = segments.map((segment) => segment.replace(':p', () => `:p${++count}`)).join('/');
  const names = [
    ...Array.from({ length: count }, (_, i) => `:p${i + 1}`),
    ...(stars === 1 ? [':splat'] : Array.from({ length: stars }, (_, i) => `:${i + 1}`)),
  ];
  return { from: `/${from}`, names: [...names, ...(capturesId ? [':id'] : [])] };
}

const when = fc.record(
  {
    country: fc.constantFrom('DE', ['DE', 'AT']),
    language: fc.constantFrom('de', ['en', 'fr']),
    method: fc.constantFrom('GET', 'POST'),
    cookie: fc.constantFrom<object>({ seen: true }, { plan: 'pro' }, { plan: 'a', seen: true }),
    header: fc.constantFrom<object>(
      { referer: { contains: 'index.html' } },
      { 'referer': { contains: 'test/' }, 'x-plan': true },
      { 'x-plan': 'pro' },
      { 'x-plan': { contains: 'é' } },
    ),
  },
  { requiredKeys: [] },
);

const TARGETS = [
  '/T',
  '/T/',
  '/new',
  '/x/T',
  '/T/c',
  '/q?x=T',
  '/q?x=1&y=T#T',
  '/q?T',
  '/f#T',
  'https://to.test/T',
  'https://www.example.com/T',
  'https://www.example.com/x/T',
  '/a/T/b',
  '/pre-T',
];

/** A rule of `redirects.json`; several may conflict and loop. */
export const jsonRule = fc.record({
  segments: fc.array(fc.constantFrom(...SEGMENT_SOURCES), { maxLength: 4 }),
  slash: fc.boolean(),
  host: fc.constantFrom('', '', '', 'https://old.example.com', 'https://*.example.com', 'https://www.example.com'),
  test: fc.constantFrom('', '', '', '?x=1', '?id=:id', '?y'),
  target: fc.constantFrom(...TARGETS),
  status: fc.constantFrom<number | null>(301, 302, 307, 308, 200, 410, 503, null),
  query: fc.constantFrom<unknown>('merge', 'merge', 'drop', 'replace', { only: ['utm_*'] }),
  when: fc.oneof({ weight: 3, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: when }),
  dates: fc.constantFrom({}, {}, {}, { start: '2026-01-10', end: '2026-02-01T00:00Z' }),
  caseSensitive: fc.constantFrom(true, true, true, false),
  cacheTtl: fc.constantFrom(undefined, undefined, 0, 60, 1e6),
  retryAfter: fc.constantFrom(undefined, 120),
}).map(({ segments, slash, host, test, target, status, cacheTtl, retryAfter, query: policy, ...more }) => {
  const { from, names } = named(segments, test.includes(':id'));
  let used = 0;
  const to = target.replace(/T/g, () => (names.length === 0 ? 'new' : names[used++ % names.length]));
  const rewrites = status === 200 && to.startsWith('https');
  const { dates, ...fields } = more;
  const own = { from: host + from + (slash ? '/' : '') + test, ...fields, ...dates };
  // It leaves its requests to the site.
  if (status === null) return { ...own, to: null, statusCode: undefined };
  return {
    ...own,
    ...(status >= 400 ? {} : { to }),
    statusCode: rewrites ? 302 : status,
    query: policy,
    ...(cacheTtl === undefined || (status === 200 && !rewrites) ? {} : { cacheTtl }),
    ...(retryAfter === undefined || status !== 503 ? {} : { retryAfter }),
  };
});

/** Rules of which each one redirects to a URL that the next one matches. */
export const chainedRules = fc.array(jsonRule, { minLength: 2, maxLength: 5 }).map((rules) => rules.map((rule, i) => {
  const next = rules[i + 1];
  if (next === undefined || !('to' in rule) || rule.to === null || rule.statusCode === 200) return rule;
  const [own, test] = rule.from.split('?');
  const stars = own.split('*').length - 1;
  const names = [...own.matchAll(/:p\d+/g)].map(([name]) => name);
  names.push(
    ...Array.from({ length: stars }, (_, n) => (stars === 1 ? ':splat' : `:${n + 1}`)),
    ...(test === 'id=:id' ? [':id'] : []),
  );
  let used = 0;
  // Of a chain that is shortened, all rules have the same time in caches.
  const target = next.from.replace(/^https:\/\/[^/]*/, '').replace(/\?.*/, '');
  return {
    ...rule,
    cacheTtl: undefined,
    to: target
      .replace(/:p\d+|\*/g, () => (names.length === 0 ? 'a' : names[used++ % names.length]))
      .replace(/^\/+/, '/'),
  };
}));

/** Many rules for one path, separated by their conditions. */
export const crowdedRules = fc
  .tuple(
    fc.constantFrom('/a', '/a/:p1', '/*', '/*/T/*', '/*/a/*/T', '/a:p1'),
    fc.array(
      fc.record({
        test: fc.constantFrom(
          '',
          '?x=1',
          '?x=2',
          '?y',
          '?id=:id',
          '?x=a%20b',
          '?x=1&y',
          '?x=%2B%zz',
          '?%C3%A9',
          '?x=1&id=:id',
        ),
        word: fc.constantFrom('a', 'b', 'a-b', 'new'),
        target: fc.constantFrom<string | null>('/t', '/a', '/q?x=1', '/q?y=ID', '/ID', null),
        query: fc.constantFrom<unknown>('merge', 'drop', 'replace', { only: ['utm_*', 'id'] }),
        when: fc.oneof(fc.constant({}), when),
        dates: fc.constantFrom({}, {}, { start: '2026-01-10' }, { end: '2026-02-01T00:00Z' }),
        caseSensitive: fc.constantFrom(true, true, false),
      }),
      { minLength: 9, maxLength: 30 },
    ),
  )
  .map(([path_, rules]) =>
    rules.map(({ test, word: text, target, dates, query: policy, ...fields }) => ({
      from: path_.replace('T', text) + test,
      to: target === null ? null : target.replace('ID', test.includes(':id') ? ':id' : 'new'),
      ...(target === null ? {} : { query: policy }),
      ...fields,
      ...dates,
    })),
  );

export const jsonRules = fc.array(jsonRule, { minLength: 1, maxLength: 6 });

/** A line of `_redirects` that both dialects allow, and some that only one allows. */
function linesWith(only: readonly string[]): fc.Arbitrary<string> {
  const any: fc.Arbitrary<string[]> = fc.array(fc.constantFrom(...SEGMENT_SOURCES, 'n*', ':p-:q', ...only), {
    maxLength: 4,
  });
  const line = fc.record({
    // Only a line for everything matches its own targets.
    segments: fc.oneof({ weight: 8, arbitrary: any }, { weight: 1, arbitrary: fc.constant<string[]>(['*']) }),
    target: fc.constantFrom(...TARGETS),
    status: fc.constantFrom(301, 302, 200),
  }).map(({ segments, target, status }) => {
    let stars = 0;
    const once = segments.filter((segment) => !segment.includes('*') || stars++ === 0);
    const { from, names } = named(once.map((segment) => segment.replace(':p-:q', ':p-x')), false);
    const wildcard = once.some((segment) => segment.includes('*'))
      ? [...names.filter((n) => n !== ':splat'), ':splat']
      : names;
    let used = 0;
    const to = target.replace(/T/g, () => (wildcard.length === 0 ? 'new' : wildcard[used++ % wildcard.length]));
    return `${from} ${to} ${status === 200 && to.startsWith('https') ? 302 : status}`;
  });
  return fc.array(line, { minLength: 1, maxLength: 6 }).map((all) => all.join('\n'));
}

export const lines = linesWith([]);
/** Text and placeholders around a `*`, and empty segments, of which one may come first. */
export const cloudflareLines = linesWith([':p*', ':p-*', '*:p', '*.html', 'a:p*b', '*-:p.html', '']);
