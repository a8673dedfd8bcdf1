import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { chromium as browserType, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { consoleSite } from './site';
import { createPreview, type Preview } from '../../src/preview/create-preview';
import { CHROMIUM, INSTALL_HINT, QUIET } from '../e2e/support/chromium';
import { consolePageFile } from '../preview/support/console-page';
import { workerFile } from '../preview/support/worker';

/** Of the page; the project has no types of the DOM. */
declare const document: any;
declare const window: any;

const describeInBrowser = CHROMIUM || process.env.CI ? describe : describe.skip;
const VIEWS = ['requests', 'try', 'distribution', 'faults'];

describeInBrowser(`the console in a browser (${CHROMIUM ?? INSTALL_HINT})`, () => {
  let browser: Browser;
  let preview: Preview;
  let api: Server;
  let page: Page;
  const outside: string[] = [];

  beforeAll(async () => {
    if (!CHROMIUM) throw new Error(INSTALL_HINT);
    api = createServer((request, response) => {
      response.writeHead(request.url!.includes('boom') ? 500 : 200, { 'server': 'nginx', 'content-type': 'application/json' });
      response.end('{"ok":true}');
    });
    await new Promise<void>((resolve) => { api.listen(0, '127.0.0.1', resolve); });
    const { cloudAssembly, content } = consoleSite();
    preview = createPreview({
      cloudAssembly,
      origins: {
        'www-origin.example.com': content, 'api.example.com': `http://127.0.0.1:${(api.address() as AddressInfo).port}`,
      },
      listen: { port: 0 },
      workerFile: workerFile(),
      consolePage: consolePageFile(),
    });
    await preview.ready;
    browser = await browserType.launch({ executablePath: CHROMIUM, args: QUIET });
  });
  afterAll(async () => {
    await browser?.close();
    await preview?.close();
    api?.close();
  });
  afterEach(async () => {
    await page?.context().close();
    await fetch(`${preview.url}/__edge/api/injections`, { method: 'POST', body: '{}', headers: { 'x-edge-console': '1' } });
  });

  const get = async (path: string, init: RequestInit = {}) => (
    (await fetch(preview.url + path, { redirect: 'manual', ...init })).text());

  /** Opens the console. What it requests elsewhere, and what it writes to the browser's console, is recorded. */
  async function open(hash = '', options: BrowserContextOptions = {}): Promise<Page> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
    page = await context.newPage();
    outside.length = 0;
    page.on('request', (request) => {
      const own = [`${preview.url}/__edge/`, 'data:'];
      if (!own.some((start) => request.url().startsWith(start))) outside.push(request.url());
    });
    page.on('console', (message) => outside.push(message.text()));
    page.on('pageerror', (error) => outside.push(String(error)));
    await page.goto(`${preview.url}/__edge/${hash}`);
    await page.getByText('Live', { exact: true }).waitFor();
    return page;
  }

  const rowOf = (text: string) => page.locator('.row', { hasText: text }).last();
  const stage = (name: string) => page.locator('.stage', { has: page.locator(`.name:text-is("${name}")`) }).last();

  test('lists requests as they come in, and requests nothing else', async () => {
    await get('/jobs');
    await open();
    await rowOf('/jobs').waitFor();
    await get('/api/new?a=<b>');
    await rowOf('/api/new').waitFor();
    expect(await rowOf('/api/new').innerText()).toMatch(/200\s+GET\s+\/api\/new\?a=(<b>|%3Cb%3E)/);
    expect(await rowOf('/jobs').innerText()).toContain('to /careers.html');
    expect(outside).toEqual([]);
    expect(await page.title()).toBe('Requests · Console');
  });

  test('shows the rule with its file and line, what functions changed and printed', async () => {
    await get('/jobs');
    await open();
    await rowOf('/jobs').click();
    expect(await stage('viewer-request').innerText()).toMatch(/answered[\s\S]*redirects\.json:2:3 of Web\/Redirects/);
    expect(await stage('viewer-request').locator('.add').allInnerTexts()).toContainEqual(expect.stringContaining('location: /careers.html'));
    await get('/');
    await page.locator('.row', { has: page.locator('.url:text-is("/")') }).last().click();
    await page.getByRole('heading', { name: 'GET /', exact: true }).waitFor();
    await stage('viewer-response').waitFor();
    expect(await stage('viewer-response').locator('.add').innerText()).toContain('x-served-by: the edge');
    expect(await stage('viewer-response').locator('pre').innerText()).toMatch(/served \/(index\.html)?$/);
    await stage('viewer-response').getByText('headers that the function saw').click();
    await stage('viewer-response').locator('.headers').getByText('text/html').first().waitFor();
    expect(await page.locator('.urls').innerText()).toMatch(/viewer\s+\/\s+default-root-object\s+\/index\.html/);
  });

  test('stays where it is while requests stream in: scroll position, focus, open details', async () => {
    for (let i = 0; i < 40; i++) await get(`/before/${i}`);
    await open();
    await rowOf('/before/2').waitFor();
    await page.locator('.scroller').evaluate((list) => { list.scrollTop = 100; });
    await rowOf('/before/5').click();
    const opened = page.locator('.stage details').first();
    await opened.locator('summary').first().click();
    const [before, box] = [await page.locator('.scroller').evaluate((list) => list.scrollTop), await rowOf('/before/5').boundingBox()];
    await Promise.all(Array.from({ length: 60 }, (_, i) => get(`/after/${i}`)));
    await page.getByRole('button', { name: '60 new ↓' }).waitFor();
    expect(await page.locator('.scroller').evaluate((list) => list.scrollTop)).toBe(before);
    expect(await rowOf('/before/5').boundingBox()).toEqual(box);
    expect(await opened.getAttribute('open')).not.toBe(null);
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('SUMMARY');
    await page.getByRole('button', { name: '60 new ↓' }).click();
    await rowOf('/after/5').waitFor();
    expect(await page.locator('.scroller').evaluate((list) => list.scrollHeight - list.scrollTop - list.clientHeight)).toBeLessThan(2);
  });

  test('filters, pauses and clears the list', async () => {
    await open();
    await page.getByRole('button', { name: 'Clear' }).click();
    for (const path of ['/jobs', '/api/boom', '/nope.html']) await get(path);
    await rowOf('/nope.html').waitFor();
    await page.getByLabel('Filter').fill('5xx');
    expect(await page.locator('.row:visible .url').allInnerTexts()).toEqual(['/api/boom']);
    await page.getByLabel('Filter').fill('-jobs -5xx');
    expect(await page.locator('.row:visible .url').allInnerTexts()).toEqual(['/nope.html']);
    expect(await page.locator('.count').innerText()).toBe('1 of 3 requests');
    await page.getByLabel('Filter').fill('');
    await page.getByRole('button', { name: 'Pause' }).click();
    await get('/paused');
    await page.getByRole('button', { name: 'Resume (1)' }).waitFor();
    expect(await page.locator('.row').count()).toBe(3);
    await page.getByRole('button', { name: 'Resume (1)' }).click();
    await rowOf('/paused').waitFor();
  });

  test('is used with the keyboard alone', async () => {
    await open();
    await page.getByRole('button', { name: 'Clear' }).click();
    for (const path of ['/a', '/b', '/c']) await get(path);
    await rowOf('/c').waitFor();
    await page.getByRole('button', { name: 'Clear' }).focus();
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement!.textContent)).toContain('/a');
    await page.keyboard.press('ArrowDown');
    await page.getByRole('heading', { name: 'GET /b' }).waitFor();
    await page.keyboard.press('End');
    await page.getByRole('heading', { name: 'GET /c' }).waitFor();
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.activeElement?.tagName === 'H2');
    await page.keyboard.press('Escape');
    expect(await page.evaluate(() => document.activeElement!.textContent)).toContain('/c');
  });

  test('Escape leads back to the list on a narrow screen, where the request covers it', async () => {
    await get('/narrow');
    await open('', { viewport: { width: 360, height: 740 } });
    await page.locator('.row', { hasText: '/narrow' }).click();
    await page.getByRole('heading', { name: 'GET /narrow' }).waitFor();
    await page.waitForFunction(() => document.activeElement?.tagName === 'H2');
    await page.keyboard.press('Escape');
    await page.waitForFunction(() => window.location.hash === '#/requests');
    expect(await page.locator('.list').isVisible()).toBe(true);
    expect(await page.evaluate(() => document.activeElement!.textContent)).toContain('/narrow');
  });

  test('says what a URL would get', async () => {
    await open('#/try');
    await page.getByLabel('URL').fill('/old/x.html?a=1');
    await page.getByRole('button', { name: 'What would this URL get?' }).click();
    await page.getByRole('heading', { name: 'GET /old/x.html?a=1' }).waitFor();
    expect(await page.locator('.result .meta').innerText()).toContain('302');
    expect(await page.locator('.result .location').innerText()).toBe('to /new/x.html?a=1');
    await page.getByLabel('URL').fill('docs');
    await page.keyboard.press('Enter');
    await page.getByText('"docs" is not a valid URL').waitFor();
    await page.getByRole('link', { name: 'Requests', exact: true }).click();
    expect(await page.locator('.row', { hasText: '/old/x.html' }).count()).toBe(0);
  });

  test('injects blocks and faults, and removes them', async () => {
    await open('#/faults');
    await page.getByLabel('Path pattern', { exact: true }).fill('/assets/*');
    await page.getByRole('button', { name: 'Block' }).click();
    await page.getByText('--block waf:/assets/*').waitFor();
    expect(await get('/assets/app.css')).toContain('Request blocked.');
    await page.getByLabel('Origin or path pattern').fill('api.example.com');
    await page.getByLabel('Fault', { exact: true }).fill('on-fire');
    await page.getByRole('button', { name: 'Add' }).click();
    await page.getByText('"api.example.com=on-fire" is not a valid fault').waitFor();
    await page.getByLabel('Fault', { exact: true }).fill('status:503');
    await page.getByRole('button', { name: 'Add' }).click();
    await page.getByText('--fault api.example.com=status:503').waitFor();
    expect(await get('/api/x')).toContain('The origin answers 503.');
    expect(await page.locator('.injected').innerText()).toBe('2 injected');
    await page.getByRole('button', { name: 'Remove waf:/assets/*' }).click();
    await page.getByText('--block waf:/assets/*').waitFor({ state: 'detached' });
    expect(await get('/assets/app.css')).toContain('margin');
  });

  test('shows the body that a function made, and the key and verdict of the cache', async () => {
    await get('/shop/cart');
    await get('/new/a.html?v=1');
    await get('/new/a.html?v=1');
    await open();
    await rowOf('/shop/cart').click();
    expect(await stage('viewer-request').locator('.add').allInnerTexts()).toContainEqual(expect.stringContaining('<h1>Back soon</h1>'));
    await rowOf('/new/a.html').click();
    await page.getByRole('heading', { name: '/new/a.html?v=1' }).waitFor();
    expect(await stage('cache').innerText()).toMatch(/hit/i);
    await stage('cache').locator('summary').click();
    expect(await stage('cache').innerText()).toMatch(/key\s+\/new\/a\.html/);
    await page.goto(`${preview.url}/__edge/#/faults`);
    await page.getByLabel('Paths').fill('/new/*');
    await page.getByRole('button', { name: 'Purge' }).click();
    await page.getByText('1 object removed').waitFor();
  });

  test('shows the behaviors with their functions, sizes and steps', async () => {
    await open('#/distribution');
    const last = page.locator('article').last();
    await last.waitFor();
    expect(await last.innerText()).toMatch(/viewer-request[\s\S]*CloudFront Function · cloudfront-js-2\.0 · [\d,]+ bytes[\s\S]*by Web\/Redirects, 2 rules of .*redirects\.json/);
  });

  test('texts of requests are never HTML', async () => {
    await open();
    const attack = '/<img src=x onerror=alert(1)>';
    await get(attack, { headers: { 'x-a': '<script>alert(1)</script>' } });
    await rowOf('onerror').click();
    await page.getByText('Request: ').click();
    await page.locator('dd:visible', { hasText: 'alert(1)</script>' }).first().waitFor();
    expect(await page.locator('main img, main script').count()).toBe(0);
    expect(outside).toEqual([]);
  });

  test('goes on when the connection was lost', async () => {
    await open();
    await page.context().setOffline(true);
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 50)));
    await page.context().setOffline(false);
    await get('/again');
    await rowOf('/again').waitFor();
  });

  describe.each<[string, BrowserContextOptions]>([
    ['light', { colorScheme: 'light' }],
    ['dark', { colorScheme: 'dark' }],
    ['360 pixels wide', { viewport: { width: 360, height: 740 } }],
    ['360 pixels wide and dark', { viewport: { width: 360, height: 740 }, colorScheme: 'dark' }],
  ])('%s', (_, options) => {
    test('axe finds nothing, and nothing is wider than the window', async () => {
      for (const path of ['/', '/jobs', '/api/boom', '/shop/cart', '/a/very/long/path/that/goes/on/and/on/with/many/segments/to/the/end.html?and=query']) await get(path);
      const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
      await open('', { ...options, bypassCSP: true });
      for (const view of [...VIEWS, 'detail', 'result']) {
        if (view === 'detail') {
          await page.goto(`${preview.url}/__edge/#/requests`);
          await rowOf('/jobs').click();
          await page.locator('.timeline').waitFor();
          await page.evaluate(() => document.querySelectorAll('details').forEach((one: any) => { one.open = true; }));
        } else {
          await page.goto(`${preview.url}/__edge/#/${view === 'result' ? 'try' : view}`);
          await page.waitForTimeout(150);
        }
        if (view === 'result') {
          await page.getByRole('button', { name: 'What would this URL get?' }).click();
          await page.locator('.result .timeline').waitFor();
        }
        await page.evaluate(axe);
        const violations = await page.evaluate(async () => {
          const found = await (window as any).axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] });
          return found.violations.map(({ id, nodes }: any) => `${id}: ${nodes.map(({ target }: any) => target.join(' ')).join(', ')}`);
        });
        expect([view, violations]).toEqual([view, []]);
        const [inner, wide] = await page.evaluate(() => [
          window.innerWidth, Math.max(...[...document.querySelectorAll('main *')].map((e: any) => e.getBoundingClientRect().right)),
        ]);
        expect([view, wide! <= inner! + 1]).toEqual([view, true]);
      }
    });
  });
});
