import * as fc from 'fast-check';
import { compileRules } from '../../../../src/core/redirects/compile';
import { parseRules } from '../../../../src/core/redirects/parse';
import { openProgram } from '../../../../src/core/redirects/program/read/open';
import { writeProgram } from '../../../../src/core/redirects/program/write/program';
import type { RedirectMatcher } from '../../../../src/core/redirects/rule/types';
import { ranked } from '../../../../src/core/redirects/traits/precedence';
import { cases } from '../../../support/cases';
import { chainedRules, path } from '../arbitraries';
import { request, sends } from '../support';
import { codes, compileProblems } from '../support-problems';

describe('chains', () => {
  test('are shortened to their last URL', () => {
    const rules = { '/a': '/b', '/b': '/c', '/c': 'https://to.test/d' };
    expect(compileProblems(rules).map(({ severity, message }) => `${severity} ${message}`)).toEqual([
      'note "/a" would take 3 redirects: "/a" → "/b" → "/c" → "https://to.test/d"; it redirects to the last URL at once, with status 301',
      'note "/b" would take 2 redirects: "/b" → "/c" → "https://to.test/d"; it redirects to the last URL at once, with status 301',
    ]);
    expect(sends(rules, '/a?x=1')).toBe('301 https://to.test/d?x=1');
  });

  test('are reported with the last target as in the file, and not as encoded', () => {
    const rules = { '/a': '/b', '/b': '/grüße/x y' };
    expect(compileProblems(rules)[0].message).toContain('"/a" → "/b" → "/grüße/x y"; it redirects');
    expect(sends(rules, '/a')).toBe('301 /gr%C3%BC%C3%9Fe/x%20y');
  });

  test.each([
    [301, 301, 301], [301, 302, 302], [302, 301, 302], [308, 308, 308], [308, 307, 307], [307, 301, 302], [301, 303, 303], [301, 308, 301],
  ])('%i and %i make %i', (first, second, weakest) => {
    expect(sends({ '/a': { to: '/b', statusCode: first }, '/b': { to: '/c', statusCode: second } }, '/a')).toBe(
      `${weakest} /c`,
    );
  });

  test('through splats and placeholders', () => {
    expect(sends({ '/a/*': '/b/:splat', '/b/*': '/c/:splat' }, '/a/x/y/')).toBe('301 /c/x/y/');
    expect(sends({ '/a/:x/:y': '/b/:y/:x', '/b/:p/:q': '/c?p=:p&q=:q' }, '/a/1/2')).toBe('301 /c?p=2&q=1');
  });

  test('of a splat with a slash after it, which adds none', () => {
    expect(sends({ '/a/*/': '/b/:splat', '/b/*': '/c/:splat' }, '/a/x')).toBe('301 /c/x');
  });

  test('not to the URL where they begin', () => {
    const rules = { '/a': '/b', '/b': 'https://www.example.com/a' };
    expect(codes(compileProblems(rules))).toEqual(['warning EDGE_REDIRECT_CHAIN']);
    expect(sends(rules, 'https://www.example.com/a')).toBe('301 /b');
    const form = { '/a': { to: '/b', statusCode: 303, when: { method: 'POST' } }, '/b': { to: '/a', statusCode: 302 } };
    expect(sends(form, '/a', { method: 'POST' })).toBe('303 /b');
  });

  test('not past a rule for the folder that is the target of an empty splat', () => {
    const rules = { '/a/*': '/x/:splat', '/x/*': '/y/:splat', '/x': '/special' };
    expect(sends(rules, '/a')).toBe('301 /x/');
    expect(sends(rules, '/x/')).toBe('301 /special');
  });

  test('a fragment is carried along, as browsers do', () => {
    expect(sends({ '/a': '/b#top', '/b': '/c' }, '/a')).toBe('301 /c#top');
  });

  test.each<[string, object, string]>([
    ['a narrower rule could answer in between', { '/a/*': '/b/:splat', '/b/*': '/c/:splat', '/b/special': '/d' }, '301 /b/x'],
    ['a condition decides in between', [{ from: '/a/*', to: '/b' }, { from: '/b', to: '/c', when: { country: 'DE' } }, { from: '/b', to: '/d' }], '301 /b'],
    ['the next rule is for a host', { '/a/*': '/b', 'https://www.example.com/b': '/c' }, '301 /b'],
    ['the next rule keeps less of the query', { '/a/*': '/b', '/b': { to: '/c', query: { only: ['x'] } } }, '301 /b'],
    ['a splat may hold more than the next placeholder', { '/a/*': '/b/:splat', '/b/:x': '/c/:x' }, '301 /b/x'],
  ])('are not shortened where %s', (_, rules, answer) => {
    expect(sends(rules, '/a/x')).toBe(answer);
  });

  test('of more than ten redirects are reported, not shortened', () => {
    const rules = Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`/p${i}`, `/p${i + 1}`]));
    expect(codes(compileProblems(rules)).slice(0, 3)).toEqual([
      'warning EDGE_REDIRECT_CHAIN',
      'warning EDGE_REDIRECT_CHAIN',
      'note EDGE_REDIRECT_CHAIN',
    ]);
    expect(sends(rules, '/p0')).toBe('301 /p1');
    expect(sends(rules, '/p2')).toBe('301 /p12');
  });

  test('that end with 404, 410 or 451 are reported', () => {
    expect(codes(compileProblems({ '/a': '/b', '/b': { statusCode: 410 } }))).toEqual([
      'warning EDGE_REDIRECT_DEAD_END',
    ]);
  });

  test('a rewrite is not part of a chain', () => {
    expect(compileProblems({ '/a': '/b', '/b': { to: '/c', statusCode: 200 } })).toEqual([]);
  });

  test('shortening never changes the last URL of a viewer', () => {
    let shortened = 0;
    const text = chainedRules.map((rules) => JSON.stringify(rules));
    fc.assert(fc.property(text, fc.array(path, { minLength: 12, maxLength: 12 }), (file, paths) => {
      const { rules } = parseRules(file, { format: 'json' });
      const { program, problems } = compileRules(rules);
      if (program === undefined) return;
      shortened += problems.filter(
        ({ code, severity }) => code === 'EDGE_REDIRECT_CHAIN' && severity === 'note',
      ).length;
      const [long, short] = [openProgram(writeProgram(rules, ranked(rules), [])), openProgram(program)];
      for (const each of paths) {
        for (const query of ['', '?x=1&utm_source=b']) {
          const [is, was] = [arrival(short, each + query), arrival(long, each + query)];
          if (is !== was) expect({ from: each + query, to: is }).toEqual({ from: each + query, to: was });
        }
      }
    }), { numRuns: cases(3000) });
    expect(shortened).toBeGreaterThan(cases(3000) / 30);
  });
});

/**
 * The last URL of a browser, absolute, so that `/a` and `https://www.example.com/a` are equal, and without an empty
 * fragment.
 */
function arrival(matcher: RedirectMatcher, start: string): string {
  let [url, fragment] = [`https://www.example.com${start}`, ''];
  for (let hops = 0; hops < 30; hops++) {
    if (url.startsWith('https://to.test')) return `${url}${fragment}`; // another site, with rules of its own
    const decision = matcher.match(request(url));
    if (decision?.location === undefined) {
      return `${url}${fragment} ${decision?.status ?? ''} ${decision?.rewrite?.path ?? ''}`;
    }
    const [, next, hash] = /^([^#]*)(#.*)?$/s.exec(decision.location)!;
    url = next.startsWith('/') ? (/^https?:\/\/[^/]*/.exec(url)?.[0] ?? '') + next : next;
    fragment = hash === '#' ? '' : hash ?? fragment;
  }
  return 'redirect loop';
}
