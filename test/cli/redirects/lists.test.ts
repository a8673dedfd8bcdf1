import { join } from 'node:path';
import { file, folder, run } from './support';

describe('convert', () => {
  const ALL =
    '{\n  "/a": "/b",\n  "/c/:x": {"to":"/d?x=:x","statusCode":302,"query":{"only":["utm_*"]},"when":{"country":"DE","header":{"referer":{"contains":"x"}}},"start":"2026-06-01T00:00Z","end":"2026-07-01T00:00Z","caseSensitive":false,"note":"a, b","owner":"me"},\n  "/gone": {"statusCode":410}\n}\n';

  const refusal = async (name: string, text: string, to: string) => {
    const { code, out, err } = await run('convert', file(name, text), '--to', to);
    expect([code, out]).toEqual([1, []]);
    return err[0];
  };

  test('to CSV and back to JSON gives the same list', async () => {
    const json = file('a.json', ALL);
    await run('convert', json, '--to', 'csv', '--out', join(folder, 'b.csv'));
    expect((await run('convert', join(folder, 'b.csv'), '--to', 'json')).out).toEqual([ALL.trimEnd()]);
  });

  test('a rule that a format cannot express is an error, and nothing is written', async () => {
    const { code, out, err } = await run('convert', file('a.json', ALL), '--to', 'netlify');
    expect([code, out]).toEqual([1, []]);
    expect(err[0]).toBe(
      'a.json:3:3: /c/:x: a condition on the method, a header or the status of the origin cannot be expressed in a _redirects file',
    );
  });

  test('lines are in the order in which the rules take precedence', async () => {
    expect(
      (await run('convert', file('a.json', '{"/*": "https://x.test/", "/a": "/b"}'), '--to', 'netlify')).out,
    ).toEqual(['/a /b 301\n/* https://x.test/ 301']);
  });

  test('a parameter name with a space in a list is an error in CSV', async () => {
    expect(await refusal('a.json', '{"/a": {"to": "/b", "query": {"only": ["utm_*", "a b"]}}}', 'csv')).toBe(
      'a.json:1:2: /a: the parameter "a b" has a name that a cell cannot hold',
    );
  });

  test('spaces of a URL are escaped in formats whose fields are separated by spaces', async () => {
    expect((await run('convert', file('a.json', '{"/a b": "/b c"}'), '--to', 'netlify')).out).toEqual([
      '/a%20b /b%20c 301',
    ]);
  });

  test('the condition that a parameter is present becomes a capture in _redirects', async () => {
    const { out } = await run('convert', file('a.json', '{"/a?any2=:any2&preview&x": "/b/:any2"}'), '--to', 'netlify');
    expect(out).toEqual(['/a any2=:any2 preview=:any1 x=:any2x /b/:any2 301']);
  });

  test('notes and owners become comments', async () => {
    expect(
      (
        await run(
          'convert',
          file(
            'a.json',
            '{"/a": {"to": "/b", "note": "QR\\ncode", "owner": "Ann"}, "/c": {"to": "/d", "owner": "Bo"}}',
          ),
          '--to',
          'netlify',
        )
      ).out,
    ).toEqual(['# QR code (Ann)\n/a /b 301\n# (Bo)\n/c /d 301']);
  });

  test('a literal colon is refused for _redirects files, which would read a placeholder', async () => {
    const { code, err } = await run('convert', file('a.json', '{"/w/Help%3AContents": "/b"}'), '--to', 'netlify');
    expect([code, err[0]]).toEqual([1, expect.stringContaining('a literal colon before a letter cannot be expressed')]);
  });

  test('a literal colon stays a literal', async () => {
    const { out } = await run('convert', file('_redirects', '/p/:_x /b'), '--format', 'cloudflare', '--to', 'json');
    expect(out).toEqual(['{\n  "/p/%3A_x": {"to":"/b","statusCode":302,"query":"replace"}\n}']);
  });

  test('a list that would mean something else is not written', async () => {
    const { code, err } = await run('convert', file('_redirects', '/:x/b /1/:x\n/a/:y /2/:y\n/p* /3'), '--to', 'json');
    expect(code).toBe(1);
    expect(err[0]).toContain('/a/b would lead to 301 /2/b and not to 301 /1/a, because the most specific rule applies');
  });

  test("Cloudflare's lines keep their splat", async () => {
    const { out, err } = await run(
      'convert',
      file('_redirects', '/a/* /1/:splat'),
      '--format',
      'cloudflare',
      '--to',
      'json',
    );
    expect(out).toEqual(['{\n  "/a/*": {"to":"/1/:splat","statusCode":302,"query":"replace"}\n}']);
    expect(err).toEqual([
      '_redirects: in the new list /a matches /a/ as well, and /a/* matches /a',
      '_redirects: in the new list // in a target is kept',
    ]);
  });

  test.each<[string, string, string, string]>([
    ['where two placeholders overlap', '/:y/b /2\n/a/:x /1', '2:1: /a/:x: /a/b', '301 /1 and not to 301 /2'],
    ['with which two conditions are met', '/ /1 302 Country=de\n/ /2 302 Country=de,at Language=de', '2:1: /: /', '302 /2 and not to 302 /1'],
    ['with a parameter that a rule requires', '/a /1 302 Cookie=seen\n/:x id=:id /2', '2:1: /:x: /a', ''],
  ])('nor is one that differs only for requests %s', async (_, text, place, answers) => {
    const error = answers === '' ? undefined : await refusal('_redirects', text, 'json');
    if (error !== undefined) {
      expect(error).toBe(`_redirects:${place} would lead to ${answers}, because the most specific rule applies`);
    } else {
      expect((await run('convert', file('_redirects', text), '--to', 'json')).err).toEqual([
        '_redirects: in the new list a parameter that a rule requires is no longer passed to the target',
      ]);
    }
  });

  test('nor is one that differs only for requests under the target of a rule', async () => {
    const because = 'because in _redirects files, what is under the target of a line with * is exempt from it';
    expect(await refusal('a.json', '{"/*": "/x"}', 'netlify')).toBe(
      `a.json:1:2: /*: /x/zq7wa/zq7wb would lead to nothing and not to 301 /x, ${because}`,
    );
    expect(await refusal('_redirects', '/* /x', 'json')).toBe(
      `_redirects:1:1: /*: /x/zq7wa/zq7wb would lead to 301 /x and not to nothing, ${because}`,
    );
  });

  test('lines that never apply are left out and counted', async () => {
    const { out, err } = await run('convert', file('_redirects', '/a/* /1/:splat\n/a/b /2'), '--to', 'json');
    expect(out).toEqual(['{\n  "/a/*": {"to":"/1/:splat","query":"replace"}\n}']);
    expect(err).toEqual(['_redirects: leaving out 1 rule that can never apply']);
  });

  test('of a line with two cookies, only the cookie that never applies is left out', async () => {
    const { err } = await run(
      'convert',
      file('_redirects', '/x/* /1 302 Cookie=a\n/x/y /2 302 Cookie=a,b'),
      '--to',
      'json',
    );
    expect(err.slice(0, 2)).toEqual([
      '_redirects: leaving out 1 rule that can never apply',
      '_redirects:2:1: /x/y: /x/y would lead to 302 /2 and not to 302 /1, because the most specific rule applies',
    ]);
  });
});
