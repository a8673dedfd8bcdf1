import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { isObject, readJson } from './json';

/** A file or folder that the CDK would upload. */
export interface AssetFile {
  readonly path: string;
  /** `zip` is a folder on disk that travels as an archive; `file` is uploaded as it is. */
  readonly packaging: 'zip' | 'file';
}

/** By object key in the bootstrap bucket, which is what templates name. */
export type AssetFiles = ReadonlyMap<string, AssetFile>;

/** Reads `<stack>.assets.json`. A stack without assets has none. */
export function readAssets(directory: string, manifestFile: string | undefined): AssetFiles {
  const found = new Map<string, AssetFile>();
  if (manifestFile === undefined || !existsSync(join(directory, manifestFile))) return found;
  const files = readJson(join(directory, manifestFile)).files;
  for (const file of Object.values(isObject(files) ? files : {})) {
    if (!isObject(file) || !isObject(file.source) || typeof file.source.path !== 'string') continue;
    const asset: AssetFile = { path: join(directory, file.source.path), packaging: file.source.packaging === 'zip' ? 'zip' : 'file' };
    for (const destination of Object.values(isObject(file.destinations) ? file.destinations : {})) {
      if (isObject(destination) && typeof destination.objectKey === 'string') found.set(destination.objectKey, asset);
    }
  }
  return found;
}

/** Keys may carry a prefix of the synthesizer, and the template may name them through a URL: the last segment is the hash. */
export function assetByKey(assets: AssetFiles, key: string): AssetFile | undefined {
  const exact = assets.get(key);
  if (exact !== undefined) return exact;
  for (const [known, asset] of assets) if (basename(known) === basename(key)) return asset;
  return undefined;
}
