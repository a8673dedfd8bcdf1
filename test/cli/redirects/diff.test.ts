import { file, run } from './support';
import { loadRules } from '../../../src/cli/redirects/files';
import { changesOf } from '../../../src/core/redirects/diff/changes';

describe('diff', () => {
  test('prints rules that were added, removed and changed', async () => {
    const before = file('before.json', '{"/a": "/1", "/b": "/2", "/c/": "/3"}');
    const after = file('after.csv', 'from,to,statusCode\n/b,/2,302\n/c,/3,301\n/d,/4,301');
    expect(await run('diff', before, after, '--exit-code')).toEqual({
      code: 1,
      err: [],
      out: [
        '- /a → /1 (301)',
        '+ /d → /4 (301)',
        '~ /b → /2 (302)  (was /2 (301))',
        '1 rule added, 1 removed, 1 changed',
      ],
    });
  });
});

describe('diff of rules that are written differently', () => {
  const changes = async (before: string, after: string, ext = 'json') =>
    (await run('diff', file(`before.${ext}`, before), file(`after.${ext}`, after))).out;

  test('renaming a placeholder is not a change, swapping two is', async () => {
    expect(await changes('{"/a/:x/:y": "/b/:x"}', '{"/a/:p/:q": "/b/:p"}')).toEqual([
      '0 rules added, 0 removed, 0 changed',
    ]);
    expect(await changes('{"/a/:x/:y": "/b/:x"}', '{"/a/:y/:x": "/b/:x"}')).toEqual([
      '~ /a/:y/:x → /b/:x (301)  (was /a/:x/:y → /b/:x (301))',
      '0 rules added, 0 removed, 1 changed',
    ]);
    expect(await changes('{"/a": "/café"}', '{"/a": "/caf%C3%A9"}')).toEqual(['0 rules added, 0 removed, 0 changed']);
  });

  test('another query policy is a change only if the target has a query', async () => {
    const rule = (to: string, query: string) => JSON.stringify({ '/a': { to, query } });
    expect(await changes(rule('/b?x=1', 'merge'), rule('/b?x=1', 'replace'))).toEqual([
      '~ /a → /b?x=1 (301 with its own query only)  (was /b?x=1 (301))',
      '0 rules added, 0 removed, 1 changed',
    ]);
    expect(await changes(rule('/b', 'merge'), rule('/b', 'replace'))).toEqual(['0 rules added, 0 removed, 0 changed']);
  });

  test('a line that another one shadows completely is reported as removed', async () => {
    const [old, now] = [file('_redirects', '/a/b /x\n/a/* /y'), file('new_redirects', '/a/* /y\n/a/b /x')];
    expect((await run('diff', old, now)).out).toEqual(['- /a/b → /x (301)', '0 rules added, 1 removed, 0 changed']);
  });

  test('a rule that cannot be read is not reported as removed', async () => {
    const old = file('before.json', '{"/a": "/b"}');
    expect(await run('diff', old, file('after.json', '{"/a": "b"}'))).toMatchObject({
      code: 1,
      out: [],
      err: [
        expect.stringContaining('[EDGE_REDIRECT_TARGET]'),
        'after.json: nothing is compared; fix these errors first',
      ],
    });
    expect(await run('diff', old, file('_redirects', '/a /b\n/c //d'))).toMatchObject({
      code: 0,
      out: ['0 rules added, 0 removed, 0 changed'],
      err: [expect.stringContaining('[EDGE_REDIRECT_TARGET]')],
    });
    // Netlify ignores the line, so that it is no longer a rule.
    expect(await run('diff', old, file('_redirects', '/a b'))).toMatchObject({
      code: 0, out: expect.arrayContaining(['- /a → /b (301)']),
    });
  });
});

