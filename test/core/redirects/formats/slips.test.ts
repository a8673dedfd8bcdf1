import { compileRules } from '../../../../src/core/redirects/compile';
import { parseRules } from '../../../../src/core/redirects/parse';
import type { RuleFormat } from '../../../../src/core/redirects/rule/types';
import { rulesOf, sends } from '../support';
import { codes, compileProblems, parseProblems } from '../support-problems';

/** The message of the only problem, without its position and code. */
function onlyMessage(text: string | object, format: 'json' | 'csv' | 'netlify' = 'json'): string {
  const problems = parseProblems(text, format);
  expect([
    problems.length,
    parseRules(typeof text === 'string' ? text : JSON.stringify(text), { format }).rules,
  ]).toEqual([1, []]);
  return problems[0].replace(/^\S+ \S+ /, '');
}

describe('a URL that was copied from elsewhere', () => {
  test.each<[string, string]>([
    ['/a ', '"/a " has a space at its end; remove it, or write %20 if the URL has it'],
    [' /a', '" /a" has a space at its beginning; remove it, or write %20 if the URL has it'],
    ['/a\u00a0', `${JSON.stringify('/a\u00a0')} holds a no-break space, which cannot be seen; remove it, or write %C2%A0 if the URL has it`],
    ['/a\u200bb', `${JSON.stringify('/a\u200bb')} holds a zero-width space, which cannot be seen; remove it, or write %E2%80%8B if the URL has it`],
    ['/a\u202f', `${JSON.stringify('/a\u202f')} has a space at its end; remove it, or write %E2%80%AF if the URL has it`],
    ['/a\tb', '"/a\\tb" holds a control character, such as a tab or a line break; remove it and what follows it, or write %09 if the URL has it'],
    ['/a\u0000', '"/a\\u0000" holds a control character, such as a tab or a line break; remove it and what follows it, or write %00 if the URL has it'],
  ])('%j', (url, message) => {
    expect(onlyMessage({ [url]: '/b' })).toBe(message);
    expect(onlyMessage({ '/x': url })).toBe(message);
  });

  test.each<[string, string]>([
    ['“/a”', '; did you mean "/a"?'],
    ['"/a"', '; did you mean "/a"?'],
    ['a/b', '; did you mean "/a/b"?'],
    ['page.html', '; did you mean "/page.html"?'],
    ['www.example.com/a', '; did you mean "https://www.example.com/a"?'],
    ['example.com/a', '; did you mean "https://example.com/a"?'],
    ['HTTPS://www.example.com/a', '; did you mean "https://www.example.com/a"?'],
    ['https:/www.example.com/a', '; did you mean "https://www.example.com/a"?'],
    ['mailto:me@example.com', ''],
    ['javascript:alert(1)', ''],
  ])('%s', (url, hint) => {
    expect(onlyMessage({ [url]: '/b' })).toBe(
      `${JSON.stringify(url)} must begin with a slash or with https://${hint}`,
    );
    expect(onlyMessage({ '/x': url })).toBe(
      `${JSON.stringify(url)} must begin with a slash or with https:// or http://${hint}`,
    );
  });

  test('a URL longer than CloudFront takes, in the file or encoded', () => {
    const long = `/${'a'.repeat(8191)}`;
    expect(onlyMessage({ [long]: '/b' })).toMatch(/ has 8,192 characters; CloudFront takes 8,191 at most$/);
    expect(onlyMessage({ '/a': long })).toMatch(/ has 8,192 characters; CloudFront takes 8,191 at most$/);
    expect(onlyMessage({ '/a': `/${'é'.repeat(1400)}` })).toMatch(
      / is longer than the 8,191 characters that CloudFront sends$/,
    );
    expect(rulesOf({ '/a': `/${'a'.repeat(8190)}` })).toHaveLength(1);
  });
});

describe('hosts', () => {
  test('with letters outside ASCII match as browsers send them', () => {
    expect(sends({ 'https://München.example/a': '/b' }, 'https://xn--mnchen-3ya.example/a')).toBe('301 /b');
    expect(sends({ 'https://*.münchen.example/a': '/b' }, 'https://www.xn--mnchen-3ya.example/a')).toBe('301 /b');
    expect(sends('https://münchen.example/a /b', 'https://xn--mnchen-3ya.example/a', {}, 'netlify')).toBe('301 /b');
  });

  test.each<[string, string]>([
    ['www.example.com:8080', '; did you mean "www.example.com"?'],
    ['user:pw@www.example.com', '; did you mean "www.example.com"?'],
    ['münchen..example', '; write it like www.example.com or *.example.com'],
  ])('a source on %s', (host, cure) => {
    expect(onlyMessage({ [`https://${host}/a`]: '/b' })).toBe(
      `${JSON.stringify(host)} is not a host that a rule can match${cure}`,
    );
  });

  test.each<[string, string]>([
    ['www.example.com:99999', '; did you mean "www.example.com"?'],
    ['www.example.com:0', '; did you mean "www.example.com"?'],
    ['user:pw@www.example.com', '; did you mean "www.example.com"?'],
    ['ex.com:splat', '; a host cannot contain a placeholder'],
  ])('a target on %s', (host, cure) => {
    expect(onlyMessage({ '/a/*': `https://${host}/b` })).toBe(
      `${JSON.stringify(host)} is not a host that a rule can redirect to${cure}`,
    );
  });

  test('a valid port', () => {
    expect(sends({ '/a': 'https://www.example.com:65535/b' }, '/a')).toBe('301 https://www.example.com:65535/b');
  });
});

