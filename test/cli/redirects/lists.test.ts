import { join } from 'node:path';
import { file, folder, run } from './support';

describe('diff', () => {
  test('what came, went and changed', async () => {
    const before = file('before.json', '{"/a": "/1", "/b": "/2", "/c/": "/3"}');
    const after = file('after.csv', 'from,to,statusCode\n/b,/2,302\n/c,/3,301\n/d,/4,301');
    expect(await run('diff', before, after, '--exit-code')).toEqual({
      code: 1, err: [], out: ['- /a → /1 (301)', '+ /d → /4 (301)', '~ /b → /2 (302)  (was /2 (301))', '1 rule added, 1 removed, 1 changed'],
    });
  });
});

describe('diff, of what it does not see at once', () => {
  const changes = async (before: string, after: string, ext = 'json') => (await run('diff', file(`before.${ext}`, before), file(`after.${ext}`, after))).out;

  test('other names for the same placeholders are no change, the same names for others are', async () => {
    expect(await changes('{"/a/:x/:y": "/b/:x"}', '{"/a/:p/:q": "/b/:p"}')).toEqual(['0 rules added, 0 removed, 0 changed']);
    expect(await changes('{"/a/:x/:y": "/b/:x"}', '{"/a/:y/:x": "/b/:x"}')).toEqual(['~ /a/:y/:x → /b/:x (301)  (was /b/:x (301))', '0 rules added, 0 removed, 1 changed']);
    expect(await changes('{"/a": "/café"}', '{"/a": "/caf%C3%A9"}')).toEqual(['0 rules added, 0 removed, 0 changed']);
  });

  test('what becomes of the query is a change where the target has one', async () => {
    const rule = (to: string, query: string) => JSON.stringify({ '/a': { to, query } });
    expect(await changes(rule('/b?x=1', 'merge'), rule('/b?x=1', 'replace'))).toEqual(['~ /a → /b?x=1 (301 with its own query only)  (was /b?x=1 (301))', '0 rules added, 0 removed, 1 changed']);
    expect(await changes(rule('/b', 'merge'), rule('/b', 'replace'))).toEqual(['0 rules added, 0 removed, 0 changed']);
  });

  test('a line that another takes all requests from is gone', async () => {
    const [old, now] = [file('_redirects', '/a/b /x\n/a/* /y'), file('new_redirects', '/a/* /y\n/a/b /x')];
    expect((await run('diff', old, now)).out).toEqual(['- /a/b → /x (301)', '0 rules added, 1 removed, 0 changed']);
  });

  test('a rule that cannot be read is not said to be gone', async () => {
    const old = file('before.json', '{"/a": "/b"}');
    expect(await run('diff', old, file('after.json', '{"/a": "b"}'))).toMatchObject({ code: 1, out: [], err: [expect.stringContaining('[EDGE_REDIRECT_TARGET]'), 'after.json: nothing is compared before these errors are mended'] });
    expect(await run('diff', old, file('_redirects', '/a /b\n/c d'))).toMatchObject({ code: 0, out: ['0 rules added, 0 removed, 0 changed'], err: [expect.stringContaining('[EDGE_REDIRECT_TARGET]')] });
  });
});

