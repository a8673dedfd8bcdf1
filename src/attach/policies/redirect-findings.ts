import { Token } from 'aws-cdk-lib';
import type { HeadersClaim } from './headers-claims';
import type { Problem } from '../../core/problem';
import { checkRedirects } from '../../core/security-headers/leading-away/check-redirects';
import { selects } from '../behavior-selector';
import type { NamedBehavior } from '../behaviors';
import type { BakedContribution } from '../slots/contribution';
import { servesNoDocuments } from '../slots/serves-documents';

/**
 * Redirects of any behavior to other hosts that the policies of pages block, for each construct that sets headers. The
 * policy is that of the page, and the redirect that of what the page uses.
 */
export function redirectFindings(
  claims: readonly HeadersClaim[], contributions: readonly BakedContribution[], behaviors: readonly NamedBehavior[],
  aliases: readonly (string | undefined)[],
): (readonly [HeadersClaim['owner'], Problem[]])[] {
  const lists = new Set(contributions.flatMap(({ redirects }) => redirects ?? []));
  const rules = [...lists].flatMap(({ compiled: { rules: list, excluded, idle } }) => (
    list.filter((_, index) => !excluded.has(index) && !idle.has(index))));
  if (rules.length === 0) return [];
  const without = servesNoDocuments(behaviors);
  const pages = behaviors.filter(({ pattern }) => !without(pattern));
  const siteHosts = aliases.filter((alias) => alias !== undefined);
  const isToken = (text: string) => Token.isUnresolved(text);
  return claims.flatMap(({ owner, behaviors: selector, csp }) => (
    csp === undefined || !pages.some(({ pattern }) => selects(selector, pattern)) ? []
      : [[owner, checkRedirects({ csp, siteHosts, isToken }, rules)] as const]));
}
