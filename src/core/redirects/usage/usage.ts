import { logged } from './logged-request';
import { Busiest } from '../../access-logs/busiest';
import type { LogRecord } from '../../access-logs/reader';
import { timeOf } from '../../access-logs/tally';
import type { RedirectMatcher } from '../rule/types';

/** What became of a rule. */
export interface RuleUsage {
  hits: number;
  /** When it last applied, as ISO 8601. */
  last?: string;
}

/** Statuses that rules respond with; a page with 404 may also be that of the site. */
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
const MOST_DAYS = 3_700;

/**
 * Finds in access logs which rules applied. A line says the URL, the host, the time and a few headers, so that the
 * rules are tried with it as CloudFront did; a rule counts if the logged status is the one it gives.
 */
export class Usage {
  requests = 0;
  /** Redirects that no rule of the list gives: those of the site, of other functions, to https. */
  otherRedirects = 0;
  first?: string;
  last?: string;
  readonly rules: readonly RuleUsage[];
  /** How many redirects there were on each day, by `2026-11-28`. */
  readonly days = new Map<string, number>();
  /** Paths without a page: the logged status is 404, and by no rule. */
  readonly missing = new Busiest();
  /** Paths with a page. */
  readonly pages = new Busiest();

  constructor(count: number, private readonly matcher: RedirectMatcher) {
    this.rules = Array.from({ length: count }, () => ({ hits: 0 }));
  }

  add(record: LogRecord): void {
    this.requests++;
    const status = Number(record.get('sc-status'));
    const time = timeOf(record);
    if (time !== undefined) {
      if (this.first === undefined || time < this.first) this.first = time;
      if (this.last === undefined || time > this.last) this.last = time;
    }
    const request = logged(record, time);
    const decision = this.matcher.match(request);
    // A rewrite has the status of what the origin sent.
    const applied = decision !== undefined
      && (decision.rewrite ? status < 300 || status === 304 : decision.status === status);
    if (applied) this.hit(this.rules[decision.rule], time);
    else if (REDIRECTS.has(status)) this.otherRedirects++;
    if (!applied && status === 404) this.missing.add(request.path);
    if (status === 200 || status === 206 || status === 304) this.pages.add(request.path);
  }

  private hit(rule: RuleUsage, time: string | undefined): void {
    rule.hits++;
    if (time === undefined || Number.isNaN(Date.parse(time))) return;
    if (rule.last === undefined || time > rule.last) rule.last = time;
    const day = time.slice(0, 10);
    const count = this.days.get(day) ?? 0;
    if (count > 0 || this.days.size < MOST_DAYS) this.days.set(day, count + 1);
  }
}
