import { firstOf, type Fields } from './fields';
import { finding, type Finding } from './finding';
import { shown } from '../../problem';

/** Headers with a fixed set of values; of several values, browsers ignore all, or take one that nobody meant. */
const VALUES: Readonly<Record<string, { readonly values: readonly string[]; readonly write: string }>> = {
  'cross-origin-opener-policy': {
    values: ['same-origin', 'same-origin-allow-popups', 'noopener-allow-popups', 'unsafe-none'], write: 'same-origin',
  },
  'cross-origin-embedder-policy': { values: ['require-corp', 'credentialless', 'unsafe-none'], write: 'require-corp' },
  'cross-origin-resource-policy': { values: ['same-origin', 'same-site', 'cross-origin'], write: 'same-site' },
  'origin-agent-cluster': { values: ['?1', '?0'], write: '?1' },
};

/** A value that browsers do not know: they act as if the header were missing. */
export function invalidValueFindings(fields: Fields): Finding[] {
  return Object.entries(VALUES).flatMap(([header, { values, write }]) => {
    const value = firstOf(fields, header);
    if (value === undefined || values.includes(value.split(';')[0].trim())) return [];
    return [invalid(header, value, write)];
  });
}

export function invalid(header: string, value: string, write: string): Finding {
  return finding(
    'EDGE_HEADERS_INVALID',
    { header, value },
    'is a value that browsers do not know, so that they ignore it, ' + `got ${shown(value)}; write "${write}"`,
  );
}

/** Headers without which nothing is open, but with which more is closed. */
const ADVISABLE: Readonly<Record<string, readonly [off: string, what: string]>> = {
  'cross-origin-opener-policy': ['unsafe-none', 'pages of other sites that opened this one can reach its window; set '
    + '"same-origin-allow-popups", or "same-origin" without sign-in popups'],
  'cross-origin-resource-policy': ['', 'other sites can embed the response and measure it (Spectre); set "same-site" '
    + 'or "same-origin"'],
  'permissions-policy': ['', 'frames and scripts can request camera, microphone and location; switch off what the site '
    + 'does not use, such as "camera=(), microphone=(), geolocation=()"'],
  'referrer-policy': ['', 'old browsers send the whole URL of a page to other sites; set '
    + '"strict-origin-when-cross-origin"'],
};

export function absentFindings(fields: Fields): Finding[] {
  return Object.entries(ADVISABLE).flatMap(([header, [off, what]]) => {
    const value = firstOf(fields, header);
    if (value !== undefined && value !== off) return [];
    return [finding('EDGE_HEADERS_ABSENT', { header, ...(value !== undefined && { value }) },
      `${value === undefined ? 'is missing' : `is ${value}, as if it were missing`}: ${what}`)];
  });
}
