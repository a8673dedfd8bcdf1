import { realpathSync, statSync, type Stats } from 'node:fs';
import { join, sep } from 'node:path';
import type { BucketContent, ContentLayer } from './bucket-content';

/** An object of a bucket: a file in one of its layers. */
export interface StoredObject {
  readonly key: string;
  readonly file: string;
  readonly stats: Stats;
  readonly layer: ContentLayer;
}

/** Finds the object with a key. Keys with parts that a file system would interpret, such as `..`, are never found. */
export function findObject(content: BucketContent, key: string): StoredObject | undefined {
  if (!isPlainKey(key)) return undefined;
  for (const layer of [...content].reverse()) {
    if (!key.startsWith(layer.keyPrefix)) continue;
    const inLayer = key.slice(layer.keyPrefix.length);
    const found = inLayer === '' || layer.excludes(inLayer) ? undefined : readableFile(layer.directory, inLayer);
    if (found !== undefined) return { ...found, key, layer };
  }
  return undefined;
}

/** `..`, empty segments, backslashes and NUL are legal in keys, but an upload of a folder never creates them. */
function isPlainKey(key: string): boolean {
  return (
    key !== ''
    && !/[\\\0]/.test(key)
    && key.split('/').every((segment) => segment !== '' && segment !== '.' && segment !== '..')
  );
}

function readableFile(directory: string, key: string): { file: string; stats: Stats } | undefined {
  try {
    const root = realpathSync.native(directory);
    const file = realpathSync.native(join(root, key));
    // A symbolic link may point elsewhere in the folder, but not out of it.
    if (!file.startsWith(root.endsWith(sep) ? root : root + sep)) return undefined;
    const stats = statSync(file);
    return stats.isFile() ? { file, stats } : undefined;
  } catch {
    return undefined;
  }
}
