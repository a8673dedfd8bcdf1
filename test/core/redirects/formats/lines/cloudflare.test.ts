import { compileRules } from '../../../../../src/core/redirects/compile';
import { parseRules } from '../../../../../src/core/redirects/parse';
import { openProgram } from '../../../../../src/core/redirects/program/read/open';
import { request, sends } from '../../support';
import { codes, compileProblems, parseProblems } from '../../support-problems';

describe("Cloudflare's _redirects", () => {
  const sent = (text: string, url: string) => sends(text, url, {}, 'cloudflare');

  test('302 by default, and a final slash counts', () => {
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

  test('a * beside placeholders, which match within their segment', () => {
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

  test('a parameter in the source is required', () => {
    expect(sent('/a?x=1 /b', '/a?x=1')).toBe('302 /b?x=1');
    expect(sent('/a?x=1 /b', '/a?x=2')).toBeUndefined();
  });

  test('a colon after a letter is text', () => {
    expect(sent('/w/* /wiki/Special:Search?q=:splat', '/w/a')).toBe('302 /wiki/Special:Search?q=a');
  });

  test.each<[string, string]>([
    ['/a /b 301 x', '1:1 EDGE_REDIRECT_IGNORED a line has a source, a target and perhaps a status, so 2 or 3 words, got 4, so that Cloudflare ignores the line, and it is left out; remove what follows the status'],
    ['/a /b 301!', '1:7 EDGE_REDIRECT_IGNORED "301!" is not a status that a line can have, so that Cloudflare ignores the line, and it is left out; use 301, 302, 303, 307, 308, 200'],
    ['/a /b 410', '1:7 EDGE_REDIRECT_IGNORED "410" is not a status that a line can have, so that Cloudflare ignores the line, and it is left out; use 301, 302, 303, 307, 308, 200'],
    ['https://o.test/a /b', '1:1 EDGE_REDIRECT_IGNORED "https://o.test/a" has a host, so that Cloudflare ignores the line, and it is left out; write the rule in redirects.json'],
    ['/a http://o.test/b', '1:4 EDGE_REDIRECT_IGNORED "http://o.test/b" begins neither with a slash nor with https://, so that Cloudflare ignores the line, and it is left out; write it so'],
    ['/* /index.html 200', '1:1 EDGE_REDIRECT_IGNORED "/*" redirects to "/index.html", which Cloudflare redirects back to the folder, so that Cloudflare ignores the line, and it is left out; remove it'],
    ['* /index', '1:1 EDGE_REDIRECT_IGNORED "/*" redirects to "/index", which Cloudflare redirects back to the folder, so that Cloudflare ignores the line, and it is left out; remove it'],
    ['/a/. /b/index.html?', '1:1 EDGE_REDIRECT_IGNORED "/a/." redirects to "/b/index.html?", which Cloudflare redirects back to the folder, so that Cloudflare ignores the line, and it is left out; remove it'],
    ['/p/:id/:id /c', '1:1 EDGE_REDIRECT_IGNORED :id occurs twice in the source, so that Cloudflare ignores the line, and it is left out; rename one of them'],
    ['/w/* /wiki/:Search?q=:splat', '1:6 EDGE_REDIRECT_PLACEHOLDER ":Search" in the target is unknown; the source has :splat; a colon that is text is written %3A'],
    ['/a https://ex@o.test/b', '1:4 EDGE_REDIRECT_TARGET_HOST "ex@o.test" is not a host that a rule can redirect to; did you mean "o.test"?'],
    ['/a https://ä@o.test/b', '1:4 EDGE_REDIRECT_TARGET_HOST "ä@o.test" is not a host that a rule can redirect to; did you mean "o.test"?'],
    ['/a https://ä..test/b', '1:4 EDGE_REDIRECT_TARGET_HOST "ä..test" is not a host that a rule can redirect to; write a host such as www.example.com'],
    ['/a/*/b/* /c', '1:1 EDGE_REDIRECT_IGNORED the source has more than one *, so that Cloudflare ignores the line, and it is left out; use placeholders such as :id'],
    ['/:a:b /c', '1:1 EDGE_REDIRECT_SOURCE ":a:b" has two placeholders with nothing between them, so it is unclear where the first one ends'],
    ['/:a:b* /c', '1:1 EDGE_REDIRECT_SOURCE ":a:b*" has two placeholders with nothing between them, so it is unclear where the first one ends'],
    ['/:a-*-:a /c', '1:1 EDGE_REDIRECT_IGNORED :a occurs twice in the source, so that Cloudflare ignores the line, and it is left out; rename one of them'],
  ])('refuses %s', (text, problem) => {
    expect(parseRules(text, { format: 'cloudflare' }).rules).toEqual([]);
    expect(parseProblems(text, 'cloudflare')).toEqual([problem]);
  });

  test.each<[string, string]>([
    ['a star with a slash after it', '/n/*/ /x\n/n/:a /y'],
    ['a star with a placeholder before it', '/:a-* /x\n/b* /y'],
    ['a star with a placeholder after it', '/a*:b /x\n/a* /y'],
  ])('a line after %s is not reported as unreachable', (_, text) => {
    expect(compileProblems(text, 'cloudflare')).toEqual([]);
  });

  test.each<[string, string, Record<string, string | undefined>]>([
    ['one URL', '/b/:id /:id\n/a /b/a', { '/b/c': '/c', '/b/a': '/a', '/a': undefined }],
    ['the targets of another', '/:x/p/:y /a/p\n/:x/:y /a/:y/p', { '/a/b': '/a/b/p', '/c/p/d': undefined }],
    ['all paths of both', '/a/* /b/:splat\n/b/* /a/:splat', { '/a/c': undefined, '/b/c': undefined }],
  ])('of looping lines, those for %s are excluded', (_, text, answers) => {
    const { rules } = parseRules(text, { format: 'cloudflare' });
    const { program, problems } = compileRules(rules);
    expect(codes(problems)).toContain('error EDGE_REDIRECT_LOOP');
    const { match } = openProgram(program!);
    for (const [path, location] of Object.entries(answers)) {
      expect([path, match(request(path))?.location]).toEqual([path, location]);
    }
  });
});
