import type { HtmlNode } from './html-node';
import { HTML, SVG, type HtmlTree } from './html-tree';
import type { HtmlParser, HtmlParserClass, TagToken } from './parsers';

interface Options {
  readonly treeAdapter: HtmlTree;
  /** Whether `<noscript>` is a text. */
  readonly scriptingEnabled: boolean;
}

export type PageParserClass = new (options: Options) => HtmlParser;

/**
 * The parser of parse5, which follows the standard as it was before `<select>` could have any content. Chromium accepts
 * that since 2025. So the element has no rules of its own here, except that a second one or an `<input>` closes it.
 */
export function pageParser(Parser: HtmlParserClass): PageParserClass {
  return class extends Parser {
    private readonly tree: HtmlTree;

    constructor(options: Options) {
      super(options);
      this.tree = options.treeAdapter;
    }

    public override _startTagOutsideForeignContent(token: TagToken): void {
      const isSelect = token.tagName === 'select';
      if ((isSelect || token.tagName === 'input') && this.isSelectInScope()) {
        this.closeSelect();
        if (isSelect) return;
      }
      if (isSelect) token.tagID = 0;
      super._startTagOutsideForeignContent(token);
    }

    public override _endTagOutsideForeignContent(token: TagToken): void {
      if (token.tagName !== 'select') super._endTagOutsideForeignContent(token);
      else if (this.isSelectInScope()) this.closeSelect();
    }

    public override onEndTag(token: TagToken): void {
      this.tree.endTag = token.tagName;
      super.onEndTag(token);
      this.tree.endTag = undefined;
    }

    public override _appendElement(token: TagToken, namespace: string): void {
      super._appendElement(token, namespace);
      this.tree.selfClosed();
    }

    /** Not one outside of the template, the cell or the like that is being read. */
    private isSelectInScope(): boolean {
      if (this.tree.openSelects === 0) return false;
      const { items, stackTop } = this.openElements;
      for (let at = stackTop; at >= 0; at--) {
        if (items[at].name === 'select' && items[at].namespace === HTML) return true;
        if (endsScope(items[at])) return false;
      }
      return false;
    }

    private closeSelect(): void {
      for (const before = this.tree.openSelects; this.tree.openSelects === before;) this.openElements.pop();
    }
  };
}

/** @see https://html.spec.whatwg.org/multipage/parsing.html#has-an-element-in-scope */
const SCOPES = {
  html: new Set(['applet', 'caption', 'html', 'table', 'td', 'th', 'marquee', 'object', 'template']),
  svg: new Set(['foreignObject', 'desc', 'title']),
  math: new Set(['mi', 'mo', 'mn', 'ms', 'mtext', 'annotation-xml']),
};

function endsScope({ name, namespace }: HtmlNode): boolean {
  return SCOPES[namespace === HTML ? 'html' : namespace === SVG ? 'svg' : 'math'].has(name);
}
