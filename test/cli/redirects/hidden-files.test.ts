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

  it('reports nothing that works on the event, or on one of its hosts', async () => {
    const list = file('redirects.json', '{"/a": {"to": "/b", "statusCode": 200, "when": {"country": "DE"}}}');
    expect(await run('check', list, '--event', 'viewer-request')).toMatchObject({ code: 0 });
    expect(await run('check', list)).toMatchObject({ code: 0 });
  });
});
