import { parseRules } from '../../../../../src/core/redirects/parse';
import { rulesOf, sends } from '../../support';
import { parseProblems } from '../../support-problems';

describe("Netlify's _redirects", () => {
  const rules = (text: string) => rulesOf(text, 'netlify');
  const sent = (text: string, url: string, parts?: Parameters<typeof sends>[2]) => sends(text, url, parts, 'netlify');

  test('lines, comments, spaces, places', () => {
    expect(rules('\ufeff# a comment\r\n\r\n  /a   /b\t302 # why\r\n/c /d#top')).toMatchObject([
      { from: '/a', to: '/b', status: 302, line: 3, column: 3 }, { from: '/c', to: '/d#top', status: 301, line: 4, column: 1 },
    ]);
  });

  test('status, force and conditions', () => {
    expect(rules('/a /b 301! Country=il,us Language=en Cookie=seen')).toMatchObject([
      {
        status: 301,
        force: true,
        when: { countries: ['IL', 'US'], languages: ['en'], cookies: [{ name: 'seen', test: { is: 'present' } }] },
      },
    ]);
    expect(rules('/a /b 302 country=il')).toMatchObject([{ status: 302, when: { countries: ['IL'] } }]);
  });

  test('any of several cookies is enough', () => {
    expect(sent('/ /c 302 Cookie=one,two', '/', { headers: { cookie: 'two=1' } })).toBe('302 /c');
    expect(sent('/ /c 302 Cookie=one,two', '/', { headers: { cookie: 'three=1' } })).toBeUndefined();
  });

  test('query parameters between source and target are required, and kept', () => {
    expect(sent('/a id=:id x=1 /b/:id', '/a?x=1&id=7')).toBe('301 /b/7?x=1&id=7');
    expect(sent('/a id=:id /b/:id', '/a')).toBeUndefined();
    expect(sent('/p/:id id=:id /q/:id', '/p/1?id=2')).toBe('301 /q/1?id=2');
    expect(sent('/ _escaped_fragment_=/test /t', '/?_escaped_fragment_=%2Ftest')).toBe(
      '301 /t?_escaped_fragment_=%2Ftest',
    );
  });

  test('the target has its own query or none: that of the request is replaced or kept', () => {
    expect(sent('/a /b?y=2', '/a?x=1')).toBe('301 /b?y=2');
    expect(sent('/a /b', '/a?x=1')).toBe('301 /b?x=1');
  });

  test('the first line wins, and a final slash is ignored', () => {
    expect(sent('/a/* /s\n/a/b /later', '/a/b/')).toBe('301 /s');
    expect(sent('/x /first\n/x /second', '/x')).toBe('301 /first');
  });

  test('the scheme of a source counts', () => {
    expect(sent('http://www.example.com/a https://o.test/b', 'https://www.example.com/a')).toBeUndefined();
    expect(sent('http://www.example.com/a https://o.test/b', 'http://www.example.com/a')).toBe('301 https://o.test/b');
  });

  test('names with hyphens and digits, and a * at the end of a word', () => {
    expect(sent('/p/:my-id/:1 /q/:my-id/:1', '/p/a/b')).toBe('301 /q/a/b');
    expect(sent('/n* /b:splat', '/nab/c')).toBe('301 /bab/c');
  });

  test('a * at the end of a word matches the folder of that name too, without its slash', () => {
    expect(sent('/n* /y/:splat', '/n/ab/c')).toBe('301 /y/ab/c');
    expect(sent('/n* /y/:splat', '/nab')).toBe('301 /y/ab');
    expect(sent('/n* /y/:splat', '/n')).toBe('301 /y/');
    expect(sent('/x/n* q=:q /y/:q/:splat 302 Cookie=c,d', '/x/n/c?q=7', { headers: { cookie: 'd=1' } })).toBe(
      '302 /y/7/c?q=7',
    );
    expect(parseProblems('/n* /y/:other', 'netlify')).toHaveLength(1);
  });

  test('a placeholder with the name 1 is not the splat', () => {
    expect(sent('/p/:1/* /q/:splat/:1', '/p/a/b/c')).toBe('301 /q/b/c/a');
    expect(sent('/p/*/:1 /q/:splat/:1', '/p/a/b/c')).toBe('301 /q/a/b/c');
    expect(sent('/p/:1/:splat /q/:splat', '/p/a/b')).toBe('301 /q/b');
  });

  test('an empty capture between two slashes leaves both, except at the beginning', () => {
    expect(sent('/n/* /b/:splat/c', '/n')).toBe('301 /b//c');
    expect(sent('/a x=:v https://o.test/:v/c', '/a?x=')).toBe('301 https://o.test//c?x=');
    expect(sent('/n/* /:splat/c', '/n')).toBe('301 /c');
  });

  test('a colon after a letter is text', () => {
    expect(sent('/wiki/* https://w.test/Special:Search/:splat', '/wiki/a')).toBe('301 https://w.test/Special:Search/a');
  });

  describe('requests under the target of a line with a wildcard are exempt', () => {
    const de = { headers: { 'accept-language': 'de' } };

    test('whatever the conditions of the line, and from the lines after it', () => {
      const text = '/de/new /de/newer\n/* /de/:splat 302 Language=de\n/* /en/:splat 302\n/de/old /x';
      expect(sent(text, '/a', de)).toBe('302 /de/a');
      expect(sent(text, '/a')).toBe('302 /en/a');
      for (const url of ['/de', '/de/', '/de/a', '/de/old', '/en/a']) expect(sent(text, url)).toBeUndefined();
      expect(sent(text, '/en/a', de)).toBe('302 /de/en/a');
      expect(sent(text, '/de/new')).toBe('301 /de/newer');
      expect(sent('/* q=1 /x/:splat', '/x/y?q=2')).toBeUndefined();
    });

    test('also if the target has no splat', () => {
      for (const to of ['/shop', '/shop/', '/shop 302!']) {
        expect(sent(`/shop/* ${to}\n/shop/a /b`, '/shop/a')).toBeUndefined();
      }
      expect(sent('/shop/* /shops', '/shop/a')).toBe('301 /shops');
      expect(sent('/shop/* /', '/shop/a')).toBe('301 /');
      expect(sent('/shop/:page /shop', '/shop/a')).toBe('301 /shop');
      expect(sent('/* /', '/a')).toBeUndefined();
    });

    test('from a line that names an error page, but not from a rewrite', () => {
      expect(sent('/en/* /en/404.html 404', '/en/404.html')).toBeUndefined();
      expect(sent('/en/* /en/404.html 404', '/en/a')).toBe('404');
      expect(sends('/* /app 200', '/app/x', {}, 'netlify')).toBe('200');
    });

    test('only with whole segments, and only if the line matches', () => {
      expect(sent('/* /de/:splat', '/demo')).toBe('301 /de/demo');
      expect(sent('/a/* /x/:splat\n/x/y /z', '/x/y')).toBe('301 /z');
      expect(sent('/a/b/* /a/:splat', '/a/b/c')).toBe('301 /a/c');
      expect(sent('https://o.test/* /x/:splat\n/x/y /z', '/x/y')).toBe('301 /z');
    });

    test('on the host of the target, if it has one', () => {
      const text = '/* https://www.example.com/x/:splat';
      expect(sent(text, 'https://o.test/x/y')).toBe('301 https://www.example.com/x/x/y');
      expect(sent(text, 'https://www.example.com/x/y')).toBeUndefined();
      expect(sent('https://www.example.com/* https://www.example.com/x/:splat', '/x/y')).toBeUndefined();
      expect(sent('http://www.example.com/* https://www.example.com/x/:splat', 'http://www.example.com/x/y')).toBe(
        '301 https://www.example.com/x/x/y',
      );
      expect(sent('/* https://www.example.com/x', '/x/y')).toBe('301 https://www.example.com/x');
    });

    test('not if the target adds a query or a fragment', () => {
      expect(sent('/shop/* /shop?all=1', '/shop/a')).toBe('301 /shop?all=1');
      expect(sent('/shop/* /shop#all', '/shop/a')).toBe('301 /shop#all');
    });
  });

  test('status 200 without a target serves the same path', () => {
    expect(rules('/adm/* 200')).toMatchObject([{ to: '/adm/:splat', status: 200 }]);
  });

  test('a line with an error page returns the status alone', () => {
    expect(sent('/gone /404 410', '/gone')).toBe('410');
  });

  test('`de` matches `de-CH` of the viewer, not the reverse', () => {
    expect(sent('/ /zh 302 Language=zh', '/', { headers: { 'accept-language': 'zh-tw' } })).toBe('302 /zh');
    expect(sent('/ /zh 302 Language=zh-tw', '/', { headers: { 'accept-language': 'zh' } })).toBeUndefined();
  });

  test.each<[string, string]>([
    ['/a', '1:1 EDGE_REDIRECT_IGNORED "/a" has no target, so that Netlify ignores the line, and it is left out; write it after the source, as in /a /new'],
    ['/a b', '1:1 EDGE_REDIRECT_IGNORED "/a" has no target: "b" does not begin with a slash or with https://, so that Netlify ignores the line, and it is left out; write it after the source, as in /a /new'],
    ['/admin/* 301', '1:1 EDGE_REDIRECT_IGNORED "/admin/*" has no target: "301" does not begin with a slash or with https://, so that Netlify ignores the line, and it is left out; write it after the source, as in /admin/* /new'],
    ['/a /b moved', '1:7 EDGE_REDIRECT_IGNORED "moved" is not a status, so that Netlify ignores the line, and it is left out; write a number such as 301 after the target'],
    ['/a /b 999', '1:7 EDGE_REDIRECT_STATUS 999 is not a status that a rule can have; use 301, 302, 303, 307, 308, 200, 404, 410, 451, 503'],
    ['/a x /b', '1:4 EDGE_REDIRECT_IGNORED "x" is between source and target, where only query parameters such as id=:id are allowed, so that Netlify ignores the line, and it is left out; remove it, or write %20 for each space of a path'],
    ['/a /b 200 Colour=red', '1:11 EDGE_REDIRECT_IGNORED "Colour=red" is unknown here, so that Netlify ignores the line, and it is left out; there are Country=, Language= and Cookie='],
    ['/p/:a* /b', '1:1 EDGE_REDIRECT_SOURCE ":a*" mixes * and a placeholder in one part of the path; use one of them'],
    ['/.netlify/x /b', '1:1 EDGE_REDIRECT_IGNORED "/.netlify/x" begins with /.netlify, which belongs to Netlify itself, so that Netlify ignores the line, and it is left out; remove it'],
    ['/*.php /b', '1:1 EDGE_REDIRECT_IGNORED the * in "*.php" matches nothing there, because it neither stands alone between slashes nor ends its part, so that Netlify ignores the line, and it is left out; write it as in /news/*'],
    ['/a//b /c', '1:1 EDGE_REDIRECT_UNREACHABLE "/a//b" has two slashes in a row, so that it never matches on Netlify; remove it'],
  ])('refuses %s', (text, problem) => {
    const { rules: read } = parseRules(text, { format: 'netlify' });
    expect(read).toEqual([]);
    expect(parseProblems(text, 'netlify')).toEqual([problem]);
  });
});
