import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { chromium as browserType, type Browser } from 'playwright-core';
import { CHROMIUM, INSTALL_HINT, QUIET } from './support/chromium';
import { EdgeRedirector, EdgeStep, EdgeCustomStep, ExistingAttachments, RedirectSource } from '../../src';
import { accessLine } from '../../src/preview/server/access-line';
import { traceOf } from '../../src/preview/trace/record';
import { preview, type Running } from '../preview/support/site';

const folder = mkdtempSync(join(tmpdir(), 'composed-in-browser-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A site whose own function appends `index.html`, with a redirector in it, and a step that moves the files. */
function site(): Running {
  const root = new App({ analyticsReporting: false, outdir: join(folder, 'cdk.out') });
  const stack = new Stack(root, 'Web', { env: { account: '111122223333', region: 'eu-west-1' } });
  const index = new cloudfront.Function(stack, 'Index', {
    code: cloudfront.FunctionCode.fromInline(`function handler(event) {
      if (event.request.uri.endsWith('/')) event.request.uri += 'index.html';
      return event.request;
    }`),
    runtime: cloudfront.FunctionRuntime.JS_2_0,
  });
  const distribution = new cloudfront.Distribution(stack, 'Site', {
    defaultBehavior: {
      origin: new HttpOrigin('www.example.com'),
      functionAssociations: [{ function: index, eventType: cloudfront.FunctionEventType.VIEWER_REQUEST }],
    },
  });
  new EdgeRedirector(stack, 'Redirects', {
    distribution, existing: ExistingAttachments.compose(), source: RedirectSource.fromInline('{ "/old/": "/docs/" }'),
  });
  writeFileSync(join(folder, 'prefix.json'), '"/v2"');
  writeFileSync(join(folder, 'move.js'), `const prefix = require('./prefix.json');
    exports.handler = async (event) => { const { request } = event.Records[0].cf; request.uri = prefix + request.uri; return request; };`);
  new EdgeCustomStep(stack, 'Move', {
    distribution,
    event: cloudfront.LambdaEdgeEventType.ORIGIN_REQUEST,
    step: EdgeStep.fromFile(join(folder, 'move.js')),
  });
  return preview(root.synth().directory, { listen: { port: 0 }, origins: { 'www.example.com': content() } });
}

function content(): string {
  const path = mkdtempSync(join(folder, 'content-'));
  mkdirSync(join(path, 'v2/docs'), { recursive: true });
  writeFileSync(join(path, 'v2/docs/index.html'), '<!doctype html><title>Docs</title><p id="page">docs</p>');
  return path;
}

const describeInBrowser = CHROMIUM || process.env.CI ? describe : describe.skip;

describeInBrowser(`composed functions in a browser (${CHROMIUM ?? INSTALL_HINT})`, () => {
  let browser: Browser;
  beforeAll(async () => {
    if (!CHROMIUM) throw new Error(INSTALL_HINT);
    browser = await browserType.launch({ executablePath: CHROMIUM, args: QUIET });
  });
  afterAll(async () => browser?.close());

  test('a link to an old page arrives, and the trace has every path on the way', async () => {
    const running = site();
    await running.ready;
    const page = await browser.newPage();
    const response = await page.goto(`${running.url}/old/?q=1`);
    expect([response!.status(), await page.textContent('#page')]).toEqual([200, 'docs']);
    expect(new URL(page.url()).pathname).toBe('/docs/');

    const [redirected, served] = running.exchanges.filter(({ request }) => !request.uri.includes('favicon'));
    expect(accessLine(redirected!)).toMatch(/ GET \/old\/\?q=1 301 -> \/docs\/\?q=1 /);
    expect(traceOf(redirected!).urls).toBeUndefined();
    expect(accessLine(served!)).toContain('passed the request on as /docs/index.html?q=1');
    expect(accessLine(served!)).toContain('passed the request on as /v2/docs/index.html');
    expect(traceOf(served!).urls).toEqual([
      { after: 'viewer', url: '/docs/?q=1' },
      { after: 'viewer-request', url: '/docs/index.html?q=1' },
      { after: 'origin-request', url: '/v2/docs/index.html' },
    ]);
    await page.close();
  });
});