describe('a literal colon', () => {
  test('is written %3A in a source, and matches as browsers send it', () => {
    const rules = { '/wiki/Help%3AContents': '/help', '/t/%3a:id%3Ax': '/t/:id' };
    expect(sends(rules, '/wiki/Help:Contents')).toBe('301 /help');
    expect(sends(rules, '/wiki/Helpdesk')).toBeUndefined();
    expect(sends(rules, '/t/:7:x')).toBe('301 /t/7');
  });

  test('is reported where it makes a placeholder that is not used', () => {
    const [problem, ...others] = compileProblems({
      '/wiki/Help:Contents': '/help',
      '/v:n': '/v?n=:n',
      '/p/item-:id': '/items',
    });
    expect(others).toEqual([]);
    expect(problem).toMatchObject({
      code: 'EDGE_REDIRECT_PLACEHOLDER',
      severity: 'warning',
      message:
        '"/wiki/Help:Contents" matches any text after "Help", because ":Contents" is a placeholder; write %3A for a literal colon',
    });
  });
});

test.each<RuleFormat>(['netlify', 'cloudflare'])('lines of %s cannot express a literal colon as %%3A', (format) => {
  const { rules } = parseRules('/wiki/Help:Contents /help', { format });
  expect(compileRules(rules).problems[0].message).toContain(
    'is a placeholder; a literal colon needs %3A in redirects.json, since lines cannot express it',
  );
});

test.each<[string, string]>([
  ['/a/:id(\\d+)', '"/a/:id(\\\\d+)" has the pattern :id(\\d+), which rules do not support; a placeholder matches any text, so write "/a/:id"'],
  ['/a/:id([a-z]+)', '"/a/:id([a-z]+)" has the pattern :id([a-z]+), which rules do not support; a placeholder matches any text, so write "/a/:id"'],
  ['/a/:id?', '"/a/:id?" has the pattern :id?, which rules do not support; a placeholder matches any text, so write "/a" and "/a/:id"'],
  ['/a/:id+', '"/a/:id+" has the pattern :id+, which rules do not support; a placeholder matches any text, so write "/a/*", and :splat in the target'],
  ['/a?', '"/a?" ends with a ?, which must be followed by a parameter; remove it, and write a second rule where a part is optional'],
  ['/a\\b', '"/a\\\\b" has a backslash, which browsers turn into a slash; did you mean "/a/b"?'],
])('%s, as in other routers', (from, message) => {
  expect(onlyMessage({ [from]: '/b' })).toBe(message);
});

test('`:2` without a second `*` is an error', () => {
  expect(onlyMessage({ '/a/*': '/b/:2' })).toBe(
    '":2" in the target is unknown; the source has :splat; a colon that is text is written %3A',
  );
  expect(sends({ '/a/*': '/b/:1?t=12:30&r=4:3' }, '/a/x')).toBe('301 /b/x?t=12:30&r=4:3');
});

test('a `*` in the target of a `*` is reported', () => {
  const [problem, ...others] = compileProblems({
    '/docs/*': '/handbook/*',
    '/a/*': '/b/%2A',
    '/c/:id': '/d/*',
    '/e/*': '/f/:splat',
  });
  expect([problem, others]).toMatchObject([
    {
      code: 'EDGE_REDIRECT_PLACEHOLDER',
      severity: 'warning',
      line: 1,
      message:
        'the * in "/handbook/*" is sent unchanged; write :splat for what the * of the source matched, or %2A for a literal star',
    },
    [],
  ]);
});

