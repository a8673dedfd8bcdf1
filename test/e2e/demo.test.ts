import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium as browserType, type Browser, type ConsoleMessage } from 'playwright-core';
import { CHROMIUM, INSTALL_HINT, QUIET } from './support/chromium';
import { ask, Demo } from './support/demo';

// Starting the demo compiles the library if it has not been compiled yet.
const START_LIMIT_MS = 240_000;

let demo: Demo;
beforeAll(async () => { demo = await Demo.start(); }, START_LIMIT_MS);
afterAll(async () => demo?.stop());

describe('error pages replace the errors of the site only', () => {
  test.each(['/no-such-page', '/no/such/page.html', '/docs/no-such-page?x=1'])(
    '%s, which the bucket refuses, becomes a 302 to the error page',
    async (path) => {
      expect(await demo.get(path)).toMatchObject({ status: 302, headers: { location: '/404.html' }, body: '' });
    },
  );

  test('the error page itself is served', async () => {
    expect(await demo.get('/404.html')).toMatchObject({ status: 200, body: expect.stringContaining('Low and dry') });
  });

  test('the API\'s 403 arrives unchanged', async () => {
    const [through, direct] = [await demo.get('/api/status/403'), await demo.direct('/api/status/403')];

    expect(through.status).toBe(403);
    expect(through.body).toBe('{"status":403,"message":"Forbidden"}\n');
    expect(through.headers['content-type']).toBe('application/json; charset=utf-8');
    expect(through.headers.server).toBe(direct.headers.server);
    expect(through.headers.location).toBeUndefined();
  });

  test('so does every other error of the API', async () => {
    const changed: number[] = [];
    for (let status = 400; status < 600; status++) {
      const [through, direct] = [await demo.get(`/api/status/${status}`), await demo.direct(`/api/status/${status}`)];
      if (through.status !== status || through.body !== direct.body) changed.push(status);
    }
    expect(changed).toEqual([]);
  });

  test.each(['/wp-admin/', '/wp-admin/setup.php?step=1'])(
    "%s is blocked by the firewall with CloudFront's own page",
    async (path) => {
      const answer = await demo.get(path);

      expect(answer.status).toBe(403);
      expect(answer.headers).toMatchObject({
        'server': 'CloudFront',
        'x-cache': 'Error from cloudfront',
        'content-type': 'text/html',
      });
      expect(answer.body).toContain('Request blocked.');
      expect(answer.headers.location).toBeUndefined();
    },
  );
});

describe('redirects from a file', () => {
  test.each(['/jobs', '/jobs/'])('%s answers 301, with HSTS on the redirect itself', async (path) => {
    const answer = await demo.get(path);

    expect(answer).toMatchObject({ status: 301, headers: { location: '/careers.html' } });
    expect(answer.headers['strict-transport-security']).toMatch(/^max-age=\d{7,}/);
  });

  test.each([
    ['/autumn', '/pricing.html?plan=harbour&utm_campaign=autumn'],
    ['/autumn?utm_source=card', '/pricing.html?plan=harbour&utm_campaign=autumn&utm_source=card'],
    ['/autumn?plan=solo', '/pricing.html?plan=harbour&utm_campaign=autumn'],
  ])('%s keeps the query of its target and adds the query of the request', async (path, location) => {
    expect(await demo.get(path)).toMatchObject({ status: 302, headers: { location } });
  });

  test.each([
    ['/docs/', 301, '/docs/index.html'],
    ['/docs/v2/alerts', 301, '/docs/alerts.html'],
    ['/docs/quickstart?x=1', 301, '/docs/getting-started.html?x=1'],
    ['/stations/holm-lock', 301, '/network.html#holm-lock'],
    ['/shop/tern?qty=2', 302, 'https://shop.fathomandfell.example/tern?qty=2'],
    ['/account/orders', 307, 'https://tideboard.fathomandfell.example/account/orders'],
  ])('%s answers %d to %s', async (path, status, location) => {
    expect(await demo.get(path)).toMatchObject({ status, headers: { location } });
  });

  test.each([
    ['/legacy/support?id=7', '/docs/index.html?from=legacy'],
    ['/legacy/catalogue/tern', '/products/tern.html'],
  ])(
    '%s is redirected at origin-response, by the function that also masks errors and sets headers',
    async (path, location) => {
      const answer = await demo.get(path);

      expect(answer).toMatchObject({ status: 301, headers: { location } });
      expect(answer.headers['content-security-policy']).toContain("script-src 'self' 127.0.0.1");
      expect(answer.headers['strict-transport-security']).toBeDefined();
    },
  );
});

