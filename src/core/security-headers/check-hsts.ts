import { error, type Problem } from '../problem';

const YEAR_SEC = 31_536_000;

/** CloudFront stores the seconds in a 32-bit integer; `Duration.days(36500)` is larger. */
const MAX_AGE_LIMIT_SEC = 2_147_483_647;

/** The settings of an HSTS header. */
export interface HstsGiven {
  /** Undefined if it is only known at deploy time. */
  readonly maxAgeSec?: number;
  /** As the user wrote it, e.g. `Duration.days(36500)`. */
  readonly maxAge: string;
  readonly includeSubdomains: boolean;
  readonly preload: boolean;
}

/** Reports what CloudFront or browsers would refuse. */
export function checkHsts(given: HstsGiven): Problem[] {
  return [...checkMaxAge(given), ...checkPreload(given)];
}

function checkMaxAge({ maxAgeSec = 0, maxAge }: HstsGiven): Problem[] {
  return Number.isInteger(maxAgeSec) && maxAgeSec <= MAX_AGE_LIMIT_SEC ? [] : [error('EDGE_HSTS_MAX_AGE',
    `is not what CloudFront takes, got ${maxAge}; use whole seconds up to ${MAX_AGE_LIMIT_SEC}`,
    'strictTransportSecurity.maxAge')];
}

/**
 * Browser vendors only accept preloading for all subdomains and for a year or more.
 * @see https://hstspreload.org/#submission-requirements
 */
function checkPreload({ maxAgeSec = YEAR_SEC, maxAge, includeSubdomains, preload }: HstsGiven): Problem[] {
  if (!preload || (includeSubdomains && maxAgeSec >= YEAR_SEC)) return [];
  return [error('EDGE_HSTS_PRELOAD',
    `would be refused by browsers, got maxAge ${maxAge} and includeSubdomains ${includeSubdomains}; set `
    + 'includeSubdomains and a maxAge of at least 365 days, or leave preload out',
    'strictTransportSecurity.preload')];
}
