import { createHash } from 'node:crypto';
import { readDocument } from './support';

const hashOf = (code: string) => `sha256-${createHash('sha256').update(code).digest('base64')}`;

/** As Chromium 156 does: the handler of a second one is lost only if the first one is in scope. */
it.each([
  ['a template', '<select><template>', true], ['a shadow root', '<select><div><template shadowrootmode=open>', true],
  ['a cell', '<select><table><tr><td>', true], ['an object', '<select><object>', true],
  ['a text of MathML', '<select><math><mi>', true], ['a foreign object of SVG', '<select><svg><foreignObject>', true],
  ['a block', '<select><div>', false], ['an option', '<select><option>', false],
])('a select within a select, in %s', (_, before, isKept) => {
  const { hashes } = readDocument({ bytes: Buffer.from(`<!doctype html>${before}<select onclick="a()">`) });
  expect(hashes.handler).toEqual(isKept ? [hashOf('a()')] : undefined);
});
