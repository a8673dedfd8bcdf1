import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { PARSERS, readDocument } from './support';
import { pageParser } from '../../src/pages/html-parser';
import { inlineOfHtml } from '../../src/pages/inline-of-html';
import { cases } from '../support/cases';

const hashOf = (text: string) => `sha256-${createHash('sha256').update(text).digest('base64')}`;
const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/"/g, '&quot;');
/** What an HTML document can have in a text: no lone surrogates, no NUL, no line ends but \n. */
const code = fc
  .string({ unit: 'binary', minLength: 1 })
  .map((text) => text.replace(/\p{Surrogate}/gu, '').replace(/[\0\r]/g, '') + 'x');
const tags = fc.constantFrom(
  'script', 'style', 'svg', 'math', 'template', 'select', 'table', 'td', 'iframe srcdoc="<script>"', 'p onclick="x"', 'body style=y',
  'noscript', 'textarea', 'frameset', '!--', '![CDATA[', 'input', 'b', 'a href=javascript:x', 'foreignObject', 'plaintext',
);
const soup = fc
  .array(
    fc.oneof(
      tags.map((tag) => `<${tag}>`),
      tags.map((tag) => `</${tag}>`),
      fc.string({ unit: 'binary' }),
      fc.constant(']]>'),
      fc.constant('-->'),
    ),
  )
  .map((pieces) => pieces.join(''));

describe('any page', () => {
  it('of any bytes is read without an exception, twice in the same way', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array({ maxLength: 400 }).map((bytes) => Buffer.from(bytes)),
          soup.map((text) => Buffer.from(text)),
        ),
        (bytes) => {
          expect(readDocument({ bytes })).toEqual(readDocument({ bytes }));
        },
      ),
      { numRuns: cases(1_000) },
    );
  });

  it('of XML is read, or the exception says where it is wrong', () => {
    fc.assert(fc.property(soup, (text) => {
      try {
        readDocument({ bytes: Buffer.from(`<html xmlns="http://www.w3.org/1999/xhtml">${text}</html>`), isXml: true });
      } catch (thrown) {
        expect((thrown as Error).message).toMatch(/line \d+, column \d+/);
      }
    }), { numRuns: cases(500) });
  });

  it('has the hash of what is written in it', () => {
    fc.assert(fc.property(code, code, code, code, (script, style, handler, attribute) => {
      fc.pre(!/<\/?script|<!--/i.test(script) && !/<\/style/i.test(style));
      const bytes = Buffer.from(
        '<!doctype html><meta charset=utf-8>'
          + `<script>${script}</script><style>${style}</style><p onclick="${escaped(handler)}" `
          + `style="${escaped(attribute)}">`,
      );
      expect(readDocument({ bytes }).hashes).toEqual({
        'script': [hashOf(script)], 'style': [hashOf(style)], 'handler': [hashOf(handler)], 'style-attribute': [hashOf(attribute)],
      });
    }), { numRuns: cases(1_000) });
  });

  it('finds code at any depth, without a deep call stack and without the tree', () => {
    const found: string[] = [];
    const deep = '<div>'.repeat(50_000);
    inlineOfHtml(`${deep}<script>deep()</script><p style="d:d">`, pageParser(PARSERS.Parser), { templates: false },
      (kind, text) => found.push(`${kind} ${text}`));
    expect(found).toEqual(['script deep()', 'style-attribute d:d']);
  });

  it('with frames in frames ends', () => {
    let page = '<script>in()</script>';
    for (let depth = 0; depth < 6; depth++) page = `<iframe srcdoc="${escaped(page)}">`;
    expect(readDocument({ bytes: Buffer.from(page) }).hashes).toEqual({ script: [hashOf('in()')] });
  });
});

describe('code in templates', () => {
  const bytes = Buffer.from(
    '<template><script>a()</script><style>b{}</style><iframe srcdoc="<script>f()</script>"></iframe></template>',
  );

  it('has hashes only with the option', () => {
    expect(readDocument({ bytes }).hashes).toEqual({});
    expect(readDocument({ bytes }, true).hashes).toEqual({
      script: [hashOf('a()'), hashOf('f()')].sort(),
      style: [hashOf('b{}')],
    });
  });
});
