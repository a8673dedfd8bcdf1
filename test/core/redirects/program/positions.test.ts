import { parseRules } from '../../../../src/core/redirects/parse';
import { orderOf } from '../../../../src/core/redirects/program/read/order';
import type { Scan } from '../../../../src/core/redirects/program/read/scan';
import { Atoms } from '../../../../src/core/redirects/program/write/atoms';
import { testsOf } from '../../../../src/core/redirects/program/write/tests';
import { PATH } from '../../../../src/core/redirects/rule/channels';
import type { RedirectRule } from '../../../../src/core/redirects/rule/model';
import type { RuleFormat } from '../../../../src/core/redirects/rule/types';
import { Needle, needlesOf } from '../../../../src/core/redirects/traits/needles';

function joined(parts: readonly string[], count: number): string[] {
  const shorter = count === 0 ? [''] : joined(parts, count - 1);
  return count === 0 ? shorter : parts.flatMap((part) => shorter.map((rest) => part + rest));
}

/** All paths of some characters, and of some segments. */
const PATHS = [
  ...[0, 1, 2, 4, 7].flatMap((count) => joined(['a', '-', '/'], count).map((path) => `/${path}`)),
  ...[3, 5, 6, 7].flatMap((count) => joined(['/a', '/-', '/aa-'], count)),
];

/** A search as simple as possible: at each offset, the longest text first. A slash is added to the path. */
function scanFor(texts: readonly string[]): Scan {
  const byLength = texts.map((text, i) => [i + 1, text] as const).sort(([, a], [, b]) => b.length - a.length);
  return (_, text, from, to, heard) => {
    for (let end = from + 1; end <= to; end++) {
      for (const [atom, each] of byLength) {
        if (`${text}/`.slice(0, end).endsWith(each) && !heard(atom, end)) break;
      }
    }
  };
}

const slashesIn = (text: string): number => text.split('/').length - 1;

/** Whether the texts can be put into the path as the needles say: tries all offsets of each. */
function canStand(path: string, [needle, ...more]: readonly Needle[], isFirst = true, reached = 0): boolean {
  const searched = `${path}/`;
  for (let at = searched.indexOf(needle.text, reached); at >= 0; at = searched.indexOf(needle.text, at + 1)) {
    const { before, behind, leads, added, text } = needle;
    const between = searched.slice(reached, at);
    // A placeholder between two texts has at least one character.
    const fits = before === undefined || (slashesIn(between) === before && (isFirst || between !== ''));
    const end = at + text.length - added;
    const ends = behind === undefined || slashesIn(path.slice(end)) === behind;
    if (fits && ends && (!leads || at === 0) && (more.length === 0 || canStand(path, more, false, end))) return true;
  }
  return false;
}

function packed(rule: RedirectRule): { readonly texts: number[]; readonly scan: Scan } {
  const atoms = new Atoms();
  const tests = testsOf(rule, atoms, { inPath: true, folded: false }).filter(({ channel }) => channel === PATH);
  const names: string[] = [];
  needlesOf(rule).forEach(({ text }, i) => names[tests[i].atoms[0] - 1] = text);
  return { texts: tests.flatMap((test) => [test.atoms[0], test.number!]), scan: scanFor(names) };
}

const SOURCES: readonly [RuleFormat, readonly string[]][] = [
  ['json', [
    '/*/a/*', '/*/a/*/-/*', '/*/a/:p/-/*', '/*/a/:p/:q/-/*', '/*/a/:p/:q/:r/-/*', '/*/a/:p/*/-/:q/a/*', '/*/a/:p/a/:q/a/*',
    '/*/a:p/*', '/*/:p-/:q-a/*', '/*/a/:p/-/:q/-/*', '/*/aa-/:p/a/*/-/*', '/*/-/:p/:q/a/:r/-/*', '/*/a/:p-/:q/-:r/*',
  ]],
  ['cloudflare', [
    '/:p-a:q /x', '/:p-:q /x', '/:p-:q--:r /x', '/:p-:q/a:r /x', '/:p-a:q/a:r /x', '/a:p-a:q /x', '/:p--:q/:r /x', '/:p-:q/:r/a:s /x',
    '/:p-:q-a:r-:s /x', '/a*- /x', '/a*-/:p /x', '/*-/:p/a /x', '/a-*a /x', '/:p/a*- /x', '/:p/a/:q*- /x', '/a*a- /x',
  ]],
];
const RULES = SOURCES.flatMap(([format, lines]) => lines.map((line): [string, RedirectRule] => {
  const text = format === 'json' ? JSON.stringify({ [line]: '/x' }) : line;
  const { rules, problems } = parseRules(text, { format });
  if (rules.length === 0) throw new Error(`${line}: ${problems[0].message}`);
  return [line.split(' ')[0], rules[0]];
}));

test.each(RULES)('%s: the texts of a path are possible exactly if they can stand so', (_, rule) => {
  const { texts, scan } = packed(rule);
  const needles = needlesOf(rule);
  const keyed = { key: '' };
  const order = orderOf(keyed, scan, 0);
  let possible = 0;
  for (const path of PATHS) {
    keyed.key = path;
    // Asked only about texts that the path has.
    if (!needles.every(({ text }) => `${path}/`.includes(text))) continue;
    const expected = canStand(path, needles);
    if (expected) possible++;
    // Comparing first, because `expect` costs more than all the rest.
    if (order.isPossible(texts, texts.length) !== expected) expect([path, !expected]).toEqual([path, expected]);
  }
  expect(possible).toBeGreaterThan(0);
});

/** A search that finds so many ends of a text, none of which is far enough for a second. */
function finding(
  count: number,
): { readonly scan: Scan; readonly isStopped: () => boolean; readonly calls: () => number } {
  let last = true;
  let calls = 0;
  const scan: Scan = (_, __, from, ___, heard) => {
    calls++;
    for (let i = 0; i < count; i++) last = heard(i % 2 + 1, from + 1);
  };
  return { scan, isStopped: () => !last, calls: () => calls };
}

// Two texts of one character behind each other, of which each ends at the first offset.
const TWO = packed(parseRules('/:p-:q--:r /x', { format: 'cloudflare' }).rules[0]).texts;

test.each([[79, false], [80, true], [81, true]])('of %s ends in a path of nine characters, none is kept: %s', (n, some) => {
  const { scan, isStopped } = finding(n);
  expect(orderOf({ key: '/abcdefgh' }, scan, 0).isPossible(TWO, TWO.length)).toBe(some);
  expect(isStopped()).toBe(some);
});

test('a path is searched once, and not for one text that may be anywhere', () => {
  const { scan, calls } = finding(2);
  const keyed = { key: '/a' };
  const order = orderOf(keyed, scan, 0);
  const free = packed(parseRules(JSON.stringify({ '/*/a/*': '/x' }), { format: 'json' }).rules[0]).texts;
  expect(order.isPossible(free, free.length)).toBe(true);
  expect(calls()).toBe(0);
  order.isPossible(TWO, TWO.length);
  order.isPossible(TWO, TWO.length);
  expect(calls()).toBe(1);
  keyed.key = '/b';
  order.isPossible(TWO, TWO.length);
  expect(calls()).toBe(2);
});
