import { existsSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { readJson } from './json';
import { error, type Problem } from '../../core/problem';
import { isObject } from '../../core/values/is-object';

/** A file or folder that the CDK would upload. */
export interface AssetFile {
  readonly path: string;
  /** `zip` is a folder on disk that is uploaded as an archive; `file` is uploaded unchanged. */
  readonly packaging: 'zip' | 'file';
}

/** By object key in the bootstrap bucket: templates refer to assets by it. */
export type AssetFiles = ReadonlyMap<string, AssetFile>;

/** Reads `<stack>.assets.json`. A stack without assets has none. */
export function readAssets(directory: string, manifestFile: string, name: string, problems: Problem[]): AssetFiles {
  const found = new Map<string, AssetFile>();
  if (!existsSync(join(directory, manifestFile))) return found;
  const files = readJson(join(directory, manifestFile), name, problems)?.files;
  for (const file of Object.values(isObject(files) ? files : {})) {
    if (!isObject(file) || !isObject(file.source) || typeof file.source.path !== 'string') continue;
    const asset: AssetFile = {
      // Absolute with `cdk synth --no-staging`, where the assets stay where they are.
      path: resolve(directory, file.source.path),
      packaging: file.source.packaging === 'zip' ? 'zip' : 'file',
    };
    for (const destination of Object.values(isObject(file.destinations) ? file.destinations : {})) {
      if (isObject(destination) && typeof destination.objectKey === 'string') found.set(destination.objectKey, asset);
    }
  }
  return found;
}

/**
 * Finds an asset by its key, or by the last segment of the key, which is the hash: the synthesizer may add a prefix,
 * and the template may have a URL.
 */
export function assetByKey(assets: AssetFiles, key: string): AssetFile | undefined {
  const exact = assets.get(key);
  if (exact !== undefined) return exact;
  for (const [known, asset] of assets) if (basename(known) === basename(key)) return asset;
  return undefined;
}

/**
 * Whether the asset is on disk in the form that its manifest declares. Otherwise adds a problem that says what needs
 * it.
 */
export function assetExists({ path, packaging }: AssetFile, neededBy: string, problems: Problem[]): boolean {
  const expected = packaging === 'zip' ? 'folder' : 'file';
  const stats = statSync(path, { throwIfNoEntry: false });
  if (expected === 'folder' ? stats?.isDirectory() : stats?.isFile()) return true;
  const got = stats === undefined ? 'does not exist' : `is not a ${expected}`;
  problems.push(error('EDGE_PREVIEW_ASSET', `${got}, and ${neededBy} needs it; run "npx cdk synth" again`, path));
  return false;
}
