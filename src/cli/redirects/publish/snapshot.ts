import type { KeyValueStore, StoreState } from './key-value-store';
import { PublishError } from './publish-error';
import { plural } from '../plural';

/** The keys of one list in a store, as they were together with its ETag. */
export interface Snapshot extends StoreState {
  readonly own: Map<string, string>;
}

/** How often a store is read again because it changed in between. */
const MOST_READS = 5;

/** Every so many pages, progress is printed. */
const PAGES_BETWEEN = 50;

/** Reads the keys of a list, and again if the store changed meanwhile: no page says which version it shows. */
export async function snapshot(
  store: KeyValueStore, owns: (key: string) => boolean, progress: (text: string) => void,
): Promise<Snapshot> {
  let before = await store.describe();
  for (let reads = 0; reads < MOST_READS; reads++) {
    const own = new Map<string, string>();
    let next: string | undefined;
    let [pages, seen] = [0, 0];
    do {
      const page = await store.page(next);
      for (const [key, value] of page.entries) if (owns(key)) own.set(key, value);
      seen += page.entries.length;
      next = page.next;
      if (++pages % PAGES_BETWEEN === 0) progress(`read ${plural(seen, 'key')} of ${plural(before.keys, 'key')} …`);
    } while (next !== undefined);
    const now = await store.describe();
    if (now.etag === before.etag) return { ...now, own };
    before = now;
  }
  throw new PublishError('the store changes faster than it can be read; try again when nothing else writes to it',
    'EDGE_PUBLISH_CONFLICT');
}
