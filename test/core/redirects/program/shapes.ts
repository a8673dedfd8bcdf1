import type { RuleFormat } from '../../../../src/core/redirects/rule/types';

/** A request that is sent to make a function work for nothing. */
export interface HostileRequest {
  readonly path?: string;
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly host?: string;
  readonly country?: string;
  readonly method?: string;
}

/** Rules by their number, and requests that are made for them. */
export interface Shape {
  readonly name: string;
  readonly format: RuleFormat;
  readonly rules: (count: number) => string;
  readonly requests: readonly HostileRequest[];
}

const URL_LENGTH = 8000;
const HEADER_LENGTH = 20_000;

/** As many of these one behind the other as fit. */
export function repeated(unit: string | ((i: number) => string), length: number): string {
  let text = '';
  for (let i = 0; ; i++) {
    const next = typeof unit === 'string' ? unit : unit(i);
    if (text.length + next.length > length || next === '') return text;
    text += next;
  }
}

const query = (unit: string | ((i: number) => string), path = '/index.php'): HostileRequest => ({
  path,
  query: repeated(unit, URL_LENGTH),
  headers: { cookie: 'seen=1' },
});
const path = (unit: string | ((i: number) => string), lead = ''): HostileRequest => ({
  path: lead + repeated(unit, URL_LENGTH),
});
const header = (name: string, unit: string | ((i: number) => string)): HostileRequest => ({
  path: '/a',
  headers: { [name]: repeated(unit, HEADER_LENGTH) },
});

function json(rule: (i: number) => object): (count: number) => string {
  return (count) => JSON.stringify(Array.from({ length: count }, (_, i) => rule(i)));
}

function lines(line: (i: number) => string): (count: number) => string {
  return (count) => Array.from({ length: count }, (_, i) => line(i)).join('\n');
}

const QUERIES: readonly [string, string | ((i: number) => string)][] = [
  ['%&', '%&'], ['&', '&'], ['+&', '+&'], ['=&', '=&'], ['id&', 'id&'], ['id=%&', 'id=%&'], ['id=N&', (i) => `id=${i}&`], ['id=zzz&', 'id=zzz&'], ['pN&', (i) => `p${i}&`],
  ['%69%64=1&', '%69%64=%31&'], ['id=|', 'id=|'], ['%', '%'], ['%E2%82%AC', '%E2%82%AC'], ['%E2%82', '%E2%82'], ['a%zz+', 'a%zz+'], ['a=N&b=N', (i) => `a=${i}&b=${i}&`],
];
const QUERY_RULES: readonly [string, (count: number) => string][] = [
  ['?id=N', json((i) => ({ from: `/index.php?id=${i}`, to: `/x/${i}` }))],
  ['?id=N and a cookie', json((i) => ({ from: `/index.php?id=${i}`, to: `/x/${i}`, when: { cookie: { seen: true }, header: { 'x-plan': `${i}` } } }))],
  ['?pN', json((i) => ({ from: `/index.php?p${i}&q`, to: `/x/${i}` }))],
  ['?a=N&b=N', json((i) => ({ from: `/index.php?a=${i % 40}&b=${i}&c`, to: `/x/${i}` }))],
  ['?id=:id&k=N', json((i) => ({ from: `/index.php?id=:id&k=${i}`, to: `/x/${i}/:id` }))],
];
const COOKIES: readonly [string, string | ((i: number) => string)][] = [
  ['a=b;', 'a=b;'], [';', ';'], ['a=;', 'a=;'], ['=;', '=;'], [' ', ' '], [' ;', ' ;'], ['plan=N;', (i) => `plan=${i};`], ['cN=1;', (i) => `c${i}=1;`], ['plan', 'plan'],
];
const COOKIE_RULES: readonly [string, (count: number) => string][] = [
  ['plan=N', json((i) => ({ from: '/a', to: `/x/${i}`, when: { cookie: { plan: `p${i}` } } }))],
  ['cN and ?z', json((i) => ({ from: '/a?z', to: `/x/${i}`, when: { cookie: { [`c${i}`]: true }, header: { 'x-plan': `${i}` } } }))],
];
const LANGUAGES: readonly [string, string | ((i: number) => string)][] = [
  ['de,', 'de,'], ['a-', 'a-'], ['a;q=0.1,', 'a;q=0.1,'], ['a;', 'a;'], ['; ', '; '], [',', ','], ['q rising', (i) => `a;q=${i},`], ['a;q=', 'a;q='], ['de-x-', 'de-x-'],
];
const day = (i: number): string => new Date(1.6e12 + i * 8.64e7).toISOString().slice(0, 10);
const letters = (i: number): string =>
  [26 * 26, 26, 1].map((n) => String.fromCharCode(97 + (Math.floor(i / n) % 26))).join('');
