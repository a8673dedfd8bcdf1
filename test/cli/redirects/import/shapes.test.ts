import { file, run } from '../support';

describe('tables of content management systems', () => {
  test.each([
    'Request,Destination', 'Redirect from,Redirect to', 'Old URL (relative),New URL', 'request_path,target_path', 'From,To',
    'source,target', 'URL,Target URL', 'path,redirect', 'slug,destination', 'Redirect Source,Redirect Destination',
    'URL Path,Redirect To', 'Path,Forward To URL', 'Original URL,Redirect URL',
  ])('%s', async (heading) => {
    const { code, out, err } = await run('convert', file('list.csv', `${heading}\n/a,/b\n`), '--to', 'json');
    expect([code, err, JSON.parse(out.join('\n'))]).toEqual([0, [], { '/a': '/b' }]);
  });

  test.each([['Source URL,Target URL,Regex,HTTP code', '/a,/b,0,302'], ['request_path,target_path,redirect_type', 'a,b,302'],
    ['Original URL,Redirect URL,Redirect Style', '/a,/b,Temporary']])('%s with a status', async (heading, row) => {
    const { out } = await run('convert', file('list.csv', `${heading}\n${row}\n`), '--to', 'json');
    expect(JSON.parse(out.join('\n'))).toEqual({ '/a': { to: '/b', statusCode: 302 } });
  });

  test('a column that is not understood is named, if it has values', async () => {
    const converted = async (text: string) => run('convert', file('list.csv', text), '--to', 'json');
    const { code, err } = await converted('Old Path,New URL,Dynamic\n/a,/b,yes\n');
    expect([code, err]).toEqual([0, [expect.stringContaining('list.csv:1:18: warning: "Dynamic": the column is not understood')]]);
    expect((await converted('Old Path,New URL,Dynamic\n/a,/b,\n')).err).toEqual([]);
  });

  test.each(['foo,bar', 'from,to,path', 'from,to,staus', 'url,status'])('%s is asked about', async (heading) => {
    const row = heading.split(',').map(() => '/a').join(',');
    const { code, err } = await run('convert', file('list.csv', `${heading}\n${row}\n`), '--to', 'json');
    expect([code, err[0]]).toEqual([1, expect.stringContaining('[EDGE_REDIRECT_COLUMN]')]);
  });
});

describe('a file of another platform with a wrong shape', () => {
  test.each([
    ['vercel.json', '{"redirects": {}}', '1:15: error: "redirects": it must be a list of entries, and is an object; write "redirects": [{…}]'],
    ['vercel.json', '{"redirects": "/a"}', 'and is a text'],
    ['vercel.json', '{"redirects": null}', 'which are written like {"redirects": [{"source": "/a", "destination": "/b"}]}'],
    ['vercel.json', '[]', 'which are written like {"redirects"'],
    ['firebase.json', '{"hosting": {"redirects": {}}}', '"redirects": it must be a list of entries'],
    ['firebase.json', '{"hosting": null}', 'which are written like {"hosting": {"redirects": ['],
    ['netlify.toml', '[redirects]\nfrom = "/a"\nto = "/b"\n', '"redirects": it must be a list of entries, and is an object; write [[redirects]]'],
    ['netlify.toml', '', 'which are written like [[redirects]]'],
    ['staticwebapp.config.json', '{"routes": {}}', '"routes": it must be a list of entries'],
    ['staticwebapp.config.json', '{"routes": [1]}', '"routes": the entry has no "route"'],
  ])('%s: %s', async (name, text, message) => {
    const { code, err } = await run('convert', file(name, text), '--to', 'json');
    expect([code, err[0]]).toEqual([1, expect.stringContaining(message)]);
  });

  test.each([
    ['{"redirects": {}}', 'vercel.json'], ['{"rewrites": null}', 'vercel.json'], ['{"routes": {}}', 'staticwebapp'],
    ['{"hosting": null}', 'firebase.json'], ['{"customRules": {}}', 'Amplify'], ['{"hosting":"x"}', 'firebase.json'],
    ['{"hosting": true}', 'firebase.json'], ['{"routes": "x"}', 'staticwebapp'], ['{"redirects": 1}', 'vercel.json'],
  ])('check of %s says which platform it is of', async (text, platform) => {
    const { code, out } = await run('check', file('list.json', text));
    expect([code, out[0]]).toEqual([1, expect.stringContaining('this is ')]);
    expect(out[0]).toContain(platform);
  });

  test.each(['{"to": "/b"}', '"/b"', '"https://example.com/"'])('a rule with such a key is still one: %s', async (rule) => {
    const { out } = await run('check', file('list.json', `{"redirects": ${rule}}`));
    expect(out[0]).toContain('did you mean "/redirects"?');
  });
});
