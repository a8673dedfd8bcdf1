import { file, run } from './support';

// netlify-redirector 0.5.0 puts captures into a target as text, in the order of the source, and takes a whole part of a
// path that begins with a colon for the name of a placeholder.
const toNetlify = (rules: Record<string, unknown>) => (
  run('convert', file('list.json', JSON.stringify(rules)), '--to', 'netlify'));

describe('placeholders in lines for Netlify', () => {
  test.each([
    ['/a/:id/:idx', '/b/:idx/:id', '/a/:part_a/:part_b /b/:part_b/:part_a 301'],
    ['/a/:idx/:id', '/b/:id/:idx', '/a/:part_a/:part_b /b/:part_b/:part_a 301'],
    ['/c/:s/*', '/d/:splat/:s', '/c/:part_a/* /d/:splat/:part_a 301'],
    ['/q/:id?id2=:id2', '/r/:id2/:id', '/q/:part_a id2=:part_b /r/:part_b/:part_a 301'],
    ['/e/:one/:two', '/f/:two/:one', '/e/:one/:two /f/:two/:one 301'],
    ['/g/:part_a/:part', '/h/:part/:part_a', '/g/:part_a/:part_b /h/:part_b/:part_a 301'],
  ])('%s to %s: no name begins with another', async (from, to, line) => {
    const rule = from.includes('?') ? { to, query: 'replace' } : to;
    const { code, out } = await toNetlify({ [from]: rule });
    expect({ code, out }).toEqual({ code: 0, out: [line] });
  });

  test('both lines of a host have the same names', async () => {
    expect((await toNetlify({ 'https://a.test/:x/:xy': 'https://b.test/:xy/:x' })).out.join('\n').split('\n')).toEqual([
      'http://a.test/:part_a/:part_b https://b.test/:part_b/:part_a 301',
      'https://a.test/:part_a/:part_b https://b.test/:part_b/:part_a 301',
    ]);
  });

  test.each(['/st/:id.html', '/v:major/x', '/st/:id.html/*'])('%s is not written, because it would match more', async (from) => {
    const { code, out, err } = await toNetlify({ [from]: '/b' });
    expect({ code, out }).toEqual({ code: 1, out: [] });
    expect(err.join()).toContain('a placeholder beside other text in one part of a path');
  });
});