describe('convert', () => {
  const ALL = '{\n  "/a": "/b",\n  "/c/:x": {"to":"/d?x=:x","statusCode":302,"query":{"only":["utm_*"]},"when":{"country":"DE","header":{"referer":{"contains":"x"}}},"start":"2026-06-01T00:00Z","end":"2026-07-01T00:00Z","caseSensitive":false,"note":"a, b","owner":"me"},\n  "/gone": {"statusCode":410}\n}\n';

  const refusal = async (name: string, text: string, to: string) => {
    const { code, out, err } = await run('convert', file(name, text), '--to', to);
    expect([code, out]).toEqual([1, []]);
    return err[0];
  };

  test('to CSV and back is the same', async () => {
    const json = file('a.json', ALL);
    await run('convert', json, '--to', 'csv', '--out', join(folder, 'b.csv'));
    expect((await run('convert', join(folder, 'b.csv'), '--to', 'json')).out).toEqual([ALL.trimEnd()]);
  });

  test('what a format cannot say is not written', async () => {
    const { code, out, err } = await run('convert', file('a.json', ALL), '--to', 'netlify');
    expect([code, out]).toEqual([1, []]);
    expect(err[0]).toBe('a.json:3:3: /c/:x: a condition on the method, a header or the status of the origin cannot be said in a _redirects file');
  });

  test('the order of lines becomes the order of ranks', async () => {
    expect((await run('convert', file('a.json', '{"/*": "https://x.test/", "/a": "/b"}'), '--to', 'netlify')).out).toEqual(['/a /b 301\n/* https://x.test/ 301']);
  });

  test('a list in a cell holds no names with spaces', async () => {
    expect(await refusal('a.json', '{"/a": {"to": "/b", "query": {"only": ["utm_*", "a b"]}}}', 'csv')).toBe('a.json:1:2: /a: the parameter "a b" has a name that a cell cannot hold');
  });

  test('spaces of an address are escaped where spaces part a line', async () => {
    expect((await run('convert', file('a.json', '{"/a b": "/b c"}'), '--to', 'netlify')).out).toEqual(['/a%20b /b%20c 301']);
  });

  test('that a parameter is there is asked by capturing it', async () => {
    const { out } = await run('convert', file('a.json', '{"/a?any2=:any2&preview&x": "/b/:any2"}'), '--to', 'netlify');
    expect(out).toEqual(['/a any2=:any2 preview=:any1 x=:any2x /b/:any2 301']);
  });

  test('notes and owners become comments', async () => {
    expect((await run('convert', file('a.json', '{"/a": {"to": "/b", "note": "QR\\ncode", "owner": "Ann"}, "/c": {"to": "/d", "owner": "Bo"}}'), '--to', 'netlify')).out).toEqual([
      '# QR code (Ann)\n/a /b 301\n# (Bo)\n/c /d 301',
    ]);
  });

  test('a colon that is text stays text', async () => {
    const { out } = await run('convert', file('_redirects', '/p/:_x /b'), '--format', 'cloudflare', '--to', 'json');
    expect(out).toEqual(['{\n  "/p/%3A_x": {"to":"/b","statusCode":302,"query":"replace"}\n}']);
  });

  test('a list that would answer otherwise is not written', async () => {
    const { code, err } = await run('convert', file('_redirects', '/:x/b /1/:x\n/a/:y /2/:y\n/p* /3'), '--to', 'json');
    expect(code).toBe(1);
    expect(err[0]).toContain('a * inside a part of a path is only known to _redirects files');
  });

  test("Cloudflare's lines keep their splat", async () => {
    const { out, err } = await run('convert', file('_redirects', '/a/* /1/:splat'), '--format', 'cloudflare', '--to', 'json');
    expect(out).toEqual(['{\n  "/a/*": {"to":"/1/:splat","statusCode":302,"query":"replace"}\n}']);
    expect(err).toEqual(['_redirects: in the new list /a is for /a/ as well, and /a/* for /a']);
  });

  test.each<[string, string, string, string]>([
    ['where two placeholders meet', '/:y/b /2\n/a/:x /1', '2:1: /a/:x: /a/b', '301 /1 and not to 301 /2'],
    ['for whom two conditions are met', '/ /1 302 Country=de\n/ /2 302 Country=de,at Language=de', '2:1: /: /', '302 /2 and not to 302 /1'],
    ['who asks for a parameter', '/a /1 302 Cookie=seen\n/:x id=:id /2', '2:1: /:x: /a', ''],
  ])('nor is one that only differs for those %s', async (_, text, place, answers) => {
    const error = answers === '' ? undefined : await refusal('_redirects', text, 'json');
    if (error !== undefined) expect(error).toBe(`_redirects:${place} would lead to ${answers}, because the most specific rule answers`);
    else expect((await run('convert', file('_redirects', text), '--to', 'json')).err).toEqual(['_redirects: in the new list a parameter that a rule asks for is not handed on to the target any more']);
  });

  test('nor is one that only differs for those who are under the target already', async () => {
    const because = 'because _redirects files leave alone what is under the target of a line with *';
    expect(await refusal('a.json', '{"/*": "/x"}', 'netlify')).toBe(`a.json:1:2: /*: /x/zq7wa/zq7wb would lead to nothing and not to 301 /x, ${because}`);
    expect(await refusal('_redirects', '/* /x', 'json')).toBe(`_redirects:1:1: /*: /x/zq7wa/zq7wb would lead to 301 /x and not to nothing, ${because}`);
  });

  test('lines that never answer are left out and counted', async () => {
    const { out, err } = await run('convert', file('_redirects', '/a/* /1/:splat\n/a/b /2'), '--to', 'json');
    expect(out).toEqual(['{\n  "/a/*": {"to":"/1/:splat","query":"replace"}\n}']);
    expect(err).toEqual(['_redirects: leaving out 1 rule that can never answer']);
  });
});
