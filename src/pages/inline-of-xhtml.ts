import type { Found, PageReading } from './found-code';
import { HTML, MATHML, SVG } from './html-tree';
import type { PageParsers, XmlNode } from './parsers';
import { forbidsScripts, isScriptUrl, runsAsScript } from '../core/security-headers/inline/elements';
import { isEventHandler } from '../core/security-headers/inline/event-handlers';

/** What an XHTML document needs of HTML: its named characters, and frames. */
export interface HtmlInXhtml {
  decoded(entity: string): string;
  frame(srcdoc: string, isSandboxed: boolean): void;
}

type Prefixes = Readonly<Record<string, string | undefined>>;

/** Reads the inline code of an XHTML document. Throws if it is not well-formed. */
export function inlineOfXhtml(
  xml: string, { parseXml }: PageParsers, reading: PageReading, found: Found, html: HtmlInXhtml,
): void {
  const document = parseXml(xml, { preserveCdata: true, resolveUndefinedEntity: html.decoded });
  for (const child of document.children ?? []) visit(child, { xml: 'http://www.w3.org/XML/1998/namespace' }, false);

  function visit(element: XmlNode, outer: Prefixes, isInert: boolean): void {
    if (element.type !== 'element') return;
    const { attributes = {}, children = [] } = element;
    const prefixes = { ...outer, ...declarations(attributes) };
    const [, prefix = '', name] = /^(?:([^:]*):)?(.*)$/.exec(element.name!)!;
    const namespace = prefixes[prefix];
    if (namespace === HTML || namespace === SVG || namespace === MATHML) {
      for (const [attribute, value] of Object.entries(attributes)) readAttribute(name, attribute, value);
    }
    const runs = !isInert || reading.templates;
    const isHtml = namespace === HTML;
    if (runs && isHtml && name === 'iframe' && attributes.srcdoc !== undefined) {
      html.frame(attributes.srcdoc, forbidsScripts((key) => attributes[key]));
    }
    if (runs && (isHtml || namespace === SVG)) readText(name, attributes, textOf(children), !isHtml);
    const isTemplate = isHtml && name === 'template';
    for (const child of children) visit(child, prefixes, isInert || isTemplate);
  }

  function readAttribute(element: string, attribute: string, value: string): void {
    if (attribute === 'style') found('style-attribute', value);
    else if (isEventHandler(element, attribute)) found('handler', value);
    else if (isScriptUrl(element, attribute, value)) found('url', value);
  }

  function readText(name: string, attributes: Prefixes, text: string, isSvg: boolean): void {
    const attribute = (key: string) => attributes[key];
    if (name === 'style') found('style', text);
    if (name === 'script' && text !== '' && runsAsScript(attribute, isSvg)) found('script', text);
  }
}

/** The namespaces that an element declares, by prefix. */
function declarations(attributes: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(attributes).flatMap(([name, value]) => {
    const [, prefix] = /^xmlns(?::(.*))?$/.exec(name) ?? [undefined, undefined];
    return name.startsWith('xmlns') && /^xmlns(:|$)/.test(name) ? [[prefix ?? '', value]] : [];
  }));
}

function textOf(children: readonly XmlNode[]): string {
  return children.map(({ type, text }) => (type === 'text' || type === 'cdata' ? text ?? '' : '')).join('');
}
