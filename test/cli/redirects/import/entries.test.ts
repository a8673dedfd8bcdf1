import { file, run } from '../support';

/** The rules of a converted file, and the reported problems. */
async function converted(name: string, text: string, ...options: string[]) {
  const { code, out, err } = await run('convert', file(name, text), '--to', 'json', ...options);
  return { code, rules: out.length === 0 ? undefined : JSON.parse(out.join('\n')) as unknown, err };
}

const vercel = (config: object) => converted('vercel.json', JSON.stringify(config));

test.each<[string, string, object]>([
  ['Vercel, slash', 'vercel.json', { trailingSlash: true, redirects: [] }],
  ['Vercel, extension', 'vercel.json', { cleanUrls: true, redirects: [] }],
  ['Firebase, slash', 'firebase.json', { hosting: { trailingSlash: false } }],
  ['Firebase, extension', 'firebase.json', { hosting: { cleanUrls: true } }],
  ['Static Web Apps, slash', 'staticwebapp.config.json', { trailingSlash: 'always' }],
])('the cure for a switch of URLs is prettyUrls: %s', async (_, name, content) => {
  const { err } = await run('convert', file(name, JSON.stringify(content)), '--to', 'json');
  expect(err.join('\n')).toMatch(/set prettyUrls(: PrettyUrls\.noTrailingSlash\(\))? of the EdgeRedirector/);
});

describe('switches of Vercel take precedence over redirects', () => {
  test.each<[string, object, string, boolean]>([
    ['a page, behind the slash that is added', { trailingSlash: true }, '/old', true],
    ['a page of several texts', { trailingSlash: true }, '/:lang(en|de)', true],
    ['a file with a slash, which is taken off', { trailingSlash: true }, '/old.html/', true],
    ['any rest without a slash at its end', { trailingSlash: true }, '/blog/:path*', true],
    ['a pattern that may end with a slash', { trailingSlash: true }, '/:p((?!uk/).+)', false],
    ['a file, which gets no slash', { trailingSlash: true }, '/old.html', false],
    ['a page with its slash', { trailingSlash: true }, '/old/', false],
    ['a placeholder', { trailingSlash: true }, '/blog/:slug', true],
    ['a rest that may end with a slash', { trailingSlash: true }, '/blog/(.*)', false],
    ['a page with a slash that is taken off', { trailingSlash: false }, '/old/', true],
    ['a page without one', { trailingSlash: false }, '/old', false],
    ['the root', { trailingSlash: false }, '/', false],
    ['a page whose .html is taken off', { cleanUrls: true }, '/old.html', true],
    ['an index', { cleanUrls: true }, '/docs/index', true],
    ['a page without .html', { cleanUrls: true }, '/old', false],
    ['nothing without a switch', {}, '/old.html', false],
  ])('%s', async (_, switches, source, hidden) => {
    const redirects = [{ source, destination: 'https://www.example.com/new' }, { source: '/a.b', destination: '/c.d' }];
    const { code, rules, err } = await vercel({ ...switches, redirects });
    expect(err.some((line) => line.includes('it never applies on Vercel'))).toBe(hidden);
    // A pattern is reported for another reason.
    if (source.includes('?!')) return;
    expect(Object.keys(rules as object)).toHaveLength(hidden ? 1 : 2);
    expect(code).toBe(0);
  });

  test.each(['/blog/:slug', '/blog/:path+', '/old-:id', '/:lang?'])('%s still applies to files', async (source) => {
    const { err } = await vercel({ trailingSlash: true, redirects: [{ source, destination: '/new.html' }] });
    expect(err[1]).toContain(`"${source}": it never applies on Vercel, except to paths with a dot in their last part, `);
  });
});

test.each(['vercel', 'next'])('the ? of a target begins its query, also behind a name: %s', async (platform) => {
  const redirects = [
    { source: '/a/:id', destination: '/b/:id?x=1', permanent: true },
    { source: '/c/:path*', destination: 'https://example.com/:path*?x=:path#:path', permanent: true },
  ];
  const { rules, err } = await converted('list.json', JSON.stringify({ redirects }), '--format', platform);
  expect(err).toEqual([]);
  expect(rules).toMatchObject({
    '/a/:id': { to: '/b/:id?x=1' },
    '/c/*': { to: 'https://example.com/:splat?x=:splat#:splat' },
  });
});

