import type { HtmlNode } from './html-node';

export interface TagToken {
  readonly tagName: string;
  /** 0 for elements without rules of their own. */
  tagID: number;
}

/** What is used of the parser of parse5, and of its inside: its version is fixed, since it is bundled. */
export interface HtmlParser {
  readonly tokenizer: { write(html: string, isLast: boolean): void };
  readonly openElements: { readonly items: readonly HtmlNode[]; readonly stackTop: number; pop(): void };
  _startTagOutsideForeignContent(token: TagToken): void;
  _endTagOutsideForeignContent(token: TagToken): void;
  onEndTag(token: TagToken): void;
  _appendElement(token: TagToken, namespace: string): void;
}

export type HtmlParserClass = new (options: object) => HtmlParser;

/** A node of parse-xml. */
export interface XmlNode {
  readonly type: string;
  readonly name?: string;
  readonly text?: string;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly children?: readonly XmlNode[];
}

/** What is bundled in `assets/synth/pages.js`; the library has no dependencies. */
export interface PageParsers {
  readonly Parser: HtmlParserClass;
  parseXml(xml: string, options: object): XmlNode;
}
