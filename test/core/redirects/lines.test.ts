import { request, rulesOf, sends } from './support';
import { codes, compileProblems, parseProblems } from './support-problems';
import { compileRules } from '../../../src/core/redirects/compile';
import { parseRules } from '../../../src/core/redirects/parse';
import { openProgram } from '../../../src/core/redirects/program/open';

describe("Netlify's _redirects", () => {
  const rules = (text: string) => rulesOf(text, 'netlify');
  const sent = (text: string, url: string, parts?: Parameters<typeof sends>[2]) => sends(text, url, parts, 'netlify');

  test('lines, comments, spaces, places', () => {
    expect(rules('\ufeff# a comment\r\n\r\n  /a   /b\t302 # why\r\n/c /d#top')).toMatchObject([
      { from: '/a', to: '/b', status: 302, line: 3, column: 3 }, { from: '/c', to: '/d#top', status: 301, line: 4, column: 1 },
    ]);
  });

  test('status, force and conditions', () => {
    expect(rules('/a /b 301! Country=il,us Language=en Cookie=seen')).toMatchObject([{
      status: 301, force: true, when: { countries: ['IL', 'US'], languages: ['en'], cookies: [{ name: 'seen', test: { is: 'present' } }] },
    }]);
    expect(rules('/a /b Country=il')).toMatchObject([{ status: 301, when: { countries: ['IL'] } }]);
  });

  test('any of several cookies is enough', () => {
    expect(sent('/ /c 302 Cookie=one,two', '/', { headers: { cookie: 'two=1' } })).toBe('302 /c');
    expect(sent('/ /c 302 Cookie=one,two', '/', { headers: { cookie: 'three=1' } })).toBeUndefined();
  });

  test('query parameters are asked for between source and target, and kept', () => {
    expect(sent('/a id=:id x=1 /b/:id', '/a?x=1&id=7')).toBe('301 /b/7?x=1&id=7');
    expect(sent('/a id=:id /b/:id', '/a')).toBeUndefined();
    expect(sent('/p/:id id=:id /q/:id', '/p/1?id=2')).toBe('301 /q/1?id=2');
    expect(sent('/ _escaped_fragment_=/test /t', '/?_escaped_fragment_=%2Ftest')).toBe('301 /t?_escaped_fragment_=%2Ftest');
  });

  test('the target has its own query or none: that of the request is replaced or kept', () => {
    expect(sent('/a /b?y=2', '/a?x=1')).toBe('301 /b?y=2');
    expect(sent('/a /b', '/a?x=1')).toBe('301 /b?x=1');
  });

  test('the first line wins, and a final slash is not seen', () => {
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

  test('a * at the end of a word is for the folder of that name too, without its slash', () => {
    expect(sent('/n* /y/:splat', '/n/ab/c')).toBe('301 /y/ab/c');
    expect(sent('/n* /y/:splat', '/nab')).toBe('301 /y/ab');
    expect(sent('/n* /y/:splat', '/n')).toBe('301 /y/');
    expect(sent('/x/n* q=:q /y/:q/:splat 302 Cookie=c,d', '/x/n/c?q=7', { headers: { cookie: 'd=1' } })).toBe('302 /y/7/c?q=7');
    expect(parseProblems('/n* /y/:other', 'netlify')).toHaveLength(1);
  });

  test('a placeholder that is called 1 is not the splat', () => {
    expect(sent('/p/:1/* /q/:splat/:1', '/p/a/b/c')).toBe('301 /q/b/c/a');
    expect(sent('/p/*/:1 /q/:splat/:1', '/p/a/b/c')).toBe('301 /q/a/b/c');
    expect(sent('/p/:1/:splat /q/:splat', '/p/a/b')).toBe('301 /q/b');
  });

  test('nothing between two slashes leaves both, but at the beginning', () => {
    expect(sent('/n/* /b/:splat/c', '/n')).toBe('301 /b//c');
    expect(sent('/a x=:v https://o.test/:v/c', '/a?x=')).toBe('301 https://o.test//c?x=');
    expect(sent('/n/* /:splat/c', '/n')).toBe('301 /c');
  });

  test('a colon behind a letter is text', () => {
    expect(sent('/wiki/* https://w.test/Special:Search/:splat', '/wiki/a')).toBe('301 https://w.test/Special:Search/a');
  });

  describe('what is under the target of a wildcard is left alone', () => {
    const de = { headers: { 'accept-language': 'de' } };

    test('whatever the conditions of the line, and by the lines after it', () => {
      const text = '/de/new /de/newer\n/* /de/:splat 302 Language=de\n/* /en/:splat 302\n/de/old /x';
      expect(sent(text, '/a', de)).toBe('302 /de/a');
      expect(sent(text, '/a')).toBe('302 /en/a');
      for (const url of ['/de', '/de/', '/de/a', '/de/old', '/en/a']) expect(sent(text, url)).toBeUndefined();
      expect(sent(text, '/en/a', de)).toBe('302 /de/en/a');
      expect(sent(text, '/de/new')).toBe('301 /de/newer');
      expect(sent('/* q=1 /x/:splat', '/x/y?q=2')).toBeUndefined();
    });

    test('where the target has no splat, too', () => {
      for (const to of ['/shop', '/shop/', '/shop 302!']) expect(sent(`/shop/* ${to}\n/shop/a /b`, '/shop/a')).toBeUndefined();
      expect(sent('/shop/* /shops', '/shop/a')).toBe('301 /shops');
      expect(sent('/shop/* /', '/shop/a')).toBe('301 /');
      expect(sent('/shop/:page /shop', '/shop/a')).toBe('301 /shop');
      expect(sent('/* /', '/a')).toBeUndefined();
    });

    test('an error page can be asked for, a page that is shown at other addresses is no target', () => {
      expect(sent('/en/* /en/404.html 404', '/en/404.html')).toBeUndefined();
      expect(sent('/en/* /en/404.html 404', '/en/a')).toBe('404');
      expect(sends('/* /app 200', '/app/x', {}, 'netlify')).toBe('200');
    });

    test('only whole names count, and only what the line is for', () => {
      expect(sent('/* /de/:splat', '/demo')).toBe('301 /de/demo');
      expect(sent('/a/* /x/:splat\n/x/y /z', '/x/y')).toBe('301 /z');
      expect(sent('/a/b/* /a/:splat', '/a/b/c')).toBe('301 /a/c');
      expect(sent('https://o.test/* /x/:splat\n/x/y /z', '/x/y')).toBe('301 /z');
    });

    test('on the host of the target, if that is named', () => {
      const text = '/* https://www.example.com/x/:splat';
      expect(sent(text, 'https://o.test/x/y')).toBe('301 https://www.example.com/x/x/y');
      expect(sent(text, 'https://www.example.com/x/y')).toBeUndefined();
      expect(sent('https://www.example.com/* https://www.example.com/x/:splat', '/x/y')).toBeUndefined();
      expect(sent('http://www.example.com/* https://www.example.com/x/:splat', 'http://www.example.com/x/y')).toBe('301 https://www.example.com/x/x/y');
      expect(sent('/* https://www.example.com/x', '/x/y')).toBe('301 https://www.example.com/x');
    });

    test('an answer that adds something is another address', () => {
      expect(sent('/shop/* /shop?all=1', '/shop/a')).toBe('301 /shop?all=1');
      expect(sent('/shop/* /shop#all', '/shop/a')).toBe('301 /shop#all');
    });
  });

  test('status 200 without a target stays where it is', () => {
    expect(rules('/adm/* 200')).toMatchObject([{ to: '/adm/:splat', status: 200 }]);
  });

  test('an error page is the status alone', () => {
    expect(sent('/gone /404 410', '/gone')).toBe('410');
  });

  test('a language of the visitor meets the one that it belongs to, not the reverse', () => {
    expect(sent('/ /zh 302 Language=zh', '/', { headers: { 'accept-language': 'zh-tw' } })).toBe('302 /zh');
    expect(sent('/ /zh 302 Language=zh-tw', '/', { headers: { 'accept-language': 'zh' } })).toBeUndefined();
  });

  test.each<[string, string]>([
    ['/a', '1:1 EDGE_REDIRECT_TARGET "/a" has no target; write it behind the source, as in /a /new'],
    ['/a b', '1:1 EDGE_REDIRECT_TARGET "/a" has no target: "b" is none, because a target must begin with a slash or with https://'],
    ['/admin/* 301', '1:1 EDGE_REDIRECT_TARGET "/admin/*" has no target: "301" is none, because a target must begin with a slash or with https://'],
    ['/a /b moved', '1:7 EDGE_REDIRECT_STATUS "moved" is not a status; write a number such as 301 behind the target'],
    ['/a /b 999', '1:7 EDGE_REDIRECT_STATUS 999 is not a status that a rule can answer with; use 301, 302, 303, 307, 308, 200, 404, 410, 451'],
    ['/a x /b', '1:4 EDGE_REDIRECT_SYNTAX "x" stands between source and target, where a query parameter such as id=:id may stand'],
    ['/a /b 200 Role=admin', '1:11 EDGE_REDIRECT_CONDITION "Role=admin" needs services of Netlify; ask for a cookie or a header instead'],
    ['/a /b 200 Colour=red', '1:11 EDGE_REDIRECT_CONDITION "Colour=red" is unknown here; there are Country=, Language= and Cookie='],
    ['/p/:a* /b', '1:1 EDGE_REDIRECT_SOURCE ":a*" mixes * and a placeholder in one part of the path; use one of them'],
    ['/.netlify/x /b', '1:1 EDGE_REDIRECT_SOURCE "/.netlify/x" must not start with /.netlify, which belongs to Netlify itself'],
    ['/*.php /b', '1:1 EDGE_REDIRECT_SOURCE the * in "*.php" must stand alone between slashes, as in /news/*'],
    ['/a//b /c', '1:1 EDGE_REDIRECT_UNREACHABLE "/a//b" has two slashes in a row, so that Netlify never lets it answer; remove it'],
    ['/a https://o.test/b 200', '1:4 EDGE_REDIRECT_TARGET "https://o.test/b" is on another host; status 200 shows another page of this site, use 301 or 302 to leave it'],
  ])('refuses %s', (text, problem) => {
    const { rules: read } = parseRules(text, { format: 'netlify' });
    expect(read).toEqual([]);
    expect(parseProblems(text, 'netlify')).toEqual([problem]);
  });
});

describe("Cloudflare's _redirects", () => {
  const sent = (text: string, url: string) => sends(text, url, {}, 'cloudflare');

  test('302 unless it says otherwise, and a final slash counts', () => {
    expect(sent('/a /b', '/a')).toBe('302 /b');
    expect(sent('/a /b', '/a/')).toBeUndefined();
    expect(sent('/n/* /b/:splat', '/n')).toBeUndefined();
    expect(sent('/n/* /b/:splat', '/n/')).toBe('302 /b/');
    expect(sent('/t /t/', '/t')).toBe('302 /t/');
  });

  test('a * anywhere, and several placeholders in a word', () => {
    expect(sent('/*.php /:splat', '/a/b.php')).toBe('302 /a/b');
    expect(sent('/foo* /x:splat', '/foobar/z/')).toBe('302 /xbar/z/');
    expect(sent('/p/:a-:b /q/:b/:a', '/p/1-2-3')).toBe('302 /q/3/1-2');
  });

  test('a * beside placeholders, which keep to their part of the path', () => {
    expect(sent('/item/:id-* /i/:id?was=:splat', '/item/7-red-shoes/x')).toBe('302 /i/7-red?was=shoes/x');
    expect(sent('/:lang* /:splat?l=:lang', '/de/a')).toBe('302 /a?l=de');
    expect(sent('/*:id.html /:id/:splat', '/a/bc.html')).toBe('302 /c/a/b');
    expect(sent('/.well-*:x /y', '/.well-known/acme-challenge/t')).toBe('302 /y');
  });

  test('slashes in a relative target become one', () => {
    expect(sent('/n/* /b/:splat', '/n/a//b')).toBe('302 /b/a/b');
    expect(sent('/n/* https://o.test/:splat', '/n/a//b')).toBe('302 https://o.test/a//b');
  });

  test('a source without its slash, with two, and with dots in it', () => {
    expect(sent('promo /b', '/promo')).toBe('302 /b');
    expect(sent('//* /:splat', '//a//b')).toBe('302 /a/b');
    expect(sent('//a /b', '/a')).toBeUndefined();
    expect(sent('/a/. /b', '/a/')).toBe('302 /b');
    expect(sent('/./ /b', '/')).toBe('302 /b');
  });

  test('several slashes in a target become one from the first line with a wildcard on', () => {
    const text = '/s /a//b\n/p/:id /a//:id?u=https://o.test/\n/t /a//b\n/u https://o.test/a//b';
    expect(sent(text, '/s')).toBe('302 /a//b');
    expect(sent(text, '/p/1')).toBe('302 /a/1?u=https://o.test/');
    expect(sent(text, '/t')).toBe('302 /a/b');
    expect(sent(text, '/u')).toBe('302 https://o.test/a//b');
  });

  test('names begin with a letter, so that other colons are text', () => {
    expect(sent('/p/:_x /b', '/p/1')).toBeUndefined();
    expect(sent('/p/:_x /b/:_x', '/p/:_x')).toBe('302 /b/:_x');
    expect(sent('/i/* /:splat?ratio=1:1', '/i/a')).toBe('302 /a?ratio=1:1');
  });

  test('hosts with other letters, and with underscores', () => {
    expect(sent('/a https://Exämple.test:8080/b', '/a')).toBe('302 https://xn--exmple-cua.test:8080/b');
    expect(sent('/a https://my_site.example.com/b', '/a')).toBe('302 https://my_site.example.com/b');
  });

  test('a status as a spreadsheet writes it', () => {
    expect(sent('/a /b 301.0', '/a')).toBe('301 /b');
  });

  test('a parameter in the source is asked for', () => {
    expect(sent('/a?x=1 /b', '/a?x=1')).toBe('302 /b?x=1');
    expect(sent('/a?x=1 /b', '/a?x=2')).toBeUndefined();
  });

  test('a colon behind a letter is text', () => {
    expect(sent('/w/* /wiki/Special:Search?q=:splat', '/w/a')).toBe('302 /wiki/Special:Search?q=a');
  });

  test.each<[string, string]>([
    ['/a /b 301 x', '1:1 EDGE_REDIRECT_SYNTAX a line has a source, a target and perhaps a status, so 2 or 3 words, got 4'],
    ['/a /b 301!', '1:7 EDGE_REDIRECT_STATUS "301!" is not a status that a line can have; use 301, 302, 303, 307, 308, 200'],
    ['/a /b 410', '1:7 EDGE_REDIRECT_STATUS 410 is not a status that a rule can answer with; use 301, 302, 303, 307, 308, 200'],
    ['https://o.test/a /b', '1:1 EDGE_REDIRECT_SOURCE "https://o.test/a" has a host, which Cloudflare refuses in this file; write the rule in redirects.json'],
    ['/a http://o.test/b', '1:4 EDGE_REDIRECT_TARGET "http://o.test/b" must begin with a slash or with https://'],
    ['/* /index.html 200', '1:1 EDGE_REDIRECT_LOOP "/*" leads to "/index.html", which Cloudflare sends back to the folder; remove the line'],
    ['* /index', '1:1 EDGE_REDIRECT_LOOP "/*" leads to "/index", which Cloudflare sends back to the folder; remove the line'],
    ['/a/. /b/index.html?', '1:1 EDGE_REDIRECT_LOOP "/a/." leads to "/b/index.html?", which Cloudflare sends back to the folder; remove the line'],
    ['/p/:id/:id /c', '1:1 EDGE_REDIRECT_PLACEHOLDER :id occurs twice in the source, so it could mean two things; rename one of them'],
    ['/w/* /wiki/:Search?q=:splat', '1:6 EDGE_REDIRECT_PLACEHOLDER ":Search" in the target is unknown; the source has :splat; a colon that is text is written %3A'],
    ['/a https://ex@o.test/b', '1:4 EDGE_REDIRECT_TARGET_HOST "ex@o.test" is not a host that a rule can lead to; write a host such as www.example.com'],
    ['/a https://ä@o.test/b', '1:4 EDGE_REDIRECT_TARGET_HOST "ä@o.test" is not a host that a rule can lead to; write a host such as www.example.com'],
    ['/a https://ä..test/b', '1:4 EDGE_REDIRECT_TARGET_HOST "ä..test" is not a host that a rule can lead to; write a host such as www.example.com'],
    ['/a/*/b/* /c', '1:1 EDGE_REDIRECT_SOURCE a source of this format can have one *'],
    ['/:a:b /c', '1:1 EDGE_REDIRECT_SOURCE ":a:b" has two placeholders with nothing between them, so nobody can tell where the first one ends'],
    ['/:a:b* /c', '1:1 EDGE_REDIRECT_SOURCE ":a:b*" has two placeholders with nothing between them, so nobody can tell where the first one ends'],
    ['/:a-*-:a /c', '1:1 EDGE_REDIRECT_PLACEHOLDER :a occurs twice in the source, so it could mean two things; rename one of them'],
  ])('refuses %s', (text, problem) => {
    expect(parseRules(text, { format: 'cloudflare' }).rules).toEqual([]);
    expect(parseProblems(text, 'cloudflare')).toEqual([problem]);
  });

  test.each<[string, string]>([
    ['a star with a slash behind it', '/n/*/ /x\n/n/:a /y'],
    ['a star with a placeholder before it', '/:a-* /x\n/b* /y'],
    ['a star with a placeholder behind it', '/a*:b /x\n/a* /y'],
  ])('a line behind %s is not said to be in vain', (_, text) => {
    expect(compileProblems(text, 'cloudflare')).toEqual([]);
  });

  test.each<[string, string, Record<string, string | undefined>]>([
    ['one address', '/b/:id /:id\n/a /b/a', { '/b/c': '/c', '/b/a': '/a', '/a': undefined }],
    ['the answers of another', '/:x/p/:y /a/p\n/:x/:y /a/:y/p', { '/a/b': '/a/b/p', '/c/p/d': undefined }],
    ['all that fits both', '/a/* /b/:splat\n/b/* /a/:splat', { '/a/c': undefined, '/b/c': undefined }],
  ])('of lines that go round, those for %s are left out', (_, text, answers) => {
    const { rules } = parseRules(text, { format: 'cloudflare' });
    const { program, problems } = compileRules(rules);
    expect(codes(problems)).toContain('error EDGE_REDIRECT_LOOP');
    const { match } = openProgram(program!);
    for (const [path, location] of Object.entries(answers)) expect([path, match(request(path))?.location]).toEqual([path, location]);
  });
});
