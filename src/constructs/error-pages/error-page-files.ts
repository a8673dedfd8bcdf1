import { Stack } from 'aws-cdk-lib';
import type { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import { deploymentsOf, noneUploads, type Deployment } from './error-deployments';
import type { NamedBehavior } from '../../attach/behaviors';
import { matchesPathPattern, normalizePathForMatching } from '../../core/facts/path-pattern';
import type { CodeOf } from '../../core/problem';

interface BucketOrigin {
  /** Logical id. */
  readonly bucket: string;
  readonly path: string;
}

/** Why a page will not be found. */
export interface PageFault {
  readonly code: CodeOf<'warning'>;
  readonly message: string;
}

/**
 * The pages that a `BucketDeployment` uploads to the buckets of a stack. Without one, it is unknown whether a page will
 * be found. The deployments are looked up once for all pages.
 */
export class PageFiles {
  private deployments?: readonly Deployment[];
  private origins?: ReadonlyMap<string, BucketOrigin>;

  constructor(
    private readonly resource: CfnDistribution, private readonly behaviors: readonly NamedBehavior[],
  ) {}

  /** Why a page on the distribution will not be found; undefined if that is unknown. */
  pageFault(path: string): PageFault | undefined {
    const origins = this.origins ??= bucketsByOrigin(this.resource);
    const deployments = this.all().filter(({ bucket }) =>
      [...origins.values()].some((origin) => origin.bucket === bucket),
    );
    if (deployments.length === 0) return undefined;
    const { pattern, behavior } = this.servingBehavior(path);
    const origin = origins.get(String(behavior.targetOriginId));
    const uploads = deployments.filter(({ bucket }) => bucket === origin?.bucket);
    if (origin === undefined || uploads.length === 0) return elsewhere(pattern);
    const key = decodedKey(origin.path + path);
    const found = key === undefined || key.endsWith('/') || key === '' || !noneUploads(uploads, key);
    return found ? undefined : missing(key);
  }

  /** Why an object of a bucket will not be found; undefined as well if nothing is known about the bucket. */
  objectFault(bucketName: string, key: string): PageFault | undefined {
    const { Ref: bucket } = Object(Stack.of(this.resource).resolve(bucketName)) as { Ref?: string };
    const uploads = this.all().filter((deployment) => deployment.bucket === bucket);
    return uploads.length > 0 && noneUploads(uploads, key) ? missing(key) : undefined;
  }

  private all(): readonly Deployment[] {
    return this.deployments ??= deploymentsOf(Stack.of(this.resource));
  }

  private servingBehavior(path: string): NamedBehavior {
    const normalized = normalizePathForMatching(path);
    const { behaviors } = this;
    return behaviors.find(({ pattern }) => matchesPathPattern(pattern, normalized)) ?? behaviors[behaviors.length - 1];
  }
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

function decodedKey(path: string): string | undefined {
  try {
    return decodeURIComponent(path.replace(/^\//, ''));
  } catch {
    return undefined;
  }
}

/** The origins that are buckets of the same stack: origin id to the bucket's logical id. */
function bucketsByOrigin(resource: CfnDistribution): Map<string, BucketOrigin> {
  const { origins } = resource.distributionConfig as CfnDistribution.DistributionConfigProperty;
  const list: unknown = Stack.of(resource).resolve(origins);
  return new Map((Array.isArray(list) ? list as any[] : []).flatMap(({ id, domainName, originPath }) => {
    const bucket: unknown = domainName?.['Fn::GetAtt']?.[0];
    return typeof bucket === 'string'
      ? [[String(id), { bucket, path: typeof originPath === 'string' ? originPath : '' }] as const]
      : [];
  }));
}