describe('names that Firebase does not read are reported', () => {
  const one = async (entry: object) => (converted('firebase.json', JSON.stringify({ hosting: { redirects: [entry] } })));
  test.each<[object, string]>([
    [{ source: '/blog/:slug', destination: '/news' }, 'Firebase reads :slug as text, because the target has no name; here '
      + 'it matches any text, as * would at Firebase'],
    [{ source: '/blog/:post*', destination: 'https://example.com/' }, 'as ** would at Firebase'],
    [{ source: '/item/:id', destination: '/items?id=:id' }, 'so that it sends :id as it is; here it is replaced'],
    [{ source: '/item/:id', destination: '/items/no-:id' }, 'so that it sends :id as it is; here it is replaced'],
  ])('%j', async (entry, message) => {
    const { code, err } = await one(entry);
    expect([code, err]).toEqual([0, [expect.stringContaining(message)]]);
  });
  test.each<[object]>([
    [{ source: '/blog/:slug', destination: '/news/:slug' }],
    [{ source: '/blog/:slug', destination: '/news/:slug?from=:slug' }],
    [{ source: '/blog/*', destination: '/news' }],
    [{ regex: '^/blog/(?P<slug>[^/]+)$', destination: '/news' }],
  ])('%j is not', async (entry) => expect((await one(entry)).err).toEqual([]));
});

describe('a folder with its own entry below that of its pages', () => {
  const entry = (source: string, destination: string) => ({ source, destination, statusCode: 301 });
  const rule = (from: string, to: string) => `<RoutingRule><Condition><KeyPrefixEquals>${from}</KeyPrefixEquals></Condition>`
    + `<Redirect><ReplaceKeyWith>${to}</ReplaceKeyWith></Redirect></RoutingRule>`;
  test.each<[string, string, string]>([
    ['Vercel', 'vercel.json', JSON.stringify({ redirects: [entry('/docs/(.*)', '/x/$1'), entry('/docs', '/home')] })],
    ['Next.js', 'next-redirects.json', JSON.stringify([entry('/docs/:p(.*)', '/x/:p'), entry('/docs', '/home')].map((one) => (
      { ...one, permanent: undefined })))],
    ['Firebase', 'firebase.json', JSON.stringify({
      hosting: {
        redirects: [
          { source: '/docs/**', destination: '/x' }, { source: '/docs', destination: '/home' },
        ],
      },
    })],
    ['Amplify', 'amplify.json', JSON.stringify([
      { source: '/docs/<*>', target: '/x/<*>', status: '301' }, { source: '/docs', target: '/home', status: '301' },
    ])],
    ['RedirectMatch', '.htaccess', 'RedirectMatch 301 ^/docs/(.*)$ /x/$1\nRedirectMatch 301 ^/docs$ /home'],
    ['Redirect', '.htaccess', 'Redirect 301 /docs/ /x/\nRedirectMatch 301 ^/docs$ /home'],
    ['S3', 'rules.xml', `<RoutingRules>${rule('docs/', 'x')}${rule('docs', 'home')}</RoutingRules>`],
  ])('%s', async (_, name, text) => {
    const { code, rules, err } = await converted(name, text, ...(name === 'rules.xml' ? ['--format', 's3'] : []));
    expect([code, err]).toEqual([0, []]);
    const found = rules as Record<string, string | { to: string }>;
    const to = (from: string) => (typeof found[from] === 'string' ? found[from] : (found[from] as { to: string }).to);
    expect(to('/docs')).toBe('/home');
    expect(to('/docs/:p1')).toMatch(/^\/x(?:\/:p1)?$/);
    expect(to('/docs/:p1/*')).toMatch(/^\/x(?:\/:p1\/:splat)?$/);
  });

  test('any folder', async () => {
    const redirects = [entry('/:lang/(.*)', 'https://example.com/:lang/$1'), entry('/new', 'https://example.com/')];
    expect(Object.keys((await vercel({ redirects })).rules as object)).toEqual(['/:lang/:p1', '/:lang/:p1/*', '/new']);
  });

  test('a wildcard that matches its folder as well keeps it', async () => {
    const { rules, err } = await vercel({ redirects: [entry('/docs/:p*', '/x/:p*'), entry('/docs', '/home')] });
    expect(rules).toEqual({ '/docs/*': '/x/:splat' });
    expect(err).toEqual([expect.stringContaining('"/docs" never applies')]);
  });

  test('a folder of another host does not count', async () => {
    const has = [{ type: 'host', value: 'a.example.com' }];
    const { rules } = await vercel({ redirects: [{ ...entry('/docs/(.*)', '/x/$1'), has }, entry('/docs', '/home')] });
    expect(Object.keys(rules as object)).toEqual(['https://a.example.com/docs/*', '/docs']);
  });
});

