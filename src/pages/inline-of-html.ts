import type { Found, PageReading } from './found-code';
import type { PageParserClass } from './html-parser';
import { attributesOf, fullName, HTML, HtmlTree, SVG, type HtmlNode, type TreeReader } from './html-tree';
import type { ParsedAttribute } from './parsers';
import { forbidsScripts, isScriptUrl, runsAsScript } from '../core/security-headers/inline/elements';
import { isEventHandler } from '../core/security-headers/inline/event-handlers';

/** Documents in `srcdoc` in `srcdoc` …: each level needs its quotes escaped once more, so that nobody writes many. */
const DEEPEST = 20;

/** Reads the inline code of an HTML document: what a browser asks a Content-Security-Policy about. */
export function inlineOfHtml(
  html: string, Parser: PageParserClass, reading: PageReading, found: Found, depth = 0,
): void {
  const reader = new Reader(reading, found, (srcdoc, isSandboxed) => {
    if (depth < DEEPEST) inlineOfHtml(srcdoc, Parser, { ...reading, isSandboxed }, found, depth + 1);
  });
  const tree = new HtmlTree(reader);
  new Parser({ treeAdapter: tree, scriptingEnabled: !reading.isSandboxed }).tokenizer.write(html, true);
  // What is still open: a style applies without its end tag, a script does not run.
  for (const element of tree.open) if (element.name === 'style') reader.closed(element);
}

class Reader implements TreeReader {
  constructor(
    private readonly reading: PageReading, private readonly found: Found,
    private readonly frame: (srcdoc: string, isSandboxed: boolean) => void,
  ) {}

  attributes(element: HtmlNode, attributes: readonly ParsedAttribute[]): void {
    for (const attribute of attributes) {
      const name = fullName(attribute);
      // Browsers ask about attributes in a <template>, too.
      if (name === 'style') this.found('style-attribute', attribute.value);
      else if (name.startsWith('on')) {
        if (!this.reading.isSandboxed && isEventHandler(element.name, name)) this.found('handler', attribute.value);
      } else if (isScriptUrl(element.name, name, attribute.value)) this.found('url', attribute.value);
      else if (name === 'srcdoc' && element.name === 'iframe' && element.namespace === HTML && this.runs(element)) {
        this.frame(attribute.value, this.reading.isSandboxed === true || forbidsScripts(attributesOf(element)));
      }
    }
  }

  closed(element: HtmlNode): void {
    if (!this.runs(element)) return;
    const text = element.text!.join('');
    // Of any type: browsers ask before they look at it.
    if (element.name === 'style') this.found('style', text);
    else if (text !== '' && !this.reading.isSandboxed && runsAsScript(attributesOf(element), element.namespace === SVG)) {
      this.found('script', text);
    }
  }

  private runs(element: HtmlNode): boolean {
    const isKnown = element.namespace === HTML || element.namespace === SVG;
    return isKnown && (!element.isInert || this.reading.templates);
  }
}
