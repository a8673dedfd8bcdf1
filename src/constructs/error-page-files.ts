import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { AssetStaging, CfnResource, Stack } from 'aws-cdk-lib';
import type { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import type { IConstruct } from 'constructs';
import { readBehaviors } from '../attach/behaviors';
import { matchesPathPattern, normalizePathForMatching } from '../core/facts/path-pattern';

/** What a `BucketDeployment` uploads, as far as this app knows it. */
interface Deployment {
  /** Logical id of the bucket. */
  readonly bucket: string;
  readonly keyPrefix: string;
  readonly folders: readonly string[];
  /** Whether the folders are all there is. */
  readonly complete: boolean;
}

/**
 * Why a page of the distribution's own will not be found, as far as the app can tell: only if a bucket behind the distribution is
 * filled by a `BucketDeployment` does the app know what is on the site.
 */
export function pageFault(path: string, resource: CfnDistribution): { readonly code: string; readonly message: string } | undefined {
  const origins = bucketsByOrigin(resource);
  const deployments = deploymentsOf(Stack.of(resource)).filter(({ bucket }) => [...origins.values()].some((origin) => origin.bucket === bucket));
  if (deployments.length === 0) return undefined;
  const { pattern, behavior } = servingBehavior(path, resource);
  const origin = origins.get(String(behavior.targetOriginId));
  const uploads = deployments.filter(({ bucket }) => bucket === origin?.bucket);
  if (origin === undefined || uploads.length === 0) {
    return { code: 'EDGE_MASK_PAGE_ELSEWHERE', message: `behavior ${JSON.stringify(pattern)} serves from another origin than the site's deployment; use a path that leads to the deployment` };
  }
  const key = decodedKey(origin.path + path);
  const missing = key !== undefined && !key.endsWith('/') && uploads.every((upload) => upload.complete && !upload.folders.some((folder) => holds(folder, upload, key)));
  return missing ? { code: 'EDGE_MASK_PAGE_MISSING', message: `no source of the site's deployment holds (${JSON.stringify(key)}); add the file, or name another` } : undefined;
}

function servingBehavior(path: string, resource: CfnDistribution) {
  const normalized = normalizePathForMatching(path);
  const behaviors = readBehaviors(resource);
  return behaviors.find(({ pattern }) => matchesPathPattern(pattern, normalized)) ?? behaviors[behaviors.length - 1];
}

function holds(folder: string, { keyPrefix }: Deployment, key: string): boolean {
  const file = join(folder, key.slice(keyPrefix.length));
  return key.startsWith(keyPrefix) && existsSync(file) && statSync(file).isFile();
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
    return typeof bucket === 'string' ? [[String(id), { bucket, path: typeof originPath === 'string' ? originPath : '' }] as const] : [];
  }));
}

function deploymentsOf(stack: Stack): Deployment[] {
  const resources = stack.node.findAll().filter((node): node is CfnResource => CfnResource.isCfnResource(node) && node.cfnResourceType === 'Custom::CDKBucketDeployment');
  return resources.flatMap((resource) => {
    const [rendered] = Object.values(Stack.of(resource).resolve(resource._toCloudFormation()).Resources as Record<string, any>);
    const { DestinationBucketName: name, DestinationBucketKeyPrefix: prefix = '', SourceObjectKeys: keys, Extract: extract } = rendered.Properties;
    if (typeof name?.Ref !== 'string' || extract === false) return [];
    const folders = sourceFolders(resource.node.scope!.node.scope!);
    return [{ bucket: name.Ref, keyPrefix: prefix === '' ? '' : `${prefix.replace(/^\/|\/$/g, '')}/`, folders, complete: folders.length === keys?.length }];
  });
}

/** Sources that are folders of this app: `Source.asset` and `Source.data`, but not `Source.bucket` or an archive. */
function sourceFolders(deployment: IConstruct): string[] {
  return deployment.node.children.filter((child): child is Asset => child instanceof Asset)
    .map((asset) => (asset.node.tryFindChild('Stage') as AssetStaging | undefined)?.absoluteStagedPath)
    .filter((path): path is string => path !== undefined && existsSync(path) && statSync(path).isDirectory());
}
