import { compileRules } from '../../../../src/core/redirects/compile';
import { parseRules } from '../../../../src/core/redirects/parse';
import type { RuleFormat } from '../../../../src/core/redirects/rule/types';
import { rulesOf } from '../support';
import { parseProblems } from '../support-problems';

const problems = (from: string, to: string) => parseProblems(JSON.stringify({ [from]: to }), 'json');

describe('patterns of other routers in a source', () => {
  test.each<[string, string]>([
    ['^/products/(.*)$', 'write "/products/*", and :splat'],
    ['/products/(.*)', 'write "/products/*"'],
    ['/a/(?<year>[^/]+)/b', 'write "/a/:year/b"'],
    ['/a/(\\d+)', 'write "/a/:p1"'],
    ['/a/.*', 'write "/a/*"'],
    ['/(de|en)/a', 'the alternatives (de|en), which rules do not support; write a rule for each'],
    ['/{de,en}/a', 'write a rule for each'],
    ['/a/{id}', 'write :id, or %7B for a literal brace'],
    ['/a/{id:int}/b', 'write :id'],
    ['/a/<id>', 'write :id, or %3C'],
    ['/a/<*>', 'write *, which is :splat in the target, or %3C'],
    ['/a/[0-9]+', 'write a name such as :id'],
    ['/a/[a-z-]*/b', 'write a name such as :id'],
    ['/a/[slug]', 'write :slug'],
    ['/[slug]/b', 'write :slug'],
    ['/a/[...slug]', 'write *, which is :splat in the target'],
    ['/a/[[...slug]]', 'write *'],
    ['/a/%{HOST}', 'write a host before the path'],
    ['^products/(.*)$', 'write "/products/*", and :splat'],
    ['^/(de|en)/(.*)$', 'write "/de/*" and "/en/*", and :splat'],
    ['^/blog/(\\d{4})/(.*)$', 'write "/blog/:p1/*"'],
    ['^/old(/.*)?$', 'write "/old/*"'],
    ['^/old/?(.*)$', 'write "/old/*"'],
    ['^/(.*)\\.html$', 'write "/:p1.html"'],
    ['~ ^/old/(.*)$', 'write "/old/*"'],
    ['^https://a\\.test/(.*)$', 'write "https://a.test/*"'],
    ['/index\\.html', 'write "/index.html"'],
    ['/x/.+', 'write "/x/*"'],
    ['/{de,en}/a', 'write a rule for each: "/de/a", "/en/a"'],
    ['/a/{id:\\d+}', 'write :id'],
    ['/a/{path...}', 'write *, which is :splat'],
    ['/a/{*slug}', 'write *, which is :splat'],
    ['/a/{$}', 'remove it'],
    ['/a/<int:pk>', 'write :pk'],
    ['/a/<path:rest>', 'write *, which is :splat'],
    ['/a/[a-z]{2}/b', 'the set [a-z]{2}'],
    ['/a/[^/]+/b', 'the set [^/]+'],
    ['/a/[id=int]', 'write :id'],
    ['%{HTTP_HOST}/a', 'write a host before the path'],
    ['/a/:id?', 'write "/a" and "/a/:id"'],
    ['/a/:id?/b', 'write "/a/b" and "/a/:id/b"'],
    ['/a/:path*', 'write "/a/*"'],
    ['/a/:path+', 'write "/a/*"'],
    ['/a/(?i)b', 'has a regular expression, which rules do not support; write "/a/b"'],
    ['(?i)^/a$', 'write "/a"'],
    ['/a/(?-i:b)', 'has a regular expression'],
    ['/a/?$', 'write "/a"'],
    ['/a?$', 'has a regular expression'],
    ['/a/:id<\\d+>', 'write "/a/:id"'],
    ['/a/:id<int>/b', 'write "/a/:id/b"'],
    ['/a/:id{[0-9]+}', 'write "/a/:id"'],
    ['/a/:slug{.+}/b', 'write "/a/:slug/b"'],
    ['/:lang(en|de)/a', 'write "/:lang/a"'],
    ['/a(/:x)', 'write "/a" and "/a/:x"'],
    ['/a{/:x}', 'write "/a" and "/a/:x"'],
    ['/a/**', 'write "/a/*"'],
    ['/a/*path', 'write "/a/*"'],
    ['/($lang)/about', 'the optional part ($lang), which rules do not support; write "/about" and "/:lang/about"'],
    ['/a/($slug)', 'write "/a" and "/a/:slug"'],
    ['/($lang)', 'write "/" and "/:lang"'],
    ['/[[...slug]]', 'write *, which is :splat in the target'],
    ['/a/[...path].json', 'write *, which is :splat in the target'],
    ['/a/file-[...rest]', 'write *'],
    ['/{id}.html', 'write :id'],
    ['/users/<int:id>', 'write :id'],
    ['/users/u-<int:id>.html', 'write :id'],
    ['/a/(:num)/b', 'has (:num), which rules do not support; write :num'],
    ['/a/(:any)', 'write :any'],
    ['/a/prefix-*', 'write "prefix-:name" for text without a slash'],
    ['/*.html', 'write ":name.html" for text without a slash'],
  ])('%s', (from, cure) => {
    expect(problems(from, '/x')).toEqual([expect.stringMatching(/^1:2 EDGE_REDIRECT_SOURCE /)]);
    expect(problems(from, '/x')[0]).toContain(cure);
  });

  test.each(['/price-$5', '/c++', '/wiki/Foo_(bar)', '/wiki/AC/DC_(band)', '/[e-book]-title', '/a/[data-format]/x',
    '/a/(group)/b', '/$metadata', '/a^b', '/@user', '/a|b', '/foo(bar).html', '/a/{x', '/wiki/C%2B%2B', "/it's", '/a!',
    '/$a', '/posts/%24id', '/a%24', '/a..b'])('%s is text without a warning', (from) => {
    expect(compileRules(rulesOf({ [from]: '/x' })).problems).toEqual([]);
  });

  test.each<[string, string]>([
    ['/a$', 'the $ at the end in "/a$" is matched as text; write "/a", or %24 for a literal $'],
    ['/posts/$id', 'the $id in "/posts/$id" is matched as text; write :id for any text, or %24 for a literal $'],
    ['/posts/$slug/edit', 'write :slug for any text'],
    ['/p/$id.html', 'the $id in "/p/$id.html" is matched as text; write :id for any text'],
    ['/p/item-$id', 'write :id for any text'],
    ['/p.$id.edit', 'write :id for any text'],
    ['/files/$', 'the $ at the end in "/files/$" is matched as text; write "/files/*" for any rest, or %24'],
    ['/p/[id].html', 'the [id] in "/p/[id].html" is matched as text; write :id for any text, or %5B for a literal bracket'],
    ['/p/item-[slug]', 'write :slug for any text'],
    ['/p/[year]-[month]', 'write :year for any text'],
  ])('%s may be text, which is a warning', (from, message) => {
    const found = compileRules(rulesOf({ [from]: '/x' })).problems;
    expect(found).toMatchObject([{ code: 'EDGE_REDIRECT_PLACEHOLDER', severity: 'warning' }]);
    expect(found[0].message).toContain(message);
  });

  test.each<[RuleFormat, string, string]>([
    ['netlify', '/a/{id} /b', 'has {id}, which is plain text in this file; write :id'],
    ['netlify', '/(de|en)/a /b', 'write a rule for each: "/de/a", "/en/a"'],
    ['netlify', '/a/:id(\\d+) /b/:id', 'write "/a/:id"'],
    ['netlify', '/a/[slug] /b', 'write :slug'],
    ['netlify', '/a/:id /b/{id}', 'write :id'],
    ['netlify', '/a$ /b', 'write "/a"'],
    ['netlify', '/($lang)/about /b', 'has the optional part ($lang), which is plain text in this file; write "/about" and "/:lang/about"'],
    ['netlify', '/p/[id].html /b', 'the [id] in "/p/[id].html" is matched as text; write :id'],
    ['netlify', '/[[...slug]] /b', 'write *, which is :splat in the target'],
    ['netlify', '/{id}.html /b', 'write :id'],
    ['netlify', '/users/<int:id> /b', 'write :id'],
    ['netlify', '/a /b;', 'has a semicolon at its end, which is plain text in this file; remove it'],
    ['cloudflare', '/p/[id].html /b', 'write :id'],
    ['cloudflare', '/users/<int:id> /b', 'write :id'],
    ['cloudflare', '/a/(.*) /b', 'write "/a/*"'],
    ['cloudflare', '^/a /b', 'write "/a"'],
  ])('%s: %s is a warning, because the platform reads it as text', (format, line, cure) => {
    const parsed = parseRules(line, { format });
    const found = compileRules(parsed.rules).problems;
    expect([parsed.problems, found.map(({ severity }) => severity)]).toEqual([[], ['warning']]);
    expect(found[0].message).toContain(cure);
  });

  test.each<[RuleFormat, string]>([
    ['netlify', '/a(1) /b'], ['netlify', '/wiki/Foo_(bar) /b'], ['cloudflare', '/a.* /b'], ['cloudflare', '/*.php /b'],
    ['cloudflare', '/:p* /x/:splat'],
  ])('%s: %s is fine', (format, line) => {
    const parsed = parseRules(line, { format });
    expect([...parsed.problems, ...compileRules(parsed.rules).problems]).toEqual([]);
  });

  test.each<[RuleFormat, 'error' | 'warning', string, string]>([
    ['netlify', 'warning', '/a/(.*) /b/$1', 'it is left out; write "/a/*", and :splat in the target'],
    ['netlify', 'warning', '^/a/(.*)$ /b/$1', 'it is left out; write "/a/*", and :splat in the target'],
    ['netlify', 'warning', '/a /b [R=301,L]', 'it is left out; write only the status, such as 301'],
    ['csv', 'error', 'from,to\n^/a/(.*)$,/b/$1', 'write "/a/*", and :splat in the target'],
  ])('%s, an %s: %s', (format, severity, text, cure) => {
    const [problem] = parseRules(text, { format }).problems;
    expect([problem.severity, problem.message]).toEqual([severity, expect.stringContaining(cure)]);
  });

  test.each(['/a(1)', '/a[1].pdf', '/a/file[12]', '/a$', '/$a', '/a/%7Bid%7D', '/a/%5Bslug%5D', '/a/x.y', '/a/b+c'])(
    '%s is text', (from) => expect(problems(from, '/x')).toEqual([]));
});

