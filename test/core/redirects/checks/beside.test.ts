import { codes, compileProblems, told } from '../support-problems';

describe('rules beside each other', () => {
  test('the same answer twice is a warning, another answer an error with both lines', () => {
    expect(compileProblems('{\n"/a": "/b",\n"/a/": "/b",\n"/A": "/b"\n}').map(told)).toEqual([
      '3:1 EDGE_REDIRECT_DUPLICATE "/a/" is already on line 2 as "/a", with the same response; remove one of them',
    ]);
    expect(compileProblems('{\n"/caf%C3%A9": "/b",\n"/café": "/c"\n}').map(told)).toEqual([
      '3:1 EDGE_REDIRECT_CONFLICT "/café" leads to "/c" here and to "/b" on line 2 as "/caf%C3%A9"; keep one of them',
    ]);
    expect(codes(compileProblems({ '/:a': '/x/:a', '/:b': '/y/:b' }))).toEqual(['error EDGE_REDIRECT_CONFLICT']);
  });

  test('parameters are known by their names, whatever their order and that of their captures', () => {
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

  test('other conditions make another rule', () => {
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
    ['a captured parameter that is there', '/a?x /x\n/a?x=:x /y'],
    ['a placeholder beside text', '/shop/item-:id /x\n/shop/item-1 /y'],
    ['a placeholder beside less text', '/:x.html /x\n/page-:y.html /y'],
  ])('a line behind %s never answers', (_, text) => {
    expect(compileProblems(text, 'netlify').map(told)[0]).toMatch(
      /^2:1 EDGE_REDIRECT_UNREACHABLE "[^"]*" never applies: "[^"]*" on line 1 matches all of its requests first; move it up or remove it$/,
    );
  });

  test.each<[string, string]>([
    ['a narrower one', '/a/b /x\n/a/* /y'],
    ['one with a condition', '/a/* /x 302 Country=de\n/a/b /y'],
    ['one for another host', 'https://www.example.com/* https://o.test/x\n/a /y'],
    ['one that overlaps', '/:x/b /x\n/a/:y /y'],
    ['one that leaves certificate authorities alone', '/* /x\n/.well-known/acme-challenge/* /y'],
    ['a placeholder, where certificate authorities ask', '/:a/:b/* /x\n/.well-known/* /y'],
    ['a value that may not be captured', '/a?x=:x /x\n/a?x=1 /y'],
    ['text that leaves a placeholder nothing', '/pre:x /x\n/pre /y'],
    ['text that begins alike', '/pre:x-b /x\n/pre-:y /y'],
  ])('a line behind %s does', (_, text) => {
    expect(compileProblems(text, 'netlify').map(({ code }) => code)).not.toContain('EDGE_REDIRECT_UNREACHABLE');
  });

  test('that something is there is less than what it is', () => {
    const rule = (when: object, to: string) => ({ from: '/a', to, when });
    const asked: [object, object][] = [
      [{ cookie: { plan: true } }, { cookie: { plan: 'pro' } }],
      [{ header: { referer: { contains: 'test' } } }, { header: { referer: 'https://a.test/' } }],
      [{ header: { referer: { contains: 'b' } } }, { header: { referer: { contains: 'abc' } } }],
    ];
    for (const [less, more] of asked) {
      expect(codes(compileProblems([rule(less, '/x'), rule(more, '/y')]))).toEqual([
        'warning EDGE_REDIRECT_UNREACHABLE',
      ]);
      expect(codes(compileProblems([rule(more, '/x'), rule(less, '/y')]))).toEqual([]);
    }
  });

  test('a line under what an earlier one leaves alone never answers, whatever the conditions of that one', () => {
    expect(codes(compileProblems('/* /en/:splat 302 Country=gb\n/en/a /y\n/fr/a /y', 'netlify'))).toEqual([
      'warning EDGE_REDIRECT_LOOP',
      'warning EDGE_REDIRECT_UNREACHABLE',
    ]);
    expect(codes(compileProblems('/shop/* /shop 404', 'netlify'))).toEqual(['warning EDGE_REDIRECT_LOOP']);
  });

  test("Cloudflare's star takes the folder itself, with its slash", () => {
    expect(codes(compileProblems('/a/* /x\n/a/ /y', 'cloudflare'))).toEqual(['warning EDGE_REDIRECT_UNREACHABLE']);
    expect(codes(compileProblems('/* /x/y\n/ /y', 'cloudflare'))).toContain('warning EDGE_REDIRECT_UNREACHABLE');
    expect(codes(compileProblems('/a/* /x\n/a /y', 'cloudflare'))).toEqual([]);
  });

  test('a rule that only changes a slash or capital letters', () => {
    expect(compileProblems({ '/a': '/a/' }).map(told)).toEqual([
      '1:2 EDGE_REDIRECT_SLASH "/a" and "/a/" differ only by a slash, which rules ignore; leave the slash to the site and remove the rule',
    ]);
    expect(compileProblems({ '/Foo': { to: '/foo', caseSensitive: false } }).map(told)).toEqual([
      '1:2 EDGE_REDIRECT_CASE "/Foo" and "/foo" differ only by case, which this rule ignores; set caseSensitive to true',
    ]);
    expect(compileProblems({ '/Foo': '/foo' })).toEqual([]);
  });

  test('a rule whose time is over', () => {
    const rules = { '/a': { to: '/b', end: '2026-06-30' } };
    expect(compileProblems(rules, 'json', { now: Date.UTC(2026, 6, 1) }).map(told)).toEqual([
      '1:2 EDGE_REDIRECT_EXPIRED "/a" ended on 2026-07-01T00:00:00.000Z; remove it',
    ]);
    expect(compileProblems(rules, 'json', { now: Date.UTC(2026, 5, 30, 23) })).toEqual([]);
  });

  test('problems are in the order of the file', () => {
    const lines = compileProblems('{\n"/z": "/z",\n"/a": "/b",\n"/b": "/a",\n"/c": "/c/"\n}').map(({ line }) => line);
    expect(lines).toEqual([2, 3, 5]);
  });
});
