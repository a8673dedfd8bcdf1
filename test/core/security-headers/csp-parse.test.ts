import * as fc from 'fast-check';
import { renderStatic, type CspDirective } from '../../../src/core/security-headers/csp';
import { parseCsp, parseCspHeader, type ParsedDirective } from '../../../src/core/security-headers/csp-parse';

const short = (list: ParsedDirective[]) => list.map(({ name, values, repeated }) => (
  [name, ...values].join(' ') + (repeated ? ' (repeated)' : '')));

it.each<[string, string, string[]]>([
  ['nothing', ' ;; \t;', []],
  ['names in any case, values as they are', "Script-SRC 'SELF' https://A.example/X", ["script-src 'SELF' https://A.example/X"]],
  ['all white space of HTML', "script-src\t'self'\f\n a.example\r;img-src *", ["script-src 'self' a.example", 'img-src *']],
  ['a directive without values', 'upgrade-insecure-requests; sandbox', ['upgrade-insecure-requests', 'sandbox']],
  ['repeated and unknown directives', 'img-src a; x-y z; IMG-SRC b', ['img-src a', 'x-y z', 'img-src b (repeated)']],
])('reads %s', (_, text, expected) => expect(short(parseCsp(text))).toEqual(expected));

it('knows that a comma starts another policy', () => {
  expect(parseCspHeader("default-src 'self', img-src *,, script-src a").map(short))
    .toEqual([["default-src 'self'"], ['img-src *'], ['script-src a']]);
});

it('reads what is rendered', () => {
  const directive = fc.record({
    name: fc.constantFrom('default-src', 'script-src', 'img-src', 'report-uri', 'sandbox'),
    texts: fc.uniqueArray(fc.stringMatching(/^[!-+\--:<-~]{1,20}$/), { maxLength: 5 }),
  });
  fc.assert(fc.property(fc.uniqueArray(directive, { selector: ({ name }) => name }), (given) => {
    const directives = given.map(({ name, texts }): CspDirective => (
      { name, sources: texts.map((text) => ({ kind: 'text', text })) }));
    expect(parseCsp(renderStatic(directives)))
      .toEqual(given.map(({ name, texts }) => ({ name, values: texts, repeated: false })));
  }));
});
