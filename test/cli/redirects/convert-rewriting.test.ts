import { execFileSync, spawn } from 'node:child_process';
import { join } from 'node:path';
import { file, folder, run } from './support';

const convert = (name: string, text: string, to: string, ...options: string[]) =>
  run('convert', file(name, text), '--to', to, ...options);

describe('host rules', () => {
  const HOSTS = '{"https://a.test/*":"https://www.b.test/:splat"}';

  test('become a line for each scheme at Netlify, and one rule again', async () => {
    const { code, out, err } = await convert('a.json', HOSTS, 'netlify');
    expect([code, err]).toEqual([0, []]);
    expect(out).toEqual(['http://a.test/* https://www.b.test/:splat 301\nhttps://a.test/* https://www.b.test/:splat 301']);
    const back = await convert('_redirects', out[0], 'json');
    expect(back.out).toEqual(['{\n  "https://a.test/*": {"to":"https://www.b.test/:splat","query":"replace"}\n}']);
  });

  test('with other targets or statuses for http and https stay two rules', async () => {
    const { out } = await convert('_redirects', 'http://a.test/x /1\nhttps://a.test/x /2', 'json');
    expect(JSON.parse(out[0])).toMatchObject([
      { to: '/1', when: { header: { 'cloudfront-forwarded-proto': 'http' } } },
      { to: '/2', when: { header: { 'cloudfront-forwarded-proto': 'https' } } },
    ]);
  });

  test('a condition on the scheme without a host is an error at Netlify', async () => {
    const list = JSON.stringify({ '/a': { to: '/b', when: { header: { 'cloudfront-forwarded-proto': 'http' } } } });
    const { code, err } = await convert('a.json', list, 'netlify');
    expect([code, err[0]]).toEqual([1,
      'a.json:1:2: /a: a condition on the scheme without a host cannot be expressed in a _redirects file']);
  });

  test.each([['/*', 1], ['/a/*', 0]])('%s to another host is reported as a loop there for Cloudflare: %d', async (from, count) => {
    const { code, err } = await convert('a.json', JSON.stringify({ [from]: 'https://www.b.test/:splat' }), 'cloudflare');
    expect([code, err.filter((line) => line.includes('on the host of a target')).length]).toEqual([0, count]);
  });
});

describe('a * inside a part of a path', () => {
  test.each<[string, string, string, string]>([
    ['netlify', '/prefix-* /x/:splat 301', 'netlify', '/prefix-* /x/:splat 301'],
    ['cloudflare', '/prefix-* /x/:splat 301', 'netlify', '/prefix-* /x/:splat 301'],
    ['cloudflare', '/prefix-* /x/:splat 301', 'cloudflare', '/prefix-* /x/:splat 301'],
    ['netlify', '/prefix-* /x/:splat 301', 'cloudflare',
      '/prefix-/* /x/:splat 301\n/prefix- /x/ 301\n/prefix-/ /x/ 301\n/prefix-* /x/:splat 301'],
  ])('%s %s to %s', async (format, text, to, expected) => {
    const { code, out } = await convert('_redirects', text, to, '--format', format);
    expect([code, out]).toEqual([0, [expected]]);
  });

  test('becomes several rules in JSON, which answer as before', async () => {
    const { out, err } = await convert('_redirects', '/n* /x/:splat 301', 'json');
    expect(JSON.parse(out[0])).toEqual({
      '/n:p1': { to: '/x/:p1', query: 'replace' },
      '/n/*': { to: '/x/:splat', query: 'replace' },
      '/n:p1/*': { to: '/x/:p1/:splat', query: 'replace' },
    });
    expect(err).toEqual(['_redirects: in the new list a final slash does not count where /n* became several rules']);
    for (const path of ['/n', '/nab', '/nab/c', '/n/ab', '/n/ab/c', '/m']) {
      const answers = await Promise.all([file('_redirects', '/n* /x/:splat 301'), file('a.json', out[0])]
        .map((name) => run('resolve', name, path, '--json')));
      const [before, after] = answers.map((answer) => ({ ...JSON.parse(answer.out[0]), line: 0, shadows: [] }));
      expect(after).toEqual(before);
    }
  });

  test('with a placeholder beside it is an error in JSON', async () => {
    const { code, err } = await convert('_redirects', '/:p-* /x/:p', 'json', '--format', 'cloudflare');
    expect(code).toBe(1);
    expect(err[0]).toBe('_redirects:1:1: /:p-*: a * inside a part of a path with other wildcards can only be expressed '
      + 'for Cloudflare');
  });
});

describe('what convert says', () => {
  const CHAIN = '{"/a":"/b","/b":"/c"}';
  const TEXT = '"/a" → "/b" → "/c"';

  test('a chain that only one of the lists shortens is reported', async () => {
    const long = `a.json:1:2: in the new list, "/a" takes 2 redirects: ${TEXT}; redirect to the last URL at once`;
    expect((await convert('a.json', CHAIN, 'netlify')).err).toEqual([long]);
    expect((await convert('a.json', CHAIN, 'cloudflare')).err).toEqual([long]);
    expect((await convert('a.json', CHAIN, 'csv')).err).toEqual([]);
    expect((await convert('_redirects', '/a /b\n/b /c', 'json')).err).toEqual([
      `_redirects:1:1: in the new list, "/a" would take 2 redirects: ${TEXT}; it redirects to the last URL at once, `
        + 'with status 301',
    ]);
  });

  test('a line that is several rules counts once', async () => {
    const { err } = await convert('_redirects', '/a /b 302 Cookie=a,b\n/n* /x 302 Country=de', 'cloudflare');
    expect(err).toEqual([
      "_redirects:1:1: /a: a condition cannot be expressed in Cloudflare's _redirects",
      "_redirects:2:1: /n*: a condition cannot be expressed in Cloudflare's _redirects",
      '_redirects: nothing is written, because 2 rules would not mean the same',
    ]);
    expect((await convert('_redirects', '/* /a\n/n* /b', 'json')).err[0])
      .toBe('_redirects: leaving out 1 rule that can never apply');
  });

  test.each<[string, string, string]>([
    ['/a /1\n/a/ /2', 'cloudflare', '_redirects:2:1: /a/: "/a/" leads to "/2" here and to "/1" on line 1 as "/a"; keep one of them'],
    ['/x /1\n/:a-:b /2/:a', 'cloudflare', '_redirects:2:1: /:a-:b: ":a-:b" has 2 placeholders in one part of the path; a part can have one'],
  ])('%j from %s: places are those of the list', async (text, format, message) => {
    const { code, err } = await convert('_redirects', text, 'json', '--format', format);
    expect([code, err[0]]).toEqual([1, message]);
  });

  test('a named pipe is read once', async () => {
    const pipe = join(folder, 'redirects.json');
    execFileSync('mkfifo', [pipe]);
    const writer = spawn('sh', ['-c', 'printf \'{"/a":"/b"}\' > "$0"', pipe]);
    expect((await run('convert', pipe, '--to', 'netlify')).out).toEqual(['/a /b 301']);
    writer.kill();
  }, 10_000);
});
