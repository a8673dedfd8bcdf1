import type { Problem } from '../problem';

const YEAR_SEC = 31_536_000;

/**
 * Preloading is a promise to browser vendors, who take it only for all subdomains and for a year or more.
 * @see https://hstspreload.org/#submission-requirements
 */
export function checkHsts(maxAgeSec: number, includeSubdomains: boolean, preload: boolean): Problem[] {
  if (!preload || (includeSubdomains && maxAgeSec >= YEAR_SEC)) return [];
  return [{
    code: 'EDGE_HSTS_PRELOAD',
    severity: 'error',
    path: 'strictTransportSecurity.preload',
    message: `asks for what browsers would refuse, got maxAge ${maxAgeSec} s and includeSubdomains ${includeSubdomains}; set includeSubdomains and a `
      + 'maxAge of at least 365 days, or leave preload out',
  }];
}
