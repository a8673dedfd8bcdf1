import type { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import { originGroups, type GroupedOrigin, type OriginGroup } from './origin-groups';
import { error, type Problem } from '../../core/problem';

/** What functions are made for, as a text: without values of other stacks, which look different in the end. */
export function groupsText(groups: readonly OriginGroup[]): string {
  return JSON.stringify(groups.map(({ id, statuses, mediaQuality, primary, secondary }) => (
    { id, statuses, mediaQuality, members: [primary, secondary].map(memberOf) })));
}

function memberOf({ Id: id, DomainName: domain, OriginPath: path }: GroupedOrigin = { written: undefined }) {
  return [id, domain, path].map((value) => (typeof value === 'string' ? value : null));
}

/**
 * Origin groups that an aspect has added, changed or taken to a behavior after the functions were made: those would
 * hide the statuses that they fail over on. `known` has the groups of the behaviors with such functions.
 */
export function changedGroups(resource: CfnDistribution, known: ReadonlyMap<string, string>): Problem[] {
  if (known.size === 0) return [];
  const groups = originGroups(resource);
  const changed = [...known].filter(([pattern, text]) => groupsText(groups.get(pattern) ?? []) !== text);
  return changed.map(([pattern]) => error('EDGE_FAILOVER_LATE', `the origin group of behavior ${
    JSON.stringify(pattern)} was added or changed after the functions were made, which would hide the statuses that it `
    + 'fails over on; add it before synthesis, or in an aspect that visits the distribution itself'));
}
