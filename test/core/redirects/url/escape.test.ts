import { escapedByte } from '../../../../src/core/redirects/url/escape';
import { decodeQuery } from '../../../../src/core/redirects/url/query';

/** All of ASCII, and a letter beyond it. */
const CHARACTERS = [...Array.from({ length: 128 }, (_, code) => String.fromCharCode(code)), 'é'];

test('an escape is two hexadecimal digits, and no neighbouring characters of ASCII', () => {
  for (const first of CHARACTERS) {
    for (const second of ['0', '9', 'a', 'F', '/', ':', '@', 'G', '`', 'g']) {
      const [is, other] = [escapedByte(`%${first}${second}`, 0), escapedByte(`%${second}${first}`, 0)];
      const value = (digits: string): number => (/^[0-9a-f]{2}$/i.test(digits) ? parseInt(digits, 16) : -1);
      expect([first, second, is, other]).toEqual([first, second, value(first + second), value(second + first)]);
    }
  }
});

test.each([
  ['%', '%'], ['%4', '%4'], ['%4/', '%4/'], ['%/4', '%/4'], ['%:1', '%:1'], ['%@1', '%@1'], ['%g1', '%g1'], ['%41', 'A'], ['x%41y', 'xAy'],
  ['%C3%A9', 'é'], ['é', 'é'], ['a+b', 'a b'], ['%2B', '+'], ['\x7f', '\x7f'],
])('%s in a query stands for %s', (sent, text) => expect(decodeQuery(sent)).toBe(text));
