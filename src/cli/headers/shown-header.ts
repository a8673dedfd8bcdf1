import type { Finding } from '../../core/security-headers/analysis/finding';
import { printable } from '../frame/printable';

/** `content-security-policy` as the standard writes it: `Content-Security-Policy`. */
export function titleCase(header: string): string {
  const special: Readonly<Record<string, string>> = {
    'x-xss-protection': 'X-XSS-Protection',
    'expect-ct': 'Expect-CT',
  };
  return special[header] ?? header.replace(/(^|-)[a-z]/g, (start) => start.toUpperCase());
}

/** Where a finding is: `Content-Security-Policy script-src 'unsafe-inline'`. */
export function placeOf({ header, directive, value }: Finding): string {
  const longest = 80;
  const cut = value !== undefined && value.length > longest ? `${value.slice(0, longest)}…` : value;
  // The value of a whole header is in the message.
  const shown = directive === undefined ? [] : [cut];
  return printable([titleCase(header), directive, ...shown].filter((part) => part !== undefined).join(' '));
}

/** `+10`, `0`, `−25`. */
export function signed(points: number): string {
  return points > 0 ? `+${points}` : String(points).replace('-', '−');
}
