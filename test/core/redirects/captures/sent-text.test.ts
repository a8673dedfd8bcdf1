import * as fc from 'fast-check';
import { parseRules } from '../../../../src/core/redirects/parse';
import { openProgram } from '../../../../src/core/redirects/program/read/open';
import { writeProgram } from '../../../../src/core/redirects/program/write/program';
import type { RuleFormat } from '../../../../src/core/redirects/rule/types';
import { ranked } from '../../../../src/core/redirects/traits/precedence';
import { cases } from '../../../support/cases';
import { answer, HOST, matcherOf, request, sends } from '../support';

/** What a viewer sends in a path, and what goes out: the same, except for what no URL may hold. */
const TEXTS: [sent: string, goesOut: string][] = [
  ...[
    '%', '%%', '100%', '%E0%A4%A', '%E0%A4', '%C3', '%zz', '%u00e9', '%2', '%25', '%2525', '%252F', '%2F%2Fevil.test', '%2f%2fevil.test',
    '%2F', '%2f', 'a%2Fb', '%5C', '%5c%5cevil.test', '%5Cevil.test', '%00', '%0d%0aSet-Cookie:x=1', '%09%2Fevil.test', '%20', '%23frag', '%3Fx=1', '%3f', '%26y=2',
    '%c3%a9', '%C3%a9', '%41%7E', '%3A%2F%2Fevil.test', '@evil.test', 'a+b', '%2B', 'a&b', 'a;b=c', '%u', '...', 'a..', '%%41', '%4%31', '%a%41',
  ].map((text): [string, string] => [text, text]),
  ['%2e%2ehidden', '..hidden'], ['a%2Eb', 'a.b'], ['%%2e', '%.'], ['é', '%C3%A9'], ['%é%', '%%C3%A9%'], ['😀', '%F0%9F%98%80'], ['\ud800', '%EF%BF%BD'],
  ['\\evil.test', '%5Cevil.test'], ['a b', 'a%20b'], ['"`{}<>', '%22%60%7B%7D%3C%3E'], ['[x]|^', '[x]|^'], ['%5Bx%5D%7c%5e', '%5Bx%5D%7c%5e'], ['\t/evil.test'.replace('/', ''), '%09evil.test'], ['\r\nX:y', '%0D%0AX:y'],
];

/** Every place of a target that takes what a path has captured: the rules, the path around the text, the Location. */
const PLACES: [format: RuleFormat, rules: string, request: string, location: string][] = [
  ['json', '{"/p/*": "/q/:splat"}', '/p/T', '/q/T'],
  ['json', '{"/p/*": "/:splat"}', '/p/T', '/T'],
  ['json', '{"/p/:a": "/:a"}', '/p/T', '/T'],
  ['json', '{"/p/:a/x": "/q/:a/y"}', '/p/T/x', '/q/T/y'],
  ['json', '{"/p/x-:a.html": "/q/:a.html"}', '/p/x-T.html', '/q/T.html'],
  ['json', '{"/p/*": "https://to.test/:splat"}', '/p/T', 'https://to.test/T'],
  ['json', '{"/*/x/*": "/q/:2/:1"}', '/T/x/T', '/q/T/T'],
  ['json', '{"/p/:a": "/q#:a"}', '/p/T', '/q#T'],
  ['csv', 'from,to\n/p/*,/:splat', '/p/T', '/T'],
  ['csv', `https://${HOST}/p,https://to.test,301,FALSE,FALSE,TRUE,TRUE`, '/p/T', 'https://to.test/T'],
  ['netlify', '/p/* /:splat', '/p/T', '/T'],
  ['netlify', '/p/:a/x /q/:a/y', '/p/T/x', '/q/T/y'],
  ['netlify', '/p* /q/:splat 301', '/pT', '/q/T'],
  ['cloudflare', '/p/* /:splat 301', '/p/T', '/T'],
  ['cloudflare', '/p/:a/x https://to.test/:a 301', '/p/T/x', 'https://to.test/T'],
  ['cloudflare', '/p/*.html /q/:splat.htm 301', '/p/T.html', '/q/T.htm'],
];

