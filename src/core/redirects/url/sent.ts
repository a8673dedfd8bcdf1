import { PERCENT } from './characters';
import { charactersOf, escapedByte, escapeText } from './escape';
import { isUnreserved, PATH_CHARACTERS, withoutDots } from './path';

/** A normalized path, and what the viewer sent if that is spelled differently. */
export interface SentPath {
  path: string;
  sent?: string;
  spelling?: Spelling;
}

/** The path as sent, without dot segments, and for each offset of the normalized path the one in it. */
type Spelling = readonly [text: string, offsets: Int32Array];

/** What browsers send in a path as it is: also a stray `%`, and what RFC 3986 does not allow. */
const CHARACTERS = charactersOf(/[\w!$%&'()*+,./:;=@[\]^|~-]/);

/** The part of a normalized path between two offsets, spelled as it was sent. */
export function sentPart(of: SentPath, from: number, to: number): string {
  if (of.sent === undefined || from >= to) return of.path.slice(from, to);
  const [text, offsets] = of.spelling ??= spellingOf(of.sent, of.path.length);
  return text.slice(offsets[from], offsets[to]);
}

/**
 * A value of the query, spelled as it was sent, except that its dots are decoded, so that dot segments are found. It is
 * data: `+` is a space, and a slash adds no segment to a path.
 */
export function sentValue(value: string): string {
  return escapeText(
    value.replace(/%2e|[+/]/gi, (found) => (found === '+' ? '%20' : found === '/' ? '%2F' : '.')),
    CHARACTERS,
  );
}

function spellingOf(sent: string, length: number): Spelling {
  const text = withoutDots(
    escapeText((sent[0] === '/' ? sent : `/${sent}`).replace(/%2e/gi, '.'), CHARACTERS),
  );
  const offsets = new Int32Array(length + 1);
  let to = 0;
  for (let from = 0; from <= text.length; from++) {
    offsets[to++] = from;
    const code = text.charCodeAt(from);
    const byte = code === PERCENT ? escapedByte(text, from) : -1;
    if (isUnreserved(byte)) {from += 2;} else if (byte >= 0) {
      offsets[to++] = ++from;
      offsets[to++] = ++from;
    } else if (PATH_CHARACTERS[code] === 0) {
      // A single character that was normalized to an escape.
      offsets[to++] = offsets[to++] = from + 1;
    }
  }
  return [text, offsets];
}
