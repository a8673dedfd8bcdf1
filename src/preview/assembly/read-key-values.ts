import { basename } from 'node:path';
import { assetByKey, assetExists } from './assets';
import { constructPath } from './cloud-assembly';
import type { CloudFrontFunction } from './distribution';
import { readJson } from './json';
import type { Reading } from './reading';
import { member, Reference, type Value } from './reference';
import { note } from '../../core/problem';
import { isObject } from '../../core/values/is-object';

/** The key value store of a function: its names, and its content after the first deployment. */
export function readKeyValues(
  association: Value | undefined, reading: Reading,
): Pick<CloudFrontFunction, 'keyValues' | 'stores'> {
  const store = member(association, 'KeyValueStoreARN');
  if (!(store instanceof Reference)) return { keyValues: {}, stores: [] };
  const stores = [store.logicalId, constructPath(store.stack, store.logicalId)];
  return { keyValues: importedKeyValues(store, reading), stores };
}

/** The file that a store is imported from. */
function importedKeyValues(store: Reference, { here, problems }: Reading): Record<string, string> {
  // SourceArn has the object's key: arn:aws:s3:::bucket/key.
  const source = here.text(member(here.properties(store), 'ImportSource', 'SourceArn'));
  const file = source === '' ? undefined : assetByKey(store.stack.assets, source);
  if (file === undefined) {
    problems.push(
      note(
        'EDGE_PREVIEW_KVS_EMPTY',
        `key value store ${store.logicalId} is not imported from a file of this app, so it is empty here`,
      ),
    );
    return {};
  }
  if (!assetExists(file, `key value store ${store.logicalId}`, problems)) return {};
  const data = readJson(file.path, basename(file.path), problems)?.data;
  const text = (value: unknown) => (typeof value === 'object' ? JSON.stringify(value) : String(value));
  const pairs = (Array.isArray(data) ? (data as unknown[]) : [])
    .filter(isObject)
    .map(({ key, value }) => [text(key), text(value)]);
  return Object.fromEntries(pairs);
}
