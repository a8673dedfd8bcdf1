import { wrapped } from '../../../src/cli/explain/report/wrapped';

test('texts are wrapped at the width of a terminal, and words are not', () => {
  const word = 'x'.repeat(120);
  expect(wrapped('a b', 18)).toEqual(['a b']);
  expect(wrapped(`a ${word} b`, 18)).toEqual(['a', word, 'b']);
  const lines = wrapped('seven77 '.repeat(40).trim(), 18);
  expect(lines.join(' ')).toBe('seven77 '.repeat(40).trim());
  expect(Math.max(...lines.map((line) => line.length))).toBe(79);
});