describe('an entry is never left out without a word', () => {
  test('because it redirects to itself', async () => {
    const text = '[[redirects]]\nfrom = "/*"\nto = "/:splat"\n[[redirects]]\nfrom = "/a"\nto = "/b"\n';
    const { code, rules, err } = await converted('netlify.toml', text);
    expect([code, rules]).toEqual([0, { '/a': { to: '/b', query: 'replace' } }]);
    expect(err).toEqual([expect.stringMatching(/^netlify\.toml:1:1: warning: "\/\*" redirects to itself, so that Netlify/)]);
  });

  test('because another matches all of its requests here', async () => {
    const redirects = [
      { source: '/:a/:b*', destination: 'https://example.com/:a/:b' }, { source: '/:x', destination: 'https://example.com/x' },
    ];
    const { rules, err } = await vercel({ redirects });
    expect(Object.keys(rules as object)).toEqual(['/:a/*']);
    expect(err).toEqual([expect.stringContaining('warning: "/:x" never applies: "/:a/*" on line 1 matches all of its')]);
  });

  test('but one of which a rule is left is not reported', async () => {
    const redirects = [
      { source: '/:a/:b*', destination: 'https://example.com/:a/:b' },
      { source: '/:x?', destination: 'https://example.com/x' },
    ];
    const { rules, err } = await vercel({ redirects });
    expect(Object.keys(rules as object)).toEqual(['/:a/*', '/']);
    expect(err).toEqual([]);
  });
});

