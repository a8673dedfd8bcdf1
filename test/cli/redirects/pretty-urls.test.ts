import { file, run } from './support';

const LIST = '{\n"/old": "/docs",\n"/alias": {"to": "/docs", "statusCode": 200},\n"/api/*": {"to": "https://api.example.com/:splat", "statusCode": 200}}';
const resolved = async (url: string, ...options: string[]) => (await run('resolve', file('redirects.json', LIST), url, ...options)).out;

describe('resolve --pretty-urls', () => {
  test.each<[string, string[], string[]]>([
    ['/page?a=1', ['--pretty-urls', 'trailing-slash'], ['301 /page/?a=1', '  by pretty URLs']],
    ['/page/?a=1', ['--pretty-urls', 'trailing-slash'], ['200 /page/index.html?a=1 (shown at the same URL)', '  by pretty URLs']],
    ['/page/', ['--pretty-urls', 'no-trailing-slash'], ['301 /page', '  by pretty URLs']],
    ['/page', ['--pretty-urls', 'no-trailing-slash'], ['200 /page.html (shown at the same URL)', '  by pretty URLs']],
    ['/page', ['--pretty-urls', 'any-slash', '--page-layout', 'files'], ['200 /page.html (shown at the same URL)', '  by pretty URLs']],
    ['/index.html', ['--pretty-urls', 'trailing-slash'], ['301 /', '  by pretty URLs']],
    ['/index.html', ['--pretty-urls', 'trailing-slash', '--root-object', 'index.html'], ['no redirect: the request goes on to the site']],
    ['/page', ['--pretty-urls', 'trailing-slash', '--method', 'POST'], ['no redirect: the request goes on to the site']],
    ['/page', [], ['no redirect: the request goes on to the site']],
    ['/old', ['--pretty-urls', 'trailing-slash'], ['301 /docs', '  by redirects.json:2  /old → /docs']],
    ['/alias', ['--pretty-urls', 'trailing-slash'], [
      '200 /docs/index.html (shown at the same URL)', '  by redirects.json:3  /alias → /docs', '  by pretty URLs',
    ]],
    ['/api/x', ['--pretty-urls', 'trailing-slash'], [
      '200 https://api.example.com/x (shown at the same URL)', '  by redirects.json:4  /api/* → https://api.example.com/:splat',
    ]],
  ])('%s %j', async (url, options, wanted) => expect(await resolved(url, ...options)).toEqual(wanted));

  test('prints JSON, and refuses other forms', async () => {
    expect(JSON.parse((await resolved('/page', '--pretty-urls', 'trailing-slash', '--json'))[0])).toEqual(
      { status: 301, location: '/page/', pretty: true, shadows: [] });
    const { code, err } = await run('resolve', file('redirects.json', LIST), '/a', '--pretty-urls', 'slash');
    expect([code, err[0]]).toEqual([2, expect.stringContaining('trailing-slash, no-trailing-slash, any-slash')]);
  });
});

describe('check --pretty-urls', () => {
  test('reports loops and chains', async () => {
    const path = file('redirects.json', '{\n"/docs": "/docs/index.html",\n"/old": "/new"}');
    const { code, out } = await run('check', path, '--pretty-urls', 'trailing-slash');
    expect([code, out]).toEqual([1, [
      expect.stringMatching(/^redirects.json:2:1: error: "\/docs" leads to "\/docs\/index.html", from where pretty URLs redirect back.*EDGE_REDIRECT_LOOP/),
      expect.stringMatching(/^redirects.json:3:1: warning: .*lead to "\/new\/" at once.*EDGE_REDIRECT_CHAIN/),
      'redirects.json: 2 rules, 1 error, 1 warning',
    ]]);
    expect((await run('check', path)).code).toBe(0);
    expect((await run('check', path, '--pretty-urls', 'any-slash')).out).toEqual(['redirects.json: 2 rules, no problems']);
    expect((await run('check', path, '--pretty-urls', 'no-trailing-slash', '--page-layout', 'folders')).code).toBe(1);
  });

  test('follows redirects to the hosts of the site', async () => {
    const path = file('redirects.json', '{"/docs": "https://www.example.com/docs/index.html"}');
    expect((await run('check', path, '--pretty-urls', 'trailing-slash')).code).toBe(0);
    expect((await run('check', path, '--pretty-urls', 'trailing-slash', '--site-host', 'www.example.com')).code).toBe(1);
  });
});
