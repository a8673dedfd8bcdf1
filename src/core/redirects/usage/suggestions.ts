/** Texts that are longer are no typing error of each other. */
const LONGEST = 200;
/** Of ten characters, so many may differ. */
const DIFFERENT = 2 / 10;
/** More than that is another word, however long the path is. It also bounds the work. */
const MOST_DIFFERENT = 4;
/** A name by which a page is known in whatever folder: numbers are those of something else there. */
const WORD = /[a-z]{2}|%/;
/** `.env`, `.git`: what probes request, and has never been a page. */
const HIDDEN = /\/\.(?!well-known)/;

/** Finds pages for paths that have none: where a redirect could lead. */
export class Suggestions {
  private readonly byName = new Map<string, string>();
  private readonly byEnd = new Map<string, string | undefined>();
  /** Those that can be meant by a path with a typing error have the same numbers and the same kind of file. */
  private readonly likely = new Map<string, (readonly [name: string, page: string])[]>();

  /** @param pages Paths that have a page, the most frequent first. */
  constructor(pages: readonly string[]) {
    for (const page of pages) {
      const name = nameOf(page);
      if (!this.byName.has(name)) this.byName.set(name, page);
      const end = lastPart(name);
      // Two pages of one name in two folders: neither is more likely.
      if (WORD.test(end)) this.byEnd.set(end, this.byEnd.has(end) ? undefined : page);
      const kind = kindOf(name);
      const others = this.likely.get(kind);
      if (others) others.push([name, page]);
      else this.likely.set(kind, [[name, page]]);
    }
  }

  /** The page that is most likely meant by a path. */
  for(path: string): string | undefined {
    const name = nameOf(path);
    if (HIDDEN.test(name)) return undefined;
    const end = lastPart(name);
    const same = this.byName.get(name) ?? this.byEnd.get(end);
    if (same !== undefined) return nameless(path) === nameless(same) ? undefined : same;
    if (name.length > LONGEST || this.byEnd.has(end)) return undefined;
    let best: string | undefined;
    let least = mostDifferent(name) + 1;
    const most = mostDifferent(`/${end}`);
    for (const [other, page] of this.likely.get(kindOf(name)) ?? []) {
      const distance = distanceOf(name, other, least);
      // The folders of a long path are not what tells its pages apart.
      if (distance < least && distanceOf(end, lastPart(other), most + 1) <= most) [least, best] = [distance, page];
    }
    return best;
  }
}

/** A path without what sites change when they move: case, endings, `index`, the slash at the end. */
function nameOf(path: string): string {
  return path.toLowerCase().replace(/\/+$/, '').replace(/\.(?:html?|php|aspx?|jsp)$/, '').replace(/\/index$/, '')
    .replace(/[_+]|%20/g, '-');
}

/** The home page has no name. */
function nameless(path: string): string {
  return path.replace(/^\/+$/, '/');
}

function lastPart(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1);
}

/** `/post-17` is not a typing error of `/post-71`, and `/style.css` not one of `/style.js`. */
function kindOf(name: string): string {
  return `${/\.\w+$/.exec(name)?.[0] ?? ''} ${name.replace(/\D+/g, ' ')}`;
}

function mostDifferent(text: string): number {
  return Math.min(MOST_DIFFERENT, Math.floor(text.length * DIFFERENT));
}

/**
 * How many characters have to be changed, added or removed (Levenshtein); no less than `most` if it is not less. Only
 * places are looked at that are less than `most` from each other, since more would have to be added or removed.
 */
function distanceOf(one: string, other: string, most: number): number {
  if (Math.abs(one.length - other.length) >= most) return most;
  let row = Array.from({ length: other.length + 1 }, (_, i) => i);
  let next = Array<number>(row.length).fill(most);
  for (let i = 1; i <= one.length; i++) {
    const [from, to] = [Math.max(1, i - most + 1), Math.min(other.length, i + most - 1)];
    next[from - 1] = from === 1 ? i : most;
    let least = next[from - 1];
    for (let k = from; k <= to; k++) {
      const above = k === i + most - 1 && i > 1 ? most : row[k];
      next[k] = Math.min(next[k - 1] + 1, above + 1, row[k - 1] + (one[i - 1] === other[k - 1] ? 0 : 1));
      if (next[k] < least) least = next[k];
    }
    if (least >= most) return most;
    [row, next] = [next, row];
  }
  return row[other.length];
}
