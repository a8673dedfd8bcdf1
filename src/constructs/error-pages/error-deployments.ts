import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { AssetStaging, CfnResource, type Stack } from 'aws-cdk-lib';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import type { IConstruct } from 'constructs';

/** What a `BucketDeployment` uploads, as far as it is known at synth. */
export interface Deployment {
  /** Logical id of the bucket. */
  readonly bucket: string;
  readonly keyPrefix: string;
  readonly folders: readonly string[];
  /** Whether the folders are all sources. */
  readonly complete: boolean;
}

/**
 * All deployments of a stack. Read from the rendered properties, because the construct does not expose them.
 */
export function deploymentsOf(stack: Stack): Deployment[] {
  const resources = stack.node.findAll().filter((node): node is CfnResource => (
    CfnResource.isCfnResource(node) && node.cfnResourceType === 'Custom::CDKBucketDeployment'
  ));
  return resources.flatMap((resource) => {
    const [rendered] = Object.values(stack.resolve(resource._toCloudFormation()).Resources as Record<string, any>);
    const {
      DestinationBucketName: name,
      DestinationBucketKeyPrefix: prefix = '',
      SourceObjectKeys: keys,
      Extract: extract,
    } = rendered.Properties;
    if (typeof name?.Ref !== 'string' || typeof prefix !== 'string' || extract === false) return [];
    const folders = sourceFolders(resource.node.scope!.node.scope!);
    const keyPrefix = prefix === '' ? '' : `${prefix.replace(/^\/|\/$/g, '')}/`;
    return [{ bucket: name.Ref, keyPrefix, folders, complete: folders.length === keys?.length }];
  });
}

/** Whether certainly none of the deployments uploads the key. */
export function noneUploads(deployments: readonly Deployment[], key: string): boolean {
  return deployments.every(
    ({ complete, folders, keyPrefix }) => complete && !folders.some((folder) => holds(folder, keyPrefix, key)),
  );
}

function holds(folder: string, keyPrefix: string, key: string): boolean {
  const file = join(folder, key.slice(keyPrefix.length));
  return key.startsWith(keyPrefix) && existsSync(file) && statSync(file).isFile();
}

/** Sources that are local folders: `Source.asset` and `Source.data`, but not `Source.bucket` or an archive. */
function sourceFolders(deployment: IConstruct): string[] {
  return deployment.node.children.filter((child): child is Asset => child instanceof Asset)
    .map((asset) => (asset.node.tryFindChild('Stage') as AssetStaging | undefined)?.absoluteStagedPath)
    .filter((path): path is string => path !== undefined && existsSync(path) && statSync(path).isDirectory());
}
