import type { BehaviorView, DistributionView, FunctionView } from './api';
import type { ManifestFunction } from '../../core/manifest/edge-manifest';
import type { Behavior, Distribution, EdgeFunction } from '../assembly/distribution';
import type { Edge } from '../stages/stage';

/** The distribution as the preview has read it. */
export function distributionView(
  { distribution, origins, manifest }: Edge, notes: readonly string[],
): DistributionView {
  const { errorResponses, geoRestriction, webAcl } = distribution;
  const restriction = geoRestriction && `${geoRestriction.type} of ${geoRestriction.countries.join(', ')}`;
  return {
    name: distribution.constructPath,
    domainName: distribution.domainName,
    aliases: distribution.aliases,
    defaultRootObject: distribution.defaultRootObject,
    behaviors: distribution.behaviors.map((behavior) => ({
      ...behaviorView(behavior, manifest?.functions ?? []), origin: originText(behavior, distribution),
    })),
    origins: [...distribution.origins.values()].map((origin) => (
      { id: origin.id, domainName: origin.domainName, servedFrom: origins.for(origin).label })),
    errorResponses: [...errorResponses.values()].map(({ errorCode, pagePath, responseCode }) => (
      `${errorCode}${pagePath === undefined ? '' : ` shows ${pagePath} with ${responseCode ?? errorCode}`}`)),
    ...(webAcl && { webAcl: `${webAcl.name}: ${webAcl.rules.map(({ name }) => name).join(', ')}` }),
    ...(restriction && { geoRestriction: restriction }),
    notes,
  };
}

/** The domain name, which says more than the id; of an origin group those of both origins. */
function originText({ targetOriginId: id }: Behavior, { origins, originGroups }: Distribution): string {
  const { primaryId, secondaryId } = originGroups.get(id) ?? { primaryId: id, secondaryId: undefined };
  const [first, second] = [primaryId, secondaryId ?? ''].map((one) => origins.get(one)?.domainName);
  return second === undefined ? first ?? id : `${first}, then ${second}`;
}

function behaviorView(
  behavior: Behavior, made: readonly ManifestFunction[],
): Omit<BehaviorView, 'origin'> {
  const { pathPattern, functions } = behavior;
  return {
    pathPattern,
    methods: behavior.allowedMethods,
    viewerProtocol: behavior.viewerProtocolPolicy,
    compress: behavior.compress,
    policies: policiesOf(behavior),
    functions: Object.entries(functions).map(([event, fn]) => (
      functionView(event, fn, pathPattern, made.find((one) => isSame(one, fn))))),
  };
}

function policiesOf({ cachePolicy, originRequestPolicy, responseHeadersPolicy }: Behavior): [string, string][] {
  type Forwarded = Pick<typeof cachePolicy, 'headers' | 'cookies' | 'queryStrings'>;
  const forwarded = ({ headers, cookies, queryStrings }: Forwarded) => (
    `headers: ${selection(headers)}; cookies: ${selection(cookies)}; query strings: ${selection(queryStrings)}`);
  return [
    ['cache key', forwarded(cachePolicy)],
    ...(originRequestPolicy ? [['origin request', forwarded(originRequestPolicy)] as [string, string]] : []),
    ...(responseHeadersPolicy ? [['response headers', responseHeadersPolicy.name] as [string, string]] : []),
  ];
}

function selection(of: { readonly mode: string; readonly names?: readonly string[] }): string {
  return of.names === undefined || of.names.length === 0 ? of.mode : `${of.mode} ${of.names.join(', ')}`;
}

function isSame({ template, logicalId }: ManifestFunction, fn: EdgeFunction): boolean {
  return template === fn.template && logicalId === fn.logicalId;
}

function functionView(
  event: string, fn: EdgeFunction, pathPattern: string, made: ManifestFunction | undefined,
): FunctionView {
  const isLambda = fn.host === 'lambda-edge';
  const code = isLambda ? ('inline' in fn.code ? fn.code.inline : undefined) : fn.code;
  return {
    event,
    name: fn.name,
    host: isLambda ? 'Lambda@Edge' : 'CloudFront Function',
    runtime: fn.runtime,
    ...(code !== undefined && { bytes: Buffer.byteLength(code) }),
    limits: isLambda ? `${fn.memoryMb} MB, ${fn.timeoutMs / 1_000} s` : 'at most 10,240 bytes',
    steps: (made?.steps ?? []).map(({ part, constructs }) => {
      const own = constructs.filter(({ behaviors }) => behaviors.includes(pathPattern));
      const [rules] = own.flatMap((one) => one.rules ?? []);
      const files = (rules?.files ?? []).filter((file) => file !== '').join(', ');
      return {
        part,
        constructs: own.map(({ path }) => path),
        rules: rules === undefined ? '' : `${rules.count} rules${files === '' ? '' : ` of ${files}`}`,
      };
    }),
  };
}
