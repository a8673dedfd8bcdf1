import { createRequire } from 'node:module';
import { compileRules } from '../../../../../src/core/redirects/compile';
import { parseRules } from '../../../../../src/core/redirects/parse';
import { openProgram } from '../../../../../src/core/redirects/program/read/open';
import type { RuleFormat } from '../../../../../src/core/redirects/rule/types';
import { request } from '../../support';
import { codes, problemText } from '../../support-problems';

/** Netlify's engine, compiled to WebAssembly. It has no types. */
const { parsePlain } = createRequire(__filename)('netlify-redirector');

/** All problems of a list and its answer to a request. */
function read(text: string, format: RuleFormat, url = '/zzz') {
  const { rules, problems: parsed } = parseRules(text, { format });
  const { program, problems } = compileRules(rules);
  return { problems: [...parsed, ...problems], decision: program && openProgram(program).match(request(url)) };
}

/** A line, a URL that it seems to be for, and what is reported. */
type Row = [line: string, url: string, message: string];

const NETLIFY: Row[] = [
  ['/a', '/a', '1:1 "/a" has no target, so that Netlify ignores the line, and it is left out; write it after the source, as in /a /new'],
  ['/a b', '/a', '1:1 "/a" has no target: "b" does not begin with a slash or with https://, so that Netlify ignores the line, and it is left out; write it after the source, as in /a /new'],
  ['/admin/* 301', '/admin/x', '1:1 "/admin/*" has no target: "301" does not begin with a slash or with https://, so that Netlify ignores the line, and it is left out; write it after the source, as in /admin/* /new'],
  ['/a mailto:me@o.test', '/a', '1:1 "/a" has no target: "mailto:me@o.test" does not begin with a slash or with https://, so that Netlify ignores the line, and it is left out; write it after the source, as in /a /new'],
  ['/a /b moved', '/a', '1:7 "moved" is not a status, so that Netlify ignores the line, and it is left out; write a number such as 301 after the target'],
  ['/my page /other page 301', '/my', '1:5 "page" is between source and target, where only query parameters such as id=:id are allowed, so that Netlify ignores the line, and it is left out; remove it, or write %20 for each space of a path'],
  ['/a x /b', '/a', '1:4 "x" is between source and target, where only query parameters such as id=:id are allowed, so that Netlify ignores the line, and it is left out; remove it, or write %20 for each space of a path'],
  ['/a =1 /b', '/a?=1', '1:4 "=1" is between source and target, where only query parameters such as id=:id are allowed, so that Netlify ignores the line, and it is left out; remove it, or write %20 for each space of a path'],
  ['/a /b 301 x', '/a', '1:11 "x" is unknown here, so that Netlify ignores the line, and it is left out; there are Country=, Language= and Cookie='],
  ['/a /b 200 Colour=red', '/a', '1:11 "Colour=red" is unknown here, so that Netlify ignores the line, and it is left out; there are Country=, Language= and Cookie='],
  ['/a /b 301 headers=[object', '/a', '1:11 "headers=[object" is how a generator prints an object that a line cannot express, so that Netlify ignores the line, and it is left out; remove it'],
  ['/a /b 301 Country=uk', '/a', '1:11 "Country=uk" names no country, so that Netlify ignores the line, and it is left out; write codes of ISO 3166 such as Country=us,gb'],
  ['/a /b 301 country=GBR,eng', '/a', '1:11 "country=GBR,eng" names no country, so that Netlify ignores the line, and it is left out; write codes of ISO 3166 such as Country=us,gb'],
  ['/a /b Country=us', '/a', '1:7 "Country=us" has no status before it, so that Netlify ignores the line, and it is left out; write 301 Country=us'],
  ['/a /b headers=[object', '/a', '1:7 "headers=[object" is how a generator prints an object that a line cannot express, so that Netlify ignores the line, and it is left out; remove it'],
  ['/a /b 301 Country=', '/a', '1:11 "Country=" names no country, so that Netlify ignores the line, and it is left out; write codes of ISO 3166 such as Country=us,gb'],
  ['/a /b 301 Language=', '/a', '1:11 "Language=" names no language, so that Netlify ignores the line, and it is left out; write languages such as Language=de,pt-br'],
  ['/a /b 301 Cookie=', '/a', '1:11 "Cookie=" names no cookie, so that Netlify ignores the line, and it is left out; write names of cookies such as Cookie=seen'],
  ['/a /b 301 Country=us Cookie=,', '/a', '1:22 "Cookie=," names no cookie, so that Netlify ignores the line, and it is left out; write names of cookies such as Cookie=seen'],
  ['/a /b 301 Language=english,*', '/a', '1:11 "Language=english,*" names no language, so that Netlify ignores the line, and it is left out; write languages such as Language=de,pt-br'],
  ['/a /b 301 COUNTRY=us', '/a', '1:11 "COUNTRY=us" is unknown here, so that Netlify ignores the line, and it is left out; write Country=us'],
  ['/a /b 301 cookie=seen', '/a', '1:11 "cookie=seen" is unknown here, so that Netlify ignores the line, and it is left out; write Cookie=seen'],
  ['/a /b 301 Country:us', '/a', '1:11 "Country:us" is unknown here, so that Netlify ignores the line, and it is left out; write Country=us'],
  ['/a /b 301 User-Agent=x', '/a', '1:11 "User-Agent=x" is unknown here, so that Netlify ignores the line, and it is left out; there are Country=, Language= and Cookie='],
  ['/a /b 301 Query=x', '/a', '1:11 "Query=x" is unknown here, so that Netlify ignores the line, and it is left out; there are Country=, Language= and Cookie='],
  ['https://o.test:8080/a /b', 'https://o.test/a', '1:1 "https://o.test:8080/a" has a port, which no request has there, so that Netlify ignores the line, and it is left out; remove :8080'],
  ['http://o.test:443/a /b', 'http://o.test/a', '1:1 "http://o.test:443/a" has a port, which no request has there, so that Netlify ignores the line, and it is left out; remove :443'],
  ['https://*.o.test/a /b', 'https://x.o.test/a', '1:1 "https://*.o.test/a" has a * in its host, which is text there, so that Netlify ignores the line, and it is left out; write a line for each host'],
  ['/a#x /b', '/a', '1:1 "/a#x" has a fragment, which browsers never send, so that Netlify ignores the line, and it is left out; remove what follows the #'],
  ['https://o.test/a#x /b', '/a', '1:1 "https://o.test/a#x" has a fragment, which browsers never send, so that Netlify ignores the line, and it is left out; remove what follows the #'],
  ['//o.test/a /b', '/a', '1:1 "//o.test/a" begins with two slashes, so that Netlify ignores the line, and it is left out; write /path, or https://host/path'],
  ['a /b', '/a', '1:1 "a" does not begin with a slash or with https://, so that Netlify ignores the line, and it is left out; write "/a"'],
  ['* /b', '/a', '1:1 "*" does not begin with a slash or with https://, so that Netlify ignores the line, and it is left out; write "/*"'],
  ['http:/x /b', '/x', '1:1 "http:/x" does not begin with a slash or with https://, so that Netlify ignores the line, and it is left out; write "http://x"'],
  ['https://a_b^c/x /b', '/x', '1:1 "https://a_b^c/x" is not a URL, so that Netlify ignores the line, and it is left out; write it like https://www.example.com/old'],
  ['/*.php /b', '/x.php', '1:1 the * in "*.php" matches nothing there, because it neither stands alone between slashes nor ends its part, so that Netlify ignores the line, and it is left out; write it as in /news/*'],
  ['/x/a*b /b', '/x/ab', '1:1 the * in "a*b" matches nothing there, because it neither stands alone between slashes nor ends its part, so that Netlify ignores the line, and it is left out; write it as in /news/*'],
  ['/x/** /b', '/x/a/b', '1:1 "/x/**" has **, a pattern that Netlify does not know, so that Netlify ignores the line, and it is left out; write "/x/*", and :splat in the target'],
  ['/a /a', '/a', '1:1 "/a" redirects to itself, so that Netlify ignores the line, and it is left out; remove it'],
  ['/a/* /a/:splat 302 Language=de', '/a/b', '1:1 "/a/*" redirects to itself, so that Netlify ignores the line, and it is left out; remove it'],
  ['https://o.test/a https://o.test/a', 'https://o.test/a', '1:1 "https://o.test/a" redirects to itself, so that Netlify ignores the line, and it is left out; remove it'],
  ['/a/ /a', '/a', '1:1 "/a/" and "/a" differ only by a slash, which rules ignore, so that Netlify ignores the line, and it is left out; leave the slash to the site and remove it'],
];

