import { codes, compileProblems, problemText } from '../support-problems';

describe('rules of one list', () => {
  test('a second rule for a source is a warning with the same target, an error with another one', () => {
    expect(compileProblems('{\n"/a": "/b",\n"/a/": "/b",\n"/A": "/b"\n}').map(problemText)).toEqual([
      '3:1 EDGE_REDIRECT_DUPLICATE "/a/" is already on line 2 as "/a", with the same response; remove one of them',
    ]);
    expect(compileProblems('{\n"/caf%C3%A9": "/b",\n"/café": "/c"\n}').map(problemText)).toEqual([
      '3:1 EDGE_REDIRECT_CONFLICT "/café" leads to "/c" here and to "/b" on line 2 as "/caf%C3%A9"; keep one of them',
    ]);
    expect(codes(compileProblems({ '/:a': '/x/:a', '/:b': '/y/:b' }))).toEqual(['error EDGE_REDIRECT_CONFLICT']);
  });

  test('the order of parameters and of their captures makes no difference', () => {
    const both = (from: string, to: string) =>
      codes(
        compileProblems([
          { from: '/a?x=:p&y=:q', to: '/:p' },
          { from, to },
        ]),
      );
    expect(both('/a?y=:q&x=:p', '/:p')).toEqual(['warning EDGE_REDIRECT_DUPLICATE']);
    expect(both('/a?y=:p&x=:q', '/:p')).toEqual(['error EDGE_REDIRECT_CONFLICT']);
  });

  test('rules with other conditions are not duplicates', () => {
    const rules = [
      { from: '/a', to: '/b' },
      { from: '/a', to: '/c', when: { country: 'DE' } },
      { from: '/a', to: '/d', when: { country: ['AT', 'CH'] } },
    ];
    expect(compileProblems(rules)).toEqual([]);
    expect(codes(compileProblems([...rules, { from: '/a', to: '/e', when: { country: ['CH', 'AT', 'CH'] } }]))).toEqual(
      ['error EDGE_REDIRECT_CONFLICT'],
    );
  });

  test.each<[string, string]>([
    ['a splat', '/a/* /x\n/a/b /y'],
    ['a splat, for its own root', '/a/* /x\n/a /y'],
    ['a placeholder', '/:x/b /x\n/a/b /y'],
    ['a star', '/n* /x\n/news/* /y'],
    ['the same with a condition', '/a /x\n/a /y 302 Country=de'],
    ['the same for any host', '/a /x\nhttps://www.example.com/a /y'],
    ['the same conditions', '/a/* /x 302 Country=de,at\n/a/b /y 302 Country=at'],
    ['the same without a parameter', '/a /x\n/a?x=1 /y'],
    ['the same parameter with any value', '/a?x /x\n/a?x=1 /y'],
    ['a captured parameter, if presence is enough', '/a?x /x\n/a?x=:x /y'],
    ['a placeholder beside text', '/shop/item-:id /x\n/shop/item-1 /y'],
    ['a placeholder beside less text', '/:x.html /x\n/page-:y.html /y'],
  ])('a line after %s never applies', (_, text) => {
    expect(compileProblems(text, 'netlify').map(problemText)[0]).toMatch(
      /^2:1 EDGE_REDIRECT_UNREACHABLE "[^"]*" never applies: "[^"]*" on line 1 matches all of its requests first; move it up or remove it$/,
    );
  });

  test.each<[string, string]>([
    ['a narrower one', '/a/b /x\n/a/* /y'],
    ['one with a condition', '/a/* /x 302 Country=de\n/a/b /y'],
    ['one for another host', 'https://www.example.com/* https://o.test/x\n/a /y'],
    ['one that overlaps', '/:x/b /x\n/a/:y /y'],
    ['one that exempts challenges of certificate authorities', '/* /x\n/.well-known/acme-challenge/* /y'],
    ['a placeholder, for challenges of certificate authorities', '/:a/:b/* /x\n/.well-known/* /y'],
    ['a value that may not be captured', '/a?x=:x /x\n/a?x=1 /y'],
    ['a placeholder that would be empty', '/pre:x /x\n/pre /y'],
    ['a text with the same beginning', '/pre:x-b /x\n/pre-:y /y'],
  ])('a line after %s applies', (_, text) => {
    expect(compileProblems(text, 'netlify').map(({ code }) => code)).not.toContain('EDGE_REDIRECT_UNREACHABLE');
  });

  test('presence is weaker than a value, and a text weaker than one that contains it', () => {
    const rule = (when: object, to: string) => ({ from: '/a', to, when });
    const pairs: [object, object][] = [
      [{ cookie: { plan: true } }, { cookie: { plan: 'pro' } }],
      [{ header: { referer: { contains: 'test' } } }, { header: { referer: 'https://a.test/' } }],
      [{ header: { referer: { contains: 'b' } } }, { header: { referer: { contains: 'abc' } } }],
    ];
    for (const [weaker, stronger] of pairs) {
      expect(codes(compileProblems([rule(weaker, '/x'), rule(stronger, '/y')]))).toEqual([
        'warning EDGE_REDIRECT_UNREACHABLE',
      ]);
      expect(codes(compileProblems([rule(stronger, '/x'), rule(weaker, '/y')]))).toEqual([]);
    }
  });

  test('a line under the exempt prefix of an earlier one never applies, whatever the conditions of that one', () => {
    expect(codes(compileProblems('/* /en/:splat 302 Country=gb\n/en/a /y\n/fr/a /y', 'netlify'))).toEqual([
      'warning EDGE_REDIRECT_LOOP',
      'warning EDGE_REDIRECT_UNREACHABLE',
    ]);
    expect(codes(compileProblems('/shop/* /shop 404', 'netlify'))).toEqual(['warning EDGE_REDIRECT_LOOP']);
  });

  test("Cloudflare's star matches the folder itself, with its slash", () => {
    expect(codes(compileProblems('/a/* /x\n/a/ /y', 'cloudflare'))).toEqual(['warning EDGE_REDIRECT_UNREACHABLE']);
    expect(codes(compileProblems('/* /x/y\n/ /y', 'cloudflare'))).toContain('warning EDGE_REDIRECT_UNREACHABLE');
    expect(codes(compileProblems('/a/* /x\n/a /y', 'cloudflare'))).toEqual([]);
  });

  test('a rule that only changes a slash or case', () => {
    expect(compileProblems({ '/a': '/a/' }).map(problemText)).toEqual([
      '1:2 EDGE_REDIRECT_SLASH "/a" and "/a/" differ only by a slash, which rules ignore; leave the slash to the site and remove the rule, or set prettyUrls of the EdgeRedirector, which redirects all pages',
    ]);
    expect(compileProblems({ '/Foo': { to: '/foo', caseSensitive: false } }).map(problemText)).toEqual([
      '1:2 EDGE_REDIRECT_CASE "/Foo" and "/foo" differ only by case, which this rule ignores; set caseSensitive to true',
    ]);
    expect(compileProblems({ '/Foo': '/foo' })).toEqual([]);
  });

  test('a rule that has expired', () => {
    const rules = { '/a': { to: '/b', end: '2026-06-30' } };
    expect(compileProblems(rules, 'json', { now: Date.UTC(2026, 6, 1) }).map(problemText)).toEqual([
      '1:2 EDGE_REDIRECT_EXPIRED "/a" ended on 2026-06-30; remove it',
    ]);
    const hour = { '/a': { to: '/b', end: '2026-06-30T08:30Z' } };
    expect(compileProblems(hour, 'json', { now: Date.UTC(2026, 6, 1) }).map(problemText)).toEqual([
      '1:2 EDGE_REDIRECT_EXPIRED "/a" ended at 2026-06-30T08:30Z; remove it',
    ]);
    expect(compileProblems(rules, 'json', { now: Date.UTC(2026, 5, 30, 23) })).toEqual([]);
  });

  test('problems are in the order of the file', () => {
    const lines = compileProblems('{\n"/z": "/z",\n"/a": "/b",\n"/b": "/a",\n"/c": "/c/"\n}').map(({ line }) => line);
    expect(lines).toEqual([2, 3, 5]);
  });
});
