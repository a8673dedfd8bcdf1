import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const PART = join(__dirname, '../../../../assets/cloudfront-function/redirect-patterns.js');

/** The matcher of the built part, with the number of its steps: each compares or skips characters of a path. */
function counted(): { fits: (pattern: string, path: string) => unknown; steps: () => number } {
  const code = readFileSync(PART, 'utf8').replace(/\bfor\(;([^;]*>=[^;]*\|\|[^;]*);|\bwhile\(/, (_, condition?: string) => (
    condition === undefined ? 'while(work.steps++,' : `for(;work.steps++,${condition};`));
  const [work, edge] = [{ steps: 0 }, {} as any];
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the part is a text
  new Function('edge', 'work', code)(edge, work);
  return { fits: (pattern, path) => edge.fits(pattern, { path, key: path, sent: '' }, 2), steps: () => work.steps };
}

/** `?` is a placeholder, `|` a splat, `^` a star. */
const PATTERNS = [
  '|', '/a|', '/?/?|', '/?|/b', '|/b|/c', '|/?/b|/?', '/a|/?-x|/b-?', '|/b|/b|/b|/c', '/?-x/?-x/?-x', '/a?b', '/?b?c?d',
  '/?^', '/?^-', '/a?-^b', '/?-x/a?q^b', '^.html', '/^/?/b', '|/?/?/?/b',
];
const LENGTH = 8000;
const PATHS = [
  '/', '/a', '/b', '/a/b', '/b/c', 'x', 'b', '-x', '/-x', 'a-', '/a-x/b', 'bc', '/b/b/b/c/b', '/ab', 'q', 'bcd', '/a/q',
].flatMap((text) => ['/a', '/', '/a-x/aq'].flatMap((lead) => ['', '/b', '/c', 'b', '.html'].map((end) => (
  lead + text.repeat(Math.floor((LENGTH - 20) / text.length)) + end))));

test.each(PATTERNS)('%s takes time in proportion to the length of a path', (pattern) => {
  for (const path of PATHS) {
    const { fits, steps } = counted();
    fits(pattern, path);
    if (steps() > 4 * pattern.length * LENGTH) expect([path.slice(0, 20), steps()]).toEqual([]);
  }
});

test('steps are counted', () => {
  const { fits, steps } = counted();
  expect(fits('/a|/?-x|/b-?', '/a/1/2-x/3/b-4')).toEqual(['1', '2', '3', '4']);
  expect(steps()).toBeGreaterThan(5);
});
