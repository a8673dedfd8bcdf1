/** What is wrong with an input, counted by kind, with the first places of each. Nothing of it stops the command. */
export class Faults {
  private readonly kinds = new Map<string, { count: number; readonly places: string[] }>();

  add(what: string, place: string): void {
    const kind = this.kinds.get(what) ?? { count: 0, places: [] };
    this.kinds.set(what, kind);
    kind.count++;
    if (kind.places.length < MOST_PLACES) kind.places.push(place);
  }

  get count(): number {
    return [...this.kinds.values()].reduce((sum, { count }) => sum + count, 0);
  }

  /** `2 skipped: has no response (entry 3, entry 7)`. */
  lines(): string[] {
    return [...this.kinds].map(([what, { count, places }]) => {
      const more = count > places.length ? `, and ${count - places.length} more` : '';
      return `${count} skipped: ${what} (${places.join(', ')}${more})`;
    });
  }
}

const MOST_PLACES = 3;
