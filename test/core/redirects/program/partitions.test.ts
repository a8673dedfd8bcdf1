import { parseRules } from '../../../../src/core/redirects/parse';
import { openProgram } from '../../../../src/core/redirects/program/read/open';
import { writeProgram } from '../../../../src/core/redirects/program/write/program';
import type { RedirectRequest } from '../../../../src/core/redirects/rule/types';
import { ranked } from '../../../../src/core/redirects/traits/precedence';
import { cases } from '../../../support/cases';
import { interpret } from '../reference';

/** Numbers that look random, and are the same in each run unless `SEED` is set. */
function numbers(seed: number): (below: number) => number {
  let state = 12_345 + seed + 1000 * Number(process.env.SEED ?? 0);
  return (below) => {
    state = (state * 48_271) % 0x7fffffff;
    return Math.floor(state / 0x7fffffff * below);
  };
}

function paths(segments: number): string[] {
  const shorter = segments === 0 ? [''] : paths(segments - 1);
  return segments === 0 ? shorter : ['/a', '/b', '/ab'].flatMap((part) => shorter.map((rest) => part + rest));
}
const PATHS = [
  '/', '/a..', '/a.', '/a../b', '/ab/a..', ...[1, 2, 3].flatMap(paths), ...paths(2).map((path) => `${path}/`),
];

/** Whole paths, and patterns of which several match one path. */
const SOURCES = ['/a', '/a/b', '/:p', '/:p/b', '/a/*', '/*', '/*/b', '/*/a/*', '/a:p', '/*/a/:p/b/*', '/a/:p', '/'];
/** Lists at one place are partitioned only if they are long: most have few sources. */
const FEW = [['/a/*'], ['/*'], ['/a:p'], ['/*/a/*', '/*/b/*'], ['/a', '/:p'], ['/*/a', '/*/b', '/*'], SOURCES];

type Parts = Partial<Omit<RedirectRequest, 'header'> & { headers: Record<string, string> }>;
interface Kind {
  readonly hosts?: readonly string[];
  readonly queries?: readonly string[];
  readonly when?: readonly object[];
  readonly dates?: readonly object[];
  readonly requests: readonly Parts[];
}

const headers = (name: string, values: readonly string[]): { headers: Record<string, string> }[] =>
  values.map((value) => ({ headers: { [name]: value } }));
const day = (n: number): number => Date.parse(`2026-01-0${n}T12:00Z`);
const COOKIES: Kind = {
  when: [
    ...[{ c: true }, { c: '1' }, { c: '2' }, { d: true }, { c: true, d: '1' }, { c: '1', d: true }, { e: true }]
      .map((cookie) => ({ cookie })),
    ...Array.from({ length: 6 }, (_, i) => ({ cookie: { [`f${i}`]: true, c: '1' } })),
  ],
  requests: headers('cookie', ['', 'c=1', 'c=2; d=1', 'd=11', 'c=3;c=1', 'cc=1', 'c=1; d=1; e=', 'f0=;c=1', 'f3=1; f4=2']),
};
const HEADERS: Kind = {
  when: [
    ...[{ h: true }, { h: '1' }, { h: '2' }, { h: { contains: '1' } }, { h: { contains: '21' } }, { g: '1', h: '1' }]
      .map((header) => ({ header })),
    // More names than are read one by one.
    ...Array.from({ length: 10 }, (_, i) => ({ header: { [`x-${i}`]: '1', ...(i % 2 ? { h: true } : {}) } })),
  ],
  requests: [
    ...headers('h', ['', '1', '2', '121', '3']), { headers: { h: '1', g: '1' } }, { headers: { 'h': '2', 'x-1': '1' } },
    { headers: { 'x-2': '1', 'x-3': '1' } },
  ],
};
const QUERIES: Kind = {
  queries: ['', '?x', '?x=1', '?x=2', '?y=1', '?x=1&y=1', '?x&y', '?z=:z', '?x=1&z=:z'],
  requests: ['', 'x', 'x=1', 'x=2&x=1', 'y=1&x=1', 'z=3', 'z=3&x=1&y', 'xx=1', '%78=%31'].map((query) => ({ query })),
};
const HOSTS: Kind = {
  hosts: ['', 'https://h.example.com', 'https://i.example.com', 'https://*.example.com', 'https://*.h.example.com'],
  requests: [undefined, 'h.example.com', 'H.example.com:443', 'i.example.com', 'a.h.example.com', 'example.com', 'other.test'].map((host) => ({ host })),
};
const METHODS: Kind = {
  when: ['GET', 'HEAD', 'POST', ['GET', 'HEAD'], ['POST', 'PUT']].map((method) => ({ method })),
  requests: ['GET', 'HEAD', 'POST', 'PUT', 'DELETE'].map((method) => ({ method })),
};
const STATUSES: Kind = {
  when: [404, 403, 500, [404, 403], [404, 500]].map((originStatus) => ({ originStatus })),
  requests: [undefined, 404, 403, 500, 200].map((originStatus) => ({ originStatus })),
};
const PLACES: Kind = {
  when: [
    ...['AT', 'DE', ['AT', 'DE'], ['DE', 'FR']].map((country) => ({ country })),
    ...['de', 'de-at', ['en', 'de'], ['fr', 'en']].map((language) => ({ language })),
  ],
  requests: [
    ...['AT', 'DE', 'FR', 'IT'].map((country) => ({ country })),
    ...['de', 'de-AT', 'en;q=0.5,fr', 'it'].flatMap((value) => [
      { country: 'AT', headers: { 'accept-language': value } }, { headers: { 'accept-language': value } },
    ]),
  ],
};
const DATES: Kind = {
  dates: [1, 2, 3, 4].flatMap((n) => [
    { start: `2026-01-0${n}` }, { end: `2026-01-0${n}` }, { start: `2026-01-0${n}`, end: `2026-01-0${n + 1}` },
  ]),
  requests: [0, 1, 2, 3, 4, 5].map((n) => ({ now: n === 0 ? 0 : day(n) })),
};
const ALL = [COOKIES, HEADERS, QUERIES, HOSTS, METHODS, STATUSES, PLACES, DATES];
const KINDS: Record<string, readonly Kind[]> = {
  'cookies': [COOKIES],
  'headers': [HEADERS],
  'queries': [QUERIES],
  'hosts': [HOSTS],
  'methods': [METHODS],
  'statuses of the origin': [STATUSES],
  'countries and languages': [PLACES],
  'dates': [DATES],
  'hosts, queries and cookies': [HOSTS, QUERIES, COOKIES],
  'headers and dates': [HEADERS, DATES],
  'all of them': ALL,
};

