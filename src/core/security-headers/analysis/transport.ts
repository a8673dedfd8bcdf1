import { firstOf, type Fields } from './fields';
import { finding, type Finding } from './finding';
import { shown } from '../../problem';

const NAME = 'strict-transport-security';
const HALF_YEAR_SEC = 15_552_000;
const YEAR_SEC = 31_536_000;

/** The parts of the header; `maxAgeSec` is undefined if browsers ignore it. */
export interface TransportSecurity {
  readonly maxAgeSec: number | undefined;
  readonly includeSubDomains: boolean;
  readonly preload: boolean;
}

/** Reads it as browsers do: names in any case, the first of several values, unknown parts ignored. */
export function readTransportSecurity(value: string): TransportSecurity {
  const parts = value.split(',')[0].split(';').map((part) => part.trim().toLowerCase());
  const ages = parts.flatMap((part) => /^max-age\s*=\s*"?(\d+)"?$/.exec(part)?.[1] ?? []);
  return {
    maxAgeSec: ages.length === 1 ? Number(ages[0]) : undefined,
    includeSubDomains: parts.includes('includesubdomains'),
    preload: parts.includes('preload'),
  };
}

/** HSTS: missing, void, too short, or declared for preloading without its conditions. */
export function transportFindings(fields: Fields): Finding[] {
  const value = firstOf(fields, NAME);
  if (value === undefined) {
    return [finding('EDGE_HEADERS_HSTS_MISSING', { header: NAME }, 'is missing, so that the first request of a viewer '
      + 'may be unencrypted, where others read and change it; set "max-age=31536000"')];
  }
  const { maxAgeSec, includeSubDomains, preload } = readTransportSecurity(value);
  if (maxAgeSec === undefined) {
    return [
      finding(
        'EDGE_HEADERS_INVALID',
        { header: NAME, value },
        'has no single max-age in seconds, so that browsers '
          + `ignore it, got ${shown(value)}; set "max-age=31536000"`,
      ),
    ];
  }
  const isPreloadable = includeSubDomains && maxAgeSec >= YEAR_SEC;
  return [
    ...(maxAgeSec < HALF_YEAR_SEC
      ? [
        finding(
          'EDGE_HEADERS_HSTS_SHORT',
          { header: NAME, directive: 'max-age', value: String(maxAgeSec) },
          maxAgeSec === 0
            ? 'is 0, which switches HSTS off; set 31536000'
            : `is ${maxAgeSec} seconds, less than 180 days: a viewer who comes back later is unprotected; set `
                + '31536000',
        ),
      ]
      : []),
    ...(preload && !isPreloadable
      ? [
        finding(
          'EDGE_HEADERS_HSTS_PRELOAD',
          { header: NAME, directive: 'preload' },
          'is refused by the lists of browsers without includeSubDomains and a max-age of a year; remove it, or '
              + 'set both',
        ),
      ]
      : []),
  ];
}

