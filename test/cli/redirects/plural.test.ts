import { plural } from '../../../src/cli/redirects/plural';

test.each([
  [0, '0 rules'], [1, '1 rule'], [999, '999 rules'], [1_000, '1,000 rules'], [12_345, '12,345 rules'],
  [123_456, '123,456 rules'], [1_000_000, '1,000,000 rules'],
])('%d', (count, text) => {
  expect(plural(count, 'rule')).toBe(text);
});
