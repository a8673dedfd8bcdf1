import { isSpace, preferredLanguage } from '../../../../src/core/redirects/program/read/languages';

test.each([
  ['', ''], ['de', 'de'], ['DE-ch', 'de-ch'], [' de ', 'de'], ['de,en', 'de'], ['de;q=0.5,en', 'en'], ['de;q=0.5,en;q=0.5', 'de'], ['de;q=0.4,en;q=0.5', 'en'],
  ['de; q=0.5,en;q=0.6', 'en'], ['de;\tq=0.9,en;q=0.6', 'de'], ['de;\u00a0q=0.1,en;q=0.6', 'en'], ['de;x=1;q=0.1,en;q=0.6', 'en'], ['de;q=.9,en;q=.8', 'de'],
  ['de;q=0,en;q=0', ''], ['de;q=,en;q=0.5', 'de'], ['de;q=x,en;q=0.5', 'de'], ['de;q=0.9;q=0.1,en;q=0.5', 'de'], ['de;,en;q=2', 'en'], [',,de', ''],
  ['en;q=0.5,de;q=0.9,', ''], ['en;q=0.5, fr;q=0.9', 'fr'], ['en;q=0/9,de;q=0.5', 'de'], ['en;q=0:9,de;q=0.5', 'de'], ['en;xq=0.1', 'en'],
])('of %j, %j is preferred', (header, language) => expect(preferredLanguage(header)).toBe(language));

test('white space is what trim takes away', () => {
  for (let code = 0; code < 0x10000; code++) {
    const taken = String.fromCharCode(code).trim() === '';
    if (isSpace(code) !== taken) expect([code, isSpace(code)]).toEqual([code, taken]);
  }
});