/** What Netlify's build ignores, or its servers, although the published engine matches it. */
const ONLY_THE_PARSER: Row[] = [
  ['/.netlify/x /b', '/.netlify/x', '1:1 "/.netlify/x" begins with /.netlify, which belongs to Netlify itself, so that Netlify ignores the line, and it is left out; remove it'],
  ['https://o.test/.netlify/x /b', 'https://o.test/.netlify/x', '1:1 "https://o.test/.netlify/x" begins with /.netlify, which belongs to Netlify itself, so that Netlify ignores the line, and it is left out; remove it'],
];

const CLOUDFLARE: Row[] = [
  ['/a', '/a', '1:1 a line has a source, a target and perhaps a status, so 2 or 3 words, got 1, so that Cloudflare ignores the line, and it is left out; write the missing target'],
  ['/a /b 301 x', '/a', '1:1 a line has a source, a target and perhaps a status, so 2 or 3 words, got 4, so that Cloudflare ignores the line, and it is left out; remove what follows the status'],
  ['/my page /other page', '/my', '1:1 a line has a source, a target and perhaps a status, so 2 or 3 words, got 4, so that Cloudflare ignores the line, and it is left out; write %20 for a space in a path'],
  ['/a /b 301!', '/a', '1:7 "301!" is not a status that a line can have, so that Cloudflare ignores the line, and it is left out; use 301, 302, 303, 307, 308, 200'],
  ['/a /b 410', '/a', '1:7 "410" is not a status that a line can have, so that Cloudflare ignores the line, and it is left out; use 301, 302, 303, 307, 308, 200'],
  ['/a b /c', '/a', '1:6 "/c" is not a status that a line can have, so that Cloudflare ignores the line, and it is left out; use 301, 302, 303, 307, 308, 200, or write %20 for a space in a path'],
  ['https://o.test/a /b', '/a', '1:1 "https://o.test/a" has a host, so that Cloudflare ignores the line, and it is left out; write the rule in redirects.json'],
  ['http://o.test/a /b', '/a', '1:1 "http://o.test/a" has a host, so that Cloudflare ignores the line, and it is left out; write the rule in redirects.json'],
  ['/a http://o.test/b', '/a', '1:4 "http://o.test/b" begins neither with a slash nor with https://, so that Cloudflare ignores the line, and it is left out; write it so'],
  ['/a mailto:me@o.test', '/a', '1:4 "mailto:me@o.test" begins neither with a slash nor with https://, so that Cloudflare ignores the line, and it is left out; write it so'],
  ['/a https://o.test/b 200', '/a', '1:4 "https://o.test/b" is on another host, which the status 200 cannot serve, so that Cloudflare ignores the line, and it is left out; write the rule in redirects.json, where it is a proxy on RedirectEventType.ORIGIN_REQUEST'],
  ['/* /index.html 200', '/x', '1:1 "/*" redirects to "/index.html", which Cloudflare redirects back to the folder, so that Cloudflare ignores the line, and it is left out; remove it'],
  ['/p/:id/:id /c', '/p/1/1', '1:1 :id occurs twice in the source, so that Cloudflare ignores the line, and it is left out; rename one of them'],
  ['/p/:splat/* /c', '/p/1/1', '1:1 :splat occurs twice in the source (it is also the name of *), so that Cloudflare ignores the line, and it is left out; rename one of them'],
  ['/a/*/b/* /c', '/a/x/b/y', '1:1 the source has more than one *, so that Cloudflare ignores the line, and it is left out; use placeholders such as :id'],
  ['/a** /c', '/a', '1:1 the source has more than one *, so that Cloudflare ignores the line, and it is left out; use placeholders such as :id'],
];

