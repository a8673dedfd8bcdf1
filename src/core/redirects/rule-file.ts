import { error, type Problem } from '../problem';
import type { RuleFormat } from './rule/types';

/** The format by the name of a file, as everybody calls them; undefined if the name does not tell. */
export function formatOfName(name: string): RuleFormat | undefined {
  if (/\.json$/i.test(name)) return 'json';
  if (/\.csv$/i.test(name)) return 'csv';
  return /_redirects(?:\.\w+)?$/.test(name) ? 'netlify' : undefined;
}

/** The text, or the place of the first byte that is no UTF-8. */
export function decodeRules(bytes: Uint8Array, file?: string): string | Problem {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    const before = sound(bytes);
    const lines = before.split(/\r\n|\n|\r/);
    const wide =
      bytes.length > 1 && ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff));
    const message = wide
      ? 'the file is UTF-16; save it as UTF-8'
      : 'the file is not UTF-8 from here on; save it as UTF-8 ("CSV UTF-8" in Excel)';
    const place = wide ? { line: 1, column: 1 } : { line: lines.length, column: lines[lines.length - 1].length + 1 };
    return error('EDGE_REDIRECT_ENCODING', message, { file, ...place });
  }
}

/** The text before the first byte that is no UTF-8: what decodes and encodes to the same bytes. */
function sound(bytes: Uint8Array): string {
  let [low, high] = [0, bytes.length];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (isSound(bytes.subarray(0, middle))) low = middle;
    else high = middle - 1;
  }
  return new TextDecoder('utf-8').decode(bytes.subarray(0, low), { stream: true });
}

/** A text may stop inside a character, but not go on wrongly. */
function isSound(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}
