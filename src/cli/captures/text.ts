import { readFileSync } from 'node:fs';

/** The text of a file, or of standard input (`-`). PowerShell writes UTF-16 where its output goes to a file. */
export function readTextOf(source: string): string {
  const bytes = readFileSync(source === '-' ? 0 : source);
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  return isUtf16 ? bytes.subarray(2).toString('utf16le') : bytes.toString('utf8');
}

/** Text has no zero bytes, and few characters that UTF-8 could not decode. */
export function isBinary(text: string): boolean {
  const start = text.slice(0, 4_096);
  return start.includes('\0') || (start.match(/\uFFFD/g)?.length ?? 0) > start.length / 10;
}
