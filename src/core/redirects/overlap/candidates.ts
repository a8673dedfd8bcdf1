import { PatternTree } from './pattern-tree';
import { isExact, RedirectRule } from '../rule/model';

/** Finds the rules that may match a URL of another one: a superset, never fewer. */
export class OverlapCandidates {
  private readonly exact = new Map<string, number[]>();
  private readonly patterns: PatternTree;

  constructor(private readonly rules: readonly RedirectRule[], mostSteps = Infinity) {
    this.patterns = new PatternTree(mostSteps);
    rules.forEach((rule, i) => {
      const path = pathOf(rule);
      if (!isExact(rule.source)) this.patterns.add(rule.source.segments, i);
      else if (this.exact.has(path)) this.exact.get(path)!.push(i);
      else this.exact.set(path, [i]);
    });
  }

  /** False once the steps were used up, so that some may be missing. */
  get complete(): boolean {
    return this.patterns.stepsLeft >= 0;
  }

  /**
   * The candidates for a rule; for a pattern only other patterns, because an exact path finds its patterns in less time
   * than a pattern its paths.
   */
  of(i: number): number[] {
    const rule = this.rules[i];
    const patterns = this.patterns.overlapping(rule.source.segments);
    return (isExact(rule.source) ? this.exact.get(pathOf(rule))!.concat(patterns) : patterns).filter((j) => j !== i);
  }
}

/** In lower case, because a rule that ignores case may share a path with one that does not. */
function pathOf({ source }: RedirectRule): string {
  return source.segments
    .map((segment) => (segment.kind === 'literal' ? `/${segment.text}` : ''))
    .join('')
    .toLowerCase();
}
