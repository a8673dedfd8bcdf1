import { overridesFault, updateFault } from './origin-update';
import { isBucketDomain } from './origin-values';
import type { EdgeHeaders } from '../../core/http/headers';
import { isObject } from '../../core/values/is-object';
import type { CustomOriginSettings, Distribution, OriginOverrides, OriginSettings } from '../assembly/distribution';
import { changedAccessControl } from '../origin/access-control';

/** Where a request is sent: to an origin, and to the second one if the first answers with a code of the list. */
export interface Targets {
  readonly primary: OriginSettings;
  readonly secondary?: OriginSettings;
  readonly failoverCodes: readonly number[];
}

type Origins = Pick<Distribution, 'origins' | 'originGroups'>;

/** The codes that an origin group may have. */
const FAILOVER_CODES: readonly unknown[] = [400, 403, 404, 416, 429, 500, 502, 503, 504];

/**
 * The targets of a request. `selected` is what a CloudFront Function chose, as JSON: the arguments of
 * `updateRequestOrigin`, `selectRequestOriginById` or `createRequestOriginGroup`. `headers` are those of the request,
 * which the headers for an origin must not repeat. A text says what is wrong.
 */
export function targetsOf(
  distribution: Origins, behaviorTarget: string, selected?: string, headers: EdgeHeaders = {},
): Targets | string {
  if (selected === undefined) return ofId(distribution, behaviorTarget);
  const { update, group, id, overrides } = JSON.parse(selected) as Readonly<Record<string, unknown>>;
  if (group !== undefined) return ofGroup(distribution, group);
  const targets = ofId(distribution, id === undefined ? behaviorTarget : String(id));
  if (typeof targets === 'string') return targets;
  const fault = id === undefined ? updateFault(targets.primary, update, headers) : overridesFault(overrides);
  if (fault !== undefined) return fault;
  const { primary } = targets;
  return { ...targets, primary: id === undefined ? updated(primary, Object(update)) : overridden(primary, overrides) };
}

function ofId({ origins, originGroups }: Origins, id: string): Targets | string {
  const group = originGroups.get(id);
  const primary = origins.get(group?.primaryId ?? id);
  if (primary === undefined) return `the distribution has no origin ${JSON.stringify(id)} to select`;
  return { primary, secondary: origins.get(group?.secondaryId ?? ''), failoverCodes: group?.statusCodes ?? [] };
}

function ofGroup({ origins }: Origins, group: unknown): Targets | string {
  const { originIds, failoverCriteria, selectionCriteria = 'default' } = Object(group) as Record<string, unknown>;
  const members: unknown[] = Array.isArray(originIds) ? originIds : [];
  const [primary, secondary] = members.map((one) => origins.get(String(Object(one).originId ?? one)));
  if (members.length !== 2 || primary === undefined || secondary === undefined) {
    return 'createRequestOriginGroup needs originIds with the ids of two origins of the distribution';
  }
  const codes: unknown = Object(failoverCriteria).statusCodes;
  if (!Array.isArray(codes) || codes.length === 0 || !codes.every((code) => FAILOVER_CODES.includes(code))) {
    return `createRequestOriginGroup needs failoverCriteria with statusCodes of ${FAILOVER_CODES.join(', ')}`;
  }
  if (selectionCriteria !== 'default' && selectionCriteria !== 'media-quality-score') {
    return 'selectionCriteria of createRequestOriginGroup must be default or media-quality-score';
  }
  const [first, second] = members.map((one) => Object(one).originOverrides as unknown);
  return overridesFault(first) ?? overridesFault(second)
    ?? { primary: overridden(primary, first), secondary: overridden(secondary, second), failoverCodes: codes };
}

/** Buckets have no overrides. */
function overridden(origin: OriginSettings, overrides: unknown): OriginSettings {
  if (origin.kind === 's3' || !isObject(overrides)) return origin;
  const { hostHeader, sni, allowedCertificateNames } = overrides as OriginOverrides;
  return { ...origin, overrides: { ...origin.overrides, ...defined({ hostHeader, sni, allowedCertificateNames }) } };
}

/** An origin with the fields that `updateRequestOrigin` sets. Only the primary origin of a group is changed. */
function updated(origin: OriginSettings, update: Readonly<Record<string, any>>): OriginSettings {
  const { domainName = origin.domainName, originPath = origin.path, customHeaders, customOriginConfig } = update;
  const isSame = domainName === origin.domainName;
  const changed: OriginSettings = {
    ...origin,
    id: isSame ? origin.id : domainName,
    domainName,
    path: originPath,
    bucket: isSame ? origin.bucket : undefined,
    kind: isSame ? origin.kind : isBucketDomain(domainName) ? 's3' : 'custom',
    customHeaders: isObject(customHeaders)
      ? Object.entries(customHeaders).map(([name, value]) => ({ name, value: String(value) })) : origin.customHeaders,
    accessControl: changedAccessControl(origin, update.originAccessControlConfig),
    custom: connection(origin.custom, { ...update.timeouts, ...customOriginConfig, ...update }),
  };
  // A new domain is also the Host header, even where the viewer's is forwarded.
  return overridden(changed, { hostHeader: update.domainName, ...update });
}

function connection(
  before: CustomOriginSettings, { protocol, port, sslProtocols, ...rest }: Readonly<Record<string, any>>,
): CustomOriginSettings {
  const { responseCompletionTimeout: completion, connectionAttempts, readTimeout } = rest;
  const https = protocol === undefined ? before.protocolPolicy !== 'http-only' : protocol === 'https';
  return {
    ...before,
    ...(protocol !== undefined && { protocolPolicy: `${protocol as 'http' | 'https'}-only` as const }),
    ...(port !== undefined && { [https ? 'httpsPort' : 'httpPort']: Number(port) }),
    ...defined({
      sslProtocols,
      connectionAttempts: numberOf(connectionAttempts),
      readTimeoutSec: numberOf(readTimeout),
      keepaliveTimeoutSec: numberOf(rest.keepAliveTimeout),
      connectionTimeoutSec: numberOf(rest.connectionTimeout),
    }),
    // 0 removes the limit.
    ...(completion !== undefined && { responseCompletionTimeoutSec: Number(completion) || undefined }),
  };
}

function numberOf(value: unknown): number | undefined {
  return value === undefined ? undefined : Number(value);
}

function defined<T extends object>(values: T): Partial<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<T>;
}
