import { file, run } from './support';

const SOUND =
  '{\n  "/old": { "to": "/new", "note": "QR code" },\n  "/docs/*": "https://docs.example.com/:splat",\n  "/docs/de": { "to": "/de", "when": { "country": "DE" } }\n}';

describe('resolve', () => {
  test('prints the answer, its rule and the rules that it shadows', async () => {
    const path = file('redirects.json', SOUND);
    expect((await run('resolve', path, '/docs/de?x=1', '--country', 'DE')).out).toEqual([
      '301 /de?x=1', '  by redirects.json:4  /docs/de → /de', '  shadows redirects.json:3  /docs/* → https://docs.example.com/:splat',
    ]);
    expect((await run('resolve', path, 'https://www.example.com/old')).out).toEqual([
      '301 /new',
      '  by redirects.json:2  /old → /new  (QR code)',
    ]);
  });

  test('prints "no redirect", and rules that did not apply', async () => {
    const path = file('redirects.json', '{"/a": {"to": "/b", "when": {"cookie": {"seen": true}}}}');
    expect((await run('resolve', path, '/a')).out).toEqual([
      'no redirect: the request goes on to the site',
      '  did not apply: redirects.json:1  /a → /b',
    ]);
    expect((await run('resolve', path, '/a', '--cookie', 'seen=1')).out[0]).toBe('301 /b');
    expect((await run('resolve', path, '/a', '--header', 'Cookie: seen=1')).out[0]).toBe('301 /b');
  });

  test('a rule that did not apply shadows nothing, and is listed separately', async () => {
    const path = file(
      'redirects.json',
      '[\n{"from": "/a", "to": "/1", "when": {"country": "DE"}},\n{"from": "/a", "to": "/2"},\n{"from": "/*", "to": "/3", "query": "drop"}\n]',
    );
    expect((await run('resolve', path, '/a')).out).toEqual([
      '301 /2', '  by redirects.json:3  /a → /2', '  shadows redirects.json:4  /* → /3', '  did not apply: redirects.json:2  /a → /1',
    ]);
    expect(JSON.parse((await run('resolve', path, '/a', '--json')).out[0])).toMatchObject({ line: 3, shadows: [4] });
  });

  test('accepts any spelling of the URL', async () => {
    const path = file(
      'redirects.json',
      '{"/café": "/1",\n"https://www.example.com/*": "/2",\n"https://www.example.com/caf%C3%A9": "/3"}',
    );
    for (const url of ['https://WWW.example.com:443/caf%c3%a9/', 'https://www.example.com/x/../café']) {
      expect(JSON.parse((await run('resolve', path, url, '--json')).out[0])).toMatchObject({
        line: 3,
        shadows: [1, 2],
      });
    }
    expect((await run('resolve', path, '/café')).out).toEqual(['301 /1', '  by redirects.json:1  /café → /1']);
  });

  test('--date', async () => {
    const path = file('redirects.json', '{"/a": {"to": "/b", "start": "2026-12-24", "end": "2026-12-26"}}');
    const on = async (date: string) => (await run('resolve', path, '/a', '--date', date)).out[0];
    expect([await on('2026-12-23'), await on('2026-12-24'), await on('2026-12-26'), await on('2026-12-27')]).toEqual(
      [expect.stringContaining('no redirect'), '301 /b', '301 /b', expect.stringContaining('no redirect')]);
  });

  test('--json', async () => {
    expect(JSON.parse((await run('resolve', file('redirects.json', SOUND), '/docs/x', '--json')).out[0])).toEqual({
      status: 301,
      location: 'https://docs.example.com/x',
      line: 3,
      shadows: [],
    });
  });

  test('prints no answer for a list with errors', async () => {
    const { code, err } = await run('resolve', file('redirects.json', '{"/a": "/a"}'), '/a');
    expect([code, err.length]).toEqual([1, 2]);
    // The answer of the other rules alone would be wrong.
    const partial = await run('resolve', file('redirects.json', '{"/a": "b", "/*": "/c"}'), '/a');
    expect([partial.code, partial.out, partial.err.length]).toEqual([1, [], 2]);
    expect((await run('resolve', file('_redirects', '/a b\n/* /c'), '/a')).out[0]).toBe('301 /c');
  });

  test('--batch', async () => {
    const rows = [
      { id: 1, format: 'netlify', rules: '/a /b', url: 'https://x.test/a?y=1' }, { id: 2, format: 'cloudflare', rules: '/a /b', url: 'https://x.test/a/' },
      { id: 3, format: 'netlify', rules: '/a /b 301 Cookie=c', url: 'https://x.test/a', cookies: { c: '1' } }, { id: 4, format: 'json', rules: '{', url: '/a' },
    ];
    const { out } = await run(
      'resolve',
      '--batch',
      file('batch.jsonl', rows.map((row) => JSON.stringify(row)).join('\n')),
    );
    expect(out.map((line) => JSON.parse(line))).toMatchObject([
      { id: 1, status: 301, location: '/b?y=1' }, { id: 2, status: null }, { id: 3, status: 301, location: '/b' }, { id: 4, status: null, problems: [{ code: 'EDGE_REDIRECT_SYNTAX' }] },
    ]);
  });

  test.each([
    ['{"id": 1', 'is not JSON; each line holds one object'],
    ['null', 'needs "rules", the text of a list, and "url"'],
    ['{"id": 1, "format": "json", "rules": "{}"}', 'needs "rules", the text of a list, and "url"'],
    ['{"id": 1, "format": "xml", "rules": "", "url": "/a"}', 'needs "format", which is one of json, csv, netlify, cloudflare'],
  ])('--batch with the line %s is a usage error', async (line, why) => {
    const { code, err } = await run('resolve', '--batch', file('batch.jsonl', `\n${line}`));
    expect([code, err[0]]).toEqual([
      2,
      `cdk-cloudfront-edge redirects resolve: line 2 of the batch ${why}${why.includes('; ') ? '' : '; see --help'}  [EDGE_CLI_USAGE]`,
    ]);
  });

  test('a line that is several rules is listed once', async () => {
    const path = file('_redirects', '/n* /1/:splat 302 Cookie=a,b\n/* /2');
    expect((await run('resolve', path, '/nx', '--cookie', 'a=1', '--cookie', 'b=1')).out).toEqual([
      '302 /1/x',
      '  by _redirects:1  /n* → /1/:splat',
      '  shadows _redirects:2  /* → /2',
    ]);
    expect((await run('resolve', path, '/nx')).out).toEqual([
      '301 /2',
      '  by _redirects:2  /* → /2',
      '  did not apply: _redirects:1  /n* → /1/:splat',
    ]);
  });

  test('a request for the target of a rule is exempt from it and from the rules that it shadows', async () => {
    const path = file('redirects.json', '{"/a/*": "/a/x",\n"/*": "/y"}');
    expect((await run('resolve', path, '/a/x')).out).toEqual([
      'no redirect: the request goes on to the site', '  exempt by redirects.json:1  /a/* → /a/x', '  shadows redirects.json:2  /* → /y',
    ]);
    expect(JSON.parse((await run('resolve', path, '/a/x', '--json')).out[0])).toEqual({
      status: null,
      exemptBy: 1,
      shadows: [2],
    });
    const lines = file('_redirects', '/b /1 302 Country=de\n/* /de/:splat 302 Language=de\n/de/a /2 302 Country=at');
    expect((await run('resolve', lines, '/de/a', '--country', 'AT')).out).toEqual([
      'no redirect: the request goes on to the site', '  exempt by _redirects:2  /* → /de/:splat', '  shadows _redirects:3  /de/a → /2',
    ]);
  });

  test.each([['_redirects', 'netlify'], ['_redirects', 'cloudflare']])('a line that leads to itself is not called a loop in %s (%s)', async (name, format) => {
    const path = file(name, '/a /a\n/b /c');
    expect((await run('resolve', path, '/a', '--format', format)).out).toEqual([
      'no redirect: the request goes on to the site',
      '  is left out of the list, for the reason that check gives: _redirects:1  /a → /a',
    ]);
  });

  test('a line that is part of a loop shadows nothing and is not shadowed', async () => {
    const path = file('_redirects', '/a /b\n/b /a\n/:x /c');
    expect((await run('resolve', path, '/a')).out).toEqual([
      '301 /c', '  by _redirects:3  /:x → /c', '  is part of a redirect loop, so it never applies: _redirects:1  /a → /b',
    ]);
  });
});
