import { file, run } from './support';

describe('lines that hide files', () => {
  it('are warnings of check without an event, and errors with an event on which they hide the whole site', async () => {
    const list = file('_redirects', '/* /404.html 404\n');
    const { code, out } = await run('check', list);
    expect(code).toBe(0);
    expect(out[0]).toMatch(/_redirects:1:1: warning: .*\[EDGE_REDIRECT_HIDES_FILES\]/);
    expect(await run('check', list, '--event', 'viewer-request')).toMatchObject({ code: 1 });
    expect(await run('check', list, '--event', 'origin-response')).toMatchObject({ code: 0 });
    expect((await run('check', file('redirects.json', '{"/*": "/index.html"}'))).out.join('\n')).toContain(
      'EDGE_REDIRECT_HIDES_FILES',
    );
  });

  it('apply on origin-response only to the status of a missing file', async () => {
    const list = file('_redirects', '/a /b\n/c /d 302!\n');
    const first = async (...args: string[]) => (await run('resolve', list, ...args, '--event', 'origin-response')).out[0];
    expect(await first('/a', '--origin-status', '404')).toBe('301 /b');
    expect(await first('/a', '--origin-status', '200')).toContain('no redirect');
    expect(await first('/a')).toContain('no redirect');
    expect(await first('/c', '--origin-status', '200')).toBe('302 /d');
    expect((await run('resolve', list, '/a')).out[0]).toBe('301 /b');
  });
});

describe('check with an event', () => {
  test.each<[string, string, string, string]>([
    ['_redirects', '/* /index.html 200\n', 'origin-response', 'EDGE_REDIRECT_REWRITE_LATE'],
    ['_redirects', '/a /b 200!\n', 'origin-response', 'EDGE_REDIRECT_REWRITE_LATE'],
    ['redirects.json', '{"/a": {"to": "/b", "statusCode": 200}}', 'origin-response', 'EDGE_REDIRECT_REWRITE_LATE'],
    ['redirects.csv', 'from,to,originStatus\n/a,/b,404\n', 'viewer-request', 'EDGE_REDIRECT_ORIGIN_STATUS'],
    ['redirects.json', '{"/a": {"to": "/b", "when": {"originStatus": 404}}}', 'origin-request', 'EDGE_REDIRECT_ORIGIN_STATUS'],
  ])('%s: %s cannot work on %s', async (name, text, event, code) => {
    const { code: exit, out } = await run('check', file(name, text), '--event', event);
    expect([exit, out[0]]).toEqual([1, expect.stringContaining(`[${code}]`)]);
  });

  test.each<[string, string, string, string]>([
    ['_redirects', '/b/* https://api.test/:splat 200!\n/a /c\n', 'viewer-request', 'EDGE_REDIRECT_PROXY'],
    ['_redirects', '/b/* https://api.test/:splat 200!\n/a /c\n', 'origin-response', 'EDGE_REDIRECT_PROXY'],
    ['redirects.json', '{"/b": {"to": "https://api.test/", "statusCode": 200}, "/a": "/c"}', 'viewer-request', 'EDGE_REDIRECT_PROXY'],
    ['_redirects', '/* /404.html 404\n', 'viewer-request', 'EDGE_REDIRECT_HIDES_FILES'],
    ['_redirects', '/a /b 200!\n', 'origin-response', 'EDGE_REDIRECT_REWRITE_LATE'],
    ['redirects.json', '{"/a": {"to": "/b", "when": {"originStatus": 404}}}', 'viewer-request', 'EDGE_REDIRECT_ORIGIN_STATUS'],
    ['redirects.csv', 'from,to,originStatus\n/a,/b,404\n', 'origin-request', 'EDGE_REDIRECT_ORIGIN_STATUS'],
  ])('%s %j: all commands refuse it on %s', async (name, text, event, code) => {
    const list = file(name, text);
    const commands = [['check', list], ['resolve', list, '/a'], ['diff', list, list], ['convert', list, '--to', 'json']];
    for (const command of commands) {
      const { code: exit, out, err } = await run(...command, '--event', event);
      expect([command[0], exit, [...out, ...err].join('\n')]).toEqual([
        command[0], 1, expect.stringContaining(`[${code}]`),
      ]);
      if (command[0] !== 'check') expect(out).toEqual([]);
    }
  });

  it('leaves out what the file of another platform cannot do on the event', async () => {
    const list = file('netlify.toml', '[[redirects]]\nfrom = "/b/*"\nto = "https://api.test/:splat"\nstatus = 200\nforce = true\n'
      + '[[redirects]]\nfrom = "/a"\nto = "/c"\n');
    const { code, out, err } = await run('convert', list, '--to', 'json', '--event', 'viewer-request');
    expect([code, err.join('\n')]).toEqual([1, expect.stringContaining('[EDGE_REDIRECT_PROXY]')]);
    expect(JSON.parse(out.join('\n'))).toEqual({ '/a': { to: '/c', query: 'replace' } });
    expect(await run('convert', list, '--to', 'json', '--event', 'origin-request')).toMatchObject({ code: 0 });
    const late = await run('convert', list, '--to', 'json', '--event', 'origin-response');
    expect(JSON.parse(late.out.join('\n'))['/a']).toMatchObject({ when: { originStatus: [403, 404] } });
  });

  it('refuses nothing that works on another event', async () => {
    const list = file('_redirects', '/b/* https://api.test/:splat 200!\n/a /c\n');
    for (const command of [['check', list], ['resolve', list, '/a'], ['diff', list, list], ['convert', list, '--to', 'json']]) {
      expect(await run(...command, '--event', 'origin-request')).toMatchObject({ code: 0 });
    }
  });

  it('writes lines that give way to files with the status of the origin', async () => {
    const list = file('_redirects', '/a /b\n/c /d 302!\n');
    const { out } = await run('convert', list, '--to', 'json', '--event', 'origin-response');
    expect(JSON.parse(out.join('\n'))).toEqual({
      '/a': { to: '/b', query: 'replace', when: { originStatus: [403, 404] } }, '/c': { to: '/d', query: 'replace', statusCode: 302 },
    });
    const back = await run('convert', list, '--to', 'netlify', '--event', 'origin-response');
    expect(back.out.join('\n')).toBe('/a /b 301\n/c /d 302!');
  });

  it('reports nothing that works on the event, or on one of its hosts', async () => {
    const list = file('redirects.json', '{"/a": {"to": "/b", "statusCode": 200, "when": {"country": "DE"}}}');
    expect(await run('check', list, '--event', 'viewer-request')).toMatchObject({ code: 0 });
    expect(await run('check', list)).toMatchObject({ code: 0 });
  });
});
