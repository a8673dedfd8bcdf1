import type { OriginGroup } from './origin-groups';
import type { MaskConfig } from '../../core/errors/config';
import { note, warning } from '../../core/problem';
import type { BehaviorFinding } from '../slots/behavior-findings';
import type { BakedContribution } from '../slots/contribution';

type Describe = BehaviorFinding['describe'];

/** Neither origin is certain to be the secondary one, so that the errors of both pass. */
export function cannotTellApart({ id, statuses, mediaQuality }: OriginGroup): Describe {
  const why = mediaQuality
    ? 'may ask its origins in either order (media quality)'
    : 'has two origins that the function cannot tell apart';
  const cure = mediaQuality
    ? 'mask them with custom error responses'
    : 'give the bucket of the primary origin a bucketName, or the two origins different domain names as text or '
      + 'different origin paths';
  return ({ names, verb }) => warning('EDGE_FAILOVER_ORIGIN', `cannot act on ${statuses.join(', ')} on ${names}: the `
    + `origin group ${JSON.stringify(id)}, which ${verb('it targets', 'they target')}, fails over on them and ${why}, `
    + `so that these statuses of both pass unchanged; ${cure}`);
}

/** Nothing is left of the step for the primary origin, which may be unexpected. */
export function actsOnlyOnFailover(own: BakedContribution, { id, statuses }: OriginGroup): Describe[] {
  const acted = statusesOf(own);
  if (acted === undefined || !acted.every((status) => statuses.includes(status))) return [];
  return [({ names }) => note('EDGE_FAILOVER_STATUSES', `acts on ${acted.join(', ')}, on which the origin group `
    + `${JSON.stringify(id)} of ${names} fails over: these statuses of its primary origin pass unchanged, so that `
    + 'CloudFront asks the secondary origin, whose errors are the ones that this step sees')];
}

/** The statuses of the origin that a step is limited to; undefined if it may act on any. */
function statusesOf({ step: { part, config }, redirects }: BakedContribution): number[] | undefined {
  if (part === 'redirect') return limitsOf(redirects?.compiled.rules.map(({ when }) => when.originStatuses) ?? []);
  if (part !== 'mask-errors' && part !== 'mask-errors-stored') return undefined;
  const rules = (config as MaskConfig).rules.filter(({ action }) => action !== undefined);
  return limitsOf(rules.map(({ codes, ranges }) => [...codes, ...ranges.flatMap(([from, to]) => (
    Array.from({ length: to - from + 1 }, (_, n) => from + n)))]));
}

function limitsOf(lists: readonly (readonly number[] | undefined)[]): number[] | undefined {
  if (lists.length === 0 || lists.includes(undefined)) return undefined;
  return [...new Set(lists.flatMap((list) => list!))].sort((a, b) => a - b);
}
