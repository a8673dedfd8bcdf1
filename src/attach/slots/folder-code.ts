import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { FileAssetPackaging, Names, Stack, Stage, type CfnResource } from 'aws-cdk-lib';
import { Code, type CodeConfig, type ResourceBindOptions } from 'aws-cdk-lib/aws-lambda';
import {
  ASSET_RESOURCE_METADATA_ENABLED_CONTEXT, ASSET_RESOURCE_METADATA_IS_BUNDLED_KEY, ASSET_RESOURCE_METADATA_PATH_KEY,
  ASSET_RESOURCE_METADATA_PROPERTY_KEY,
} from 'aws-cdk-lib/cx-api';
import { Construct } from 'constructs';
import { folderHash } from './folder-hash';

const SALT_CONTEXT = '@aws-cdk/core:assetHashSalt';

/**
 * Code that is a folder of the cloud assembly, where `write` puts it. With `Code.fromAsset` it would be written to a
 * temporary folder, copied from there and removed, which takes longer than all else that is done for a function.
 */
export class FolderCode extends Code {
  readonly isInline = false;
  private asset?: FolderAsset;

  constructor(private readonly write: (folder: string) => void) {
    super();
  }

  override bind(scope: Construct): CodeConfig {
    this.asset = new FolderAsset(scope, 'Code', this.write);
    const { s3BucketName: bucketName, s3ObjectKey: objectKey } = this.asset;
    return { s3Location: { bucketName, objectKey } };
  }

  override bindToResource(resource: CfnResource, { resourceProperty = 'Code' }: ResourceBindOptions = {}): void {
    if (!resource.node.tryGetContext(ASSET_RESOURCE_METADATA_ENABLED_CONTEXT)) return;
    resource.addMetadata(ASSET_RESOURCE_METADATA_PATH_KEY, this.asset!.assetPath);
    resource.addMetadata(ASSET_RESOURCE_METADATA_IS_BUNDLED_KEY, false);
    resource.addMetadata(ASSET_RESOURCE_METADATA_PROPERTY_KEY, resourceProperty);
  }
}

/** The folder as an asset of the stack, with the properties of the CDK's `Asset`. */
class FolderAsset extends Construct {
  /** Relative to the cloud assembly. */
  readonly assetPath: string;
  readonly absoluteStagedPath: string;
  readonly s3BucketName: string;
  readonly s3ObjectKey: string;

  constructor(scope: Construct, id: string, write: (folder: string) => void) {
    super(scope, id);
    const { assetOutdir, outdir } = Stage.of(this)!;
    const { hash, folder } = staged(assetOutdir, String(this.node.tryGetContext(SALT_CONTEXT) ?? ''), write);
    this.absoluteStagedPath = folder;
    this.assetPath = relative(outdir, folder);
    const { bucketName, objectKey } = Stack.of(this).synthesizer.addFileAsset({
      packaging: FileAssetPackaging.ZIP_DIRECTORY,
      sourceHash: hash,
      fileName: this.assetPath,
      deployTime: true,
      displayName: Names.stackRelativeConstructPath(this),
    });
    this.s3BucketName = bucketName;
    this.s3ObjectKey = objectKey;
  }
}

/** Its name is known when it is written. */
function staged(outdir: string, salt: string, write: (folder: string) => void): { hash: string; folder: string } {
  const writing = join(outdir, `.asset-${randomUUID()}`);
  mkdirSync(writing);
  try {
    write(writing);
    const hash = folderHash(writing, salt);
    const folder = join(outdir, `asset.${hash}`);
    // It may be there from an earlier synthesis.
    if (existsSync(folder)) rmSync(writing, { recursive: true, force: true });
    else renameSync(writing, folder);
    return { hash, folder };
  } catch (thrown) {
    rmSync(writing, { recursive: true, force: true });
    throw thrown;
  }
}