const ITSELF: Row[] = [
  ['/a /a', '/a', '1:1 "/a" redirects to itself, which never ends at Cloudflare, and it is left out; remove it'],
];

describe.each<[RuleFormat, Row[]]>([
  ['netlify', [...NETLIFY, ...ONLY_THE_PARSER]], ['cloudflare', [...CLOUDFLARE, ...ITSELF]],
])('lines that %s ignores are left out with a warning', (format, rows) => {
  test.each(rows)('%s', (line, url, message) => {
    const { problems, decision } = read(line, format, url);
    expect(problems.map(problemText)).toEqual([message.replace(' ', ' EDGE_REDIRECT_IGNORED ')]);
    expect(codes(problems)).toEqual(['warning EDGE_REDIRECT_IGNORED']);
    expect(decision).toBeUndefined();
  });

  test.each(rows)('%s hides no later line', (line, url) => {
    const path = url.replace(/^https?:\/\/[^/]*|\?.*/g, '');
    const later = read(`${line}\n/zzz /other\n${path} /later`, format, url);
    expect(codes(later.problems).filter((code) => !code.startsWith('warning'))).toEqual([]);
    // The last line is one that Netlify ignores as well.
    if (!path.startsWith('/.netlify')) expect(later.decision?.location).toMatch(/^\/later/);
    expect(read(`${line}\n/zzz /other`, format).decision).toMatchObject({ location: '/other', rule: expect.any(Number) });
  });
});

