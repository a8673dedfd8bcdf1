import { answer, matcherOf, request, rulesOf } from '../support';
import { workOf } from './work';
import { compileRules } from '../../../../src/core/redirects/compile';
import { openProgram } from '../../../../src/core/redirects/program/read/open';
import type { RuleFormat } from '../../../../src/core/redirects/rule/types';

const RULES = { '/a': '/b', '/c/:x': '/d/:x', '/e/*': '/f/:splat', 'https://h.test/*': 'https://i.test/:splat' };

function programOf(rules: object): Uint8Array {
  return compileRules(rulesOf(rules)).program!;
}

describe('the packed form', () => {
  test('equal rules give equal bytes', () => {
    expect(programOf(RULES)).toEqual(programOf(RULES));
  });

  test('any other rule gives other bytes', () => {
    expect(programOf({ ...RULES, '/a': '/B' })).not.toEqual(programOf(RULES));
  });

  test('what stands behind the text of a target is never read with it, whatever byte that is', () => {
    // The rank of the rule stands there: 47 is the code of a slash, which an empty capture takes with it.
    for (let rank = 0; rank < 130; rank++) {
      const better = Array.from({ length: rank }, (_, i) => [`/${i}`, '/x']);
      expect(answer(Object.fromEntries([...better, ['/*', 'https://other.test/:splat']]), '/')?.location).toBe(
        'https://other.test/',
      );
    }
  });

  test('no rules are a program too', () => {
    expect(openProgram(programOf({})).match(request('/a'))).toBeUndefined();
  });

  test('may begin anywhere in a buffer, as files that were read do', () => {
    const program = programOf(RULES);
    for (const offset of [0, 1, 2, 3, 4]) {
      const buffer = new Uint8Array(program.length + 8);
      buffer.set(program, offset);
      expect(openProgram(buffer.subarray(offset, offset + program.length)).match(request('/c/1'))?.location).toBe(
        '/d/1',
      );
    }
  });

  test.each<[string, (program: Uint8Array) => Uint8Array]>([
    ['nothing', () => new Uint8Array()],
    ['three bytes', () => new Uint8Array(3)],
    ['text', () => new TextEncoder().encode('{"/a": "/b"} and more text, not a program')],
    ['the first half', (program) => program.slice(0, program.length / 2)],
    ['too much', (program) => Uint8Array.from([...program, 0, 0, 0, 0])],
    ['another version', (program) => program.map((byte, i) => (i === 4 ? byte + 1 : byte))],
    // eslint-disable-next-line no-bitwise
    ['a byte that fell over', (program) => program.map((byte, i) => (i === program.length - 9 ? byte ^ 1 : byte))],
  ])('%s is refused', (_, damage) => {
    expect(() => openProgram(damage(programOf(RULES)))).toThrow('damaged rules');
  });

  test('a target that many rules share is stored once', () => {
    const shared = Object.fromEntries(
      Array.from({ length: 100 }, (_, i) => [`/p${i}`, '/the/very/same/long/target/of/all/rules']),
    );
    expect(programOf(shared).length).toBeLessThan(100 * 45);
  });
});

describe('the size of a list does not slow it down', () => {
  const many = (n: number): Record<string, string> =>
    Object.fromEntries(
      Array.from({ length: n }, (_, i) =>
        i % 10 === 0 ? [`/s${i}/*`, `/t${i}/:splat`] : [`/section/page-${i}.html`, `/new/page-${i}`],
      ),
    );

  test('100,000 rules take less than 10 MB and answer', () => {
    const program = programOf(many(100_000));
    expect(program.length).toBeLessThan(10_000_000);
    const matcher = openProgram(program);
    expect(matcher.match(request('/section/page-99999.html'))?.location).toBe('/new/page-99999');
    expect(matcher.match(request('/s99990/x/y'))?.location).toBe('/t99990/x/y');
    expect(matcher.match(request('/section/page-100001.html'))).toBeUndefined();
  });

  test('prefixes, suffixes and tails are looked up, not tried one by one', () => {
    const rules = Object.fromEntries(
      Array.from({ length: 3000 }, (_, i) => [
        [`/p/a${i}-:x`, `/t${i}`],
        [`/q/:x-b${i}`, `/u${i}`],
        [`/r/*/c${i}`, `/v${i}`],
      ]).flat(),
    );
    const matcher = matcherOf(rules);
    expect(matcher.match(request('/p/a2999-z'))?.location).toBe('/t2999');
    expect(matcher.match(request('/q/z-b2999'))?.location).toBe('/u2999');
    expect(matcher.match(request('/r/1/2/c2999'))?.location).toBe('/v2999');
    for (const url of ['/p/a1500-z', '/q/z-b1500', '/r/1/2/c1500', '/p/none', '/q/none', '/r/none']) {
      expect(workOf(programOf(rules))(request(url))).toBeLessThan(220);
    }
  });
});