const LANGUAGE_RULES = json((i) => ({
  from: '/a',
  to: `/x/${i}`,
  when: { language: [letters(i), `${letters(i)}-ch`] },
}));
const LETTERS = 'abcdefghijklmnopqrst';
const nested = (i: number): string => 'a'.repeat(i % 1000 + 1);

const PATH_SHAPES: readonly Shape[] = [
  {
    name: '/*/prod-N/*',
    format: 'json',
    rules: json((i) => ({ from: `/*/prod-${i}/*/x`, to: `/x/${i}` })),
    requests: [path((i) => `/prod-${i}`), path('/prod-'), path('/'), path('/a'), path((i) => `/prod-${i}`, '/x'), { path: `${repeated((i) => `/prod-${i}`, 7900)}/x/x` }],
  },
  { name: '/*/prod-N/* that climb', format: 'json', rules: json((i) => ({ from: `/*/prod-${i}/a:x`, to: `/x/${i}/:x` })), requests: [{ path: `${repeated((i) => `/prod-${i}`, 7900)}/a..` }] },
  { name: '/*/prod-N', format: 'json', rules: json((i) => ({ from: `/*/prod-${i}`, to: `/x/${i}` })), requests: [path((i) => `/prod-${i}`), path('/'), path('a', '/')] },
  {
    name: 'two texts in the other order',
    format: 'json',
    rules: json((i) => ({ from: `/*/a-${i}/*/b-${i}/*`, to: `/x/${i}` })),
    requests: [{ path: repeated((i) => `/b-${i}`, 4000) + repeated((i) => `/a-${i}`, 4000) }],
  },
  { name: 'many splats', format: 'json', rules: json((i) => ({ from: `/*/-/*/-/*/-${i}/*/-/x`, to: `/x/${i}` })), requests: [path('/-'), path('-', '/'), path('-/', '/')] },
  { name: 'text inside segments', format: 'cloudflare', rules: lines((i) => `/a:x-${i}-:y /x`), requests: [path((i) => `-${i}-`, '/a'), path('-', '/a'), path((i) => `-${i}`, '/a'), path('|', '/')] },
  { name: '/:x-N.html', format: 'cloudflare', rules: lines((i) => `/:x-${i}.html /x`), requests: [path((i) => `-${i}.html`, '/'), path('-', '/')] },
  { name: '/blog* alone', format: 'netlify', rules: () => '/blog* /news/:splat', requests: [path('|', '/'), path('blog', '/'), path('/blog')] },
  { name: '/blogN*', format: 'netlify', rules: lines((i) => `/blog${i}* /news/:splat`), requests: [path('|', '/'), path((i) => `/blog${i}`, '/x'), path('blog', '/')] },
  { name: '/*-N.html', format: 'cloudflare', rules: lines((i) => `/*-${i}.html /x`), requests: [path('-', '/'), path((i) => `-${i}.html`, '/'), path('|', '/')] },
  { name: '/a*N-b', format: 'cloudflare', rules: lines((i) => `/a*${i}-b /x`), requests: [path((i) => `${i}-b`, '/a'), path((i) => `${i}-`, '/a')] },
  { name: '/:p/a:q*N-x', format: 'cloudflare', rules: lines((i) => `/:p/a:q*${i}-x /x`), requests: [path((i) => `/a${i}-x`), path((i) => `${i}-x`, '/p/a'), path('a', '/p/')] },
  { name: 'prefixes of a thousand lengths', format: 'json', rules: json((i) => ({ from: `/${nested(i)}b${i}:x`, to: `/x/${i}` })), requests: [path('a', '/')] },
  { name: 'suffixes of a thousand lengths', format: 'json', rules: json((i) => ({ from: `/:x-${i}b${nested(i)}`, to: `/x/${i}` })), requests: [path('a', '/')] },
  { name: '/a/:x, one below the other', format: 'netlify', rules: (count) => lines((i) => `${'/a'.repeat(100 - i)}/* /x${i}/:splat`)(Math.min(count, 100)), requests: [path('/a'), { ...query('a|&'), path: repeated('/a', 3000) }] },
  { name: 'one path, as lines', format: 'netlify', rules: lines((i) => `/a/:x id=${i} /x/:x`), requests: [path('a', '/a/'), query((i) => `id=${i}&`, '/a/b'), query('%&', '/a/b')] },
  {
    name: 'one path or a splat, as lines',
    format: 'netlify',
    rules: lines((i) => `/a/${i % 2 ? ':x' : '*'} id=${i} /x/:splat 301 Country=at`.replace(i % 2 ? ':splat' : '*', '')),
    requests: [{ ...query((i) => `id=${i}&`, ''), path: `/a/${'a'.repeat(3000)}` }],
  },
  { name: 'guards', format: 'netlify', rules: lines((i) => `/* /x${i}/:splat 301 Language=${letters(i)}`), requests: [path((i) => `/x${i}`), path('/'), header('accept-language', 'de,')] },
  { name: 'a target of thirty splats', format: 'json', rules: () => JSON.stringify({ '/*': `/x${'/:splat'.repeat(30)}` }), requests: [path('a', '/'), path('/')] },
  { name: 'thirty splats, slashes collapsed', format: 'cloudflare', rules: () => `/* /x${'/:splat'.repeat(30)}`, requests: [path('a', '/'), path('/'), path('/a')] },
  { name: '/a to /b?x=1', format: 'json', rules: () => '{"/a": "/b?x=1"}', requests: ['|', '%', '&', 'a|', '"', 'é', 'a&', 'x&', '\ud800'].map((unit) => query(unit, '/a')) },
  { name: 'a splat in a query', format: 'json', rules: () => '{"/*": "/b?x=:splat"}', requests: [path('&', '/'), path('+', '/'), path('|', '/'), path('%2e/', '/'), path('%41', '/')] },
  {
    name: 'only names',
    format: 'json',
    rules: () => JSON.stringify({ '/a': { to: '/b', query: { only: Array.from({ length: 1000 }, (_, i) => `utm_${i}*`) } } }),
    requests: [query((i) => `utm_${i}&`, '/a'), query('utm_', '/a'), query('a&', '/a')],
  },
  { name: 'whole names', format: 'json', rules: () => JSON.stringify({ '/a': { to: '/b', query: { only: Array.from({ length: 1000 }, (_, i) => `n${i}`) } } }), requests: [query((i) => `n${i}&`, '/a'), query('a&', '/a')] },
  { name: 'dots', format: 'json', rules: json((i) => ({ from: `/a/${i}`, to: `/x/${i}` })), requests: [path('/..'), path('/%2e%2e'), path('/.'), path('%41', '/'), path('a|', '/'), path('|', '/'), path('%', '/'), path('é', '/')] },
  { name: 'hosts', format: 'json', rules: json((i) => ({ from: `https://h${i}.example.com/*`, to: `/x/${i}` })), requests: [{ host: repeated('a.', 20_000) }, { host: repeated('.', 20_000) }, { host: repeated('1', 20_000) }, { host: `${'a.'.repeat(120)}com` }] },
  { name: 'hosts below', format: 'json', rules: json((i) => ({ from: `https://*.h${i}.example.com/*`, to: `/x/${i}` })), requests: [{ host: `${'a.'.repeat(110)}h1.example.com` }, { host: repeated('a.', 20_000) }] },
  { name: 'countries', format: 'json', rules: json((i) => ({ from: '/a', to: `/x/${i}`, when: { country: letters(i).slice(1).toUpperCase(), cookie: { a: `${i}` } } })), requests: [{ path: '/a', country: 'AB' }, { path: '/a', country: 'a'.repeat(2000) }] },
  { name: 'dates', format: 'json', rules: json((i) => ({ from: '/a', to: `/x/${i}`, start: new Date(1.7e12 + i * 1e7).toISOString().slice(0, 16) + 'Z' })), requests: [{ path: '/a' }] },
  {
    name: 'dates of campaigns',
    format: 'json',
    rules: json((i) => ({ from: '/a', to: `/x/${i}`, start: day(i), end: day(i + 30), when: { country: ['DE', 'AT'] } })),
    requests: [{ path: '/a', country: 'AT' }],
  },
  { name: 'dates of a pattern', format: 'json', rules: json((i) => ({ from: '/a/:x', to: `/x/${i}/:x`, start: day(i) })), requests: [path('a', '/a/')] },
  {
    name: 'answers that climb',
    format: 'json',
    rules: json((i) => ({ from: `/p:x/*?i${i}`, to: `/a${i}/:x/:splat/:splat/:splat` })),
    requests: [{ path: `/p../${repeated('b/', 4000)}`, query: repeated((i) => `i${i}&`, 4000) }, path('b/', '/p../')],
  },
  {
    name: 'answers that climb, by a header',
    format: 'json',
    rules: json((i) => ({ from: '/p:x/*', to: `/a${i}/:x/:splat/:splat`, when: { header: { referer: { contains: `x${i}.` } } } })),
    requests: [{ ...header('referer', (i) => `x${i}.`), ...path('b', '/p../') }],
  },
  {
    name: 'a header holds a text',
    format: 'json',
    rules: json((i) => ({ from: '/a', to: `/x/${i}`, when: { header: { referer: { contains: `page-${i}.` } } } })),
    requests: [header('referer', 'page-'), header('referer', (i) => `page-${i}`), header('referer', 'é')],
  },
  { name: 'a header holds texts within texts', format: 'json', rules: json((i) => ({ from: '/a', to: `/x/${i}`, when: { header: { 'referer': { contains: nested(i) + (i < 1000 ? '' : i) }, 'x-plan': `${i}` } } })), requests: [header('referer', 'a')] },
  { name: 'a header equals', format: 'json', rules: json((i) => ({ from: '/a', to: `/x/${i}`, when: { header: { 'x-plan': `p${i}` } } })), requests: [header('x-plan', 'p')] },
  { name: 'a hundred headers', format: 'json', rules: json((i) => ({ from: '/a', to: `/x/${i}`, when: { header: { [`x-${i % 100}`]: `p${i}` } } })), requests: [header('x-1', 'p')] },
  { name: 'no case', format: 'json', rules: json((i) => ({ from: `/*/Prod-${i}/*`, to: `/x/${i}`, caseSensitive: false })), requests: [path('/PROD-'), path((i) => `/pROD${i}`)] },
];

