import { file, run } from '../support';

describe('a file that cannot be parsed is reported where its author looks', () => {
  test.each<[name: string, text: string, place: string]>([
    ['netlify.toml', '[[redirects]]\nfrom=\n', '2:6'],
    ['netlify.toml', '[[redirects]]\r\nfrom=\r\nto="/b"\r\n', '2:6'],
    ['netlify.toml', '[[redirects]\nfrom="/a"\n', '1:13'],
    ['netlify.toml', 'a = [1,\n', '1:8'],
    ['netlify.toml', '[[redirects]]\nquery={a="1"\n', '2:13'],
    ['netlify.toml', '[[redirects]]\nfrom="/a"\nfrom="/b"\n', '3:1'],
    ['netlify.toml', '[[redirects]]\nfrom = /a\n', '2:8'],
    ['rules.xml', '<a>\n  <b>x</b\n</a>', '2:10'],
    ['rules.xml', '<a>\n & </a>', '2:2'],
    ['rules.xml', '<a>\n<b>\n', '2:4'],
    ['rules.xml', '\n{', '2:2'],
    ['rules.xml', 'text', '1:1'],
    ['vercel.json', '{"redirects":[\n', '1:15'],
    ['vercel.json', '{"redirects":[\n  {"source": "/a" "destination": "/b"}\n]}', '2:19'],
    ['redirects.json', '{"/a":"/b",\n\n', '1:12'],
  ])('%s: %j', async (name, text, place) => {
    const { code, err } = await run('convert', file(name, text), '--to', 'json');
    expect([code, err[0]]).toEqual([1, expect.stringContaining(`${name}:${place}: error: `)]);
    expect(err[0]).toContain('[EDGE_REDIRECT_SYNTAX]');
  });
});
