import { copyFileSync, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { file, folder, run } from '../support';

/** A typical file of each platform; each has a row in the table of docs/redirects.md. */
const files = join(__dirname, 'files');

function given(name: string): string {
  copyFileSync(join(files, name), join(folder, name));
  return join(folder, name);
}

interface Converted {
  readonly rules: Readonly<Record<string, unknown>>;
  /** The reported problems: position and severity, and a part of the message. */
  readonly reported: readonly (readonly [string, string])[];
}

const EXPECTED: Readonly<Record<string, Converted>> = {
  'vercel.json': {
    rules: {
      '/team/': { to: '/about/team/', statusCode: 308 },
      '/handbook/*': 'https://docs.example.com/:splat',
      '/en/imprint/': { to: '/legal/en/', statusCode: 307 },
      '/de/imprint/': { to: '/legal/de/', statusCode: 307 },
      '/feed.xml': { to: '/rss.xml', statusCode: 308 },
      '/offers/': { to: '/angebote/', statusCode: 307, when: { country: ['AT', 'CH'] } },
      '/find/?q=:q1': { to: '/search/?q=:q1', statusCode: 308 },
    },
    reported: [
      ['4:20: warning', 'cannot redirect from one to the other'],
      ['7:5: warning', '"/jobs": it never applies on Vercel, because "trailingSlash": true, which adds a slash'],
      ['10:5: error', 'write "/post/:id/": "/blog/:id/" by hand'],
      ['19:41: error', 'rules have no negated conditions'],
      ['21:16: error', 'add a behavior with that origin'],
    ],
  },
  'next-redirects.json': {
    rules: {
      '/old-blog/:slug': { to: '/news/:slug', statusCode: 308, caseSensitive: false },
      '/docs/:p1': { to: 'https://docs.example.com/:p1', caseSensitive: false },
      '/docs/:p1/*': { to: 'https://docs.example.com/:p1/:splat', caseSensitive: false },
      // The entries above the rule for a host apply to that host as well.
      'https://example.com/old-blog/:slug': { to: '/news/:slug', statusCode: 308, caseSensitive: false },
      'https://example.com/docs/:p1': { to: 'https://docs.example.com/:p1', caseSensitive: false },
      'https://example.com/docs/:p1/*': { to: 'https://docs.example.com/:p1/:splat', caseSensitive: false },
      'https://example.com/*': { to: 'https://www.example.com/:splat', statusCode: 308, caseSensitive: false },
    },
    reported: [['4:3: error', '\\d{1,} requires a pattern, which rules do not support; if any text may match there, '
      + 'write']],
  },
  'firebase.json': {
    rules: {
      '/team': { to: '/about', statusCode: 302 },
      '/team/*': { to: '/about', statusCode: 302 },
      '/blog/*': '/news/:splat',
      '/wiki/*': 'https://wiki.example.com/:splat',
      '/users/:id/profile': '/people/:id',
      '/media/:p1.png': '/media',
      '/media/:p1.gif': '/media',
      '/archive/:year/:p1': '/a/:year/:p1',
      '/archive/:year/:p1/*': '/a/:year/:p1/:splat',
      '/status': { to: '/status.html', statusCode: 200 },
    },
    reported: [
      ['7:7: warning', 'Firebase requires :page* there as well'],
      ['11:7: error', 'it may match anywhere in the path; begin it with ^'],
      ['12:7: error', '!(cart) requires a pattern'],
      ['15:7: warning', 'applies even where a file exists'],
      ['16:7: error', 'it runs code at Google'],
      ['17:7: error', 'ErrorRules.singlePageApp'],
    ],
  },
  'netlify.toml': {
    rules: {
      '/handbook/*': { to: 'https://docs.example.com/:splat', query: 'replace' },
      '/summer%20sale': { to: '/offers', statusCode: 302, query: 'replace' },
      '/store?id=:id': { to: '/shop/:id', query: 'replace', when: { country: ['DE', 'AT'], language: 'de' } },
    },
    reported: [
      ['13:12: warning', 'status = "302!" has no effect in netlify.toml'],
      ['26:24: error', 'Role: needs a token that Netlify signs'],
      ['32:12: error', 'signed: only Netlify can sign requests'],
    ],
  },
  'amplify.json': {
    rules: {
      '/about.html': '/about',
      '/docs/*': '/handbook/:splat',
      '/news/:year/:slug': { to: '/blog/:slug?y=:year', statusCode: 302 },
      '/start': { to: '/en/start', statusCode: 302, when: { country: 'US' } },
      '/item?id=:id': { to: '/items/:id', query: 'drop' },
      '/tags/:p1': '/topics/:p1',
    },
    reported: [
      ['8:3: error', 'add a behavior with that origin'],
      ['9:3: error', 'it shows "/index.html" for all paths without a file'],
      ['10:3: error', '404-200: it applies only where no file exists'],
    ],
  },
  'amplify-apex.json': {
    rules: { 'https://example.com/*': { to: 'https://www.example.com/:splat', statusCode: 302 }, '/old': '/new' },
    reported: [],
  },
  'routing-rules.xml': {
    rules: {
      '/docs/*': '/handbook/:splat',
      '/img': { to: 'https://img.example.com/i', statusCode: 302 },
      '/img/*': { to: 'https://img.example.com/i/:splat', statusCode: 302 },
      '/img:p1': { to: 'https://img.example.com/i:p1', statusCode: 302 },
      '/img:p1/*': { to: 'https://img.example.com/i:p1/:splat', statusCode: 302 },
    },
    reported: [['24:7: error', 'ViewerProtocolPolicy.REDIRECT_TO_HTTPS']],
  },
  'routing-rules.json': {
    rules: { '/reports/*': { to: 'https://archive.example.com/missing.html', when: { originStatus: 404 } } },
    reported: [['4:5: warning', 'it has no Protocol']],
  },
  'staticwebapp.config.json': {
    rules: {
      '/handbook/*': 'https://docs.example.com/',
      '/old': { to: '/new', statusCode: 302 },
      '/media/:p1.png': { to: '/media/none.png', statusCode: 200 },
      '/media/*/:p1.png': { to: '/media/none.png', statusCode: 200 },
      '/media/:p1.jpg': { to: '/media/none.png', statusCode: 200 },
      '/media/*/:p1.jpg': { to: '/media/none.png', statusCode: 200 },
      '/form': { to: '/form.html', statusCode: 200, when: { method: 'GET' } },
      '/gone': { statusCode: 410 },
    },
    reported: [
      ['2:20: warning', 'trailingSlash: never'],
      ['9:5: error', 'allowedRoles: it needs the sign-in of Azure'],
      ['12:25: error', 'ErrorRules.singlePageApp'],
      ['13:33: error', 'use ErrorRules of EdgeErrorMasker'],
    ],
  },
  'htaccess.txt': {
    rules: {
      'https://example.com/*': { to: 'https://www.example.com/:splat', query: 'replace' },
      'https://www.old.example/*': { to: 'https://www.example.com/:splat', query: 'replace' },
      'https://old.example/*': { to: 'https://www.example.com/:splat', query: 'replace' },
      '/team/:p1': { to: '/people/:p1', query: 'replace', caseSensitive: false },
      '/trash': { statusCode: 410 },
      '/about.html': { to: '/about', query: 'replace' },
      '/about.html/*': { to: '/about/:splat', query: 'replace' },
      '/docs/*': { to: 'https://docs.example.com/:splat', statusCode: 302, query: 'replace' },
      '/price-list': { to: '/offers/price%20list', query: 'replace' },
      '/price-list/*': { to: '/offers/price%20list/:splat', query: 'replace' },
      '/news/:p1.php': { to: '/blog/:p1', statusCode: 302, query: 'replace' },
      '/news/*/:p1.php': { to: '/blog/:splat/:p1', statusCode: 302, query: 'replace' },
      '/beta': { statusCode: 410 },
      '/beta/*': { statusCode: 410 },
    },
    reported: [
      ['11:3: error', 'use ViewerProtocolPolicy.REDIRECT_TO_HTTPS'],
      ['14:3: error', '[0-9]+ requires a pattern, which rules do not support; if any text may match there, write "/item/:p1"'],
      ['19:3: error', 'RewriteCond %{REQUEST_FILENAME} !-f: it applies only where no file exists'],
      ['29:1: warning', 'use ErrorRules of EdgeErrorMasker'],
    ],
  },
  'wagtail.csv': {
    rules: {
      'https://www.example.com/a': '/b',
      '/c?x=1': { to: 'https://shop.example.com/d', statusCode: 302 },
    },
    reported: [['4:17: error', 'the site "The shop" is not a host']],
  },
  'shopify.csv': {
    rules: { '/collections/old': '/collections/new', '/pages/faq%3Ade': '/pages/faq' },
    reported: [],
  },
  'wordpress.csv': {
    rules: { '/old': { to: '/new', note: 'Moved, for good' }, '/b/*': { to: '/c/:splat', statusCode: 302 } },
    reported: [['4:1: error', '\\d+ requires a pattern'], ['5:1: warning', 'it is disabled; left out']],
  },
  'old-new.csv': { rules: { '/old': '/new', 'https://www.example.com/sale': '/offers' }, reported: [] },
  'source-target.csv': {
    rules: { '/old-page': { to: '/new-page', statusCode: 302 }, '/gone': { statusCode: 410 } },
    reported: [],
  },
};

test('every file has expected rules', () => {
  expect(readdirSync(files).sort()).toEqual(Object.keys(EXPECTED).sort());
});

describe.each(Object.entries(EXPECTED))('%s', (name, { rules, reported }) => {
  const isLossy = reported.some(([place]) => !place.endsWith('warning'));

  test('is converted, and entries without an equivalent are reported', async () => {
    const { code, out, err } = await run('convert', given(name), '--to', 'json');
    expect(JSON.parse(out.join('\n'))).toEqual(rules);
    const located = err.filter((line) => /^\S+?:\d+:\d+: /.test(line));
    expect(located).toHaveLength(reported.length);
    reported.forEach(([place, words], i) => {
      expect(located[i].startsWith(`${name}:${place}: `)).toBe(true);
      expect(located[i]).toContain(words);
    });
    expect(code).toBe(isLossy ? 1 : 0);
  });

  test('becomes a list without problems', async () => {
    const { out } = await run('convert', given(name), '--to', 'json');
    const { code, out: found } = await run('check', file('list.json', out.join('\n')));
    expect([code, found.filter((line) => / error: /.test(line)), found.at(-1)]).toEqual([
      0,
      [],
      expect.stringMatching(/^list\.json: \d+ rule/),
    ]);
  });

  test(isLossy ? 'is not written to a file, because entries are missing' : 'is written to a file', async () => {
    const target = join(folder, 'out.json');
    const { out, err } = await run('convert', given(name), '--to', 'json', '--out', target);
    expect([out, existsSync(target)]).toEqual([[], !isLossy]);
    if (isLossy) expect(err.at(-1)).toContain('nothing is written to out.json');
  });

  test('check reports the platform and how to convert the file', async () => {
    const { code, out, err } = await run('check', given(name));
    const all = [...out, ...err].filter((line) => line.includes('EDGE_REDIRECT_PLATFORM'));
    expect(code).toBe(name === 'htaccess.txt' || /\.(?:toml|xml)$/.test(name) ? 2 : 1);
    expect(all).toHaveLength(1);
    expect(all[0]).toMatch(
      /this is .* of .*; write a list of rules from it with: npx cdk-cloudfront-edge redirects convert /,
    );
  });
});
