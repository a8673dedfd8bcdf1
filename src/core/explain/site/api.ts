import type { BehaviorFacts } from './site-facts';

/** `/api/*`, `api/*`, `/v1/*`, `*.json`. */
const NAMES = /^\/?(?:api|graphql|rest|rpc|trpc|v\d+)(?:\/|\*|$)|^\/?\*\.json$/i;

/** Whether a behavior serves programs and not people: its name says so, or it accepts POST and is not the default. */
export function servesPrograms({ pathPattern, origins, allowedMethods }: BehaviorFacts): boolean {
  if (origins.length === 0 || !origins.every(({ kind }) => kind === 'custom')) return false;
  return NAMES.test(pathPattern) || allowedMethods.includes('POST');
}

/** Whether its name says so, whatever the other behaviors are: forms of a site accept POST as well. */
export function isNamedLikeApi({ pathPattern, origins }: BehaviorFacts): boolean {
  return NAMES.test(pathPattern) && origins.some(({ kind }) => kind === 'custom');
}
