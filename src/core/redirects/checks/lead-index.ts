import { isExact, RedirectRule } from '../rule/model';

const NONE = 0x7fffffff;

/**
 * Finds the rule with precedence among those that could match a path with a given beginning. It considers a superset of
 * the matching rules, never fewer.
 */
export class LeadIndex {
  /** Rules by the text before their first wildcard, sorted by it. */
  private readonly leads: readonly string[];
  private readonly placeOf: Int32Array;
  /** The lowest rank under each node of a binary tree over the sorted rules. */
  private readonly tree: Int32Array;
  /** The two lowest ranks of rules with a wildcard right after the text. */
  private readonly whole = new Map<string, readonly [number, number]>();

  constructor(rules: readonly RedirectRule[], private readonly rank: Int32Array) {
    const all = rules
      .map((rule, i) => ({ text: leadOf(rule).toLowerCase(), rule: i }))
      .sort((a, b) => (a.text < b.text ? -1 : 1));
    this.leads = all.map(({ text }) => text);
    this.placeOf = new Int32Array(rules.length);
    this.tree = new Int32Array(2 * all.length).fill(NONE);
    all.forEach(({ text, rule }, place) => {
      this.placeOf[rule] = place;
      this.tree[all.length + place] = rank[rule];
      if (isExact(rules[rule].source)) return; // one that begins with less text and has no wildcard ends there
      const [first, second] = this.whole.get(text) ?? [NONE, NONE];
      this.whole.set(text, rank[rule] < first ? [rank[rule], first] : [first, Math.min(second, rank[rule])]);
    });
    for (let node = all.length - 1; node > 0; node--) {
      this.tree[node] = Math.min(this.tree[2 * node], this.tree[2 * node + 1]);
    }
  }

  /** Whether a rule wins wherever it matches a path that begins with a text. */
  wins(rule: number, lead: string): boolean {
    const text = lead.toLowerCase();
    for (let length = 0; length < text.length; length++) {
      const [first, second] = this.whole.get(text.slice(0, length)) ?? [NONE, NONE];
      if ((first === this.rank[rule] ? second : first) < this.rank[rule]) return false;
    }
    const place = this.placeOf[rule];
    const [from, to] = [this.firstFrom(text), this.firstFrom(`${text}\uffff`)];
    const others =
      place < from || place >= to
        ? this.lowest(from, to)
        : Math.min(this.lowest(from, place), this.lowest(place + 1, to));
    return others > this.rank[rule];
  }

  private firstFrom(text: string): number {
    let low = 0;
    for (let high = this.leads.length; low < high;) {
      const middle = Math.floor((low + high) / 2);
      if (this.leads[middle] < text) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private lowest(from: number, to: number): number {
    let lowest = NONE;
    const size = this.leads.length;
    for (
      let [left, right] = [from + size, to + size];
      left < right;
      left = Math.floor(left / 2), right = Math.floor(right / 2)
    ) {
      if (left % 2 === 1) lowest = Math.min(lowest, this.tree[left++]);
      if (right % 2 === 1) lowest = Math.min(lowest, this.tree[--right]);
    }
    return lowest;
  }
}

/** The text of a source before its first wildcard; of `/a/*`, which matches `/a` too, it is `/a`. */
function leadOf({ source: { segments } }: RedirectRule): string {
  let text = '';
  for (const segment of segments) {
    if (segment.kind === 'splat') return text;
    text += '/';
    if (segment.kind !== 'literal') return text + (typeof segment.pieces[0] === 'string' ? segment.pieces[0] : '');
    text += segment.text;
  }
  return text;
}
