import { isObject } from '../../core/values/is-object';
import type { CustomOriginSettings, Distribution, OriginSettings } from '../assembly/distribution';

/** Where a request is sent: to an origin, and to the second one if the first answers with a code of the list. */
export interface Targets {
  readonly primary: OriginSettings;
  readonly secondary?: OriginSettings;
  readonly failoverCodes: readonly number[];
}

type Origins = Pick<Distribution, 'origins' | 'originGroups'>;

/**
 * The targets of a request. `selected` is what a CloudFront Function chose: the id of an origin or of a group, or, as
 * JSON, the arguments of `updateRequestOrigin` or `createRequestOriginGroup`. A text says what is wrong with it.
 */
export function targetsOf(distribution: Origins, behaviorTarget: string, selected?: string): Targets | string {
  if (selected === undefined) return ofId(distribution, behaviorTarget);
  if (!selected.startsWith('{')) return ofId(distribution, selected);
  const { update, group } = JSON.parse(selected) as { readonly update?: unknown; readonly group?: unknown };
  if (group !== undefined) return ofGroup(distribution, group);
  const targets = ofId(distribution, behaviorTarget);
  if (typeof targets === 'string') return targets;
  const primary = updated(targets.primary, update);
  return typeof primary === 'string' ? primary : { ...targets, primary };
}

function ofId({ origins, originGroups }: Origins, id: string): Targets | string {
  const group = originGroups.get(id);
  const primary = origins.get(group?.primaryId ?? id);
  if (primary === undefined) return `the distribution has no origin ${JSON.stringify(id)} to select`;
  return { primary, secondary: origins.get(group?.secondaryId ?? ''), failoverCodes: group?.statusCodes ?? [] };
}

function ofGroup({ origins }: Origins, group: unknown): Targets | string {
  const { originIds, failoverCriteria } = Object(group) as Record<string, unknown>;
  const ids = Array.isArray(originIds) ? originIds.map((one: unknown) => String(Object(one).originId ?? one)) : [];
  const codes: unknown = Object(failoverCriteria).statusCodes;
  const [primary, secondary] = ids.map((id) => origins.get(id));
  if (ids.length !== 2 || primary === undefined || secondary === undefined) {
    return 'createRequestOriginGroup needs originIds with the ids of two origins of the distribution';
  }
  return Array.isArray(codes) && codes.length > 0
    ? { primary, secondary, failoverCodes: codes.map(Number) }
    : 'createRequestOriginGroup needs failoverCriteria with statusCodes';
}

/** An origin with the fields that `updateRequestOrigin` sets. Only the primary origin of a group is changed. */
function updated(origin: OriginSettings, update: unknown): OriginSettings | string {
  if (!isObject(update)) return 'updateRequestOrigin needs an object';
  const { domainName = origin.domainName, originPath = origin.path, customHeaders, customOriginConfig } = update;
  if (typeof domainName !== 'string' || !/^[\w.-]+$/.test(domainName)) {
    return `domainName is ${JSON.stringify(domainName)}; it must be a host name without a port`;
  }
  if (typeof originPath !== 'string' || (originPath !== '' && !/^\/.*[^/]$/.test(originPath))) {
    return `originPath is ${JSON.stringify(originPath)}; it must be empty, or start but not end with /`;
  }
  const isSame = domainName === origin.domainName;
  return {
    ...origin,
    id: isSame ? origin.id : domainName,
    domainName,
    path: originPath,
    bucket: isSame ? origin.bucket : undefined,
    kind: isObject(customOriginConfig) ? 'custom' : origin.kind,
    customHeaders: isObject(customHeaders)
      ? Object.entries(customHeaders).map(([name, value]) => ({ name, value: String(value) })) : origin.customHeaders,
    custom: connection(origin.custom, Object(customOriginConfig), Object(update.timeouts)),
  };
}

function connection(
  before: CustomOriginSettings, { protocol, port }: Record<string, unknown>, { readTimeout }: Record<string, unknown>,
): CustomOriginSettings {
  return {
    ...before,
    ...(protocol === 'http' || protocol === 'https' ? { protocolPolicy: `${protocol}-only` as const } : {}),
    ...(typeof port === 'number' ? { [protocol === 'http' ? 'httpPort' : 'httpsPort']: port } : {}),
    ...(typeof readTimeout === 'number' ? { readTimeoutSec: readTimeout } : {}),
  };
}