describe('an entry of vercel.json', () => {
  const one = (entry: object) => vercel({ redirects: [{ source: '/a', destination: '/b', ...entry }] });
  test.each<[object, unknown]>([
    [{}, { '/a': { to: '/b', statusCode: 308 } }],
    [{ permanent: false }, { '/a': { to: '/b', statusCode: 307 } }],
    [{ statusCode: 302, permanent: true }, { '/a': { to: '/b', statusCode: 302 } }],
    [
      { has: [{ type: 'host', value: '(www\\.)?old\\.example\\.com' }], statusCode: 301 },
      { 'https://www.old.example.com/a': '/b', 'https://old.example.com/a': '/b' },
    ],
    [
      { has: [{ type: 'query', key: 'id', value: '(?<id>.*)' }], destination: '/items/:id', statusCode: 301 },
      { '/a?id=:id': '/items/:id?id=:id' },
    ],
    [{ has: [{ type: 'query', key: 'v', value: '2' }], statusCode: 301 }, { '/a?v=2': '/b?v=2' }],
    [
      { has: [{ type: 'header', key: 'Referer', value: '.*example.*' }, { type: 'cookie', key: 'seen' }], statusCode: 301 },
      { '/a': { to: '/b', when: { cookie: { seen: true }, header: { referer: { contains: 'example' } } } } },
    ],
    [{ destination: '/wiki/Help:Contents', statusCode: 301 }, { '/a': '/wiki/Help:Contents' }],
    [{ source: '/a\\(1\\)', statusCode: 301 }, { '/a(1)': '/b' }],
  ])('%j', async (entry, rules) => {
    expect(await one(entry)).toEqual({ code: 0, rules, err: [] });
  });

  test.each<[object, string]>([
    [{ statusCode: 300 }, '300 is not a status that a rule can have'],
    [{ source: '/:a-:b' }, 'it has two placeholders in one path segment'],
    [{ source: '/:a(\\d+)x' }, '\\d+ requires a pattern'],
    [{ source: '/:p((?!uk/).*)', destination: '/uk/:p*' }, 'write "/*": "/uk/:splat" by hand'],
    [{ source: '/{a/}?b' }, '{ is not supported at this position'],
    [{ source: '/a?x=1' }, 'a source has no query; require parameters with "has"'],
    [{ destination: '/:nobody' }, 'the target has :nobody, which the source does not capture'],
    [{ destination: '/a' }, '"/a" redirects to itself'],
    [{ has: [{ type: 'host', value: '(?<sub>.*)\\.example\\.com' }] }, 'requires a pattern; write a rule for each host'],
    [{ has: [{ type: 'header', key: 'accept', value: 'a|b' }] }, 'matches several values'],
    [{ source: '/:a(x1|x2|x3|x4|x5|x6)/:b(y1|y2|y3|y4|y5|y6)/:c(z1|z2|z3|z4|z5|z6)' }, 'it would become more than 200 rules'],
  ])('%j is refused', async (entry, why) => {
    const { code, rules, err } = await one(entry);
    expect([code, rules]).toEqual([1, undefined]);
    expect(err[0]).toContain(why);
    expect(err[0]).toMatch(/^vercel\.json:1:(?:15|55): error: /);
  });
});

test('old routes of Vercel: the header Location, a status, a page before the files', async () => {
  const { rules, err } = await vercel({
    routes: [
      { src: '/old/(.*)', status: 301, headers: { Location: '/new/$1' } },
      { src: '^/api/(?<x>[^/]+)$', dest: '/api.js?x=$x', caseSensitive: true },
      { src: '/gone', status: 410, caseSensitive: true },
      { src: '/all', headers: { 'cache-control': 'no-store' }, continue: true },
      { handle: 'filesystem' },
      { src: '/(.*)', dest: '/index.html' },
    ],
  });
  expect(rules).toEqual({
    '/old/*': { to: '/new/:splat', caseSensitive: false },
    '/api/:x': { to: '/api.js?x=:x', statusCode: 200 },
    '/gone': { statusCode: 410 },
  });
  expect(err[0]).toContain('"/(.*)": it applies only where no file exists');
});

