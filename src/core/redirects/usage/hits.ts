/** What became of a rule. */
export interface RuleUsage {
  hits: number;
  /** When it last applied, as ISO 8601. */
  last?: string;
}

const MOST_DAYS = 3_700;

/** Counts how often rules applied, and on which days. */
export class Hits {
  /** Those of several kinds of lines as one. */
  static sum(all: readonly Hits[]): Hits {
    const sum = new Hits(all[0].rules.length);
    for (const { rules, days, count } of all) {
      sum.count += count;
      rules.forEach(({ hits, last }, i) => {
        const rule = sum.rules[i];
        rule.hits += hits;
        if (last !== undefined && (rule.last === undefined || last > rule.last)) rule.last = last;
      });
      for (const [day, hits] of days) sum.addDay(day, hits);
    }
    return sum;
  }

  readonly rules: readonly RuleUsage[];
  /** How many there were on each day, by `2026-11-28`. */
  readonly days = new Map<string, number>();
  count = 0;

  constructor(size: number) {
    this.rules = Array.from({ length: size }, () => ({ hits: 0 }));
  }

  add(index: number, time: string | undefined): void {
    const rule = this.rules[index];
    this.count++;
    rule.hits++;
    if (time === undefined || Number.isNaN(Date.parse(time))) return;
    if (rule.last === undefined || time > rule.last) rule.last = time;
    this.addDay(time.slice(0, 10), 1);
  }

  private addDay(day: string, hits: number): void {
    const before = this.days.get(day) ?? 0;
    if (before > 0 || this.days.size < MOST_DAYS) this.days.set(day, before + hits);
  }
}
