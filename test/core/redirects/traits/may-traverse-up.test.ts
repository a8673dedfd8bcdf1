import type { RuleFormat } from '../../../../src/core/redirects/rule/types';
import { mayTraverseUp } from '../../../../src/core/redirects/traits/may-traverse-up';
import { rulesOf } from '../support';

test.each<[from: string, to: string, expected: boolean, format?: RuleFormat]>([
  ['/pre:p', '/x/:p', true],
  ['/pre:p', '/x', false],
  ['/:p', '/x/:p', false],
  ['/a/*', '/x/:splat', false],
  ['/a/*', '/x/:splat.', true],
  ['/:p', '/x/..:p', true],
  ['/:p', '/x/a.:p', false],
  ['/:p', '/x/:p.html', false],
  ['/:p/:q', '/x/:p.:q', true],
  ['/s?id=:id', '/s/:id', true],
  ['/s?id=1', '/s', false],
  ['/a*', '/x/:splat', true, 'netlify'],
])('%s → %s: a capture may be a dot segment: %s', (from, to, expected, format = 'json') => {
  const [rule] = rulesOf(format === 'json' ? [{ from, to }] : `${from} ${to}`, format).slice(-1);
  expect(mayTraverseUp(rule, rule.target!)).toBe(expected);
});
