import { basename } from 'node:path';
import { assetByKey, assetIsThere } from './assets';
import { readJson } from './json';
import type { Reading } from './reading';
import { member, Reference, type Value } from './reference';
import { note } from '../../core/problem';
import { isObject } from '../../core/values/is-object';

/** What a key value store holds after its first deployment: the file that it is imported from. */
export function readKeyValues(association: Value | undefined, { here, problems }: Reading): Record<string, string> {
  const store = member(association, 'KeyValueStoreARN');
  if (!(store instanceof Reference)) return {};
  // The object is named by its ARN: arn:aws:s3:::bucket/key.
  const source = here.text(member(here.properties(store), 'ImportSource', 'SourceArn'));
  const file = source === '' ? undefined : assetByKey(store.stack.assets, source);
  if (file === undefined) {
    problems.push(
      note(
        'EDGE_PREVIEW_KVS_EMPTY',
        `key value store ${store.logicalId} is imported from no file of this app, so it is empty here`,
      ),
    );
    return {};
  }
  if (!assetIsThere(file, `key value store ${store.logicalId}`, problems)) return {};
  const data = readJson(file.path, basename(file.path), problems)?.data;
  const text = (value: unknown) => (typeof value === 'object' ? JSON.stringify(value) : String(value));
  const pairs = (Array.isArray(data) ? (data as unknown[]) : [])
    .filter(isObject)
    .map(({ key, value }) => [text(key), text(value)]);
  return Object.fromEntries(pairs);
}
