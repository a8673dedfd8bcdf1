import * as fc from 'fast-check';
import { cutAtPlaceholders, largestSize } from '../../../src/core/errors/page-text';
import { fillPlaceholders, PLACEHOLDER_MAX_BYTES } from '../../../src/core/errors/placeholders';
import { problemDetailsPage } from '../../../src/core/errors/problem-details';

const html = (text: string) => cutAtPlaceholders(text, 'text/html; charset=utf-8');
const fill = (parts: ReturnType<typeof html>, path = '/a', requestId = 'id==') =>
  fillPlaceholders(parts, ['404', 'Not Found', path, requestId]);

describe('placeholders', () => {
  it('are found in text and attributes', () => {
    expect(html('<p title="{path}">{status} {reason}, {requestId}</p>')).toEqual([
      '<p title="',
      2,
      '">',
      0,
      ' ',
      1,
      ', ',
      3,
      '</p>',
    ]);
  });

  it.each([
    '<script>const {path} = location, {status}</script>', '<SCRIPT type=module>\n{path}\n</script >', '<style>a{path}</style>', '<!-- {status} -->',
    '{{status}}', '{{status}', '{status}}', '{{ status }}', '{ status }', '{Status}', '{other}', '${{path}}',
  ])('are not recognized in %s', (text) => expect(html(text)).toEqual([text]));

  it('can be on both sides of a script', () =>
    expect(html('{path}<script>{path}</script>{path}')).toEqual([2, '<script>{path}</script>', 2]));

  it.each(['text/css', 'text/javascript', 'application/pdf'])('are not filled in %s', (type) =>
    expect(cutAtPlaceholders('{path}', type)).toEqual(['{path}']),
  );

  it.each([
    'text/plain; charset=utf-8',
    'application/json',
    'application/problem+json',
    'image/svg+xml',
    'application/xhtml+xml',
  ])('are filled in %s', (type) => {
    expect(cutAtPlaceholders('{path}', type)).toEqual([2]);
  });

  it('are filled', () =>
    expect(fill(html('{status} {reason} {path} {requestId}'), '/a/b%20c')).toBe('404 Not Found /a/b%20c id=='));

  it('are escaped in HTML and JSON', () => {
    expect(fill([2], '/<script>"\'&\\`({})|ü\u{1f600}\ud800\n')).toBe(
      '/%3Cscript%3E%22%27%26%5C%60%28%7B%7D%29%7C%C3%BC%F0%9F%98%80%EF%BF%BD%0A',
    );
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (path) => {
      const filled = fill([2], path);
      expect(filled).toMatch(/^[\w .~!$*+,;=:@/%-]*$/);
      expect(JSON.parse(`"${filled}"`)).toBe(filled);
    }));
  });

  it('never make a page larger than the checked size', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 9_000, size: 'max' }), (path) => {
      expect(fill([2], path).length).toBeLessThanOrEqual(PLACEHOLDER_MAX_BYTES);
    }), { numRuns: 50, endOnFailure: true }); // to shrink such texts takes minutes
    expect(fill([2], '\uffff'.repeat(9_000))).toHaveLength(PLACEHOLDER_MAX_BYTES);
  });
});

describe('largestSize', () => {
  it('counts bytes, and the maximum for each placeholder', () =>
    expect(largestSize(['é', 2, 'x', 0])).toBe(3 + 2 * PLACEHOLDER_MAX_BYTES));
  it('counts decoded base64', () =>
    expect(largestSize([Buffer.alloc(1000).toString('base64')], true)).toBe(1000));
});

describe('problem details', () => {
  const json = (text: Parameters<typeof problemDetailsPage>[0], path?: string) =>
    JSON.parse(fill(cutAtPlaceholders(problemDetailsPage(text), 'application/problem+json'), path));

  it('have the default members of RFC 9457', () =>
    expect(json({})).toEqual({ title: 'Not Found', status: 404, instance: '/a' }));

  it('have the given members', () => {
    const given = {
      type: 'https://example.com/probs/gone',
      title: 'No "such" order',
      detail: 'Nothing at {path}',
      extensions: { hint: ['x'], code: 7 },
    };
    expect(json(given)).toEqual({
      type: given.type,
      title: given.title,
      status: 404,
      detail: 'Nothing at /a',
      hint: ['x'],
      code: 7,
      instance: '/a',
    });
  });

  it('stay JSON for any path', () =>
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (path) => expect(json({ detail: '{path}' }, path).status).toBe(404)),
    ));
});
