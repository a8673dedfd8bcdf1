import type { KeyValueStore } from '../../../../../src/cli/redirects/publish/key-value-store';
import type { Batch } from '../../../../../src/core/redirects/publish/batches';

/** A store in memory. `before` runs ahead of each update, with its number: it may write, or throw. */
export class MemoryStore implements KeyValueStore {
  updates = 0;
  readonly entries: Map<string, string>;
  private version = 1;

  constructor(entries: ReadonlyMap<string, string>, public before = (_: number): void => undefined) {
    this.entries = new Map(entries);
  }

  /** Writes as another process does. */
  write(entries: Iterable<readonly [string, string]>): void {
    for (const [key, value] of entries) this.entries.set(key, value);
    this.version++;
  }

  async describe() {
    return { etag: `V${this.version}`, bytes: 0, keys: this.entries.size };
  }

  async page(next?: string) {
    const from = Number(next ?? 0);
    const entries = [...this.entries].slice(from, from + 5_000);
    return { entries, ...(from + 5_000 < this.entries.size && { next: String(from + 5_000) }) };
  }

  async update(batch: Batch, etag: string): Promise<string> {
    this.before(++this.updates);
    if (etag !== `V${this.version}`) throw conflict();
    for (const [key, value] of batch.puts) this.entries.set(key, value);
    for (const key of batch.deletes) this.entries.delete(key);
    return `V${++this.version}`;
  }
}

/** What the SDK throws if an ETag is no longer that of the store. */
export function conflict(): Error {
  return Object.assign(new Error('changed'), { name: 'ConflictException', $metadata: { httpStatusCode: 409 } });
}
