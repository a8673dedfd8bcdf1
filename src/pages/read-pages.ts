import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FoundPage } from './find-pages';
import type { Found, PageReading } from './found-code';
import { pageParser } from './html-parser';
import { inlineOfHtml } from './inline-of-html';
import { inlineOfXhtml } from './inline-of-xhtml';
import { pageText } from './page-encoding';
import type { PageParsers } from './parsers';
import { INLINE_KINDS, type InlineKind, type PageHashes } from '../core/security-headers/inline/page-hashes';

/** What one page says. */
export interface ReadPage extends PageHashes {
  /** Its `javascript:` URLs, each once. */
  readonly urls: readonly string[];
  /** Whether its hashes depend on an encoding that it does not declare. */
  readonly isGuessed: boolean;
}

/** Reads pages, one after the other. `read` throws if a file cannot be read or is not well-formed. */
export class PageReader {
  private readonly Parser;

  constructor(private readonly parsers: PageParsers, private readonly reading: PageReading) {
    this.Parser = pageParser(parsers.Parser);
  }

  read(folder: string, { page, type }: FoundPage): ReadPage {
    const { text, isGuessed } = pageText(readFileSync(join(folder, page)), type === 'xml');
    const codes: Record<InlineKind | 'url', Set<string>> = {
      'script': new Set(), 'handler': new Set(), 'style': new Set(), 'style-attribute': new Set(), 'url': new Set(),
    };
    const found: Found = (kind, code) => void codes[kind].add(code);
    if (type === 'html') this.inlineOf(text, found);
    else this.inlineOfXml(text, found);
    const filled = INLINE_KINDS.filter((kind) => codes[kind].size > 0);
    const isPlain = !isGuessed || filled.every((kind) => [...codes[kind]].every((code) => /^[\0-\x7f]*$/.test(code)));
    return {
      page,
      hashes: Object.fromEntries(filled.map((kind) => [kind, [...codes[kind]].map(hashOf).sort()])),
      urls: [...codes.url].sort(),
      isGuessed: !isPlain,
    };
  }

  private inlineOf(html: string, found: Found, isSandboxed = false): void {
    inlineOfHtml(html, this.Parser, { ...this.reading, isSandboxed }, found);
  }

  private inlineOfXml(xml: string, found: Found): void {
    inlineOfXhtml(xml, this.parsers, this.reading, found, {
      frame: (srcdoc, isSandboxed) => this.inlineOf(srcdoc, found, isSandboxed),
      decoded: (entity) => {
        let text = '';
        this.inlineOf(`<p style="${entity}">`, (_, code) => { text = code; });
        return text;
      },
    });
  }
}

function hashOf(code: string): string {
  return `sha256-${createHash('sha256').update(code, 'utf8').digest('base64')}`;
}