describe('lines that a platform uses are still errors if they are mistakes', () => {
  test.each<[RuleFormat, string, string]>([
    ['netlify', '/a /b 999', 'error EDGE_REDIRECT_STATUS'],
    ['netlify', '/a /b 200 Role=admin', 'error EDGE_REDIRECT_CONDITION'],
    ['netlify', '/a /b 200 Signed=KEY', 'error EDGE_REDIRECT_CONDITION'],
    ['netlify', '/a /b 301 Role=', 'error EDGE_REDIRECT_CONDITION'],
    ['netlify', '/p/:a* /b', 'error EDGE_REDIRECT_SOURCE'],
    ['netlify', '/p/:id/:id /b', 'error EDGE_REDIRECT_PLACEHOLDER'],
    ['netlify', '/a //o.test/b', 'error EDGE_REDIRECT_TARGET'],
    ['netlify', '/a /b/:name', 'error EDGE_REDIRECT_PLACEHOLDER'],
    ['netlify', '/a/* https://o.test:splat', 'error EDGE_REDIRECT_TARGET_HOST'],
    ['netlify', '/a\u200b /b', 'error EDGE_REDIRECT_SOURCE'],
    ['cloudflare', '/a //o.test/b', 'error EDGE_REDIRECT_TARGET'],
    ['cloudflare', '/a/* https://o.test:splat', 'error EDGE_REDIRECT_TARGET_HOST'],
    ['cloudflare', '/:a:b /c', 'error EDGE_REDIRECT_SOURCE'],
    ['cloudflare', '/w/* /wiki/:Search', 'error EDGE_REDIRECT_PLACEHOLDER'],
  ])('%s: %s', (format, line, code) => {
    expect(codes(read(line, format).problems)).toEqual([code]);
  });

  test.each<[RuleFormat, string]>([['netlify', '/a /b\n/b /a'], ['cloudflare', '/a /b\n/b /a']])('%s: a loop', (format, text) => {
    expect(codes(read(text, format).problems)).toContain('error EDGE_REDIRECT_LOOP');
  });

  test('in other formats, a rule that leads to itself', () => {
    expect(codes(read('{"/a": "/a"}', 'json').problems)).toEqual(['error EDGE_REDIRECT_LOOP']);
    expect(codes(read('{"/a/": "/a"}', 'json').problems)).toEqual(['error EDGE_REDIRECT_SLASH']);
    expect(codes(read('from,to\n/a,/a', 'csv').problems)).toEqual(['error EDGE_REDIRECT_LOOP']);
  });
});

