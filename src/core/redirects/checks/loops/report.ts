import type { FollowContext } from './follow';
import type { RedirectRule } from '../../rule/model';
import { sampleHost } from '../../rule/origin';
import { quoted, Report } from '../../rule/report';
import { TOKEN } from '../../rule/tokens';
import type { Findings } from '../../traits/findings';
import { targetPath } from '../../traits/sample';
import type { RuleIndex } from '../rule-index';
import type { SiteHosts } from '../site-hosts';

export interface ChainContext extends FollowContext {
  /** The place of each rule in the order in which they win. */
  readonly rank: Int32Array;
  readonly index: RuleIndex;
  readonly report: Report;
}

/** What became of the rules: what to write differently, and what to leave out. */
export interface ChainFindings {
  readonly findings: Findings[];
  readonly dropped: Set<number>;
}

/** Rules that lead to each other, by their numbers. */
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

/** The rules of a loop, and a request that meets it where not each does. */
export function loopMessage(cycle: readonly RedirectRule[], example?: string): string {
  const sameFile = cycle.every(({ file }) => file === cycle[0].file);
  const place = ({ file, line }: RedirectRule): string =>
    sameFile ? `line ${line}` : `${file ?? 'another list'}:${line}`;
  const way = [...cycle, cycle[0]].map((rule) => `${quoted(rule.from)} (${place(rule)})`).join(' → ');
  const who = example === undefined ? '' : ` (for example with ${example})`;
  return `visitors would go round for ever: ${way}${who}; remove or change one of these rules`;
}

/** Whether a rule redirects to an address at which the rules may apply again. */
export function staysOnSite({ target, status }: RedirectRule, hosts: SiteHosts): boolean {
  if (target === undefined || status < 300 || status >= 400) return false;
  return target.origin === undefined || hosts.has(sampleHost(target.origin));
}

/**
 * Of rules that go round together, those whose every visitor does are left out: `/b/:id → /:id` is right but for `/a →
 * /b/a`, which stands for one address alone. Where none does so by itself, all are left out.
 */
export function leaveOut(cycles: Cycles, endless: ReadonlySet<number>, dropped: Set<number>): void {
  for (const cycle of cycles.values()) {
    if (cycle.length === 1) continue; // guarded instead
    const own = cycle.filter((i) => endless.has(i));
    for (const rule of own.length > 0 ? own : cycle) dropped.add(rule);
  }
}

/** `/* → /closed` answers everything but `/closed`, which is what was meant and yet worth a word. */
export function reportOwnTarget({ rules, index, report }: ChainContext, i: number): void {
  const rule = rules[i];
  const to = targetPath(rule.target!);
  // What the rule adds to the query, or takes out of it, makes its own answer another request.
  if (rule.source.query.length > 0 || (rule.target!.query?.length ?? 0) > 0) return;
  if (to.search(TOKEN) >= 0 || !index.fits(i, to)) return;
  report.warning(
    'EDGE_REDIRECT_LOOP',
    rule,
    `${quoted(rule.from)} fits its own target ${quoted(rule.to)}; requests for the target itself are left alone`,
  );
}

/** Netlify's own way to say "all but what is there already", which surprises whoever means `/shop/* /shop`. */
export function reportExemptPrefix(rule: RedirectRule, guard: string, report: Report): void {
  const left =
    guard === '/' ? 'so it never answers' : `and requests under ${quoted(guard)} are left alone, by later lines too`;
  report.warning('EDGE_REDIRECT_LOOP', rule, `${quoted(rule.from)} fits its own answers, ${left}`);
}