describe('JSON as people write it', () => {
  test.each<[string, string]>([
    ['{“/a”: "/b"}', '1:2 EDGE_REDIRECT_SYNTAX text must stand in straight double quotes ("), not in “, which word processors write'],
    ['{"/a": “/b”}', '1:8 EDGE_REDIRECT_SYNTAX text must stand in straight double quotes ("), not in “, which word processors write'],
    ['{\u00a0"/a": "/b"}', '1:2 EDGE_REDIRECT_SYNTAX there is a no-break space here, which is invisible; remove it'],
    ['{"/a":\u00a0"/b"}', '1:7 EDGE_REDIRECT_SYNTAX there is a no-break space here, which is invisible; remove it'],
    ['{"/a"\u200b: "/b"}', '1:6 EDGE_REDIRECT_SYNTAX there is a zero-width space here, which is invisible; remove it'],
    ['{"/a": "/b"\u2028}', '1:12 EDGE_REDIRECT_SYNTAX there is U+2028 here, which is invisible; remove it'],
    ['# list\n{}', '1:1 EDGE_REDIRECT_SYNTAX JSON has no comments; use the "note" of a rule'],
    ['{"/a": 😀}', '1:8 EDGE_REDIRECT_SYNTAX unexpected "😀"'],
    ['x'.repeat(1_000_000), `1:1 EDGE_REDIRECT_SYNTAX ${'x'.repeat(76)} is not JSON; text must stand in double quotes`],
    ['{"/a": {"to": "/b", "__proto__": 1}}', '1:21 EDGE_REDIRECT_FIELD "__proto__" is unknown; a rule has to, statusCode, query, when, start, end, cacheTtl, retryAfter, note, owner, caseSensitive'],
    ['{"/a": {"to": "/b", "constructor": 1}}', '1:21 EDGE_REDIRECT_FIELD "constructor" is unknown; a rule has to, statusCode, query, when, start, end, cacheTtl, retryAfter, note, owner, caseSensitive'],
    ['{"$defaults": {}, "$defaults": {"statusCode": 302}}', '1:19 EDGE_REDIRECT_FIELD "$defaults" occurs twice; remove one of them'],
    ['{"$defaults": {"statusCode": 306}, "/a": "/b", "/c": "/d"}', '1:30 EDGE_REDIRECT_STATUS 306 is not a status that a rule can have; use 301, 302, 303, 307, 308, 200, 404, 410, 451, 503'],
    ['{"$schema": "a", "$schema": "b"}', '1:18 EDGE_REDIRECT_FIELD "$schema" occurs twice; remove one of them'],
    ['{"rules": [], "rules": [{"from": "/a", "to": "/b"}]}', '1:15 EDGE_REDIRECT_FIELD "rules" occurs twice; remove one of them'],
    ['{"rules": {"/a": "/b"}}', '1:11 EDGE_REDIRECT_FIELD "rules" must be an array like [{"from": "/old", "to": "/new"}]; a map of rules is not put under "rules"'],
    ['{"$comment": "for Ann"}', '1:2 EDGE_REDIRECT_FIELD "$comment" is unknown; there are $schema and $defaults, and notes go into the "note" of a rule'],
  ])('%s', (text, problem) => {
    expect(parseProblems(text)).toEqual([problem]);
  });
});

describe('values', () => {
  const rule = (more: object) => onlyMessage({ '/a': { to: '/b', ...more } });

  test.each<[object, string]>([
    [{ when: { country: 'UK' } }, 'the condition "country" must be a two-letter country code of ISO 3166; the United Kingdom is "GB"; got "UK"'],
    [{ when: { country: ['FR', 'eu'] } }, 'the condition "country" must be a two-letter country code of ISO 3166; list the countries of the Union one by one; got ["FR", "eu"]'],
    [{ when: { language: 'deutsch' } }, 'the condition "language" must be a language such as "de" or "pt-br", or a list of them; got "deutsch"'],
    [{ when: { method: 'GETT' } }, 'the condition "method" must be GET, HEAD, OPTIONS, PUT, POST, PATCH, DELETE, or a list of them; got "GETT"'],
    [{ when: { header: { referer: { begins: 'x' } } } }, 'the condition "header" must name headers, as in {"referer": {"contains": "index.html"}}; got {"referer": {"begins": "x"}}'],
    [{ query: { only: ['utm_*_x'] } }, '"query" must be "merge", "drop", "replace" or {"only": ["ref", "utm_*"]}; got {"only": ["utm_*_x"]}'],
    [{ start: '2026-06-01T10:00+25:00' }, '"2026-06-01T10:00+25:00" is not a date; write it like 2026-06-01 or 2026-06-01T08:00Z (UTC)'],
    [{ start: '0026-06-01' }, '"0026-06-01" is not a date; write it like 2026-06-01 or 2026-06-01T08:00Z (UTC)'],
    [{ statusCode: 200, when: { originStatus: 404 } }, 'status 200 serves another page before the request reaches the origin, so it cannot depend on the status of the origin; use 302'],
  ])('%j', (more, message) => {
    expect(rule(more)).toBe(message);
  });

  test('in _redirects', () => {
    expect(onlyMessage('/a /b 301 Country=', 'netlify')).toBe(
      '"Country=" names no country, so that Netlify ignores the line, and it is left out; write codes of ISO 3166 such as Country=us,gb',
    );
    expect(onlyMessage('/a /b 301 Cookie=', 'netlify')).toBe(
      '"Cookie=" names no cookie, so that Netlify ignores the line, and it is left out; write names of cookies such as Cookie=seen',
    );
  });
});

test('a rewrite with a condition on the status of the origin is an error, a redirect is not', () => {
  expect(codes(compileProblems({ '/a': { to: '/b', statusCode: 302, when: { originStatus: 404 } } }))).toEqual([]);
});
