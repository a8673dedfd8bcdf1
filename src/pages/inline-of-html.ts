import type { Found, PageReading } from './found-code';
import type { HtmlNode, ParsedAttribute } from './html-node';
import type { PageParserClass } from './html-parser';
import { attributesOf, fullName, HTML, HtmlTree, SVG, type TreeReader } from './html-tree';
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
    for (const attribute of attributes) this.attribute(element, fullName(attribute), attribute.value);
  }

  closed(element: HtmlNode): void {
    if (!this.runs(element)) return;
    const text = element.text!.join('');
    // Of any type, since browsers check it before they look at that.
    if (element.name === 'style') return this.found('style', text);
    if (text === '' || this.reading.isSandboxed) return;
    if (runsAsScript(attributesOf(element), element.namespace === SVG)) this.found('script', text);
  }

  /** Browsers check attributes in a `<template>`, too. */
  private attribute(element: HtmlNode, name: string, value: string): void {
    const { isSandboxed = false } = this.reading;
    if (name === 'style') return this.found('style-attribute', value);
    if (name.startsWith('on')) {
      if (!isSandboxed && isEventHandler(element.name, name)) this.found('handler', value);
      return;
    }
    if (isScriptUrl(element.name, name, value)) return this.found('url', value);
    const isFrame = name === 'srcdoc' && element.name === 'iframe' && element.namespace === HTML;
    if (isFrame && this.runs(element)) this.frame(value, isSandboxed || forbidsScripts(attributesOf(element)));
  }

  private runs(element: HtmlNode): boolean {
    const isKnown = element.namespace === HTML || element.namespace === SVG;
    return isKnown && (!element.isInert || this.reading.templates);
  }
}
