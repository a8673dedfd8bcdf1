import { Hits, type RuleUsage } from './hits';
import { logged } from './logged-request';
import { markIn, type RuleMarks } from './marks';
import type { LoggedRule } from './rule-lines';
import { Busiest } from '../../access-logs/busiest';
import type { LogRecord } from '../../access-logs/reader';
import { timeOf } from '../../access-logs/tally';
import type { RedirectMatcher } from '../rule/types';

/** Statuses that rules respond with; a page with 404 may also be that of the site. */
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** How the rules that applied are known. */
export type CountedBy = 'access logs' | 'rules in access logs' | 'rules in logs of functions';

/**
 * Finds in access logs which rules applied. With `logRules`, functions log them; otherwise a line says the URL, the
 * host, the time and a few headers, so that the rules are tried with it as CloudFront did, and a rule counts if the
 * logged status is the one it gives.
 */
export class Usage {
  requests = 0;
  /** Rules in logs that the list does not have: those of another list, or of another version of it. */
  unknownRules = 0;
  first?: string;
  last?: string;
  /** Paths without a page: the logged status is 404, and by no rule. */
  readonly missing = new Busiest();
  /** Paths with a page. */
  readonly pages = new Busiest();
  /** By trying the rules: on lines without a place for what functions log, and on those that have nothing there. */
  private readonly tried: Hits;
  private others = 0;
  private readonly unmarked: Hits;
  private readonly marked: Hits;
  private readonly byFunctions: Hits;

  constructor(count: number, private readonly matcher: RedirectMatcher, private readonly marks?: RuleMarks) {
    [this.tried, this.unmarked, this.marked, this.byFunctions] = [0, 1, 2, 3].map(() => new Hits(count));
  }

  add(record: LogRecord): void {
    this.requests++;
    const status = Number(record.get('sc-status'));
    const time = timeOf(record);
    this.period(time);
    const request = logged(record, time);
    const decision = this.matcher.match(request);
    // A rewrite has the status of what the origin sent.
    const applied = decision !== undefined
      && (decision.rewrite ? status < 300 || status === 304 : decision.status === status);
    const data = record.get('viewer-request-log-data');
    const mark = markIn(data);
    const rule = mark === undefined ? undefined : this.marks?.ruleOf(mark, request.path, decision?.rule);
    if (rule !== undefined) this.marked.add(rule, time);
    else if (mark !== undefined) this.unknownRules++;
    else if (applied) (data === undefined ? this.tried : this.unmarked).add(decision.rule, time);
    const isOther = rule === undefined && !(mark === undefined && applied);
    if (isOther && REDIRECTS.has(status)) this.others++;
    if (isOther && status === 404) this.missing.add(request.path);
    if (status === 200 || status === 206 || status === 304) this.pages.add(request.path);
  }

  /** Adds what a Lambda@Edge function has logged. */
  addRule({ rule, path, at }: LoggedRule): void {
    const time = `${new Date(at).toISOString().slice(0, 19)}Z`;
    this.period(time);
    const number = this.marks?.ruleOf(String(rule), path);
    if (number === undefined) this.unknownRules++;
    else this.byFunctions.add(number, time);
  }

  get countedBy(): CountedBy {
    if (this.byFunctions.count > 0) return 'rules in logs of functions';
    return this.marked.count > 0 ? 'rules in access logs' : 'access logs';
  }

  /** Redirects that no rule of the list gives: those of the site, of other functions, to https. */
  get otherRedirects(): number {
    return this.others + (this.countedBy === 'rules in access logs' ? this.unmarked.count : 0);
  }

  get rules(): readonly RuleUsage[] {
    return this.hits.rules;
  }

  /** How many redirects there were on each day, by `2026-11-28`. */
  get days(): ReadonlyMap<string, number> {
    return this.hits.days;
  }

  /** Where functions log their rules, a line without one is not a hit, whatever its status is. */
  private get hits(): Hits {
    const { countedBy, tried, unmarked, marked, byFunctions } = this;
    if (countedBy === 'rules in logs of functions') return Hits.sum([marked, byFunctions]);
    return Hits.sum(countedBy === 'rules in access logs' ? [tried, marked] : [tried, unmarked, marked]);
  }

  private period(time: string | undefined): void {
    if (time === undefined) return;
    if (this.first === undefined || time < this.first) this.first = time;
    if (this.last === undefined || time > this.last) this.last = time;
  }
}
