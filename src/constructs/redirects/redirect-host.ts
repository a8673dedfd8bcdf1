import type { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import { redirectReadings } from './redirect-cache-key';
import type { NamedBehavior } from '../../attach/behaviors';
import { cacheKeyProblems } from '../../attach/cache-key';
import { declaredAssociations } from '../../attach/declared-associations';
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
  const mustJoin = !composes && holdsViewerFunction(resource, behavior);
  const viewerRequest = `RedirectEventType.VIEWER_REQUEST${
    mustJoin ? ' with existing: ExistingAttachments.compose()' : ''}`;
  const withoutQuery = partsRead(droppingQuery(compiled));
  const isGone = (part: RequestPart) => !withoutQuery.some((one) => sameReading(one, part));
  return [...unseen, ...cacheKeyProblems(redirectReadings(parts, { proxies, viewerRequest, isGone }), behavior)];
}

/** Whether redirects on viewer-request would be beside a function that is there. */
function holdsViewerFunction(resource: CfnDistribution, { behavior }: NamedBehavior): boolean {
  const lambdas = declaredAssociations(resource, behavior, 'lambdaFunctionAssociations').list;
  const functions = declaredAssociations(resource, behavior, 'functionAssociations').list;
  return functions.length > 0 || lambdas.some(({ event }) => event === 'viewer-request');
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
