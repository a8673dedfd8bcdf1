import type { HtmlNode, ParsedAttribute } from './html-node';
import { isShadowRoot, type Attribute } from '../core/security-headers/inline/elements';

export const HTML = 'http://www.w3.org/1999/xhtml';
export const SVG = 'http://www.w3.org/2000/svg';
export const MATHML = 'http://www.w3.org/1998/Math/MathML';

/** What is read while the parser builds a tree. */
export interface TreeReader {
  /** An element, or a second `<html>` or `<body>`, has these attributes. */
  attributes(element: HtmlNode, attributes: readonly ParsedAttribute[]): void;
  /** The end of an element that has text. */
  closed(element: HtmlNode): void;
}

/** The tree as the parser of parse5 needs it, and no more. */
export class HtmlTree {
  /** How many `<select>` elements are open. */
  public openSelects = 0;
  /** The name in the end tag that is being read, if one is. */
  public endTag?: string;
  /** The element that was added last. */
  public newest?: HtmlNode;
  /** Open elements that have text. */
  public readonly open = new Set<HtmlNode>();

  constructor(private readonly reader: TreeReader) {}

  createDocument(): HtmlNode {
    return node('#document', '', []);
  }

  createDocumentFragment(): HtmlNode {
    return node('#document-fragment', '', []);
  }

  createCommentNode(): HtmlNode {
    return node('#comment', '', []);
  }

  createElement(name: string, namespace: string, attributes: ParsedAttribute[]): HtmlNode {
    return node(name, namespace, attributes, name === 'script' || name === 'style');
  }

  appendChild(parent: HtmlNode, child: HtmlNode): void {
    child.parent = parent;
    if (child.isAttached || child.namespace === '') return;
    child.isAttached = true;
    this.newest = child;
    child.isInert = parent.isInert;
    if (child.content !== undefined) child.content.isInert = parent.isInert || !attachesShadow(child, parent);
    if (child.attributes.length > 0) this.reader.attributes(child, child.attributes);
  }

  insertBefore(parent: HtmlNode, child: HtmlNode): void {
    this.appendChild(parent, child);
  }

  insertText(parent: HtmlNode, text: string): void {
    if (parent.text !== undefined) parent.text.push(text);
  }

  /** Text before a table, whose parent is neither a script nor a style. */
  insertTextBefore(): void {}

  setTemplateContent(template: HtmlNode, content: HtmlNode): void {
    template.content = content;
  }

  getTemplateContent(template: HtmlNode): HtmlNode {
    return template.content!;
  }

  adoptAttributes(recipient: HtmlNode, attributes: ParsedAttribute[]): void {
    const added = attributes.filter(({ name }) => !recipient.attributes.some((one) => one.name === name));
    recipient.attributes.push(...added);
    this.reader.attributes(recipient, added);
  }

  detachNode(child: HtmlNode): void {
    child.parent = null;
  }

  onItemPush(element: HtmlNode): void {
    if (element.text !== undefined) this.open.add(element);
    else if (element.name === 'select') this.openSelects++;
  }

  onItemPop(element: HtmlNode): void {
    if (element.text !== undefined) {
      this.open.delete(element);
      // A script without its end tag does not run: at the end of the page, or left by an element that cannot be in it.
      if (element.name !== 'script' || this.endTag === 'script') this.reader.closed(element);
    } else if (element.name === 'select') {
      this.openSelects--;
    }
  }

  /** An element of SVG ends in its start tag: `<style/>`. */
  selfClosed(): void {
    if (this.newest?.name === 'style') this.reader.closed(this.newest);
  }

  setDocumentType(): void {}

  setDocumentMode(): void {}

  /** Only tables of old documents depend on it, where no code gets lost. */
  getDocumentMode(): string {
    return 'no-quirks';
  }

  getFirstChild(): null {
    return null;
  }

  getChildNodes(): HtmlNode[] {
    return [];
  }

  getParentNode({ parent }: HtmlNode): HtmlNode | null {
    return parent;
  }

  getAttrList({ attributes }: HtmlNode): readonly ParsedAttribute[] {
    return attributes;
  }

  getTagName({ name }: HtmlNode): string {
    return name;
  }

  getNamespaceURI({ namespace }: HtmlNode): string {
    return namespace;
  }
}

function node(name: string, namespace: string, attributes: ParsedAttribute[], hasText = false): HtmlNode {
  return {
    name,
    namespace,
    attributes,
    parent: null,
    text: hasText ? [] : undefined,
    content: undefined,
    isInert: false,
    hasShadowRoot: false,
    isAttached: false,
  };
}

/** The name of an attribute with its prefix, as in `xlink:href`. */
export function fullName({ name, prefix }: ParsedAttribute): string {
  return prefix ? `${prefix}:${name}` : name;
}

export function attributesOf({ attributes }: HtmlNode): Attribute {
  return (name) => attributes.find((one) => fullName(one) === name)?.value;
}

function attachesShadow(template: HtmlNode, host: HtmlNode): boolean {
  if (host.namespace !== HTML || host.hasShadowRoot || !isShadowRoot(attributesOf(template), host.name)) return false;
  host.hasShadowRoot = true;
  return true;
}
