import { Stack, Token } from 'aws-cdk-lib';
import type { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import { FAILOVER_STATUSES } from '../../core/failover/config';
import { Conditions } from '../conditions';
import { OverrideTree } from '../overrides/override-tree';
import { resolvedWithReferences } from '../policies/keep-references';
import { patternOf } from '../rendered/rendered-behaviors';
import { renderedProperties, type RenderedProperties } from '../rendered/rendered-resource';

/** An origin as it is in the template. */
export interface GroupedOrigin {
  readonly Id?: unknown;
  readonly DomainName?: unknown;
  readonly OriginPath?: unknown;
  readonly S3OriginConfig?: unknown;
  readonly CustomOriginConfig?: unknown;
  readonly OriginCustomHeaders?: unknown;
  /** The domain name with its references, which in the template may be those of another stack. */
  readonly written: unknown;
}

export interface OriginGroup {
  readonly id: string;
  readonly statuses: readonly number[];
  readonly primary?: GroupedOrigin;
  readonly secondary?: GroupedOrigin;
  /** Whether CloudFront asks the secondary origin first where that has the better media. */
  readonly mediaQuality: boolean;
}

/** The origin groups that each behavior may target, by path pattern; with overrides, from any kind of distribution. */
export function originGroups(resource: CfnDistribution): ReadonlyMap<string, readonly OriginGroup[]> {
  const stack = Stack.of(resource);
  const { originGroups: declared, origins } = resource.distributionConfig as CfnDistribution.DistributionConfigProperty;
  // Rendering is slow, and few distributions have one.
  const overridden = 'OriginGroups' in (new OverrideTree(resource).below([]) ?? {});
  if (!overridden && stack.resolve(declared) === undefined) return new Map();
  const conditions = Conditions.of(stack);
  const possible = (value: unknown): any[] => conditions.possible(value).flat();
  const config: RenderedProperties = renderedProperties(resource).DistributionConfig ?? {};
  const written = new Map(possible(resolvedWithReferences(stack, origins))
    .map((one) => [keyOf(one?.id ?? one?.Id), one?.domainName ?? one?.DomainName]));
  const all = new Map(possible(config.Origins).flatMap(possible).map((one): [string, GroupedOrigin] => (
    [keyOf(one?.Id), { ...one, written: writtenDomain(stack, written.get(keyOf(one?.Id)), one?.DomainName) }])));
  const groups = possible(config.OriginGroups).flatMap((one) => possible(one?.Items)).flatMap(possible)
    .map((group) => groupOf(group, possible, all));
  const behaviors = [config.DefaultCacheBehavior, ...possible(config.CacheBehaviors).flatMap(possible)];
  return new Map(behaviors.map((behavior, index) => {
    const targets = possible(behavior?.TargetOriginId).map(keyOf);
    return [index === 0 ? '*' : patternOf(behavior ?? {}), groups.filter(({ id }) => targets.includes(id))];
  }));
}

function groupOf(
  group: any, possible: (value: unknown) => any[], origins: ReadonlyMap<string, GroupedOrigin>,
): OriginGroup {
  const items = (list: any) => possible(list).flatMap((one) => possible(one?.Items)).flatMap(possible);
  const [primary, secondary] = items(group?.Members).map((member) => origins.get(keyOf(member?.OriginId)));
  const statuses = possible(group?.FailoverCriteria).flatMap((criteria) => items(criteria?.StatusCodes)).map(Number);
  return {
    id: keyOf(group?.Id),
    // A status that is only known at deploy time may be any of them.
    statuses: statuses.every(Number.isInteger) ? statuses : FAILOVER_STATUSES,
    primary,
    secondary,
    mediaQuality: group?.SelectionCriteria === 'media-quality-based',
  };
}

function keyOf(id: unknown): string {
  return typeof id === 'string' ? id : JSON.stringify(id) ?? '';
}

/** As the user wrote it, unless an override has replaced it. */
function writtenDomain(stack: Stack, declared: unknown, rendered: unknown): unknown {
  const same = JSON.stringify(stack.resolve(declared)) === JSON.stringify(rendered);
  return same && !Token.isUnresolved(rendered) ? declared : rendered;
}
