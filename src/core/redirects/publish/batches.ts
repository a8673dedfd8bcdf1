import type { StoreContent } from './content';
import type { KeyChanges } from './key-changes';
import { STORE_UPDATE_MAX_BYTES, STORE_UPDATE_MAX_KEYS } from '../../facts/key-value-store';
import { utf8Bytes } from '../store/limits';

/** Keys that are written or deleted by one call, which does all of it or nothing. */
export interface Batch {
  readonly puts: readonly (readonly [key: string, value: string])[];
  readonly deletes: readonly string[];
}

/**
 * The changes in the order in which they are safe: new and changed keys from the lowest tier up, then deletions from
 * the highest tier down. A batch has keys of one tier, and either writes or deletes. Nothing but the store and the list
 * decides about the order, so that a run that was killed is continued by the next.
 */
export function batchesOf(content: StoreContent, { added, changed, removed }: KeyChanges): Batch[] {
  const { entries } = content;
  const tiers = (keys: readonly string[]): (readonly [tier: number, keys: readonly string[]])[] => {
    const map = new Map<number, string[]>();
    for (const key of keys) {
      const tier = content.tierOf(key);
      const list = map.get(tier);
      if (list === undefined) map.set(tier, [key]);
      else list.push(key);
    }
    return [...map].sort(([a], [b]) => a - b);
  };
  const puts = tiers([...added, ...changed]).flatMap(([, keys]) => (
    full(keys.map((key) => [key, entries.get(key)!] as const), (entry) => utf8Bytes(JSON.stringify(entry)))
      .map((batch): Batch => ({ puts: batch, deletes: [] }))));
  const deletes = tiers(removed).reverse().flatMap(([, keys]) => (
    full(keys, (key) => utf8Bytes(JSON.stringify(key))).map((batch): Batch => ({ puts: [], deletes: batch }))));
  return [...puts, ...deletes];
}

/** What a key takes in the body of a call besides its texts: `{"Key":…,"Value":…},`. */
const AROUND_A_KEY = 20;

/** Divides a list into as few batches as the limits of a call allow. */
function full<T>(list: readonly T[], bytesOf: (entry: T) => number): T[][] {
  const batches: T[][] = [];
  let bytes = 0;
  for (const entry of list) {
    const more = bytesOf(entry) + AROUND_A_KEY;
    const last = batches.at(-1);
    if (last === undefined || last.length === STORE_UPDATE_MAX_KEYS || bytes + more > STORE_UPDATE_MAX_BYTES) {
      batches.push([entry]);
      bytes = more;
    } else {
      last.push(entry);
      bytes += more;
    }
  }
  return batches;
}

/** The entries after a batch. */
export function after(there: ReadonlyMap<string, string>, { puts, deletes }: Batch): Map<string, string> {
  const entries = new Map(there);
  for (const [key, value] of puts) entries.set(key, value);
  for (const key of deletes) entries.delete(key);
  return entries;
}