/** Letters in which the one in the middle stands before both others: never in order where all letters rise and fall. */
const VALLEYS = [...LETTERS].flatMap((a) =>
  [...LETTERS].flatMap((b) => [...LETTERS].flatMap((c) => (b < a && b < c ? [[a, b, c]] : []))));
const valley = (i: number): string[] => VALLEYS[i % VALLEYS.length];
const mountain = (lead: string, foot: number): string => {
  const [up, down] = [LETTERS, [...LETTERS].reverse()].map((all) => [...all].map((letter) => lead + letter).join(''));
  return repeated(lead, foot) + up + down + repeated(lead, foot);
};
const climbs = (name: string, from: (i: number) => string, unit: string): Shape =>
  ({ name, format: 'json', rules: json((i) => ({ from: from(i), to: '/t' })), requests: [path(unit, '/')] });
const CROWD_SHAPES: readonly Shape[] = [
  // Each has a place of its own, the request comes to all of them, and none applies.
  ...[{ cookie: { never: true } }, { header: { 'x-a': 'no' } }].flatMap((when, n): Shape[] => [
    { name: `beginnings that all match, ${n}`, format: 'json', rules: json((i) => ({ from: `/${nested(i)}:x`, to: '/t', when })), requests: [path('a', '/')] },
    { name: `endings that all match, ${n}`, format: 'json', rules: json((i) => ({ from: `/:x${'.a'.repeat(i % 1000 + 1)}`, to: '/t', when })), requests: [path('.a', '/')] },
  ]),
  climbs('beginnings that all match, with a target', (i) => `/${nested(i)}:x`, 'a'),
  climbs('endings that all match, with a target', (i) => `/:x${'.a'.repeat(i % 1000 + 1)}`, '.a'),
  // The last segment keeps ten thousand apart of which a tenth has the same texts.
  { name: 'three texts in another order', format: 'json', rules: json((i) => ({ from: `/*/${valley(i).join('/*/')}/*`, to: '/t', when: { cookie: { a: `${i}` } } })), requests: [{ path: mountain('/', 0) }, { path: mountain('/zz/', 3900), headers: { cookie: 'a=1' } }] },
  { name: 'three texts of a segment in another order', format: 'cloudflare', rules: lines((i) => `/:w-${valley(i).join('-:x-').replace('x', 'v')}-:y${i} /t`), requests: [{ path: `/-${mountain('--', 3800)}--` }] },
  { name: 'texts that are too far apart', format: 'json', rules: json((i) => ({ from: `/*/a/:p/b${i}/*`, to: '/t' })), requests: [{ path: `${repeated('/a', 2000)}/z/z${repeated((i) => `/b${i}`, 6000)}` }] },
  { name: 'texts of two segments in one', format: 'cloudflare', rules: lines((i) => `/:w-${i}a:x/:y-${i}b:z /t`), requests: [{ path: `/${repeated((i) => `-${i}a-${i}b`, 7900)}/z` }, { path: `/z/${repeated((i) => `-${i}a-${i}b`, 7900)}` }] },
  { name: 'a header for each rule', format: 'json', rules: json((i) => ({ from: '/a', to: '/t', when: { header: { [`x-h${i}`]: 'a' } } })), requests: [header('x-h1', 'b'), { path: '/a', headers: Object.fromEntries(Array.from({ length: 1200 }, (_, i) => [`x-h${i}`, 'b'])) }] },
  { name: 'a cookie and another for each rule', format: 'json', rules: json((i) => ({ from: '/a', to: '/t', when: { cookie: { [`c${i}`]: true, [`d${i}`]: true } } })), requests: [header('cookie', (i) => `c${i}=;`)] },
  { name: 'a cookie and a header for each rule', format: 'json', rules: json((i) => ({ from: '/a', to: '/t', when: { cookie: { [`c${i}`]: true }, header: { 'x-a': `${i}` } } })), requests: [header('cookie', (i) => `c${i}=;`)] },
];

/** Lists that sites have, and requests that nobody has a reason to send. */
export const SHAPES: readonly Shape[] = [
  ...QUERY_RULES.flatMap(([name, rules]) => QUERIES.map(([unit, fill]): Shape => ({ name: `${name}: ${unit}`, format: 'json', rules, requests: [query(fill)] }))),
  ...COOKIE_RULES.flatMap(([name, rules]) => COOKIES.map(([unit, fill]): Shape => ({ name: `cookie ${name}: ${unit}`, format: 'json', rules, requests: [{ ...header('cookie', fill), query: 'z' }] }))),
  ...LANGUAGES.map(([unit, fill]): Shape => ({ name: `languages: ${unit}`, format: 'json', rules: LANGUAGE_RULES, requests: [header('accept-language', fill)] })),
  ...PATH_SHAPES,
  ...CROWD_SHAPES,
];
