import { error, type Problem } from '../problem';
import type { RuleFormat } from './rule/types';

/** The format by the usual file names; undefined for other names. */
export function formatOfName(name: string): RuleFormat | undefined {
  if (/\.json$/i.test(name)) return 'json';
  if (/\.csv$/i.test(name)) return 'csv';
  return /_redirects(?:\.\w+)?$/.test(name) ? 'netlify' : undefined;
}

/** The text, or a problem at the first byte that is not valid UTF-8. */
export function decodeRules(bytes: Uint8Array, file?: string): string | Problem {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    const before = validPrefix(bytes);
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

/** The text before the first byte that is not valid UTF-8. */
function validPrefix(bytes: Uint8Array): string {
  let [low, high] = [0, bytes.length];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (isValidPrefix(bytes.subarray(0, middle))) low = middle;
    else high = middle - 1;
  }
  return new TextDecoder('utf-8').decode(bytes.subarray(0, low), { stream: true });
}

/** Whether the bytes are valid UTF-8, except that they may stop inside a character. */
function isValidPrefix(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}
