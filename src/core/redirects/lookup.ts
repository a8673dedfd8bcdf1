import type { RuleIndex } from './checks/rule-index';
import { hostNames } from './program/read/host-names';
import { openProgram } from './program/read/open';
import { writeProgram } from './program/write/program';
import type { RedirectRule } from './rule/model';
import type { RedirectDecision, RedirectMatcher, RedirectRequest } from './rule/types';
import { normalizePath } from './url/path';

/** How many rules are compiled for single requests: more take longer than the program of all, or too much memory. */
const MOST = 256;
const MOST_OF_LIST = 1 / 8;

/** A list and what is known of it. */
export interface Listed {
  readonly rules: readonly RedirectRule[];
  readonly rank: Int32Array;
  readonly index: RuleIndex;
  readonly rootObject: string;
  /** The numbers of the rules that apply, in the order of precedence. */
  readonly order: readonly number[];
  /** The key of each source, for the program of all rules. */
  readonly keyOf?: (rule: number) => string;
  /** Rules that are not in `order`. */
  readonly isOut: (rule: number) => boolean;
}

/**
 * Matches requests with the program of the edge. Few requests of most lists have to be followed, so at first only the
 * rules that match their paths are compiled.
 */
export class Lookup implements RedirectMatcher {
  /** By the numbers of the rules. */
  private readonly some = new Map<string, RedirectMatcher>();
  private whole?: RedirectMatcher;
  private written?: Uint8Array;

  /** @param left how many rules are compiled for single requests at most */
  constructor(private readonly list: Listed, private left = Math.min(MOST, list.rules.length * MOST_OF_LIST)) {
    const [first] = list.rules;
    // In a mixed list, rules for other paths decide whether the cookies of Netlify choose the language.
    const isMixed = list.rules.some(({ dialect }) => dialect !== first.dialect);
    if (isMixed) this.left = 0;
  }

  /** The program of all rules. */
  program(): Uint8Array {
    const { rules, order, keyOf } = this.list;
    return this.written ??= writeProgram(rules, order, [], keyOf);
  }

  match(request: RedirectRequest): RedirectDecision | undefined {
    const matching = this.whole === undefined ? this.matching(request) : [];
    const matcher = this.whole ?? this.of(matching);
    const decision = matcher.match(request);
    return decision === undefined || this.whole !== undefined ? decision
      : { ...decision, rule: matching[decision.rule] };
  }

  /** The rules that match a URL, in the order of precedence. */
  private matching({ path, host }: RedirectRequest): number[] {
    const { rules, index, rank, isOut } = this.list;
    const names: readonly (string | undefined)[] = [undefined, ...hostNames(host)];
    return index.shapes(normalizePath(path)).flatMap((shape) => shape.rules)
      .filter((i) => !isOut(i) && names.includes(rules[i].source.host))
      .sort((a, b) => rank[a] - rank[b]);
  }

  /** The matcher of these rules; that of all if many have been compiled. */
  private of(matching: readonly number[]): RedirectMatcher {
    const key = matching.join();
    let matcher = this.some.get(key);
    if (matcher !== undefined) return matcher;
    this.left -= matching.length;
    if (this.left < 0) {
      return this.whole = openProgram(this.program(), this.list.rootObject);
    }
    const rules = matching.map((i) => this.list.rules[i]);
    matcher = openProgram(writeProgram(rules, [...rules.keys()], []), this.list.rootObject);
    this.some.set(key, matcher);
    return matcher;
  }
}