/** The host and the number of segments, as browsers read a Location. */
function placeOf(location: string): string {
  const { host, pathname } = new URL(location, `https://${HOST}/`);
  return `${host} ${pathname.split('/').length}`;
}

const filled = (template: string, text: string): string => template.split('T').join(text);

describe.each(PLACES)('%s %j', (format, rules, path, location) => {
  test.each(TEXTS)('%j goes out as %j', (sent, goesOut) => {
    const decision = matcherOf(rules, format).match(request(filled(path, sent)));
    expect(decision?.location).toBe(filled(location, goesOut));
  });

  const { match } = matcherOf(rules, format);

  test('any text goes out as it came, on its host, and in as many segments', () => {
    let answered = 0;
    fc.assert(fc.property(TEXT, (text) => {
      const decision = match(request(filled(path, text)));
      if (decision === undefined) return;
      answered++;
      const expected = filled(location, cleaned(text));
      if (decision.location !== expected) {
        expect({ text, location: decision.location }).toEqual({ text, location: expected });
      }
      const [meant, sent] = [filled(location, 'x'), decision.location!].map(placeOf);
      if (meant !== sent) expect({ text, place: sent }).toEqual({ text, place: meant });
    }), { numRuns: cases(1000) });
    expect(answered).toBeGreaterThan(cases(1000) / 2);
  });
});

/** Texts without a slash or a question mark that are no dot segment, which would be resolved. */
const TEXT = fc
  .array(fc.oneof(
    fc.constantFrom('%', '2', 'F', 'e', '.', '%2', '%2e', '%2E', '%2F', '%5c', '%25', '%41', '%C3', '%a9', 'x', '@', ':', '\\', 'é', '\ud800', '+', '&', '[', '|', '^'),
    fc.string({ unit: 'binary', maxLength: 3 }),
  ), { minLength: 1, maxLength: 8 })
  .map((parts) => parts.join('').replace(/[/?]/g, ''))
  .filter((text) => !['', '.', '..'].includes(text.replace(/%2e/gi, '.')));

