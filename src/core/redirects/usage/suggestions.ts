/** Texts that are longer are no typing error of each other. */
const LONGEST = 200;
/** Of ten characters, so many may differ. */
const DIFFERENT = 2 / 10;

/** Finds pages for paths that have none: where a redirect could lead. */
export class Suggestions {
  private readonly byName = new Map<string, string>();
  private readonly byEnd = new Map<string, string | undefined>();

  /** @param pages Paths that have a page, the most frequent first. */
  constructor(private readonly pages: readonly string[]) {
    for (const page of pages) {
      const name = nameOf(page);
      if (!this.byName.has(name)) this.byName.set(name, page);
      const end = lastPart(name);
      // Two pages of one name in two folders: neither is more likely.
      if (end !== '') this.byEnd.set(end, this.byEnd.has(end) ? undefined : page);
    }
  }

  /** The page that is most likely meant by a path. */
  for(path: string): string | undefined {
    const name = nameOf(path);
    const same = this.byName.get(name) ?? this.byEnd.get(lastPart(name));
    if (same !== undefined) return same === path ? undefined : same;
    if (name.length > LONGEST || this.byEnd.has(lastPart(name))) return undefined;
    let best: string | undefined;
    let least = Math.floor(name.length * DIFFERENT) + 1;
    const numbers = numbersOf(name);
    for (const page of this.pages) {
      // `/post-17` is not a typing error of `/post-71`.
      if (numbersOf(page) !== numbers) continue;
      const distance = distanceOf(name, nameOf(page), least);
      if (distance < least) [least, best] = [distance, page];
    }
    return best;
  }
}

/** A path without what sites change when they move: case, endings, `index`, the slash at the end. */
function nameOf(path: string): string {
  return path.toLowerCase().replace(/\/+$/, '').replace(/\.(?:html?|php|aspx?|jsp)$/, '').replace(/\/index$/, '')
    .replace(/[_+]|%20/g, '-');
}

function lastPart(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1);
}

function numbersOf(path: string): string {
  return path.replace(/\D+/g, ' ');
}

/** How many characters have to be changed, added or removed (Levenshtein); no less than `most` if it is not less. */
function distanceOf(one: string, other: string, most: number): number {
  if (Math.abs(one.length - other.length) >= most) return most;
  let row = Array.from({ length: other.length + 1 }, (_, i) => i);
  for (let i = 1; i <= one.length; i++) {
    const next = [i];
    for (let k = 1; k <= other.length; k++) {
      next[k] = Math.min(next[k - 1] + 1, row[k] + 1, row[k - 1] + (one[i - 1] === other[k - 1] ? 0 : 1));
    }
    if (Math.min(...next) >= most) return most;
    row = next;
  }
  return row[other.length];
}