describe('lines of .htaccess', () => {
  test.each([
    ['Redirect /q', 'it has no target; write a target at its end'],
    ['Redirect', 'it has no source and no target; write a source and a target at its end'],
    ['Redirect 410', 'it has no source; write a source at its end'],
    ['RedirectMatch 301 ^/a$', 'it has no target; write a target at its end'],
    ['Redirect 301 /a /b /c', 'it has 3 words instead of a source and a target; put text'],
  ])('%s: %s', async (text, message) => {
    expect((await converted('.htaccess', text)).err[0]).toContain(`"${text}": ${message}`);
  });

  const cond = (line: string, rule = 'RewriteRule ^a$ /b [R=301,L]') => `RewriteCond ${line}\n${rule}`;
  test.each<[string, unknown]>([
    ['Redirect /a /b', { '/a': { to: '/b', statusCode: 302, query: 'replace' }, '/a/*': { to: '/b/:splat', statusCode: 302, query: 'replace' } }],
    ['Redirect permanent / https://www.example.com/', { '/*': { to: 'https://www.example.com/:splat', query: 'replace' } }],
    ['Redirect 301 /a /b/', { '/a': { to: '/b/', query: 'replace' }, '/a/*': { to: '/b/:splat', query: 'replace' } }],
    ['Redirect 410 /a/', { '/a/*': { statusCode: 410 } }],
    ['RewriteRule ^a/(.*)$ /b/$1 [R=301,L,QSA]', { '/a/*': '/b/:splat' }],
    ['RewriteRule ^a$ /b? [R=301,L]', { '/a': { to: '/b', query: 'drop' } }],
    ['RewriteRule ^a$ /b#c [R=301,L]', { '/a': { to: '/b%23c', query: 'replace' } }],
    ['RewriteRule ^a$ /b#c [R=301,L,NE]', { '/a': { to: '/b#c', query: 'replace' } }],
    ['RewriteBase /x\nRewriteRule ^a$ b [R=301,L]', { '/a': { to: '/x/b', query: 'replace' } }],
    ['RewriteRule ^a/(.*)$ /b/$1 [L]', { '/a/*': { to: '/b/:splat', statusCode: 200, query: 'replace' } }],
    ['RewriteRule .* - [E=HTTP_AUTHORIZATION:%{HTTP:Authorization}]\nRedirect gone /a/', { '/a/*': { statusCode: 410 } }],
    [cond('%{HTTP_HOST} ^example\\.com$ [NC]', 'RewriteRule ^ https://www.example.com%{REQUEST_URI} [R=301,L]'),
      { 'https://example.com/*': { to: 'https://www.example.com/:splat', query: 'replace' } }],
    [cond('%{HTTPS} !=on', 'RewriteRule ^a/(.*)$ https://www.example.com/a/$1 [R=301,L]'),
      { '/a/*': { to: 'https://www.example.com/a/:splat', query: 'replace', when: { header: { 'cloudfront-forwarded-proto': 'http' } } } }],
    [cond('%{QUERY_STRING} (^|&)id=([^&]+)(&|$)', 'RewriteRule ^a$ /b/%2 [R=301,L,QSD]'),
      { '/a?id=:q1': { to: '/b/:q1', query: 'drop' } }],
    [cond('%{QUERY_STRING} (^|&)id=5(&|$)'), { '/a?id=5': '/b?id=5' }],
    [cond('%{REQUEST_URI} ^/shop/(.*)$', 'RewriteRule .* https://shop.example.com/%1 [R=301,L]'),
      { '/shop/*': { to: 'https://shop.example.com/:splat', query: 'replace' } }],
    [cond('%{REQUEST_METHOD} ^(GET|HEAD)$'), { '/a': { to: '/b', query: 'replace', when: { method: ['GET', 'HEAD'] } } }],
    ['Redirect 301 "/a b" \\\n  /c', { '/a%20b': { to: '/c', query: 'replace' }, '/a%20b/*': { to: '/c/:splat', query: 'replace' } }],
  ])('%j', async (text, rules) => {
    expect(await converted('.htaccess', text)).toEqual({ code: 0, rules, err: [] });
  });

  test.each<[string, string]>([
    ['Redirect / https://www.example.com', 'end the target with a slash'],
    ['Redirect 301 /a /b c', 'write %20'],
    ['RewriteRule ^a$ https://b.example.com/ [P]', 'which is not a redirect'],
    ['RewriteRule ^a$ - [F]', '403 is not a redirect'],
    ['RewriteRule !^a$ /b [R]', 'rules have no negated conditions'],
    ['RewriteRule ^a$ /b [R,S=2]', 'the flag [S] has no equivalent in rules'],
    [cond('%{HTTP_HOST} !^www\\.example\\.com$'), 'rules cannot match all hosts except one'],
    [cond('%{HTTP_USER_AGENT} bot [NC]'), 'conditions on headers are case-sensitive'],
    [cond('%{TIME_HOUR} >8'), 'rules have no equivalent of RewriteCond %{TIME_HOUR}'],
    [cond('%{QUERY_STRING} ^$'), 'rules cannot require that there is no query'],
    [cond('%{HTTPS} off', 'RewriteRule ^ https://%{HTTP_HOST}%{REQUEST_URI} [R,L]'), 'REDIRECT_TO_HTTPS'],
    ['<Files "a.php">\nRedirect /a /b\n</Files>', 'it is in <Files "a.php">'],
    ['RedirectMatch /old(.*)$ /new$1', 'begin it with ^'],
    ['RewriteRule', 'it needs a pattern and a target'],
    ['RewriteRule ^a$', 'it needs a pattern and a target'],
  ])('%j is refused', async (text, why) => {
    const { code, rules, err } = await converted('.htaccess', text);
    expect([code, rules]).toEqual([1, undefined]);
    expect(err[0]).toMatch(/^\.htaccess:[12]:1: error: /);
    expect(err[0]).toContain(why);
  });

  test('directives that never apply on Apache are left out', async () => {
    const { code, rules, err } = await converted(
      '.htaccess',
      'Redirect gone /x/\nRewriteRule ^/a$ /b [R]\nRewriteEngine off\nRewriteRule ^c$ /d [R,L]',
    );
    expect([code, rules, err.length]).toEqual([0, { '/x/*': { statusCode: 410 } }, 2]);
  });
});