describe('references of other routers in a target', () => {
  test.each<[string, string, string]>([
    ['/a/*', '/b/${1}', 'write :splat'],
    ['/a/:id', '/b/${1}', 'write :id'],
    ['/a/:x/:y', '/b/{R:2}', 'write :y'],
    ['/a/:id', '/b/{id}', 'write :id'],
    ['/a/*/b/*', '/b/{R:2}', 'write :2'],
    ['/a/:id', '/b/<id>', 'write :id'],
    ['/a', '/b/{id}', 'write :id'],
    ['/a/*', '/b [R=301,L]', 'write "statusCode" next to the target'],
    ['/a/*', '/b [r=301,l]', 'write "statusCode" next to the target'],
    ['/a/*', '/b 301', 'has the status 301 behind the target, which rules do not support; write 301 as its statusCode, or %20'],
    ['/a', '/b 302!', 'write 302 as its statusCode'],
    ['/a', '/b 200', 'write 200 as its statusCode'],
    ['/a/*', '/b/$1 permanent;', 'has the word permanent; behind the target, which rules do not support; write 301 as its statusCode'],
    ['/a', '/b redirect', 'write 302 as its statusCode'],
    ['/a', '/b last;', 'write 200 as its statusCode'],
    ['/a', '/b;', 'has a semicolon at its end, which rules do not support; remove it, or write %3B'],
    ['/a', '/b /c', 'has a second URL, /c, which rules do not support; write a rule for each redirect, or %20'],
    ['/a', '/b -> https://c.test/', 'a second URL'],
    ['/a', '/b # moved', 'has the comment # moved, which rules do not support; write it as the note of the rule'],
    ['/a', '/b Country=de', 'write it as a condition of the rule'],
    ['/a', '/b\t301', 'remove it and what follows it, or write %09 if the URL has it'],
    ['/a', '/b\n/c', 'remove it and what follows it, or write %0A if the URL has it'],
    ['/a', '/b\u201d', 'the curly quote'],
    ['/a/:id', '/b/{{id}}', 'has {{id}}, which rules do not support; write :id'],
    ['/a/:id', '/b/$<id>', 'write :id'],
    ['/a/:x', '/b/\\1', 'write :x'],
    ['/a/*', '/b/(.*)', 'write :splat'],
    ['/a/*', '/b/:path*', 'write :splat'],
    ['/a/:path', '/b/:path*', 'write :path'],
    ['/a/:id', '/b/:id(\\d+)', 'write :id'],
    ['/a/*', '/b/[...slug]', 'write :splat'],
    ['/a/*', '/b/**', 'write :splat'],
    ['/a/*', 'https://x.test$request_uri', 'write :splat'],
    ['/a/*', '/b/%{REQUEST_URI}', 'write :splat'],
    ['/a/*', 'https://#{host}/b', 'write the host as text'],
  ])('%s to %s', (from, to, cure) => {
    expect(problems(from, to)).toEqual([expect.stringMatching(/ EDGE_REDIRECT_TARGET /)]);
    expect(problems(from, to)[0]).toContain(cure);
  });

  test.each<[string, string, string]>([
    ['/a/*', '/b/$1', 'the $1 in "/b/$1" is sent unchanged; write :splat'],
    ['/a/:x/:y', '/b?y=$2', 'write :y'],
    ['/a/:x', '/b/%1', 'write :x'],
    ['/a/:id', '/b/$id', 'write :id'],
    ['/a/:id', '/b/[id].html', 'the [id] in "/b/[id].html" is sent unchanged; write :id'],
  ])('%s to %s is a warning', (from, to, cure) => {
    const found = compileRules(rulesOf({ [from]: to })).problems;
    expect(found).toMatchObject([{ code: 'EDGE_REDIRECT_PLACEHOLDER', severity: 'warning' }]);
    expect(found[0].message).toContain(cure);
  });

  test.each<[string, string]>([
    ['/my page.pdf', '"/my page.pdf" has a blank, which is sent as %20; write "/my%20page.pdf", or "/my" if what follows does not belong to the URL'],
    ['/b?q=x y', 'write "/b?q=x%20y", or "/b?q=x"'],
    ['https://b.test/c d', 'write "https://b.test/c%20d"'],
  ])('a blank in %s is a warning', (to, message) => {
    for (const [text, format] of [[JSON.stringify({ '/a': to }), 'json'], [`from,to\n/a,${to}`, 'csv']] as const) {
      const found = compileRules(rulesOf(text, format)).problems;
      expect(found).toMatchObject([{ code: 'EDGE_REDIRECT_TARGET', severity: 'warning' }]);
      expect(found[0].message).toContain(message);
    }
    expect(compileRules(rulesOf({ '/a': to.replace(/ /g, '%20') })).problems).toEqual([]);
  });

  test.each<[string, string]>([
    ['/a', '/b/$5'],
    ['/a', '/b;v=1'],
    ['/a', '/b?a=1;b=2'],
    ['/a/:id', '/b/[draft]-x/:id'],
    ['/a/*', '/b/$100/:splat'],
    ['/a/*', '/b/%20/:splat'],
    ['/a/*', '/b/100%'],
    ['/a/*', '/b/$5.99/:splat'],
    ['/a/:id', '/b/$other/:id'],
    ['/a', '/wiki/Foo_(bar)'],
    ['/a', '/wiki/Help:Foo_(bar)'],
    ['/a', '/c++'],
    ['/a', '/b[1].html'],
  ])('%s to %s is text', (from, to) => expect(compileRules(rulesOf({ [from]: to })).problems).toEqual([]));
});
