import { decisionText } from './decision-text';
import { effectAlone } from './explanation';
import type { RuleList } from './list';
import { RuleIndex } from '../checks/rule-index';
import { openProgram } from '../compile';
import type { SampleRequest } from '../overlap/intersect-requests';
import { TOKEN } from '../rule/tokens';
import type { RedirectDecision, RedirectRequest } from '../rule/types';
import { normalizePath } from '../url/path';

/** Two lists, and the rules of each that are reported as added, removed or changed. */
export interface TwoLists {
  readonly before: RuleList;
  readonly after: RuleList;
  readonly reported: { readonly before: ReadonlySet<number>; readonly after: ReadonlySet<number> };
  readonly caveats: readonly string[];
  readonly now: number;
}

/** A request with another response, although neither of the rules that apply was added or changed. */
export interface Difference extends SampleRequest {
  readonly before: RedirectDecision | undefined;
  readonly after: RedirectDecision | undefined;
}

/** Compares the decisions of two lists, and keeps one example for each pair of rules that apply. */
export class ListComparison {
  readonly found = new Map<string, Difference>();
  private readonly decide: (request: RedirectRequest) => [RedirectDecision | undefined, RedirectDecision | undefined];
  /** The rules that are reported, and their lists. */
  private readonly changed: RuleIndex;
  private readonly origins: readonly (readonly [RuleList, number])[];

  constructor(private readonly lists: TwoLists) {
    const { before, after, reported } = lists;
    const [old, now] = [before, after].map(({ program, rootObject }) => openProgram(program!, rootObject));
    this.decide = (request) => [old.match(request), now.match(request)];
    const from = (list: RuleList, rules: ReadonlySet<number>): [RuleList, number][] =>
      [...rules].map((rule) => [list, rule]);
    this.origins = [...from(before, reported.before), ...from(after, reported.after)];
    this.changed = new RuleIndex(this.origins.map(([{ rules }, rule]) => rules[rule]));
  }

  compare(samples: Iterable<SampleRequest>): void {
    for (const sample of samples) {
      const [before, after] = this.decide(sample.request);
      const key = `${before?.rule} ${after?.rule}`;
      if (this.isSame(before, after) || this.found.has(key) || this.isReported(sample.request, before, after)) continue;
      this.found.set(key, this.readable({ ...sample, before, after }));
    }
  }

  /**
   * Between two formats, the query that is kept and the slashes do not count: caveats report them for all rules at
   * once.
   */
  private isSame(before: RedirectDecision | undefined, after: RedirectDecision | undefined): boolean {
    if (this.lists.caveats.length === 0) return decisionText(before) === decisionText(after);
    const bare = (text: string): string => text.replace(/\?[^#]*/, '').replace(/([^:])\/\/+/g, '$1/');
    return bare(decisionText(before)) === bare(decisionText(after));
  }

  private isReported(
    request: RedirectRequest,
    before: RedirectDecision | undefined,
    after: RedirectDecision | undefined,
  ): boolean {
    const { reported } = this.lists;
    if (reported.before.has(before?.rule ?? -1) || reported.after.has(after?.rule ?? -1)) return true;
    return (!before || !after) && this.isExempt(request);
  }

  /** Whether a changed rule exempts the request, so that no other rule applies. */
  private isExempt(request: RedirectRequest): boolean {
    const fitting = this.changed.fitting(normalizePath(request.path), request.host);
    return fitting.map((i) => this.origins[i]).some(([list, rule]) => effectAlone(list, rule, request) === 'exempts');
  }

  /** The same with plain words in place of wildcards, if the same rules apply. */
  private readable(difference: Difference): Difference {
    for (const word of ['x', 'any', 'some-page']) {
      const plain = (text: string): string => text.replace(TOKEN, word);
      const request = {
        ...difference.request,
        path: plain(difference.request.path),
        query: plain(difference.request.query),
      };
      const [before, after] = this.decide(request);
      const same =
        before?.rule === difference.before?.rule
        && after?.rule === difference.after?.rule
        && !this.isSame(before, after);
      if (same) return { ...difference, request, before, after };
    }
    return difference;
  }
}
