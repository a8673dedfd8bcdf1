import { file, run } from './support';

const LIST = JSON.stringify({
  '/': { to: '/home/x', statusCode: 302, when: { language: 'de' } }, '/:slug': '/posts/:slug', '/start': { to: '/', statusCode: 200 },
});

describe('--root-object', () => {
  it('check reports a list that redirects the home page to itself', async () => {
    const list = file('redirects.json', '{"/index.html": "/"}');
    expect(await run('check', list)).toMatchObject({ code: 0 });
    const { code, out } = await run('check', list, '--root-object', 'index.html');
    expect(code).toBe(1);
    expect(out[0]).toContain('EDGE_REDIRECT_ROOT_OBJECT');
  });

  it('resolve treats a request for it as one for /', async () => {
    const list = file('redirects.json', LIST);
    for (const url of ['/', '/index.html', 'https://www.example.com/index.html']) {
      const german = await run('resolve', list, url, '--root-object', 'index.html', '--header', 'Accept-Language: de');
      expect(german.out).toEqual(['302 /home/x', '  by redirects.json:1  / → /home/x']);
      expect((await run('resolve', list, url, '--root-object=/index.html')).out).toEqual([
        'no redirect: the request goes on to the site', '  did not apply: redirects.json:1  / → /home/x',
      ]);
    }
    expect((await run('resolve', list, '/index.html')).out[0]).toBe('301 /posts/index.html');
    expect((await run('resolve', list, '/start', '--root-object', 'index.html')).out[0]).toMatch(/^200 \/index.html /);
  });

  it('resolve prints a line that is left out', async () => {
    const list = file('_redirects', '/index.html / 301\n/* /de/:splat 302 Language=de\n');
    expect((await run('resolve', list, '/index.html', '--root-object', 'index.html')).out.join('\n')).toContain(
      '_redirects:1',
    );
  });

  it('diff compares the responses for the home page', async () => {
    const [old, now] = [file('old.json', '{"/": "/home"}'), file('new.json', '{"/index.html": "/home"}')];
    expect((await run('diff', old, now, '--exit-code')).code).toBe(1);
    expect(await run('diff', old, now, '--exit-code', '--root-object', 'index.html')).toMatchObject({ code: 0 });
    const other = file('other.json', '{"/index.html": "/other"}');
    expect((await run('diff', old, other, '--root-object', 'index.html')).out.join('\n')).toContain('/other');
  });

  it('convert leaves out lines of _redirects that redirect it to itself', async () => {
    const list = file('_redirects', '/index.html / 301\n/a /b\n');
    const { code, out, err } = await run('convert', list, '--to', 'json', '--root-object', 'index.html');
    expect({ code, out }).toEqual({ code: 0, out: ['{\n  "/a": {"to":"/b","query":"replace"}\n}'] });
    expect(err.join('\n')).toContain('leaving out 1 rule');
    const kept = await run('convert', file('redirects.json', '{"/index.html": "/home"}'), '--to', 'csv', '--root-object', 'index.html');
    expect(kept.out.join('\n')).toContain('/index.html,/home');
    const refused = await run('convert', file('redirects.json', '{"/index.html": "/"}'), '--to', 'csv', '--root-object', 'index.html');
    expect(refused).toMatchObject({ code: 1, out: [] });
  });

  it('is a property of each request of a batch', async () => {
    const row = { id: '1', format: 'json', rules: '{"/": "/home"}', url: '/index.html' };
    const batch = file('batch.jsonl', `${JSON.stringify(row)}\n${JSON.stringify({ ...row, rootObject: 'index.html' })}`);
    const { out } = await run('resolve', '--batch', batch);
    expect(out.map((line) => JSON.parse(line).location)).toEqual([undefined, '/home']);
  });

  it.each(['', 'https://www.example.com/index.html', 'index.html?x=1', '/'])('must be a name, not %j', async (name) => {
    const list = file('redirects.json', LIST);
    expect((await run('check', list, `--root-object=${name}`)).code).toBe(2);
  });
});
