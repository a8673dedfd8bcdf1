import { sends } from './support';
import { codes, compileProblems } from './support-problems';
import { parseRules } from '../../../src/core/redirects/parse';
import type { RuleFormat } from '../../../src/core/redirects/rule/types';

/** Wrong or dangerous responses of other engines, found by running them, with the right ones here. */
const both: RuleFormat[] = ['netlify', 'cloudflare'];

function refused(text: string, format: RuleFormat): string[] {
  return codes(parseRules(text, { format }).problems);
}

describe.each(both)('%s', (format) => {
  const sent = (text: string, url: string) => sends(text, url, {}, format);

  test('a name that begins like another one is its own name (Cloudflare drops the rule, Netlify sends /q/1/12)', () => {
    expect(sent('/p/:id/:id2 /q/:id/:id2 301', '/p/1/2')).toBe('301 /q/1/2');
    expect(sent('/p/:a/:ab /q/:a/:ab 301', '/p/1/2')).toBe('301 /q/1/2');
  });

  test('a capture is not a template (both send /q/z/z)', () => {
    expect(sent('/p/:a/:b /q/:a/:b 301', '/p/:b/z')).toBe('301 /q/:b/z');
  });

  test('a capture is not a replacement pattern (Cloudflare sends /q/:a)', () => {
    expect(sent('/p/:a /q/:a 301', '/p/$&')).toBe('301 /q/$&');
    expect(sent('/p/:a /q/:a/end 301', "/p/$'")).toBe("301 /q/$'/end");
  });

  test('a capture cannot add a parameter or a fragment (Netlify lets it)', () => {
    expect(sent('/p/* /q?x=:splat 301', '/p/1%26y=2')).toBe('301 /q?x=1%26y=2');
    expect(sent('/p/* /q?x=:splat 301', '/p/1&y=2')).toBe('301 /q?x=1%26y=2');
    expect(sent('/p/* /q?x=:splat 301', '/p/1%23frag')).toBe('301 /q?x=1%23frag');
  });

  test('a splat cannot name another host (Netlify sends //evil.com)', () => {
    for (const path of [
      '/n//evil.com',
      '/n/%2F%2Fevil.com',
      '/n/%5Cevil.com',
      '/n/\\evil.com',
      '/n/%09/evil.com',
      '/n/%2f%5cevil.com',
    ]) {
      expect(sent('/n/* /:splat 301', path)).toBe('301 /evil.com');
    }
  });

  test('a backslash loses nothing (Netlify loses the splat)', () => {
    expect(sent('/p/* /q/:splat 301', '/p/%5Cevil.com')).toBe('301 /q/%5Cevil.com');
  });

  test('the host of a target is fixed (both let a viewer choose it)', () => {
    expect(refused('/n/* https://ex.com:splat 301', format)).toEqual(['error EDGE_REDIRECT_TARGET_HOST']);
    // A browser takes the backslash for a slash; encoded it would be part of the host.
    expect(refused('/n/* https://ex\\.com/:splat 301', format)).toEqual(['error EDGE_REDIRECT_TARGET_HOST']);
    expect(refused('/n https://ex.com\\@evil.com/ 301', format)).toEqual(['error EDGE_REDIRECT_TARGET_HOST']);
  });

  test('a target that begins with two slashes is an error (Cloudflare sends it)', () => {
    expect(refused('/a //evil.com 301', format)).toEqual(['error EDGE_REDIRECT_TARGET']);
    expect(refused('/a /\\evil.com 301', format)).toEqual(['error EDGE_REDIRECT_TARGET']);
  });

  test('an unknown name is an error, not text (both send /q/:other)', () => {
    expect(refused('/p/:id /q/:other 301', format)).toEqual(['error EDGE_REDIRECT_PLACEHOLDER']);
  });

  test('text around a placeholder, and several of them (Netlify loses them)', () => {
    expect(sent('/p/:id.html /q/:id 301', '/p/x.html')).toBe('301 /q/x');
    expect(sent('/p/pre:id /q/:id 301', '/p/prex')).toBe('301 /q/x');
    expect(sent('/p/:a-:b /q/:b/:a 301', '/p/1-2')).toBe('301 /q/2/1');
  });

  test('rules that loop are errors, or left out if they lead to themselves (both engines match them)', () => {
    for (const [text, problem] of [
      ['/a /a 301', 'warning EDGE_REDIRECT_IGNORED'], ['/a /b 301\n/b /a 301', 'error EDGE_REDIRECT_LOOP'],
    ]) {
      expect(codes(compileProblems(text, format))).toContain(problem);
      expect(sent(text, '/a')).toBeUndefined();
    }
    expect(sent('/* https://www.example.com/:splat 301', '/q')).toBeUndefined();
    expect(sent('/* /x/:splat 301', '/x/y')).toBeUndefined();
    expect(sent('/* / 301', '/')).toBeUndefined();
  });

  test('an invalid status is an error (Netlify sends 418 and 999), or the line is left out as at Cloudflare', () => {
    for (const status of ['418', '999', '100', '600']) {
      expect(refused(`/a /b ${status}`, format)).toEqual([
        format === 'netlify' ? 'error EDGE_REDIRECT_STATUS' : 'warning EDGE_REDIRECT_IGNORED',
      ]);
    }
  });

  test('a parameter in the source is required (Cloudflare ignores it, Netlify never matches)', () => {
    expect(sent('/a?x=1 /b 301', '/a?x=1')).toBe('301 /b?x=1');
    expect(sent('/a?x=1 /b 301', '/a?x=2')).toBeUndefined();
  });

  test('one letter has many encodings (each of them misses some)', () => {
    for (const source of ['/café', '/caf%C3%A9', '/caf%c3%a9', '/c%61f%c3%A9']) {
      for (const url of ['/caf%C3%A9', '/caf%c3%a9', '/%63af%C3%A9', '/café']) {
        expect(sent(`${source} /ok 301`, url)).toBe('301 /ok');
      }
    }
    expect(sent('/a%20b /ok 301', '/a%20b')).toBe('301 /ok');
    expect(sent('/a%2Fb /ok 301', '/a/b')).toBeUndefined();
  });

  test('a query is kept unchanged (Netlify sends + for %20)', () => {
    expect(sent('/a /b 301', '/a?x=a+b%20c')).toBe('301 /b?x=a+b%20c');
  });
});

test('utm parameters survive a target with a query (both lose them)', () => {
  expect(sends({ '/a': '/b?y=2' }, '/a?utm_source=mail')).toBe('301 /b?y=2&utm_source=mail');
});

test('a required parameter is removed (Next.js loops)', () => {
  expect(sends({ '/a?old=:old': '/a' }, '/a?old=1')).toBe('301 /a');
  expect(sends({ '/a?old=:old': '/a' }, '/a')).toBeUndefined();
});

test('a rule that only changes case is an error if case is ignored (Next.js loops)', () => {
  expect(codes(compileProblems({ '/foo-Bar': { to: '/foo-bar', caseSensitive: false } }))).toEqual([
    'error EDGE_REDIRECT_CASE',
  ]);
});

test('a pattern matches whole paths (Firebase matches longer ones)', () => {
  expect(sends({ '/act/*': '/activity/:splat' }, '/activity/x')).toBeUndefined();
});
