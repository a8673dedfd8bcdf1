import { Stack } from 'aws-cdk-lib';
import type { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import { deploymentsOf, noneUploads } from './error-deployments';
import { readBehaviors } from '../../attach/behaviors';
import { matchesPathPattern, normalizePathForMatching } from '../../core/facts/path-pattern';
import type { CodeOf } from '../../core/problem';

/** Why a page will not be found. */
export interface PageFault {
  readonly code: CodeOf<'warning'>;
  readonly message: string;
}

/**
 * Why a page on the distribution will not be found; undefined if that is unknown. The files of the site are only known
 * if a `BucketDeployment` uploads them to an origin bucket.
 */
export function pageFault(path: string, resource: CfnDistribution): PageFault | undefined {
  const origins = bucketsByOrigin(resource);
  const deployments = deploymentsOf(Stack.of(resource)).filter(({ bucket }) =>
    [...origins.values()].some((origin) => origin.bucket === bucket),
  );
  if (deployments.length === 0) return undefined;
  const { pattern, behavior } = servingBehavior(path, resource);
  const origin = origins.get(String(behavior.targetOriginId));
  const uploads = deployments.filter(({ bucket }) => bucket === origin?.bucket);
  if (origin === undefined || uploads.length === 0) return elsewhere(pattern);
  const key = decodedKey(origin.path + path);
  return key === undefined || key.endsWith('/') || key === '' || !noneUploads(uploads, key) ? undefined : missing(key);
}

/** Why an object of a bucket will not be found; undefined as well if nothing is known about the bucket. */
export function objectFault(bucketName: string, key: string, stack: Stack): PageFault | undefined {
  const { Ref: bucket } = Object(stack.resolve(bucketName)) as { Ref?: string };
  const uploads = deploymentsOf(stack).filter((deployment) => deployment.bucket === bucket);
  return uploads.length > 0 && noneUploads(uploads, key) ? missing(key) : undefined;
}

function elsewhere(pattern: string): PageFault {
  return {
    code: 'EDGE_MASK_PAGE_ELSEWHERE',
    message: `behavior ${JSON.stringify(pattern)} serves from another origin than the site's deployment; use a path `
      + 'that is served from the deployment',
  };
}

function missing(key: string): PageFault {
  return {
    code: 'EDGE_MASK_PAGE_MISSING',
    message: `is in no source of the bucket's deployment, got ${JSON.stringify(key)}; add the file, or name another`,
  };
}

function servingBehavior(path: string, resource: CfnDistribution) {
  const normalized = normalizePathForMatching(path);
  const behaviors = readBehaviors(resource);
  return behaviors.find(({ pattern }) => matchesPathPattern(pattern, normalized)) ?? behaviors[behaviors.length - 1];
}

function decodedKey(path: string): string | undefined {
  try {
    return decodeURIComponent(path.replace(/^\//, ''));
  } catch {
    return undefined;
  }
}

/** The origins that are buckets of the same stack: origin id to the bucket's logical id. */
function bucketsByOrigin(resource: CfnDistribution): Map<string, { readonly bucket: string; readonly path: string }> {
  const { origins } = resource.distributionConfig as CfnDistribution.DistributionConfigProperty;
  const list: unknown = Stack.of(resource).resolve(origins);
  return new Map((Array.isArray(list) ? list as any[] : []).flatMap(({ id, domainName, originPath }) => {
    const bucket: unknown = domainName?.['Fn::GetAtt']?.[0];
    return typeof bucket === 'string'
      ? [[String(id), { bucket, path: typeof originPath === 'string' ? originPath : '' }] as const]
      : [];
  }));
}
