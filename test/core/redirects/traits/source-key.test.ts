import { parseRules } from '../../../../src/core/redirects/parse';
import { sourceKey } from '../../../../src/core/redirects/traits/source-key';

const keyOf = (from: string): string =>
  sourceKey(parseRules(JSON.stringify([{ from, to: '/to' }]), { format: 'json' }).rules[0]);

test.each([
  ['/a?b=cd', '/a?bc=d'],
  ['/a?b=', '/a?b'],
  ['/a?b=c', '/a?b'],
  ['/a?b', '/a?b=:id'],
  ['/a?b=1&c=2', '/a?b=1%26c=2'],
  ['/a?b=1&c=2', '/a?b=2&c=1'],
  ['/a?b=1equal%201%201%20c2', '/a?b=1&c=2'],
  ['/a', '/a?b'],
])('%s and %s are different sources', (one, other) => {
  expect(keyOf(one)).not.toBe(keyOf(other));
});

test.each([
  ['/a?b=1&c=2', '/a?c=2&b=1'],
  ['/a?b=:x', '/a?b=:y'],
  ['/a?b=c%20d', '/a?b=c+d'],
])('%s and %s are one source', (one, other) => {
  expect(keyOf(one)).toBe(keyOf(other));
});