test('rules that share a pattern are judged only where it can fit', () => {
  const plans = Array.from({ length: 600 }, (_, i) => `plan${i}`);
  const work = workOf(
    compileRules(
      rulesOf(plans.map((plan) => ({ from: '/shop/:item/x', to: `/${plan}/:item`, when: { cookie: { plan } } }))),
    ).program!,
  );
  for (const url of ['/shop/1/y', '/shop/1', '/shop/1/x/2']) expect(work(request(url))).toBeLessThan(150);
});

describe('no request is slow', () => {
  const patterns: [string, RuleFormat][] = [
    ['/:a-:b-:c-:d /x', 'cloudflare'], ['/p/:a-:b-x /x', 'cloudflare'], ['/*-x /y', 'cloudflare'], ['/a*-b/:c-:d /x', 'cloudflare'], ['/a:p*b /x', 'cloudflare'], ['/k/:o-x/a:p*b /x', 'cloudflare'],
    ['{"/*/-/*/-/*/-/*": "/x"}', 'json'], ['{"/:a/*/:b/*/:c/*/x": "/y"}', 'json'], ['{"/-:a-/*/-:b-/*/-:c-": "/x"}', 'json'],
  ];
  const requests = [
    '/' + '-'.repeat(1000),
    '/' + '-/'.repeat(1000),
    '/-/' + '-'.repeat(8000),
    '/' + 'a-'.repeat(4000),
    '/' + '/'.repeat(8000),
    '/y/o-x/a' + '-'.repeat(4000) + 'b',
    '/' + '%2'.repeat(2000),
    '/' + '../'.repeat(2000),
    '/?' + '&=+%'.repeat(2000),
    `/${'x'.repeat(8000)}`,
  ];

  test.each(patterns)('%s costs a few steps for each character', (rules, format) => {
    const work = workOf(compileRules(rulesOf(rules, format)).program!);
    // A byte of the pattern and a character of the path for each step, and the path itself is read and spelled: `%`
    // makes three of one.
    for (const url of requests) expect(work(request(url)) / url.length).toBeLessThan(15);
  });

  test('a path that begins with no slash, as OPTIONS * has it, ends', () => {
    const matcher = matcherOf({ '/*/:x': '/x', '/:y': '/y' });
    for (const path of ['*', 'x', ':x', '?', '%']) {
      expect(matcher.match({ ...request('/'), path })?.location).toBe('/y');
    }
    expect(matcher.match({ ...request('/'), path: '' })).toBeUndefined();
  });

  test('a tree in which every segment is a word or a placeholder costs a visit to each of its nodes at worst', () => {
    const tree = (depth: number) => workOf(programOf(Object.fromEntries(Array.from({ length: 2 ** depth }, (_, i) => {
      const bits = i.toString(2).padStart(depth, '0');
      return [`/${[...bits].map((bit, j) => (bit === '1' ? 'a' : `:p${j}`)).join('/')}`, `/x${i}`];
    }))));
    const tenDeep = tree(10);
    expect(tenDeep(request(`/${'a/'.repeat(10)}`))).toBeLessThan(150);
    const visitAll = (work: ReturnType<typeof tree>, depth: number) => work(request(`/${'a/'.repeat(depth - 1)}z/z`));
    expect(visitAll(tree(11), 11) / visitAll(tenDeep, 10)).toBeLessThan(2.2);
  });
});
