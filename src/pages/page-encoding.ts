import { isAscii } from 'node:buffer';
import { declaredEncoding } from './declared-encoding';
import { encodingOf } from './encoding-label';

/** The text of a page. */
export interface PageText {
  readonly text: string;
  /** Whether the page says nothing about its encoding, and has other characters than ASCII. */
  readonly isGuessed: boolean;
}

const ESCAPE = 0x1b; // ISO-2022-JP looks like ASCII, but for this

/**
 * The text of a page as a browser reads it from a server that names no encoding: by its byte order mark, by what it
 * says about itself, or else as windows-1252.
 */
export function pageText(bytes: Buffer, isXml: boolean): PageText {
  if (isAscii(bytes) && !bytes.includes(ESCAPE)) return { text: bytes.toString('latin1'), isGuessed: false };
  const marked = byMark(bytes);
  if (marked !== undefined) return { text: new TextDecoder(marked).decode(bytes), isGuessed: false };
  const declared = isXml ? xmlEncoding(bytes) : declaredEncoding(bytes);
  return { text: decoded(bytes, declared ?? 'windows-1252'), isGuessed: declared === undefined };
}

function byMark(bytes: Buffer): string | undefined {
  const mark = bytes.toString('latin1', 0, 3);
  if (mark === '\xef\xbb\xbf') return 'utf-8';
  return mark.startsWith('\xff\xfe') ? 'utf-16le' : mark.startsWith('\xfe\xff') ? 'utf-16be' : undefined;
}

function xmlEncoding(bytes: Buffer): string {
  const start = bytes.toString('latin1', 0, 200);
  const [, label] = /^<\?xml\s[^>]*?encoding\s*=\s*["']([\w.:-]+)["']/.exec(start) ?? [];
  return (label === undefined ? undefined : encodingOf(label)) ?? 'utf-8';
}

function decoded(bytes: Buffer, encoding: string): string {
  return encoding === 'windows-1252' ? fromWindows1252(bytes) : new TextDecoder(encoding).decode(bytes);
}

/** Node.js 20 takes the encoding for ISO 8859-1, which has control characters here. */
function fromWindows1252(bytes: Buffer): string {
  return bytes.toString('latin1').replace(/[\x80-\x9f]/g, (character) => HIGH[character.charCodeAt(0) - 0x80]);
}

const HIGH = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';
