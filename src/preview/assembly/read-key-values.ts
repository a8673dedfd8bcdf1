import { basename } from 'node:path';
import { assetByKey, assetExists } from './assets';
import { constructPath } from './cloud-assembly';
import type { CloudFrontFunction } from './distribution';
import { readJson } from './json';
import { keyValueEntries, type KeyValues } from './key-value-entries';
import type { Reading } from './reading';
import { member, Reference, type Value } from './reference';
import { note } from '../../core/problem';

/** The key value store of a function: its names, and its content after the first deployment. */
export function readKeyValues(
  association: Value | undefined, reading: Reading,
): Pick<CloudFrontFunction, 'keyValues' | 'stores'> {
  if (association === undefined) return { keyValues: {}, stores: [] };
  const store = member(association, 'KeyValueStoreARN');
  if (!(store instanceof Reference)) return elsewhere(reading.here.text(store), reading);
  const stores = [store.logicalId, constructPath(store.stack, store.logicalId)];
  return { keyValues: importedKeyValues(store, reading), stores };
}

/** A store that is not in the app has the id in its ARN as name. */
function elsewhere(arn: string, { problems }: Reading): Pick<CloudFrontFunction, 'keyValues' | 'stores'> {
  const name = arn.split('/').at(-1) || 'KeyValueStore';
  problems.push(note('EDGE_PREVIEW_KVS_EMPTY', `key value store ${name} is not in this app, so it is empty here`));
  return { keyValues: {}, stores: [name] };
}

/** The file that a store is imported from. */
function importedKeyValues(store: Reference, { here, problems }: Reading): KeyValues {
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
  const name = basename(file.path);
  const data = readJson(file.path, name, problems)?.data;
  const read = keyValueEntries(Array.isArray(data) ? (data as unknown[]) : [], name);
  problems.push(...read.problems);
  return read.keyValues;
}
