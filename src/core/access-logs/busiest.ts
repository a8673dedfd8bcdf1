/** So many texts are counted at a time. */
const MOST = 4_000;

/**
 * Counts texts, of which there may be millions, in bounded memory: when there are too many, the rarer half is dropped.
 * A text that makes up more than a few thousandths of all is never dropped, and its count is at most too low.
 */
export class Busiest {
  /** Whether texts were dropped, so that counts may be too low. */
  isEstimate = false;
  private readonly counts = new Map<string, number>();

  add(text: string, count = 1): void {
    this.counts.set(text, (this.counts.get(text) ?? 0) + count);
    if (this.counts.size > MOST) this.drop();
  }

  /** The most frequent texts, and those that are equally frequent in alphabetical order. */
  top(most: number): (readonly [text: string, count: number])[] {
    return [...this.counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1)).slice(0, most);
  }

  /** As Misra and Gries do: what is taken from all is the count in the middle, so that half of them end. */
  private drop(): void {
    const middle = [...this.counts.values()].sort((a, b) => a - b)[MOST / 2];
    for (const [text, count] of this.counts) {
      if (count > middle) this.counts.set(text, count - middle);
      else this.counts.delete(text);
    }
    this.isEstimate = true;
  }
}