describe('the order of entries', () => {
  const host = {
    source: '/:p*',
    has: [{ type: 'host', value: 'example.com' }],
    destination: 'https://www.example.com/:p*',
  };
  const page = { source: '/a', destination: '/b' };
  const to = (target: string) => ({ to: target, statusCode: 308 });

  test('a rule for a host at the end does not shadow the pages above it on that host', async () => {
    expect((await vercel({ redirects: [page, host] })).rules).toEqual({
      '/a': to('/b'), 'https://example.com/a': to('/b'), 'https://example.com/*': to('https://www.example.com/:splat'),
    });
    expect((await vercel({ redirects: [host, page] })).rules).toEqual({
      'https://example.com/*': to('https://www.example.com/:splat'), '/a': to('/b'),
    });
  });

  test('an entry that a wider one above it shadows is left out', async () => {
    const { code, rules } = await vercel({
      redirects: [
        { source: '/x/:p*', destination: '/y' },
        { source: '/x/a', destination: '/z' },
      ],
    });
    expect([code, rules]).toEqual([0, { '/x/*': to('/y') }]);
  });

  test('an entry that would take precedence over one above it is reported with a sample request', async () => {
    const redirects = [{ source: '/:a/b', destination: '/1' }, { source: '/a/:b', destination: '/2' }];
    const { code, rules, err } = await vercel({ redirects });
    expect([code, rules]).toEqual([1, { '/:a/b': to('/1') }]);
    expect(err[0]).toContain(
      '/a/:b: /a/b would lead to 308 /2 and not to 308 /1, because the most specific rule applies',
    );
  });
});

test('no rule for another path is suggested where a source has a query', async () => {
  const { err } = await vercel({ redirects: [{ source: '/a?x=1', destination: '/b' }] });
  expect(err[0]).not.toContain('by hand');
});

