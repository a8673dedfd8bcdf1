import { execFile, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { chromium } from 'playwright-core';
import { file, folder, json } from './support';
import { CHROMIUM, INSTALL_HINT, QUIET } from '../../e2e/support/chromium';
import { lambdaAt, site } from '../../preview/support/site';

/** A site that refuses some paths, and answers others itself. */
async function served(): Promise<string> {
  const fill = (stack: any) => lambdaAt('viewer-request', stack.lambda('Fn', `exports.handler = async (event) => {
    const { request } = event.Records[0].cf;
    return request.uri === '/members' ? { status: '401', body: 'Who are you?' } : request;
  };`));
  const running = site({ fill }, { listen: { port: 0 }, blocks: ['waf:/admin', 'geo:/de/*', 'signed-url:/private/*'] });
  await running.ready;
  return running.url!;
}

/** What each path of the site is explained as. */
const EXPECTED = {
  '/admin': 'waf', '/de/x': 'geo-restriction', '/private/x': 'signed-url', '/members': 'edge-function-answered', '/missing.html': 's3-origin',
} as const;

/** What it prints. The preview is in this process, which must not wait. */
async function curl(args: string): Promise<string> {
  return (await promisify(execFile)('bash', ['-c', `curl ${args}`], { encoding: 'utf8', timeout: 20_000 })).stdout;
}

const describeWithCurl = spawnSync('curl', ['--version']).status === 0 ? describe : describe.skip;

describeWithCurl('what curl prints of the preview', () => {
  test.each(['-si', '-sv', '-siv'])('with %s is explained', async (flags) => {
    const base = await served();
    for (const [path, source] of Object.entries(EXPECTED)) {
      const { code, list } = await json(file(await curl(`${flags} ${base}${path} 2>&1`)));
      expect([path, code, list.map((one) => one.source)]).toEqual([path, 1, [source]]);
    }
  });

  test('with -I is explained as far as the head goes', async () => {
    const base = await served();
    for (const path of ['/admin', '/members', '/missing.html'] as const) {
      expect((await json(file(await curl(`-sI ${base}${path}`)))).list[0].source).toBe(EXPECTED[path]);
    }
  });
});

const describeInBrowser = CHROMIUM || process.env.CI ? describe : describe.skip;

describeInBrowser(`a HAR file of a browser (${CHROMIUM ?? INSTALL_HINT})`, () => {
  test('has each failed request explained', async () => {
    const base = await served();
    const har = join(folder, 'browser.har');
    const browser = await chromium.launch({ executablePath: CHROMIUM, args: QUIET });
    try {
      const context = await browser.newContext({ recordHar: { path: har, content: 'embed' } });
      const page = await context.newPage();
      for (const path of ['/', ...Object.keys(EXPECTED)]) await page.goto(`${base}${path}`);
      await context.close();
    } finally {
      await browser.close();
    }
    const { code, list } = await json(har);
    expect(code).toBe(1);
    const found = Object.fromEntries(list.flatMap(({ source, examples }) => (
      examples.map((url: string) => [url.slice(base.length), source]))));
    expect(found).toMatchObject(EXPECTED);
  });
});
