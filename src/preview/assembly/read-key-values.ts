import { basename } from 'node:path';
import { assetByKey, assetExists } from './assets';
import { readJson } from './json';
import type { Reading } from './reading';
import { member, Reference, type Value } from './reference';
import { note } from '../../core/problem';
import { isObject } from '../../core/values/is-object';

/** The content of a key value store after its first deployment: the file that it is imported from. */
export function readKeyValues(association: Value | undefined, { here, problems }: Reading): Record<string, string> {
  const store = member(association, 'KeyValueStoreARN');
  if (!(store instanceof Reference)) return {};
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
