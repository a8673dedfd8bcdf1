import { mayMakeEscape } from '../../../../src/core/redirects/traits/may-make-escape';
import { rulesOf } from '../support';

test.each<[to: string, expected: boolean]>([
  ['/q', false], ['/q/:a', false], ['/q/:a/2e', false], ['/q/:a.html', false], ['/q/:a-:b', false], ['/q/:a:b', true], ['/q?x=:a:b', true], ['/q#:b:a', true],
  ['/q/:a%2Fx', false],
])('a stray %% may become an escape in %s: %s', (to, expected) => {
  const [rule] = rulesOf({ '/p/:a/:b': to });
  expect(mayMakeEscape(rule.target!)).toBe(expected);
});

test('a digit behind a capture', () => {
  expect(mayMakeEscape({ path: ['/q/', 0, '2e'] })).toBe(true);
  expect(mayMakeEscape({ path: ['/q/', 0, 'F'] })).toBe(true);
  expect(mayMakeEscape({ path: ['/q/', 0, 'g'] })).toBe(false);
});