describe('Netlify ignores a part of a line, which applies without it', () => {
  test.each<[line: string, read: object, message: string]>([
    ['/a /b 301 Country=us,uk', { countries: ['US'] }, '1:11 EDGE_REDIRECT_IGNORED "uk" in "Country=us,uk" is not a country that a viewer can have, and it is left out; the United Kingdom is "GB"'],
    ['/a /b 301 Country=usa,de', { countries: ['DE'] }, '1:11 EDGE_REDIRECT_IGNORED "usa" in "Country=usa,de" is not a country that a viewer can have, and it is left out; write codes of ISO 3166 such as Country=us,gb'],
    ['/a /b 301 Language=de_DE,en', { languages: ['en'] }, '1:11 EDGE_REDIRECT_IGNORED "de_DE" in "Language=de_DE,en" is not a language that a viewer can have, and it is left out; write languages such as Language=de,pt-br'],
    ['/a /b 301 Cookie=seen=1', { cookies: [{ name: 'seen', test: { is: 'present' } }] }, '1:11 EDGE_REDIRECT_IGNORED Netlify reads "Cookie=seen=1" as Cookie=seen and ignores the rest; write Cookie=seen'],
    ['/a /b 301 Country=us Country=de', { countries: ['DE'] }, '1:11 EDGE_REDIRECT_IGNORED "Country=us" is ignored at Netlify, because "Country=de" follows; write both values in one, separated by a comma'],
  ])('%s', (line, when, message) => {
    const { rules, problems } = parseRules(line, { format: 'netlify' });
    expect(problems.map(problemText)).toEqual([message]);
    expect(rules.map((rule) => rule.when)).toEqual([when]);
  });

  test('a user name of a URL', () => {
    const { problems, decision } = read('https://me@o.test/a /b', 'netlify', 'https://o.test/a');
    expect(problems.map(problemText)).toEqual([
      '1:1 EDGE_REDIRECT_IGNORED "https://me@o.test/a" has a user name, which no request has; Netlify ignores it; remove what precedes the @',
    ]);
    expect(decision?.location).toBe('/b');
  });

  test.each([['https://o.test:443/a /b', 'https://o.test/a'], ['http://o.test:80/a /b', 'http://o.test/a'], ['https://O.Test/a /b', 'https://o.test/a']])(
    '%s: the port of the scheme, and capital letters of a host, mean nothing', (line, url) => {
      const { problems, decision } = read(line, 'netlify', url);
      expect(problems).toEqual([]);
      expect(decision?.location).toBe('/b');
    },
  );

  test.each(['https://a_b.test/x /b', 'https://a.test./x /b', 'https://[::1]/x /b', 'https://-a.test/x /b'])(
    '%s: a host that no distribution can have', (line) => {
      const { problems, decision } = read(`${line}\n/x /c`, 'netlify', '/x');
      expect(codes(problems)).toEqual(['warning EDGE_REDIRECT_UNREACHABLE']);
      expect(decision?.location).toBe('/c');
    },
  );
});

test('Cloudflare ignores the fragment of a source, so that the line is one for the path', () => {
  const { problems, decision } = read('/a#x /b', 'cloudflare', '/a');
  expect(problems.map(problemText)).toEqual([
    '1:1 EDGE_REDIRECT_IGNORED "/a#x" has a fragment, which browsers never send; Cloudflare ignores it, so that the line '
    + 'applies to "/a"; remove what follows the #',
  ]);
  expect(decision).toMatchObject({ status: 302, location: '/b' });
  expect(codes(read('/a#x /b\n/a /c', 'cloudflare').problems)).toContain('warning EDGE_REDIRECT_CONFLICT');
});

test.each<RuleFormat>(['netlify', 'cloudflare'])('%s: a source with a control character of wrongly decoded text applies', (format) => {
  const { problems, decision } = read('/secret\u00e2\u0080\u009d /b', format, '/secret%C3%A2%C2%80%C2%9D');
  expect(problems).toEqual([]);
  expect(decision?.location).toBe('/b');
  expect(codes(read('{"/secret\u00e2\u0080": "/b"}', 'json').problems)).toEqual(['error EDGE_REDIRECT_SOURCE']);
});

describe("Netlify's own engine", () => {
  const answerOf = async (line: string, url: string) => {
    const [, host = 'www.example.com', path, query = ''] = /^(?:https?:\/\/([^/]*))?([^?]*)\??(.*)$/.exec(url)!;
    const engine = await parsePlain(line, {});
    return engine.match({
      scheme: 'https', host, path, query, headers: {}, cookieValues: {}, getHeader: () => 'xx', getCookie: () => '',
    });
  };

  test.each(NETLIFY)('does not use %s', async (line, url) => {
    const found = await answerOf(line, url);
    // It answers with the URL of the request; the documentation says that Netlify ignores such a rule.
    if (found !== null) expect(found.to.replace(/\/$/, '')).toBe(url.replace(/\/$/, ''));
  });

  test.each([['/a /b 999', '/a'], ['/p/:a* /b', '/p/x'], ['/p/:id/:id /b', '/p/1/2'], ['/a //o.test/b', '/a']])(
    'uses %s', async (line, url) => {
      expect(await answerOf(line, url)).not.toBeNull();
    },
  );
});
