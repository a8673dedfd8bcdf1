import type { Problem } from '../problem';

const YEAR_SEC = 31_536_000;

/** CloudFront takes the seconds as an integer of 32 bits; `Duration.days(36500)` is more. */
const MAX_AGE_LIMIT_SEC = 2_147_483_647;

/** What CloudFront or browsers would refuse. Without a number, the age is only known at deploy time. */
export function checkHsts(maxAgeSec: number | undefined, includeSubdomains: boolean, preload: boolean): Problem[] {
  return [...checkMaxAge(maxAgeSec), ...checkPreload(maxAgeSec, includeSubdomains, preload)];
}

function checkMaxAge(seconds = 0): Problem[] {
  return Number.isInteger(seconds) && seconds <= MAX_AGE_LIMIT_SEC ? [] : [{
    code: 'EDGE_HSTS_MAX_AGE',
    severity: 'error',
    path: 'strictTransportSecurity.maxAge',
    message: `is not what CloudFront takes, got ${seconds} s; use whole seconds up to ${MAX_AGE_LIMIT_SEC}`,
  }];
}

/**
 * Preloading is a promise to browser vendors, who take it only for all subdomains and for a year or more.
 * @see https://hstspreload.org/#submission-requirements
 */
function checkPreload(maxAgeSec = YEAR_SEC, includeSubdomains: boolean, preload: boolean): Problem[] {
  if (!preload || (includeSubdomains && maxAgeSec >= YEAR_SEC)) return [];
  return [{
    code: 'EDGE_HSTS_PRELOAD',
    severity: 'error',
    path: 'strictTransportSecurity.preload',
    message: `asks for what browsers would refuse, got maxAge ${maxAgeSec} s and includeSubdomains ${includeSubdomains}; set includeSubdomains and a `
      + 'maxAge of at least 365 days, or leave preload out',
  }];
}
