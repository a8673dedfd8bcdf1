import { firstOf, valueOf, type Fields } from './fields';
import { finding, type Finding } from './finding';
import { invalid } from './known-values';
import { shown } from '../../problem';

/** MIME sniffing: a file that a viewer uploaded as text must not run as a script. */
export function sniffingFindings(fields: Fields): Finding[] {
  const header = 'x-content-type-options';
  const value = firstOf(fields, header);
  if (value === undefined) {
    return [
      finding(
        'EDGE_HEADERS_SNIFFING',
        { header },
        'is missing, so that browsers guess types and may run a file as a ' + 'script; set "nosniff"',
      ),
    ];
  }
  return value.split(',')[0].trim().toLowerCase() === 'nosniff' ? [] : [invalid(header, value, 'nosniff')];
}

const SAFE = ['no-referrer', 'same-origin', 'strict-origin', 'strict-origin-when-cross-origin'];
const UNSAFE = ['unsafe-url', 'no-referrer-when-downgrade', 'origin', 'origin-when-cross-origin'];

/** Browsers take the last value that they know. */
export function referrerOf(value: string): { readonly policy?: string; readonly isSafe: boolean } {
  const known = value
    .split(',')
    .map((word) => word.trim().toLowerCase())
    .filter((w) => [...SAFE, ...UNSAFE].includes(w));
  const policy = known.at(-1);
  return { ...(policy !== undefined && { policy }), isSafe: policy !== undefined && SAFE.includes(policy) };
}

export function referrerFindings(fields: Fields): Finding[] {
  const header = 'referrer-policy';
  const value = valueOf(fields, header);
  if (value === undefined) return [];
  const { policy, isSafe } = referrerOf(value);
  if (policy === undefined) return [invalid(header, value, 'strict-origin-when-cross-origin')];
  return isSafe
    ? []
    : [
      finding(
        'EDGE_HEADERS_REFERRER',
        { header, value: policy },
        'sends URLs or the host of the site '
            + `where they are not needed, also unencrypted, got ${shown(policy)}; set `
            + '"strict-origin-when-cross-origin"',
      ),
    ];
}
