import type { Distribution } from './distribution';
import type { Evaluation } from './evaluation';
import { listOf, member, scalar, type Value } from './reference';

/** The geographic restriction, if the distribution has one. */
export function readGeoRestriction(
  restriction: Value | undefined, here: Evaluation,
): Pick<Distribution, 'geoRestriction'> {
  const type = scalar(member(restriction, 'RestrictionType'));
  if (type !== 'whitelist' && type !== 'blacklist') return {};
  const countries = listOf(member(restriction, 'Locations')).map((one) => here.text(one).toUpperCase());
  return { geoRestriction: { type, countries } };
}
