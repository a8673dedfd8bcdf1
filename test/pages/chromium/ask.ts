import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { chromium as browserType, type Browser, type BrowserContext, type Page } from 'playwright-core';
import type { InlineKind, PageHashes } from '../../../src/core/security-headers/inline/page-hashes';
import { CHROMIUM, INSTALL_HINT, QUIET } from '../../e2e/support/chromium';

export type Hashes = PageHashes['hashes'];

const KIND_OF: Readonly<Record<string, InlineKind>> = {
  'script-src-elem': 'script', 'script-src-attr': 'handler', 'style-src-elem': 'style', 'style-src-attr': 'style-attribute',
};
const NOTHING = "script-src-elem 'none' 'report-sample'; script-src-attr 'none' 'report-sample'; "
  + "style-src-elem 'none'; style-src-attr 'none'";

/** A document as the browser gets it. */
export interface Served {
  readonly bytes: Buffer;
  readonly contentType: string;
}

/** Chromium, which is asked what a policy blocks on a page. */
export class AskedChromium {
  static async start(): Promise<AskedChromium> {
    if (!CHROMIUM) throw new Error(INSTALL_HINT);
    const browser = await browserType.launch({ executablePath: CHROMIUM, args: QUIET });
    // One context: to make one for each page takes longer than the page.
    const asked = new AskedChromium(browser, await browser.newContext());
    await new Promise<void>((resolve) => { asked.server.listen(0, '127.0.0.1', resolve); });
    return asked;
  }

  private readonly server: Server;
  private readonly served = new Map<string, Served & { readonly policy: string }>();

  private constructor(private readonly browser: Browser, private readonly context: BrowserContext) {
    this.server = createServer((request, response) => {
      const served = this.served.get(request.url ?? '');
      if (served === undefined) return void response.writeHead(404).end();
      const { bytes, contentType, policy } = served;
      response.writeHead(200, { 'Content-Type': contentType, 'Content-Security-Policy': policy }).end(bytes);
    });
  }

  get version(): string {
    return this.browser.version();
  }

  async stop(): Promise<void> {
    await this.browser.close();
    this.server.close();
    this.server.closeAllConnections();
  }

  /** The hashes that the browser requires: it names them in its console, but for event handlers. */
  async hashes(document: Served): Promise<Hashes> {
    const { messages, handlers } = await this.load(document, NOTHING);
    const asked: Partial<Record<InlineKind, Set<string>>> = {};
    const add = (kind: InlineKind, hash: string) => (asked[kind] ??= new Set()).add(hash);
    for (const message of messages) {
      const [, directive] = /directive '([\w-]+)/.exec(message) ?? [];
      const [, hash] = /\('(sha256-[\w+/=]{44})'\)/.exec(message) ?? [];
      if (hash !== undefined) add(KIND_OF[directive], hash);
    }
    for (const code of handlers) add('handler', `sha256-${createHash('sha256').update(code).digest('base64')}`);
    return Object.fromEntries(Object.entries(asked).map(([kind, hashes]) => [kind, [...hashes].sort()]));
  }

  /** What the browser says about a policy that allows the code of the page. */
  async complaints(document: Served, policy: string): Promise<string[]> {
    const { messages } = await this.load(document, policy);
    return messages.filter((message) => /Content.Security.Policy/i.test(message));
  }

  private async load(document: Served, policy: string): Promise<{ messages: string[]; handlers: string[] }> {
    const url = `/${this.served.size}`;
    this.served.set(url, { ...document, policy });
    const page = await this.context.newPage();
    try {
      const messages: string[] = [];
      page.on('console', (message) => messages.push(message.text()));
      await page.addInitScript({ content: RECORD_SAMPLES });
      await page.goto(`http://127.0.0.1:${(this.server.address() as AddressInfo).port}${url}`);
      await settled(page, messages);
      const handlers = await Promise.all(page.frames().map(async (frame) => {
        const answer = frame.evaluate<string[]>(BLOCKED_HANDLERS);
        return frame === page.mainFrame() ? answer : within(answer);
      }));
      return { messages, handlers: handlers.flat() };
    } finally {
      await page.close();
    }
  }
}

/** Some at a time: each page mostly waits. */
export async function forEach<T>(items: readonly T[], run: (item: T) => Promise<void>): Promise<void> {
  const left = [...items];
  await Promise.all(Array.from({ length: 6 }, async () => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) await run(item);
  }));
}

/** Frames load after the page, and messages come after what they are about. */
async function settled(page: Page, messages: readonly string[]): Promise<void> {
  for (let before = -1; before !== messages.length;) {
    before = messages.length;
    await page.waitForTimeout(200);
  }
}

/** A frame that the policy blocks does not answer. */
async function within(handlers: Promise<string[]>): Promise<string[]> {
  return Promise.race([
    handlers.catch(() => []),
    new Promise<string[]>((resolve) => {
      setTimeout(resolve, 2_000, []);
    }),
  ]);
}

/** Runs before the page. Node.js knows no types of the browser, so both scripts are texts. */
const RECORD_SAMPLES = `
  const samples = window.samples = [];
  window.addEventListener('securitypolicyviolation', ({ effectiveDirective, sample }) => {
    if (effectiveDirective === 'script-src-attr') samples.push(sample);
  }, true);`;

/** A sample is the beginning of the code: the attributes of the page have the rest. */
const BLOCKED_HANDLERS = `(() => {
  const values = [];
  const visit = (root) => {
    for (const element of root.querySelectorAll('*')) {
      for (const { name, value } of element.attributes) if (name.startsWith('on')) values.push(value);
      if (element instanceof HTMLTemplateElement) visit(element.content);
      if (element.shadowRoot) visit(element.shadowRoot);
    }
  };
  visit(document);
  const startsAs = (sample) => (value) => value.trim() === sample.trim()
    || (sample.length >= 40 && value.trim().startsWith(sample.replace(/…$/, '').trim()));
  return (window.samples ?? []).flatMap((sample) => {
    const found = values.filter(startsAs(sample));
    // The element may be gone: <frameset> replaces <body>.
    return found.length > 0 ? found : [sample];
  });
})()`;
