import { isConflict } from './aws-errors';
import type { KeyValueStore } from './key-value-store';
import { PublishError } from './publish-error';
import { snapshot, type Snapshot } from './snapshot';
import { after, batchesOf, type Batch } from '../../../core/redirects/publish/batches';
import type { StoreContent } from '../../../core/redirects/publish/content';
import { keyChanges } from '../../../core/redirects/publish/key-changes';
import { plural } from '../plural';

/** How often a batch is tried again because another list in the store was written. */
const MOST_CONFLICTS = 5;

/** Every so many batches, progress is printed. */
const BATCHES_BETWEEN = 20;

export interface KeyPublication {
  readonly store: KeyValueStore;
  readonly content: StoreContent;
  /** Whether a key is one of this list. No other key is written or deleted. */
  owns(key: string): boolean;
  progress(text: string): void;
  /** Waits before old keys are deleted, until all locations of CloudFront have the new ones. */
  settle(): Promise<void>;
}

/**
 * Writes what differs from the store as it was read. Every call requires the ETag of the one before, so that nothing is
 * written over what another process has written: if that was another list, this one continues; if it was the same list,
 * it stops, and the other process is the one that finishes.
 */
export async function publishKeys(publication: KeyPublication, start: Snapshot): Promise<void> {
  const { content, progress } = publication;
  const batches = batchesOf(content, keyChanges(start.own, content));
  const all = batches.reduce((sum, batch) => sum + sizeOf(batch), 0);
  const own = new Map(start.own);
  let { etag } = start;
  let written = 0;
  let deletes = false;
  for (const [i, batch] of batches.entries()) {
    // A run that was cut off may have written right before, so it does not matter what this one has written.
    if (!deletes && batch.deletes.length > 0) await publication.settle();
    deletes = batch.deletes.length > 0;
    etag = await write(publication, batch, own, etag);
    written += sizeOf(batch);
    if ((i + 1) % BATCHES_BETWEEN === 0 && i + 1 < batches.length) {
      progress(`wrote ${plural(written, 'key')} of ${plural(all, 'key')} …`);
    }
  }
}

/** Writes one batch; returns the ETag behind it. */
async function write(
  { store, owns, progress }: KeyPublication, batch: Batch, own: Map<string, string>, known: string,
): Promise<string> {
  let etag = known;
  for (let conflicts = 0; ; conflicts++) {
    try {
      etag = await store.update(batch, etag);
      break;
    } catch (error) {
      if (!isConflict(error)) throw error;
      if (conflicts === MOST_CONFLICTS) {
        throw new PublishError('other lists in the store are written at the same time, again and again; try again '
          + 'when nothing else writes to it', 'EDGE_PUBLISH_CONFLICT');
      }
    }
    progress('the store was changed by another process; reading it again …');
    const now = await snapshot(store, owns, progress);
    etag = now.etag;
    // The call before was done, and only its answer was lost.
    if (areEqual(now.own, after(own, batch))) break;
    if (!areEqual(now.own, own)) {
      throw new PublishError('another process writes this list at the same time; if it has ended, run this again',
        'EDGE_PUBLISH_CONFLICT');
    }
  }
  for (const [key, value] of batch.puts) own.set(key, value);
  for (const key of batch.deletes) own.delete(key);
  return etag;
}

function sizeOf({ puts, deletes }: Batch): number {
  return puts.length + deletes.length;
}

function areEqual(one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>): boolean {
  return one.size === other.size && [...one].every(([key, value]) => other.get(key) === value);
}
