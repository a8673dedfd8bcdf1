import fc from 'fast-check';
import { matchesPathPattern, normalizePathForMatching } from '../../../src/core/facts/path-pattern';

describe('path patterns', () => {
  test.each([
    ['*.jpg', '/a/b/photo.jpg', true],
    ['images/*.jpg', '/images/2026/cat.jpg', true],
    ['/images/*.jpg', '/images/cat.jpg', true],
    ['images/*.jpg', '/other/images/cat.jpg', false],
    ['a??.jpg', '/ant.jpg', true],
    ['a??.jpg', '/an.jpg', false],
    ['*.doc*', '/report.docx', true],
    ['*.doc?', '/report.doc', false],
    ['/api/*', '/API/x', false],
    ['/api/*', '/api', false],
    ['/api*', '/api', true],
    ['*', '/', true],
    ['/a+b(1).html', '/a+b(1).html', true],
  ])('%s and %s: %s', (pattern, path, expected) => {
    expect(matchesPathPattern(pattern, path)).toBe(expected);
  });

  test('agrees with an equivalent regular expression', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '/', '*', '?'), maxLength: 8 });
    const path = fc.string({ unit: fc.constantFrom('a', 'b', '/'), maxLength: 10 }).map((p) => `/${p}`);
    fc.assert(fc.property(text, path, (pattern, subject) => {
      const glob = pattern.startsWith('/') ? pattern : `/${pattern}`;
      const same = new RegExp(`^${glob.replace(/[*?]/g, (c) => (c === '*' ? '.*' : '.'))}$`, 's').test(subject);
      expect(matchesPathPattern(pattern, subject)).toBe(same);
    }), { numRuns: 2000 });
  });

  test('a pattern that causes backtracking takes linear time', () => {
    expect(matchesPathPattern('*a'.repeat(127), `/${'a'.repeat(8000)}b`)).toBe(false);
  });
});

describe('the normalized path', () => {
  test.each([
    ['/a/b/..', '/a/'],
    ['/a//b', '/a/b'],
    ['//', '/'],
    ['/a/./b', '/a/b'],
    ['/../../x', '/x'],
    ['/%61pi/x', '/api/x'],
    ['/a/%2e%2e/b', '/b'],
    ['/a%2fb', '/a%2Fb'],
    ['', '/'],
    ['/a/', '/a/'],
  ])('%s becomes %s', (path, expected) => {
    expect(normalizePathForMatching(path)).toBe(expected);
  });
});
