import { HEADER_WORDS } from '../../../../src/core/redirects/program/format';
import { scanner } from '../../../../src/core/redirects/program/read/scan';
import { addText, newTexts, packTexts, rootState } from '../../../../src/core/redirects/program/write/automaton';

/** Texts within texts, beyond ASCII, and with steps that lead behind the last state. */
const LISTS = [
  ['a', 'aa', 'aaa', 'ab', 'b'], ['/a/', '/b/', 'a/b', '-a-'], ['\0', 'a\0', '\x7f', 'a\x7f\x7f'], ['é', 'éé', '€', 'a€', '\ud83d\ude00', '\uffff'],
  ['x'], ['abcdefgh', 'bcdefg', 'cdef', 'de'],
];
const TEXTS = ['', 'a', 'aaab', '/a/b/b/', 'a-a-a-', '\0a\0\x7f\x7fa\x7f\x7f', 'éé€a€', '\ud83d\ude00\uffff\ud83d', 'xabcdefghx', 'abcdeabcdefgh'];

test('all texts of a list are found at each of their ends, whatever stands behind the automaton', () => {
  const roots = LISTS.map(() => newTexts());
  LISTS.forEach((list, n) => list.forEach((text, i) => addText(roots[n], text, 100 * n + i + 1)));
  const packed = packTexts(roots);
  LISTS.forEach((list, n) => {
    // What stands behind the states looks like the parent of a state.
    const words = new Uint32Array(HEADER_WORDS + packed.length + 2000).fill(rootState(roots[n]));
    words[4] = 0;
    words[8] = packed.length;
    words.set(packed, HEADER_WORDS);
    const scan = scanner(words);
    for (const text of TEXTS) {
      const found: string[] = [];
      scan(rootState(roots[n]), text, 0, text.length + 1, (atom, end) =>
        found.push(`${list[atom - 100 * n - 1]} ${end}`) > 0);
      const expected = Array.from({ length: text.length + 1 }, (_, i) => i + 1).flatMap((end) =>
        list
          .filter((each) => `${text}/`.slice(0, end).endsWith(each))
          .sort((a, b) => b.length - a.length)
          .map((each) => `${each} ${end}`));
      expect({ list, text, found }).toEqual({ list, text, found: expected });
    }
  });
});

test('a search between two offsets ends before the second, and looks for no shorter texts if that is enough', () => {
  const root = newTexts();
  ['a', 'aa', 'b'].forEach((text, i) => addText(root, text, i + 1));
  const packed = packTexts([root]);
  const words = new Uint32Array(HEADER_WORDS + packed.length);
  words[8] = packed.length;
  words.set(packed, HEADER_WORDS);
  const found: number[][] = [];
  scanner(words)(rootState(root), 'baaab', 1, 4, (atom, end) => found.push([atom, end]) < 0);
  expect(found).toEqual([[1, 2], [2, 3], [2, 4]]);
});
