import type { Observation } from './observation';
import type { Explanation, Verdict } from './verdict';

/** Equal verdicts about several observations. */
export interface Group extends Verdict {
  readonly count: number;
  /** The statuses of the responses, each once, in rising order. */
  readonly statuses: readonly number[];
  /** Some of the URLs, or places in the input where the URL is not known. */
  readonly examples: readonly string[];
  /** Whether the responses are errors, also those that a status below 400 hides. */
  readonly isError: boolean;
}

const MOST_EVIDENCE = 8;
const MOST_EXAMPLES = 5;

interface Growing {
  readonly verdict: Verdict;
  readonly evidence: Set<string>;
  readonly statuses: Set<number>;
  readonly examples: Set<string>;
  count: number;
  isError: boolean;
}

/** Counts verdicts in memory that does not grow with the number of observations. */
export class Groups {
  private readonly groups = new Map<string, Growing>();

  /** Adds what an observation means, which stands for `count` of them. */
  add(observation: Observation, { verdicts, status, isError }: Explanation, count = 1): void {
    for (const verdict of verdicts) {
      const group = this.groupOf(verdict);
      group.count += count;
      group.isError ||= isError;
      if (status > 0) group.statuses.add(status);
      const example = observation.url ?? observation.place;
      if (example !== undefined && group.examples.size < MOST_EXAMPLES) group.examples.add(example);
      for (const one of verdict.evidence) if (group.evidence.size < MOST_EVIDENCE) group.evidence.add(one);
    }
  }

  /** Errors first, then the most frequent one first. Groups of equal weight stay in the order of the input. */
  list(): Group[] {
    const all = [...this.groups.values()].map(({ verdict, evidence, statuses, examples, count, isError }) => ({
      ...verdict,
      evidence: [...evidence],
      statuses: [...statuses].sort((a, b) => a - b),
      examples: [...examples],
      count,
      isError,
    }));
    return all.sort((a, b) => Number(b.isError) - Number(a.isError) || b.count - a.count);
  }

  private groupOf(verdict: Verdict): Growing {
    const { source, confidence, what, candidates } = verdict;
    const key = [source, confidence, what, ...candidates.map((one) => one.source)].join('\n');
    const known = this.groups.get(key);
    if (known !== undefined) return known;
    const made: Growing = {
      verdict, evidence: new Set(), statuses: new Set(), examples: new Set(), count: 0, isError: false,
    };
    this.groups.set(key, made);
    return made;
  }
}
