import { Overlaps } from './pattern-tree';
import { isExact, RedirectRule } from '../rule/model';

/** Finds the rules that may share an address with another: more than do, never fewer. */
export class OverlapCandidates {
  private readonly exact = new Map<string, number[]>();
  private readonly patterns: Overlaps;

  constructor(private readonly rules: readonly RedirectRule[], mostSteps = Infinity) {
    this.patterns = new Overlaps(mostSteps);
    rules.forEach((rule, i) => {
      const path = pathOf(rule);
      if (!isExact(rule.source)) this.patterns.add(rule.source.segments, i);
      else if (this.exact.has(path)) this.exact.get(path)!.push(i);
      else this.exact.set(path, [i]);
    });
  }

  /** False once there was no time for all of them. */
  get complete(): boolean {
    return this.patterns.left >= 0;
  }

  /**
   * It takes less time to ask a path for its patterns than a pattern for all of its paths, so a pattern only knows the
   * others.
   */
  of(i: number): number[] {
    const rule = this.rules[i];
    const patterns = this.patterns.with(rule.source.segments);
    return (isExact(rule.source) ? this.exact.get(pathOf(rule))!.concat(patterns) : patterns).filter((j) => j !== i);
  }
}

/** Rules for one case and for both may share a path. */
function pathOf({ source }: RedirectRule): string {
  return source.segments
    .map((segment) => (segment.kind === 'literal' ? `/${segment.text}` : ''))
    .join('')
    .toLowerCase();
}
