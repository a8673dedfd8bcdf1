import type { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import { redirectReadings } from './redirect-cache-key';
import { FunctionsAround } from '../../attach/around/functions-around';
import type { NamedBehavior } from '../../attach/behaviors';
import { cacheKeyProblems } from '../../attach/cache-key';
import { isS3Origin } from '../../attach/origins';
import type { RequestPart } from '../../core/cache-key/request-part';
import { error, type Problem } from '../../core/problem';
import type { CompiledRules } from '../../core/redirects/compile';
import { partsRead } from '../../core/redirects/parts-read';
import { isProxy } from '../../core/redirects/rule/proxy';

/** Problems of rules that read parts of the request which do not reach the function, or are not in the cache key. */
export function originEventProblems(
  compiled: Required<CompiledRules>, behavior: NamedBehavior, resource: CfnDistribution, composes: boolean,
): Problem[] {
  const unseen = hostProblems(compiled, behavior, resource);
  const parts = partsRead(compiled).filter(({ kind }) => kind !== 'host' || unseen.length === 0);
  const proxies = compiled.order.map((i) => compiled.rules[i]).filter(isProxy);
  const viewerRequest = () => onViewerRequest(resource, behavior, composes);
  // Only where there is a problem, since there may be a million rules.
  let withoutQuery: readonly RequestPart[] | undefined;
  const isGone = (part: RequestPart) => (
    !(withoutQuery ??= partsRead(droppingQuery(compiled))).some((one) => sameReading(one, part)));
  return [...unseen, ...cacheKeyProblems(redirectReadings(parts, { proxies, viewerRequest, isGone }), behavior)];
}

/** How redirects run on viewer-request, where a function may be; undefined if that one cannot join. */
function onViewerRequest(resource: CfnDistribution, behavior: NamedBehavior, composes: boolean): string | undefined {
  const around = new FunctionsAround(resource, []);
  const [there, after] = [around.on(behavior, 'viewer-request'), around.on(behavior, 'viewer-response')];
  if (!there.every(({ joins }) => joins())) return undefined;
  // Beside a CloudFront Function on viewer-response, redirects have to be one.
  const joins = !composes && (there.length > 0 || after.some(({ host }) => host === 'cloudfront-function'));
  return `RedirectEventType.VIEWER_REQUEST${joins ? ' with existing: ExistingAttachments.compose()' : ''}`;
}

function droppingQuery({ rules, ...compiled }: Required<CompiledRules>): Required<CompiledRules> {
  return {
    ...compiled,
    rules: rules.map((rule) => ({ ...rule, query: { kind: 'drop' } })),
    findings: compiled.findings.map((findings) => findings && { ...findings, query: undefined }),
  };
}

/** Of one rule. What only matters where the function sees the query is another reading. */
function sameReading(one: RequestPart, other: RequestPart): boolean {
  return one.kind === other.kind && one.name === other.name && one.file === other.file && one.line === other.line
    && one.dispensable === other.dispensable;
}

/** CloudFront sends the bucket's own host to S3, whatever the policies; functions on origin events see that host. */
function hostProblems(
  { rules, order }: Required<CompiledRules>, { pattern, behavior }: NamedBehavior, resource: CfnDistribution,
): Problem[] {
  const [first, ...others] = [...order].sort((a, b) => a - b).map((i) => rules[i])
    .filter(({ source }) => source.host !== undefined);
  if (first === undefined || !isS3Origin(resource, behavior.targetOriginId)) return [];
  const more = others.length === 0 ? '' : ` (and ${others.length} more)`;
  return [error('EDGE_REDIRECT_HOST_UNSEEN', `${JSON.stringify(first.from)}${more} matches a host, which does not `
    + `reach the function on behavior ${JSON.stringify(pattern)}: its origin is an S3 bucket, to which CloudFront `
    + "sends the bucket's own host whatever the policies, so the rule would never apply; "
    + 'use RedirectEventType.VIEWER_REQUEST', first)];
}