function cleaned(text: string): string {
  return text
    .replace(/%2e/gi, '.')
    .replace(/[\ud800-\udfff]/gu, '\ufffd')
    .replace(/[^\w!$%&'()*+,./:;=@[\]^|~-]/gu, encodeURIComponent);
}

test('a captured text goes out as it came in a query, where & and + of a path are text', () => {
  expect(sends({ '/p/*': '/q?u=:splat' }, '/p/%E0%A4%A')).toBe('301 /q?u=%E0%A4%A');
  expect(sends({ '/p/*': '/q?u=:splat' }, '/p/%2f%c3%a9%')).toBe('301 /q?u=%2f%c3%a9%');
  expect(sends({ '/p/*': '/q?u=:splat' }, '/p/a+b&c')).toBe('301 /q?u=a%2Bb%26c');
});

test.each([
  ['%E0%A4%A', '%E0%A4%A'], ['%', '%'], ['100%25', '100%25'], ['%2F%2Fevil.test', '%2F%2Fevil.test'], ['%5c', '%5c'], ['//evil.test', '%2F%2Fevil.test'],
  ['a/b?c', 'a%2Fb%3Fc'], ['%252F', '%252F'], ['a+b', 'a%20b'], ['%2B', '%2B'], ['%c3%a9', '%c3%a9'], ['é', '%C3%A9'], ['%26x=1', '%26x=1'], ['%23', '%23'],
  ['a:b@c,d', 'a:b@c,d'], ['a=b', 'a=b'], ['\ud800', '%EF%BF%BD'], ['%00%0d%0a', '%00%0d%0a'], ['%2e%2ehidden', '..hidden'], ['\\', '%5C'], ['%u00e9', '%u00e9'], ['[a]|^', '[a]|^'],
])('the value %j of a parameter goes out as %j', (sent, goesOut) => {
  expect(sends({ '/p?v=:v': '/q/:v' }, `/p?v=${sent}`)).toBe(`301 /q/${goesOut}`);
  expect(sends({ '/p?v=:v': '/:v' }, `/p?v=${sent}`)).toBe(`301 /${goesOut}`);
  expect(sends({ '/p?v=:v': '/q?w=:v' }, `/p?v=${sent}`)).toBe(`301 /q?w=${goesOut}`);
  expect(sends('/p v=:v /:v 301', `/p?v=${sent}`, {}, 'netlify')?.replace(/\?.*/, '')).toBe(`301 /${goesOut}`);
});

test('dot segments are resolved before anything is captured', () => {
  expect(sends({ '/p/*': '/q/:splat' }, '/p/a/%2e%2e/%E0%A4%A/./%c3')).toBe('301 /q/%E0%A4%A/%c3');
  expect(sends({ '/p/*': '/q/:splat' }, '/p/%2e%2e/secret')).toBeUndefined();
  expect(sends({ '/p/*': '/q/:splat' }, '/p/%2e%2e/p')).toBe('301 /q/');
  expect(sends({ '/p?v=:v': '/q/:v' }, '/p?v=%2e%2e')).toBeUndefined();
  expect(sends({ '/p?v=:v': '/q/:v' }, '/p?v=.%2E')).toBeUndefined();
});

test('a stray % does not make an escape of what follows it', () => {
  expect(sends({ '/p/:a/:b': '/q/:a:b' }, '/p/%2/e.')).toBe('301 /q/%252e.');
  expect(sends({ '/p/:a/:b': '/q/:a:b' }, '/p/%/2e.')).toBe('301 /q/%252e.');
  expect(sends({ '/p/:a': '/q/:a/2e' }, '/p/%')).toBe('301 /q/%/2e');
  expect(sends({ '/p/:a/:b': '/q/:a:b' }, '/p/%%/2e.')).toBe('301 /q/%%252e.');
  expect(sends({ '/p/:a/:b': '/q/:a:b' }, '/p/%z/2e.')).toBe('301 /q/%z2e.');
  expect(sends({ '/p?v=:v&w=:w': '/q/:v:w' }, '/p?v=%2&w=e.')).toBe('301 /q/%252e.');
});

test('an empty capture leaves no # at the end', () => {
  expect(sends({ '/p/*': '/q#:splat' }, '/p')).toBe('301 /q');
  expect(sends({ '/p/*': '/q#:splat' }, '/p?x=1')).toBe('301 /q?x=1');
  expect(sends({ '/p/*': '/q#a:splat' }, '/p')).toBe('301 /q#a');
  expect(sends({ '/p/*': '/q?y=#:splat' }, '/p/a')).toBe('301 /q?y=#a');
  expect(sends('/p/* /q#:splat 301', '/p/', {}, 'cloudflare')).toBe('301 /q');
  expect(sends('/p v=:v /q#:v 301', '/p?v=', {}, 'netlify')).toBe('301 /q?v=');
});

test('a rewrite requests what the viewer sent', () => {
  expect(answer({ '/p/*': { to: '/q/:splat', statusCode: 200 } }, '/p/%E0%A4%A/%c3?x=%')?.rewrite).toEqual({ path: '/q/%E0%A4%A/%c3', query: 'x=%' });
});

test('a spelling of its own does not hide that a rule leads to the request itself', () => {
  for (const path of ['/%c3%a9/%C3%A9', '/%/%', '/%41/A', '/a/A%25']) {
    const { rules } = parseRules('/:a/:b /:b/:a 301', { format: 'netlify' });
    const decision = openProgram(writeProgram(rules, ranked(rules), [])).match(request(path));
    expect([path, decision?.location]).toEqual([path, path === '/a/A%25' ? '/A%25/a' : undefined]);
  }
});

