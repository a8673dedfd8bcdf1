import { chromium, type Page } from 'playwright-core';
import type { Driver } from './driver';
import { QUIET } from '../../../e2e/support/chromium';

export async function startChromium(executablePath: string, proxy: string): Promise<Driver> {
  const browser = await chromium.launch({
    executablePath,
    args: [...QUIET, '--ignore-certificate-errors', '--disable-popup-blocking', '--mute-audio'],
    proxy: { server: `http://${proxy}` },
  });
  const context = await browser.newContext({ ignoreHTTPSErrors: true });
  const messages: string[] = [];
  const listen = (page: Page) => page.on('console', (message) => messages.push(message.text()));
  context.on('page', listen);
  return {
    version: browser.version(),
    open: async (url) => {
      const page = await context.newPage();
      await page.goto(url, { waitUntil: 'commit' });
    },
    closeWindows: async () => {
      await Promise.all(context.pages().map((page) => page.close()));
    },
    messages: async () => [...messages],
    close: () => browser.close(),
  };
}