describe('diff of reordered rules', () => {
  const changes = async (before: string, after: string, ext = '_redirects') =>
    (await run('diff', file(`old${ext}`, before), file(`new${ext}`, after))).out;
  const NONE = '0 rules added, 0 removed, 0 changed';

  test('prints URLs that two reordered lines both match', async () => {
    const files = [file('old_redirects', '/a/* /x\n/*/b /y'), file('new_redirects', '/*/b /y\n/a/* /x')];
    expect(await run('diff', ...files, '--exit-code')).toEqual({
      code: 1,
      err: [],
      out: [
        '~ /a/x/b gets 301 /y by line 1  (was 301 /x by line 1)',
        `${NONE}; 1 URL answered differently by rules that are in both lists`,
      ],
    });
    expect(JSON.parse((await run('diff', ...files, '--json')).out[0])).toEqual({
      added: [],
      removed: [],
      changed: [],
      caveats: [],
      complete: true,
      urls: [{ url: '/a/x/b', options: [], before: '301 /x', after: '301 /y', oldLine: 1, line: 1 }],
    });
  });

  test.each<[string, string[], string]>([
    ['that meet both conditions', ['/a/:x /1 302 Country=de', '/:y/b /2 302 Language=de'], '/a/b --country DE --header "accept-language: de"'],
    ['on a host that both match', ['https://www.ex.test/:x/b /1', 'https://www.ex.test/c/:y /2'], 'https://www.ex.test/c/b'],
    ['with a parameter of each line', ['/a x=1 /1', '/a x=2 /2'], '/a?x=1&x=2'],
    ['in the narrower language', ['/a /1 302 Language=de', '/:x /2 302 Language=de-ch'], '/a --header "accept-language: de-ch"'],
    ['that match the literals of both', ['/:a-:b /1', '/:c.:d /2'], '/x-xx.x'],
    ['that match both wildcards', ['/*/b/* /1', '/:x/*/c /2'], '/b/x/c'],
  ])('... of requests %s', async (_, lines, request) => {
    const [first] = await changes(lines.join('\n'), [...lines].reverse().join('\n'));
    expect(first).toMatch(`~ ${request} gets 30`);
  });

  test.each<[string, object, object, object, string]>([
    ['method', { method: 'GET' }, { country: 'DE' }, { cookie: { c: true } }, 'HEAD'],
    ['method of a list', { method: ['GET', 'HEAD'] }, { method: ['GET', 'POST'] }, { cookie: { c: true } }, 'POST'],
    ['language', { language: 'en' }, { language: ['en', 'fr'] }, { cookie: { c: true } }, 'accept-language: fr'],
    ['country', { country: 'DE' }, { country: ['DE', 'AT'] }, { cookie: { c: true } }, '--country AT'],
    ['value of a cookie', { cookie: { c: '1' } }, { cookie: { c: true } }, { language: 'de' }, '--cookie c=zq8other'],
    ['text of a header', { header: { 'x-a': 'a' } }, { header: { 'x-a': { contains: 'a' } } }, { language: 'de' }, 'x-a: '],
    ['two conditions', { method: 'GET', language: 'en' }, { language: ['en', 'fr'] }, { cookie: { c: true } }, 'gets'],
  ])('... of viewers with another %s than those of a third rule', async (_, third, one, two, viewer) => {
    const rules = [{ from: '/:a/:b?z', to: '/1', when: one }, { from: '/:c/:d?z', to: '/2', when: two }];
    const print = (list: object[]) => JSON.stringify([{ from: '/:a/:b?z', to: '/third', when: third }, ...list]);
    const [line] = await changes(print(rules), print([...rules].reverse()), '.json');
    expect(line).toMatch(/gets 301 \/2.* by line 1 {2}\(was 301 \/1.* by line 1\)/);
    expect(line).toContain(viewer);
  });

  test('... of requests that are exempt from one of them and do not meet the condition of a third line', async () => {
    const lines = ['/* /de/:splat 302 Country=de', '/:x/a /y 302 Language=fr,en'];
    const print = (list: string[]) => ['/:x/a /third 302 Language=fr', ...list].join('\n');
    expect(await changes(print(lines), print([...lines].reverse()))).toContain(
      '~ /de/a --header "accept-language: en" gets 302 /y by line 2  (was no redirect)',
    );
  });

  test.each<[string, object, object]>([
    ['all, and none', {}, { query: 'drop' }],
    ['all, and one name', {}, { query: { only: ['x'] } }],
    ['one name, and another one', { query: { only: ['x'] } }, { query: { only: ['y'] } }],
    ['a name, and all that begin like it', { query: { only: ['x'] } }, { query: { only: ['x*'] } }],
    ['no second value, and its own query', { to: '/t?x=1' }, { to: '/t?x=1', query: 'replace' }],
  ])('... of requests with a query of which one keeps %s', async (_, one, two) => {
    const rules = [
      { from: '/:a/b', to: '/t', when: { country: 'DE' }, ...one },
      { from: '/:a/b', to: '/t', when: { language: 'de' }, ...two },
    ];
    const there = await changes(JSON.stringify(rules), JSON.stringify([...rules].reverse()), '.json');
    expect(there[0]).toMatch(/^~ .*\?.* gets 301 \/t/);
  });

  test('... of requests that are exempt from one of them', async () => {
    const lines = ['/* /de/:splat 302 Country=de', '/:x/a /y 302 Language=fr'];
    expect(await changes(lines.join('\n'), lines.reverse().join('\n'))).toContain(
      '~ /de/a --header "accept-language: fr" gets 302 /y by line 1  (was no redirect)',
    );
  });

  test('... of equally specific rules, of which the first applies', async () => {
    const rules = ['"/a-:x": "/1"', '"/:x-b": {"to": "/2", "caseSensitive": false}'];
    expect((await changes(`{${rules.join()}}`, `{${rules.reverse().join()}}`, '.json'))[0]).toBe(
      '~ /a-x-b gets 301 /2 by line 1  (was 301 /1 by line 1)',
    );
  });

  test('... that match an empty * of Cloudflare', async () => {
    const lines = ['/:x/:y* /1 302', '/:x/*.html /2 302', '/*.html /3 302'];
    const files = [file('_redirects', lines.join('\n')), file('new_redirects', [...lines].reverse().join('\n'))];
    expect((await run('diff', ...files, '--format', 'cloudflare')).out.slice(0, -1)).toEqual([
      '~ /x/x.html gets 302 /3 by line 1  (was 302 /1 by line 1)', '~ /x//.html gets 302 /3 by line 1  (was 302 /2 by line 2)',
    ]);
  });

  test('at most five examples are printed for each line', async () => {
    const lines = [...'abcdefgh'].map((name) => `/${name} /new-${name}`);
    const [all, summary] = [
      '/:x /any 302 Country=de',
      `${NONE}; 8 URLs answered differently by rules that are in both lists`,
    ];
    const there = await changes([all, ...lines].join('\n'), [...lines, all].join('\n'));
    expect([there.length, ...there.slice(-2)]).toEqual([7, '  … and 3 more that were answered by line 1', summary]);
    const back = await changes([...lines, all].join('\n'), [all, ...lines].join('\n'));
    expect([back[0], ...back.slice(-2)]).toEqual([
      '~ /a --country DE gets 302 /any by line 1  (was 301 /new-a by line 1)',
      '  … and 3 more that are answered by line 1',
      summary,
    ]);
  });

  test('reports an incomplete comparison if too many rules would have to be compared', () => {
    const lists = ['/a/* /x\n/*/b /y', '/*/b /y\n/a/* /x'].map((text) =>
      loadRules(file('_redirects', text), 'netlify', { out: () => undefined, error: () => undefined }),
    );
    expect(changesOf(lists[0], lists[1], 0, 0)).toMatchObject({ differences: [], complete: false });
    expect(changesOf(lists[0], lists[1], 0, 1)).toMatchObject({ differences: [{}], complete: true });
  });

  test('reordering lines with wildcards that do not overlap is not a change', async () => {
    const lines = ['/a/* /1', '/b/* /2', '/*/c.html /3', '/d /4'];
    expect(await changes([...lines].join('\n'), [lines[1], lines[3], lines[0], lines[2]].join('\n'))).toEqual([NONE]);
  });
});