describe('a form whose redirect depends on the page that has it', () => {
  test('from index.html the redirect keeps the query', async () => {
    const answer = await demo.get('/lookup?username=mara', { referer: `${demo.url}/index.html` });

    expect(answer).toMatchObject({ status: 302, headers: { location: '/other.html?username=mara' } });
  });

  test('from other pages the redirect leads to the form', async () => {
    expect((await demo.get('/lookup?username=mara')).headers.location).toBe('/index.html?username=mara#keepers');
    expect((await demo.get('/lookup?username=mara', { referer: `${demo.url}/about.html` })).headers.location).toBe(
      '/index.html?username=mara#keepers',
    );
  });

  test.each([
    '/other.html',
    '/index.html',
    '/assets/css/base.css',
    '/api/status/403',
    '/no-such-page',
    '/jobs',
    '/legacy/jobs',
  ])('%s has the policy that names this distribution and the API', async (path) => {
    const policy = directives((await demo.get(path)).headers['content-security-policy']);

    expect(policy['script-src']).toEqual(["'self'", expect.stringContaining('127.0.0.1')]);
    expect(policy['connect-src']).toEqual(["'self'", demo.api]);
    expect(policy['default-src']).toEqual(["'none'"]);
  });
});

// These tests require a browser, which must be installed on build servers.
const describeInBrowser = CHROMIUM || process.env.CI ? describe : describe.skip;

describeInBrowser(`in a browser (${CHROMIUM ?? INSTALL_HINT})`, () => {
  let browser: Browser;
  beforeAll(async () => {
    if (!CHROMIUM) throw new Error(INSTALL_HINT);
    browser = await browserType.launch({ executablePath: CHROMIUM, args: QUIET });
  });
  afterAll(async () => browser?.close());

  test.each(['/index.html', '/'])(
    'the form on %s leads to a page whose script runs, whose API call succeeds and whose inline script does not run',
    async (start) => {
      const page = await browser.newPage();
      const refusals: string[] = [];
      page.on('console', (message: ConsoleMessage) => {
        if (message.type() === 'error') refusals.push(message.text());
      });

      await page.goto(`${demo.url}${start}`);
      await page.fill('#username', 'mara');
      await page.click('form button');
      await page.waitForURL('**/other.html?username=mara');
      await page.waitForSelector('#check-api[data-state]');

      expect(await page.textContent('h1')).toBe('Mara Lindqvist');
      expect(await page.locator('.station').count()).toBe(2);
      expect(await page.textContent('#check-script')).toContain('ran');
      expect(await page.textContent('#check-query')).toContain('username=mara');
      expect(await page.textContent('#check-api')).toContain('answered 200');
      expect(await page.textContent('#check-inline')).toContain('blocked the inline script');
      expect(await page.locator('#inline-marker').count()).toBe(0);
      expect(refusals).toEqual([expect.stringMatching(/inline script .*Content Security Policy/)]);
      await page.close();
    },
  );

  // The redirect to the form depends on the Referer: if the browser cached it, the form's own request would be
  // redirected again.
  test('a viewer that followed a link to /lookup can use the form that it leads to', async () => {
    const page = await browser.newPage();
    await page.goto(`${demo.url}/lookup?username=oskar`);
    await page.fill('#username', 'oskar');
    await page.click('form button');
    await page.waitForURL('**/other.html?username=oskar', { timeout: 5_000 }).finally(async () => page.close());
  });

  test('no page of the site violates the policy, except the one that does so on purpose', async () => {
    const page = await browser.newPage();
    const errors: string[] = [];
    page.on('console', (message: ConsoleMessage) => {
      if (message.type() === 'error') errors.push(`${page.url()}: ${message.text()}`);
    });
    const pages = [...(await demo.get('/sitemap.xml')).body.matchAll(/<loc>https:\/\/[^/]+(\/[^<]+)/g)].map(
      (match) => match[1],
    );

    for (const path of pages) await page.goto(`${demo.url}${path}`, { waitUntil: 'load' });

    expect(pages.length).toBeGreaterThan(15);
    expect(errors).toEqual([]);
    await page.close();
  });
});

describe('the end of the demo', () => {
  let folder: string;
  beforeAll(() => { folder = mkdtempSync(join(tmpdir(), 'demo-end-')); });
  const assemblies = () => readdirSync(folder).filter((name) => name.startsWith('cdk-cloudfront-edge-demo-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('a signal ends its processes and removes its temporary files', async () => {
    const another = await Demo.start({ TMPDIR: folder });
    expect(assemblies()).toHaveLength(1);

    expect(await another.stop()).toBe(0);

    await expect(ask(another.url, {})).rejects.toThrow();
    await expect(ask(another.api, {})).rejects.toThrow();
    expect(assemblies()).toEqual([]);
  }, START_LIMIT_MS);
});

function directives(policy: string | string[] | undefined): Record<string, string[]> {
  return Object.fromEntries(
    String(policy)
      .split(';')
      .map((part) => part.trim().split(/\s+/))
      .map(([name, ...sources]) => [name, sources]),
  );
}
