import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AskedChromium, forEach, type Hashes } from './chromium/ask';
import { CORPUS, served } from './corpus';
import { readDocument } from './support';
import { renderStatic } from '../../src/core/security-headers/csp';
import { readCsp } from '../../src/core/security-headers/csp-parse';
import { allowInline } from '../../src/core/security-headers/inline/allow';
import { CHROMIUM, INSTALL_HINT } from '../e2e/support/chromium';

const recorded = JSON.parse(readFileSync(join(__dirname, 'chromium/answers.json'), 'utf8')) as {
  readonly documents: Readonly<Record<string, Hashes>>;
};

describe('hashes of the corpus', () => {
  it.each(CORPUS.map((document) => [document.name, document] as const))('%s: those of Chromium', (name, document) => {
    expect(readDocument(document).hashes).toEqual(recorded.documents[name]);
  });

  it('has names that are unique, and no other recorded answers', () => {
    expect(Object.keys(recorded.documents)).toEqual(CORPUS.map(({ name }) => name));
    expect(new Set(CORPUS.map(({ name }) => name)).size).toBe(CORPUS.length);
  });
});

const describeInBrowser = CHROMIUM || process.env.CI ? describe : describe.skip;

describeInBrowser(`hashes in a browser (${CHROMIUM ?? INSTALL_HINT})`, () => {
  let chromium: AskedChromium;
  beforeAll(async () => { chromium = await AskedChromium.start(); });
  afterAll(() => chromium?.stop());

  it('are those that it names', async () => {
    const asked: Record<string, Hashes> = {};
    await forEach(CORPUS, async (document) => { asked[document.name] = await chromium.hashes(served(document)); });
    expect(asked).toEqual(Object.fromEntries(CORPUS.map((document) => [document.name, readDocument(document).hashes])));
  }, 600_000);

  it('are enough: a policy with them blocks nothing but javascript URLs', async () => {
    const complaints: Record<string, readonly string[]> = {};
    await forEach(CORPUS, async (document) => {
      const policy = renderStatic(allowInline(readCsp("script-src 'none'; style-src 'none'"), [readDocument(document)]));
      const messages = await chromium.complaints(served(document), policy);
      // Files with a source are not inline code.
      const inline = messages.filter((message) => !/^(Loading the (script|stylesheet)|Running the JavaScript URL)/.test(message));
      if (inline.length > 0) complaints[document.name] = inline;
    });
    expect(complaints).toEqual({});
  }, 600_000);
});