describe('diff of what rules do in effect', () => {
  const out = async (before: string, after: string, ext = '.json') =>
    (await run('diff', file(`old${ext}`, before), file(`new${ext}`, after))).out.slice(0, -1);

  test.each<[string, string]>([
    ['another one hides', '/a/* x=1 /gone 410\n'],
    ['has the same source as another one', '/a/* x=1 y=:y https://o.test/\n'],
  ])('a line that %s still exempts what is under its target', async (_, first) => {
    const exempting = '/a/* x=1 y=:y /a/b 302\n';
    const removed = ['- /a/* [parameter x=1; parameter y=:y] → /a/b (302)'];
    const last = '/a/* /z';
    expect(await out(first + exempting + last, first + last, '_redirects')).toEqual(removed);
    expect(await out(first + exempting + last, `${first}/a/* /z\n${exempting}`, '_redirects')).toContain(
      '~ /a/b/x gets 301 /z by line 2  (was no redirect)',
    );
    expect(await out(first + exempting + exempting + last, first + exempting + last, '_redirects')).toEqual([]);
  });

  test('a rule of a chain changes with the last URL of the chain', async () => {
    expect(await out('{"/a": "/b", "/b": "/c"}', '{"/a": "/b", "/b": "/d"}')).toEqual([
      '~ /a → /d (301)  (was /c (301))',
      '~ /b → /d (301)  (was /c (301))',
    ]);
  });

  test('a line that is part of a loop is reported as removed', async () => {
    const { err, out: lines } = await run(
      'diff',
      file('old_redirects', '/a /b'),
      file('new_redirects', '/a /b\n/b /a'),
    );
    expect([lines, err]).toEqual([
      ['- /a → /b (301)', '0 rules added, 1 removed, 0 changed'],
      [expect.stringContaining('[EDGE_REDIRECT_LOOP]')],
    ]);
    expect(await out('/a /a\n/a /b', '/a /b', '_redirects')).toEqual([]);
  });

  test('a line with two cookies is reported for the cookie that changed', async () => {
    expect(await out('/* /1 302 Cookie=a\n/x /2 302 Cookie=a,b', '/* /1 302 Cookie=a', '_redirects')).toEqual([
      '- /x [cookie b] → /2 (302)',
    ]);
  });

  test('parameters are identified by name, not by position', async () => {
    expect(await out('{"/a?x=:p&y=:q": "/:p"}', '{"/a?y=:p&x=:q": "/:p"}')).toEqual([
      '~ /a?y=:p&x=:q → /:p (301)  (was /a?x=:p&y=:q → /:p (301))',
    ]);
    expect(await out('{"/a?x=:p&y=:q": "/:p"}', '{"/a?y=:q&x=:p": "/:p"}')).toEqual([]);
  });

  test('prints conditions; their order does not matter', async () => {
    const rule = (when: object, more = {}) => JSON.stringify({ '/a': { to: '/b', when, ...more } });
    expect(await out(rule({ country: ['DE', 'AT'] }), rule({ country: ['AT', 'DE', 'AT'] }))).toEqual([]);
    expect(
      await out(
        rule({ country: 'DE' }),
        rule(
          { method: 'GET', header: { referer: { contains: 'x' } }, cookie: { c: '1' } },
          { end: '2090-01-01', caseSensitive: false },
        ),
      ),
    ).toEqual([
      '- /a [country DE] → /b (301)',
      '+ /a [method GET; cookie c=1; header referer with x; until 2090-01-02T00:00Z; any case] → /b (301)',
    ]);
    expect(await out('/a x=1 y=:y /b', '/a x=1 z= /b', '_redirects')).toEqual([
      '- /a [parameter x=1; parameter y=:y] → /b (301)',
      '+ /a [parameter x=1; parameter z=] → /b (301)',
    ]);
  });

  test('the page of a 404 matters only for the requests that it exempts', async () => {
    expect(await out('/en/* /en/404 404', '/en/* /lost 404', '_redirects')).toEqual([
      '~ /en/* → /lost (404)  (was /en/404 (404))',
    ]);
    expect(await out('/a /404 404', '/a /lost 404', '_redirects')).toEqual([]);
  });

  test('the fragment of a rewrite does not matter', async () => {
    expect(await out('/a /b#c 200', '/a /b#d 200', '_redirects')).toEqual([]);
  });

  test('a difference between two formats is reported once for all rules', async () => {
    const files = [file('old_redirects', '/a/:x /b/:x 301'), file('new.json', '{"/a/:x": "/b/:x"}')];
    expect(await run('diff', ...files, '--exit-code')).toMatchObject({
      code: 0,
      out: ['0 rules added, 0 removed, 0 changed'],
    });
    const guarded = [
      file('old_redirects', '/a/:x id=:id /b/:x\n/n/* /n/404 404'),
      file('new.json', '{"/a/:x?id=:id": {"to": "/b/:x", "query": "replace"}}'),
    ];
    expect(await run('diff', ...guarded, '--exit-code')).toMatchObject({
      code: 1,
      out: [
        '- /n/* → /n/404 (404)',
        '~ in the new list a parameter that a rule requires is no longer passed to the target',
        '0 rules added, 1 removed, 0 changed',
      ],
    });
  });

  test('a list with errors is not compared', async () => {
    const { code, err } = await run('diff', file('old.json', '{"/a": "/a"}'), file('new.json', '{"/a": "/b"}'));
    expect([code, err]).toEqual([
      1,
      [expect.stringContaining('[EDGE_REDIRECT_LOOP]'), 'old.json: nothing is compared; fix these errors first'],
    ]);
  });
});