describe('the platform of a file', () => {
  test.each<[string, string, string]>([
    ['vercel.json', '{"cleanUrls": true}', 'the vercel.json of Vercel'],
    ['a.json', '{"redirects": [{"source": "/a", "destination": "/b"}]}', 'the vercel.json of Vercel'],
    ['a.json', '{"basePath": "/x", "redirects": [{"source": "/a", "destination": "/b"}]}', 'a list of redirects of Next.js'],
    ['a.json', '[{"source": "/a", "destination": "/b", "permanent": true}]', 'a list of redirects of Next.js'],
    ['a.json', '[{"source": "/a"}, {"source": "/a", "destination": "/b"}]', 'a list of redirects of Next.js'],
    ['a.json', '[null, {"source": "/a", "target": "/b", "status": "301"}]', 'a list of rules of Amplify Hosting'],
    ['a.json', '{"hosting": [{"redirects": []}]}', 'the firebase.json of Firebase Hosting'],
    ['a.json', '{"customRules": []}', 'a list of rules of Amplify Hosting'],
    ['a.json', '{"RedirectAllRequestsTo": {"HostName": "www.example.com"}}', 'a list of routing rules of S3'],
    ['a.json', '{"routes": [{"route": "/a", "redirect": "/b"}]}', 'the staticwebapp.config.json of Azure'],
    ['a.csv', 'Origin,Target,Type,Format\n/a,/b,301,plain', 'a table of redirects of a content management system'],
  ])('%s: %s', async (name, text, what) => {
    const { code, out } = await run('check', file(name, text));
    expect(code).toBe(1);
    expect(out[0]).toContain(`${name}:1:1: error: this is ${what}`);
    expect(out[0]).toContain('redirects convert ');
  });

  test.each<[string, string]>([
    ['a.json', '{"/redirects": "/b"}'],
    ['a.json', '[{"from": "/a", "to": "/b"}]'],
    ['a.json', '{"rules": [{"from": "/a", "to": "/b"}]}'],
    ['a.json', '{}'],
    ['a.csv', 'source,destination,permanent\n/a,/b,true'],
    ['a.csv', 'from,to,status\n/a,/b,301'],
  ])('is not reported for our own lists: %s %s', async (name, text) => {
    expect((await run('check', file(name, text))).code).toBe(0);
  });

  test('for a next.config.js the message shows how to print its list', async () => {
    const { err } = await converted('next.config.mjs', 'export default {}');
    expect(err[0]).toContain('this is a program; write what its redirects() returns to a JSON file');
  });

  test('--in-place does not replace the file of a platform', async () => {
    const name = file('vercel.json', '{"redirects": [{"source": "/a", "destination": "/b"}]}');
    const { code, err } = await run('convert', name, '--to', 'json', '--in-place');
    expect([code, err[0]]).toEqual([2, expect.stringContaining('--in-place would replace the vercel.json of Vercel')]);
  });

  test('--format takes precedence over the name', async () => {
    expect((await converted('rules.txt', 'Redirect gone /a/', '--format', 'htaccess')).rules)
      .toEqual({ '/a/*': { statusCode: 410 } });
  });

  test.each([
    ['netlify.toml', '[[redirects]\n', '1:13'],
    ['a.xml', '<RoutingRules>\n<b></RoutingRules>', '2:'],
    ['vercel.json', '{', '1:2'],
  ])('a %s that cannot be parsed is a syntax error with its position', async (name, text, place) => {
    const { code, err } = await converted(name, text);
    expect(code).toBe(1);
    expect(err[0]).toContain(`${name}:${place}`);
    expect(err[0]).toContain('[EDGE_REDIRECT_SYNTAX]');
  });

  test('a file without redirects is an error', async () => {
    const { code, err } = await vercel({ buildCommand: 'make' });
    expect([code, err[0]]).toEqual([1, expect.stringContaining('there are no redirects in the vercel.json of Vercel')]);
  });
});

describe('mistakes of site generators', () => {
  test('sources that differ by a trailing slash become one rule', async () => {
    const { rules } = await converted(
      '_redirects',
      '/a  /b  301\n/a/  /b  301\n/c/ /d/ 301\n/c /d/ 301\n/e /f\n/e/ /g',
      '--format',
      'cloudflare',
    );
    expect(rules).toBeUndefined();
    const twins = await converted(
      '_redirects',
      '/a  /b  301\n/a/  /b  301\n/c/ /d/ 301\n/c /d/ 301',
      '--format',
      'cloudflare',
    );
    expect(twins.rules).toEqual({ '/a': { to: '/b', query: 'replace' }, '/c/': { to: '/d/', query: 'replace' } });
  });

  test.each<[string, string, string]>([
    ['netlify', '/blog/* /news/*/index.html 301', 'write :splat for what the * of the source matched'],
    ['cloudflare', '/blog/* /news/*/index.html 301', 'write "/news/:splat/"'],
    ['netlify', '/my page /b 301', 'write %20'],
    ['cloudflare', '/my page /b', 'write %20 for a space in a path'],
    ['cloudflare', '/a /my page 301', 'write %20 for a space in a path'],
    ['netlify', '/a id=:id&x=:x /b', 'separate parameters by spaces, as in id=:id x=:x'],
    ['netlify', '/a /b 301 headers=[object Object]', 'is how a generator prints an object'],
  ])('%s: %s', async (format, line, cure) => {
    const { out } = await run('check', file('_redirects', `${line}\n`), '--format', format);
    expect(out.join('\n')).toContain(cure);
  });
});
