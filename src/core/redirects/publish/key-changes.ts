import type { StoreContent } from './content';

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

/** The length of a text in UTF-8. */
export function utf8Bytes(text: string): number {
  let bytes = text.length;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    // Each half of a surrogate pair has two of its four bytes.
    if (code > 0x7f) bytes += code > 0x7ff && !(code >= 0xd800 && code < 0xe000) ? 2 : 1;
  }
  return bytes;
}
