import { parseRules } from '../../../../src/core/redirects/parse';
import { openProgram } from '../../../../src/core/redirects/program/read/open';
import { writeProgram } from '../../../../src/core/redirects/program/write/program';
import type { RedirectRequest } from '../../../../src/core/redirects/rule/types';
import { ranked } from '../../../../src/core/redirects/traits/precedence';
import { interpret } from '../reference';

const request = (path: string): RedirectRequest =>
  ({ method: 'GET', path, query: '', now: 0, header: () => undefined });

/** All paths of some length over two letters and the slash. */
function paths(length: number): string[] {
  const shorter = length === 0 ? [''] : paths(length - 1);
  return length === 0 ? shorter : ['a', 'b', '/'].flatMap((letter) => shorter.map((rest) => letter + rest));
}
const PATHS = [3, 5, 7].flatMap(paths).map((path) => `/${path}`).filter((path) => !path.includes('//'));

/** Sources with several texts, which stand in one segment, or a number of segments apart, or anywhere. */
const SOURCES: Record<string, string[]> = {
  'any number of segments apart': [
    '/*/a/*/b/*', '/*/b/*/a/*', '/*/a/*/a/*', '/*/b/*/b/*', '/*/ab/*/a/*', '/*/a/*/ab/*', '/*/ba/*/b/*', '/*/b/*/ab/*',
    '/*/aa/*/b/*', '/*/a/*/b/*/a/*', '/*/b/*/a/*/b/*', '/*/a/*/a/*/a/*',
  ],
  'a number of segments apart': [
    '/*/a/:p/b/*', '/*/b/:p/a/*', '/*/a/:p/a/*', '/*/b/:p/:q/a/*', '/*/a/:p/:q/b/*', '/*/a/:p/b', '/*/b/:p/a/:q',
    '/*/a/:p/a/:q', '/:p/a/*/b', '/:p/b/*/a', '/:p/a/:q/*/b/:r', '/*/ab/:p', '/*/a/:p/:q', '/*/b/:p/:q/:r',
  ],
  'in one segment': [
    '/a:x/b:y/*', '/b:x/a:y/*', '/:xa/:yb/*', '/:xb/:ya/*', '/*/a:x/*', '/*/b:x/*', '/*/:xa/*', '/*/:xb/*', '/*/a:xb/*',
    '/*/b:xa/*', '/*/ab:x/:ya/*', '/*/:xab/b:y/*',
  ],
};

// Each list takes precedence in both orders, because a rule that is found hides the rules after it.
describe.each(Object.keys(SOURCES))('texts %s', (name) => {
  test.each(['as listed', 'reversed', 'alone'])('are found as the rules say, %s', (how) => {
    const sources = how === 'reversed' ? [...SOURCES[name]].reverse() : SOURCES[name];
    const lists = how === 'alone' ? sources.map((from) => [from]) : [sources];
    let matched = 0;
    for (const list of lists) {
      // Rules for cookies that no request has, with the same texts, make each list long enough to be partitioned.
      const crowd = Array.from({ length: 12 }, (_, i) => ({
        from: SOURCES[name][i % SOURCES[name].length], to: `/c${i}`, when: { cookie: { [`c${i}`]: true } },
      }));
      const given = [...list.map((from, i) => ({ from, to: `/t${i}` })), ...crowd];
      const { rules } = parseRules(JSON.stringify(given), { format: 'json' });
      expect(rules).toHaveLength(given.length);
      const matcher = openProgram(writeProgram(rules, ranked(rules), []));
      for (const path of PATHS) {
        const expected = interpret(rules, request(path));
        if (expected !== undefined) matched++;
        expect([path, matcher.match(request(path))?.rule]).toEqual([path, expected?.rule]);
      }
    }
    expect(matched).toBeGreaterThan(100);
  });
});

test('more offsets than are kept leave the decision to the patterns', () => {
  // Texts within texts: each character of the path ends all of them.
  const texts = Array.from({ length: 30 }, (_, i) => 'a'.repeat(i + 1));
  const { rules } = parseRules(
    JSON.stringify(texts.map((text, i) => ({ from: `/*/x${text}:p/y${text}:q/*`, to: `/t${i}` }))), { format: 'json' });
  const matcher = openProgram(writeProgram(rules, ranked(rules), []));
  for (const count of [1, 5, 30, 31, 200]) {
    const path = `/z/x${'a'.repeat(count)}b/y${'a'.repeat(count)}b/z`;
    const expected = interpret(rules, request(path));
    expect(expected?.rule).toBeDefined();
    expect([count, matcher.match(request(path))?.rule]).toEqual([count, expected?.rule]);
  }
});
