import { parseRules } from '../../../../src/core/redirects/parse';
import { climbs } from '../../../../src/core/redirects/program/read/location';
import { climbingText } from '../../../../src/core/redirects/traits/climbing';
import { templateText } from '../../../../src/core/redirects/traits/texts';

const VALUES = ['', '.', '..', '...', 'a', '.a', 'a.', 'a..', '../a', 'a/..', '/', '/..', '../', 'b/a', '.a/b.', 'abcdefgh..', '..abcdefgh'];
const TARGETS = [
  '/:x', '/t/:x', '/t/:x/u', '/t/.:x', '/t/:x.', '/t/:x..', '/t/u.:x', '/t/:x.u', '/t/:x/:splat', '/:x:splat', '/t/:x.:splat', '/t/:splat/:x/v',
  '/t/:x?y=:splat', '/t/:x#:splat', 'https://h.example.com/:x', 'https://h.example.com/t/u/:x/v/:splat', '/..t/:x', '/:x/v/w', '/...:x', '/t/...:x/u',
];

const ascii = (text: string): { bytes: Uint8Array; at: number } =>
  ({ bytes: Uint8Array.from(text, (char) => char.charCodeAt(0)), at: 0 });

test.each(TARGETS)('the part of %s that decides gives the same answer as the whole, for all captures', (to) => {
  const text = JSON.stringify([{ from: '/p:x/*', to, query: 'drop' }]);
  const [rule] = parseRules(text, { format: 'json', defaults: { targetHosts: ['h.example.com'] } }).rules;
  const whole = templateText(rule.target!, rule.dialect);
  const part = climbingText(rule, rule.target!)!;
  expect(part.length).toBeLessThanOrEqual(whole.length);
  const found = VALUES.flatMap((x) => VALUES.map((splat) => {
    const of = (template: string): boolean => climbs(ascii(template), template.length, [x, splat]);
    const climbing = of(part);
    expect({ x, splat, part, climbing }).toEqual({ x, splat, part, climbing: of(whole) });
    return climbing;
  }));
  // Some captures climb and some do not.
  expect(new Set(found).size).toBe(2);
});

test('targets that differ by their texts have that part in common', () => {
  const { rules } = parseRules(
    JSON.stringify({ '/p:x/*': '/a1/:x/:splat', '/q:x/*': '/other/text/b/:x/:splat/', '/r:x/*': '/a/:x/:splat/end' }),
    { format: 'json' },
  );
  const [first, ...others] = rules.map((rule) => climbingText(rule, rule.target!)!.replace(/\/$/, ''));
  expect(others).toEqual([first, first]);
});

test.each([
  ['/p/:x', '/t/:x'], ['/p:x', '/t'], ['/p:x?y=:y', '/t/:x'], ['/p?y=:y', '/t/:y'],
])('%s → %s has none: its captures are whole segments, are not used, or are not all of the path', (from, to) => {
  const [rule] = parseRules(JSON.stringify({ [from]: to }), { format: 'json' }).rules;
  expect(climbingText(rule, rule.target!)).toBeUndefined();
});

