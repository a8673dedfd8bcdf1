import type { WhenCondition } from './condition';
import { COOKIE_CONDITION } from './cookie';
import { COUNTRY_CONDITION } from './country';
import { HEADER_CONDITION } from './header';
import { LANGUAGE_CONDITION } from './language';
import { METHOD_CONDITION } from './method';
import { ORIGIN_STATUS_CONDITION } from './origin-status';

/** The conditions under `when`. Add a new one at the end, so that the program of rules without it stays the same. */
export const WHEN_CONDITIONS: readonly WhenCondition[] = [
  METHOD_CONDITION,
  COUNTRY_CONDITION,
  LANGUAGE_CONDITION,
  ORIGIN_STATUS_CONDITION,
  COOKIE_CONDITION,
  HEADER_CONDITION,
];
