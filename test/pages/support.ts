import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { CorpusDocument } from './corpus';
import type { PageParsers } from '../../src/pages/parsers';
import { PageReader, type ReadPage } from '../../src/pages/read-pages';

/** The parsers as they are bundled. */
export const PARSERS = createRequire(__filename)('../../assets/synth/pages.js') as PageParsers;

const folder = mkdtempSync(join(tmpdir(), 'pages-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

/** Reads a document as if it were a page of a site. */
export function readDocument({ bytes, isXml }: Pick<CorpusDocument, 'bytes' | 'isXml'>, templates = false): ReadPage {
  const page = isXml ? 'page.xhtml' : 'page.html';
  writeFileSync(join(folder, page), bytes);
  return new PageReader(PARSERS, { templates }).read(folder, { page, type: isXml ? 'xml' : 'html' });
}

/** A folder with these files. */
export function siteOf(files: Readonly<Record<string, string | Buffer>>): string {
  const site = mkdtempSync(join(folder, 'site-'));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(site, name)), { recursive: true });
    writeFileSync(join(site, name), content);
  }
  return site;
}
