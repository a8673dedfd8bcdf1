import { file, run } from './support';

const BLOG = '{\n"/blog/*": "/news/:splat",\n"/blog/feed.xml": null,\n"/*": "/start"\n}';

describe('resolve', () => {
  test('prints the rule that leaves a request to the site, and what it shadows', async () => {
    const path = file('redirects.json', BLOG);
    expect((await run('resolve', path, '/blog/feed.xml')).out).toEqual([
      'no redirect: the request goes on to the site',
      '  left to the site by redirects.json:3  /blog/feed.xml → the site',
      '  shadows redirects.json:2  /blog/* → /news/:splat',
      '  shadows redirects.json:4  /* → /start',
    ]);
    expect(JSON.parse((await run('resolve', path, '/blog/feed.xml', '--json')).out[0])).toEqual({ status: null, exemptBy: 3, shadows: [2, 4] });
  });

  test('prints it for a line that shows the page that was requested', async () => {
    const path = file('_redirects', '/api/* /api/:splat 200\n/* /start 302!');
    expect((await run('resolve', path, '/api/x')).out).toEqual([
      'no redirect: the request goes on to the site',
      '  left to the site by _redirects:1  /api/* → the site',
      '  shadows _redirects:2  /* → /start',
    ]);
  });

  test('prints maintenance', async () => {
    const path = file('redirects.json', '{"/*": {"statusCode": 503, "end": "2036-01-01T00:00Z"}}');
    expect((await run('resolve', path, '/a', '--date', '2035-12-31')).out).toEqual(['503', '  by redirects.json:1  /* → 503']);
    expect((await run('resolve', path, '/a', '--date', '2036-01-01')).out[0]).toBe('no redirect: the request goes on to the site');
  });
});

test('diff prints what is left to the site, and what changes in caches', async () => {
  const before = file('before.json', '{"/a": "/b", "/x/*": "/y", "/c": "/d", "/e": {"statusCode": 503, "retryAfter": 5}}');
  const after = file('after.json', '{"/a": null, "/x/*": "/y", "/x/1": null, "/c": {"to": "/d", "cacheTtl": 9}, "/e": {"statusCode": 503, "retryAfter": 6}}');
  expect((await run('diff', before, after)).out).toEqual([
    '+ /x/1 → (left to the site)',
    '~ /a → (left to the site)  (was /b (301))',
    '~ /c → /d (301, cacheTtl 9)  (was /d (301))',
    '~ /e → (503, retryAfter 6)  (was (503, retryAfter 5))',
    '1 rule added, 0 removed, 3 changed',
  ]);
  expect((await run('diff', before, before)).out).toEqual(['0 rules added, 0 removed, 0 changed']);
});

describe('convert', () => {
  const converted = async (name: string, text: string, to: string) => {
    const { code, out, err } = await run('convert', file(name, text), '--to', to);
    return code === 0 ? out.join('\n') : err;
  };

  test('writes what is left to the site in each format, and reads it again', async () => {
    const list = '{"/blog/*": "/news/:splat", "/blog/:year/raw": null, "/blog/feed.xml": null}';
    const netlify = await converted('redirects.json', list, 'netlify');
    expect(netlify).toBe(
      '/blog/feed.xml /blog/feed.xml 200\n/blog/:year/raw /blog/:year/raw 200\n/blog/* /news/:splat 301');
    expect(JSON.parse(await converted('_redirects', netlify as string, 'json') as string)).toEqual({
      ...JSON.parse(list), '/blog/*': { to: '/news/:splat', query: 'replace' },
    });
    expect(await converted('redirects.json', BLOG, 'csv')).toBe(
      'from,to,statusCode\n/blog/*,/news/:splat,301\n/blog/feed.xml,-,\n/*,/start,301');
    expect(JSON.parse(await converted('redirects.csv', 'from,to\n/a,-\n', 'json') as string)).toEqual({ '/a': null });
    expect(await converted('redirects.json', '{"/a": null, "/x/*": "/b"}', 'cloudflare')).toBe(
      '/a /a 200\n/a/ /a/ 200\n/x /b 301\n/x/ /b 301\n/x/* /b 301');
  });

  test.each([
    ['cacheTtl', '{"/a": {"to": "/b", "cacheTtl": 5}}', 'netlify'],
    ['retryAfter', '{"/a": {"statusCode": 503, "retryAfter": 5}}', 'netlify'],
    ['cacheTtl', '{"/a": {"to": "/b", "cacheTtl": 5}}', 'cloudflare'],
    ['status 503', '{"/a": {"statusCode": 503}}', 'cloudflare'],
  ])('reports %s of %s as %s', async (what, text, to) => {
    expect(await converted('redirects.json', text, to)).toMatchObject([expect.stringContaining(`${what} cannot be expressed`), expect.anything()]);
  });

  test('reads a RewriteRule without a target, which ends the rewriting', async () => {
    const rules = (text: string) => converted('.htaccess', `RewriteEngine On\n${text}\nRewriteRule ^(.*)$ https://www.example.com/$1 [R=301,L]`, 'json');
    expect(JSON.parse(await rules('RewriteRule ^blog/feed\\.xml$ - [L]') as string)).toMatchObject({ '/blog/feed.xml': null, '/*': { to: 'https://www.example.com/:splat' } });
    expect(JSON.parse(await rules('RewriteRule ^api/ - [END,NC]') as string)).toMatchObject({ '/api/*': { to: null, caseSensitive: false } });
    expect(await rules('RewriteRule ^a$ -')).toMatchObject([expect.stringContaining('without [L] it does nothing'), expect.anything()]);
    expect(await rules('RewriteRule ^a$ - [R=404,L]')).toMatchObject([expect.stringContaining('the status 404 without a target'), expect.anything()]);
    expect(JSON.parse(await rules('RewriteRule ^a$ - [G]') as string)).toMatchObject({ '/a': { statusCode: 410 } });
  });

  test('reads routes of Azure Static Web Apps that hide others', async () => {
    const routes = [{ route: '/a/keep', headers: { 'x-a': 'b' } }, { route: '/a/*', redirect: '/b', statusCode: 301 }, { route: '/c', headers: {} }];
    const text = await converted('staticwebapp.config.json', JSON.stringify({ routes }), 'json') as string;
    expect(JSON.parse(text)).toMatchObject({ '/a/keep': null, '/a/*': '/b' });
    expect(text).not.toContain('"/c"');
  });
});
