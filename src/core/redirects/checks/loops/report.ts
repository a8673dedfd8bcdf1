import type { FollowContext } from './follow';
import type { RedirectRule } from '../../rule/model';
import { sampleHost } from '../../rule/origin';
import { quoted, Report } from '../../rule/report';
import { TOKEN } from '../../rule/tokens';
import type { Findings } from '../../traits/findings';
import { targetPath } from '../../traits/sample';
import { hostFits } from '../../url/hosts';
import type { RuleIndex } from '../rule-index';
import type { SiteHosts } from '../site-hosts';

export interface ChainContext extends FollowContext {
  /** The rank of each rule by precedence. */
  readonly rank: Int32Array;
  readonly index: RuleIndex;
  readonly report: Report;
}

/** What the analysis found out: changes to the records of rules, and the rules that loop. */
export interface ChainFindings {
  readonly findings: Findings[];
  readonly looping: Set<number>;
}

/** The rules of each loop, by a key of their numbers. */
export type Cycles = Map<string, readonly number[]>;

export function reportLoop(
  { rules, report }: ChainContext, hops: readonly number[], reported: Cycles, result: ChainFindings, example?: string,
): void {
  const cycle = [...new Set(hops)].sort((a, b) => a - b);
  const key = cycle.join();
  if (reported.has(key)) return;
  reported.set(key, cycle);
  const [first] = cycle;
  report.error('EDGE_REDIRECT_LOOP', rules[first], loopMessage(cycle.map((i) => rules[i]), example));
  if (cycle.length === 1) result.findings[first] = { guarded: true };
}

/** The message for a loop, with an example where only some requests run into it. */
export function loopMessage(cycle: readonly RedirectRule[], example?: string): string {
  const sameFile = cycle.every(({ file }) => file === cycle[0].file);
  const place = ({ file, line }: RedirectRule): string =>
    sameFile ? `line ${line}` : `${file ?? 'another list'}:${line}`;
  const hops = [...cycle, cycle[0]].map((rule) => `${quoted(rule.from)} (${place(rule)})`).join(' → ');
  const examples = example === undefined ? '' : ` (for example with ${example})`;
  return `redirect loop: ${hops}${examples}; remove or change one of these rules`;
}

/** Whether a rule redirects to a URL at which the rules may apply again. */
export function staysOnSite({ target, status }: RedirectRule, hosts: SiteHosts): boolean {
  if (target === undefined || status < 300 || status >= 400) return false;
  return target.origin === undefined || hosts.has(sampleHost(target.origin));
}

/**
 * Adds the rules to exclude. Of the rules of a loop, those that loop for all of their requests: `/b/:id → /:id` is
 * valid except with `/a → /b/a`, which matches a single URL. If no rule loops for all of its requests, all are
 * excluded.
 */
export function addLooping(cycles: Cycles, always: ReadonlySet<number>, looping: Set<number>): void {
  for (const cycle of cycles.values()) {
    if (cycle.length === 1) continue; // its target is exempt instead
    const own = cycle.filter((i) => always.has(i));
    for (const rule of own.length > 0 ? own : cycle) looping.add(rule);
  }
}

/** `/* → /closed` redirects everything except `/closed`: mostly intended, but worth a warning. */
export function reportOwnTarget({ rules, index, report }: ChainContext, i: number): void {
  const rule = rules[i];
  const to = targetPath(rule.target!);
  // The next request differs if the target adds a query or the rule removes a parameter.
  if (rule.source.query.length > 0 || (rule.target!.query?.length ?? 0) > 0 || leavesHost(rule)) return;
  if (to.search(TOKEN) >= 0 || !index.fits(i, to)) return;
  report.warning(
    'EDGE_REDIRECT_LOOP',
    rule,
    `${quoted(rule.from)} matches its own target ${quoted(rule.to)}; requests for the target itself are not redirected`,
  );
}

/** Whether the target is on a host that the source does not match: `https://b.shop/* → https://example.com/`. */
export function leavesHost({ source, target }: RedirectRule): boolean {
  return source.host !== undefined && target?.origin !== undefined
    && !hostFits(source.host, sampleHost(target.origin));
}

/** On Netlify, `/shop/* /shop` exempts everything under its target, which surprises many authors. */
export function reportExemptPrefix(rule: RedirectRule, prefix: string, report: Report): void {
  const effect =
    prefix === '/' ? 'so it never applies' : `and requests under ${quoted(prefix)} are exempt, from later lines too`;
  report.warning('EDGE_REDIRECT_LOOP', rule, `${quoted(rule.from)} matches its own target, ${effect}`);
}
