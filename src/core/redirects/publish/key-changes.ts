import type { StoreContent } from './content';
import { utf8Bytes } from '../store/limits';

/** The keys that have to be written or deleted, in any order. */
export interface KeyChanges {
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly removed: readonly string[];
}

/** What turns the entries of a store into those of a list. */
export function keyChanges(
  there: ReadonlyMap<string, string>, { entries }: Pick<StoreContent, 'entries'>,
): KeyChanges {
  const added: string[] = [];
  const changed: string[] = [];
  for (const [key, value] of entries) {
    const old = there.get(key);
    if (old === undefined) added.push(key);
    else if (old !== value) changed.push(key);
  }
  return { added, changed, removed: [...there.keys()].filter((key) => !entries.has(key)) };
}

export function isUnchanged({ added, changed, removed }: KeyChanges): boolean {
  return added.length + changed.length + removed.length === 0;
}

/** The bytes of keys and values, which count for the size of a store. */
export function bytesOf(entries: Iterable<readonly [string, string]>): number {
  let bytes = 0;
  for (const [key, value] of entries) bytes += utf8Bytes(key) + utf8Bytes(value);
  return bytes;
}