function asked(parts: readonly Parts[]): Omit<RedirectRequest, 'path'> {
  const { headers: _, ...own } = Object.assign({}, ...parts) as Parts;
  const sent: Record<string, string> = Object.assign({}, ...parts.map((part) => part.headers));
  return { method: 'GET', query: '', now: 0, header: (name) => sent[name], headerNames: () => Object.keys(sent), ...own };
}

const TARGETS = ['/t', '/a', '/b/c', '/a?x=1', 'https://h.example.com/t'];

describe.each(Object.entries(KINDS))('lists of a dozen and more, by %s', (_, kinds) => {
  test.each([1, 2, 3])('answer as the rules say, with numbers %s', (seed) => {
    const below = numbers(seed);
    const oneOf = <T>(all: readonly T[]): T => all[below(all.length)];
    let answered = 0;
    for (let run = 0; run < cases(100); run++) {
      const sources = FEW[run % FEW.length];
      const given = Array.from({ length: 9 + below(16) }, () => {
        // A rule has conditions of a few kinds, and sometimes of none.
        const own = kinds.filter(() => below(kinds.length + 3) < 3);
        const part = <T>(of: (kind: Kind) => readonly T[] | undefined): T[] => own.flatMap((kind) => {
          const all = of(kind);
          return all === undefined ? [] : [oneOf(all)];
        });
        const [host = ''] = part(({ hosts }) => hosts);
        const [query = ''] = part(({ queries }) => queries);
        const when = Object.assign({}, ...part((kind) => kind.when)) as object;
        const source = oneOf(sources);
        // Captures of a part of a segment can be dots.
        const captures = [[source, ':p'], [query, ':z']].filter(([of, name]) => of.includes(name) && below(2) > 0);
        const to = oneOf(TARGETS).replace('/t', ['/t', ...captures.map(([, name]) => name)].join('/'));
        return {
          from: host + source + query,
          to,
          when,
          caseSensitive: below(4) > 0,
          ...Object.assign({}, ...part(({ dates }) => dates)) as object,
        };
      });
      const { rules, problems } = parseRules(JSON.stringify(given), { format: 'json' });
      expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
      const matcher = openProgram(writeProgram(rules, ranked(rules), []));
      const requests = Array.from({ length: 8 }, () => asked(kinds.map((kind) => oneOf(kind.requests))));
      for (const path of PATHS) {
        const request = { ...requests[below(requests.length)], path };
        const expected = interpret(rules, request);
        const found = matcher.match(request);
        if (expected !== undefined) answered++;
        if (JSON.stringify(expected) !== JSON.stringify(found)) {
          expect({ given, ...request, found }).toEqual({ given, ...request, found: expected });
        }
      }
    }
    expect(answered).toBeGreaterThan(cases(100) * 5);
  });
});

const LINE_SOURCES = ['/a', '/a/', '/a/:p', '/a/*', '/*', '/:p', '/:p/b', '/ab/*', '/a*'];
const LINE_TARGETS = ['/t', '/a', '/a/:splat', '/t/:splat', '/b/c', '/', 'https://h.example.com/:splat'];
const LINE_CONDITIONS = ['', '', '', 'Country=at', 'Country=at,de', 'Language=de', 'Cookie=c', 'Country=at Language=de'];

// The first line decides, so that one without conditions hides those behind it for the same paths, with conditions too.
test.each([1, 2, 3, 4])('lines of which a dozen have one path answer as the rules say, with numbers %s', (seed) => {
  const below = numbers(seed);
  const oneOf = <T>(all: readonly T[]): T => all[below(all.length)];
  let answered = 0;
  for (let run = 0; run < cases(200); run++) {
    const sources = Array.from({ length: 1 + below(3) }, () => oneOf(LINE_SOURCES));
    const text = Array.from({ length: 9 + below(12) }, () => {
      const from = oneOf(sources);
      const to = oneOf(LINE_TARGETS.filter((target) => from.includes('*') || !target.includes(':splat')));
      return `${from} ${oneOf(['', '', 'x=1', 'x=:x'])} ${to} ${oneOf(LINE_CONDITIONS)}`;
    }).join('\n');
    const { rules, problems } = parseRules(text, { format: 'netlify' });
    expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    const matcher = openProgram(writeProgram(rules, ranked(rules), []));
    for (const path of PATHS) {
      const query = oneOf(['', 'x=1', 'x=2']);
      const parts = [oneOf(PLACES.requests), oneOf(COOKIES.requests), { host: 'h.example.com', query }];
      const request = { ...asked(parts), path };
      const [expected, found] = [interpret(rules, request), matcher.match(request)];
      if (expected !== undefined) answered++;
      if (JSON.stringify(expected) !== JSON.stringify(found)) {
        expect({ text, ...request, found }).toEqual({ text, ...request, found: expected });
      }
    }
  }
  expect(answered).toBeGreaterThan(cases(200) * 5);
});
