import { getHeapStatistics } from 'node:v8';

/** About 0.1 µs each: 10 ms, ten times what CloudFront allows. A function that needs more runs in a process. */
const BUDGET = 100_000;

/** Units after which memory is looked at. What most functions do takes less, and no unit allocates a kilobyte. */
const SLICE = 2_000;

/** Bytes allocated after the first slice, and characters of texts that were made, with which memory is in doubt. */
const MOST_ALLOCATED = 1024 * 1024;

/** What a function may still do in the process of the preview. */
export class Budget {
  /** Of the current slice; negative if the budget is spent. */
  left = Infinity;
  characters = 0;
  private rest = 0;
  private allocated = 0;
  private inUse: number | undefined;

  begin(): void {
    this.left = SLICE;
    this.rest = BUDGET - SLICE;
    this.characters = 0;
    this.allocated = 0;
    this.inUse = undefined;
  }

  /** Whether the function may go on with another slice. */
  readonly more = (): boolean => {
    const now = getHeapStatistics().used_heap_size;
    // Less than before means that garbage was collected in between.
    if (this.inUse !== undefined) this.allocated += Math.max(0, now - this.inUse);
    this.inUse = now;
    if (this.allocated > MOST_ALLOCATED || this.characters > MOST_ALLOCATED) return false;
    while (this.left < 0 && this.rest > 0) {
      this.left += SLICE;
      this.rest -= SLICE;
    }
    return this.left >= 0;
  };

  spend(units: number): void {
    this.left -= units;
    if (this.left < 0 && !this.more()) this.left = -Infinity;
  }
}
