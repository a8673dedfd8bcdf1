import { parseXml, XmlDocument, XmlElement, XmlError, XmlText } from '@rgrove/parse-xml';
import { JsonFault, JsonMember, JsonValue } from '../../../core/redirects/formats/json/tokens';
import { endBefore } from '../../../core/redirects/formats/place';

/** Parses XML to the same tree as JSON: elements with the same name become an array, plain text a string. */
export function readXml(text: string): JsonValue {
  try {
    const document = parseXml(text, { includeOffsets: true });
    return { type: 'object', at: 0, members: membersOf(document) };
  } catch (fault) {
    if (!(fault instanceof XmlError)) throw fault;
    const message = fault.message.split('\n', 1)[0].replace(/ \(line.*/, '');
    throw new JsonFault(message, placeOf(text, message, fault.pos));
  }
}

/** Where a person looks for a fault, which the parser may notice behind it, or on the next line. */
function placeOf(text: string, message: string, pos: number): number {
  if (/reference/.test(message)) return Math.max(0, text.lastIndexOf('&', pos - 1));
  return /^Unclosed|^Unterminated/.test(message) ? endBefore(text, pos) : pos;
}

function membersOf(parent: XmlDocument | XmlElement): JsonMember[] {
  const lists = new Map<string, JsonValue[]>();
  for (const child of parent.children) {
    if (!(child instanceof XmlElement)) continue;
    lists.set(child.name, [...lists.get(child.name) ?? [], valueOf(child)]);
  }
  return [...lists].map(([key, items]) => (
    { key, at: items[0].at, value: items.length === 1 ? items[0] : { type: 'array', at: items[0].at, items } }));
}

function valueOf(element: XmlElement): JsonValue {
  const members = membersOf(element);
  if (members.length > 0) return { type: 'object', at: element.start, members };
  const text = element.children.map((child) => (child instanceof XmlText ? child.text : '')).join('');
  return { type: 'string', at: element.start, value: text.trim() };
}
