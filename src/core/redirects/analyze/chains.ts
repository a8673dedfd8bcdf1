import type { Findings } from '../compile/encode';
import { mayStay } from '../compile/stay';
import { isConditional, isExact, QueryPolicy, RedirectRule, Target } from '../model';
import { quoted, Report } from '../report';
import { covers, targetShape } from './covers';
import { follow, FollowContext, Journey } from './follow';
import { RuleIndex } from './rule-index';
import { references, targetPath, TOKEN, withNames } from './sample';

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

const LONGEST_SHORTENED = 10;

/** Follows every target through the rules: endless ways are errors, long ones are shortened where that cannot change an answer. */
export function checkChains(context: ChainContext): ChainFindings {
  const { rules, index } = context;
  const result: ChainFindings = { findings: [], dropped: new Set() };
  const reported: Cycles = new Map();
  const endless = new Set<number>();
  rules.forEach((rule, i) => {
    if (!staysHere(rule, context.hosts) || index.fitting(targetPath(rule.target!)).length === 0) return;
    const journey = follow(i, context);
    if (journey === undefined) return;
    if (journey.loopsFrom !== undefined) {
      endless.add(i);
      reportLoop(context, journey, reported, result);
    } else if (journey.hops.length > 1) {
      result.findings[i] = shorten(context, i, journey);
    } else {
      coversItsTarget(context, i);
    }
    if (journey.deadEnd !== undefined && isExact(rules[journey.deadEnd].source)) reportDeadEnd(context, i, journey.deadEnd);
  });
  leaveOut(reported, endless, result.dropped);
  return result;
}

function staysHere({ target, status }: RedirectRule, hosts: ReadonlySet<string>): boolean {
  if (target === undefined || status < 300 || status >= 400) return false;
  return target.origin === undefined || hosts.has(target.origin.replace(/^https?:\/\//, ''));
}

type Cycles = Map<string, readonly number[]>;

function reportLoop({ rules, report }: ChainContext, { hops, loopsFrom }: Journey, reported: Cycles, result: ChainFindings): void {
  const cycle = [...new Set(hops.slice(loopsFrom))].sort((a, b) => a - b);
  const key = cycle.join();
  if (reported.has(key)) return;
  reported.set(key, cycle);
  const [first] = cycle;
  if (cycle.length === 1 && rules[first].dialect.format === 'netlify') {
    // Netlify's own way to say "all but what is there already".
    result.findings[first] = { guarded: true };
    report.warning('EDGE_REDIRECT_LOOP', rules[first], `${quoted(rules[first].from)} fits its own answers; requests that are under ${quoted(rules[first].to)} already are left alone`);
    return;
  }
  const way = [...cycle, first].map((i) => `${quoted(rules[i].from)} (line ${rules[i].line})`).join(' → ');
  report.error('EDGE_REDIRECT_LOOP', rules[first], `visitors would go round for ever: ${way}; remove or change one of these rules`);
  if (cycle.length === 1) result.findings[first] = { guarded: true };
}

/**
 * Of rules that go round together, those whose every visitor does are left out: `/b/:id → /:id` is right but for `/a → /b/a`, which stands for one
 * address alone. Where none does so by itself, all are left out.
 */
function leaveOut(cycles: Cycles, endless: ReadonlySet<number>, dropped: Set<number>): void {
  for (const cycle of cycles.values()) {
    if (cycle.length === 1) continue; // guarded instead
    const own = cycle.filter((i) => endless.has(i));
    for (const rule of own.length > 0 ? own : cycle) dropped.add(rule);
  }
}

/** `/* → /closed` answers everything but `/closed`, which is what was meant and yet worth a word. */
function coversItsTarget({ rules, index, report }: ChainContext, i: number): void {
  const rule = rules[i];
  const to = targetPath(rule.target!);
  // What the rule adds to the query, or takes out of it, makes its own answer another request.
  if (rule.source.query.length > 0 || (rule.target!.query?.length ?? 0) > 0) return;
  if (to.search(TOKEN) >= 0 || !index.fitting(to, rule.source.host).includes(i)) return;
  report.warning('EDGE_REDIRECT_LOOP', rule, `${quoted(rule.from)} fits its own target ${quoted(rule.to)}; requests for the target itself are left alone`);
}

function reportDeadEnd({ rules, report }: ChainContext, i: number, end: number): void {
  report.warning('EDGE_REDIRECT_DEAD_END', rules[i], `${quoted(rules[i].from)} leads to ${quoted(rules[end].from)}, which answers ${rules[end].status} (line ${rules[end].line}); answer ${rules[end].status} at once`);
}

function shorten(context: ChainContext, i: number, journey: Journey): Findings {
  const { rules, report } = context;
  const { hops, location } = journey;
  const rule = rules[i];
  const way = [...hops.map((hop) => quoted(rules[hop].from)), quoted(withNames(location, rule.source.captures))].join(' → ');
  const query = commonPolicy(hops.map((hop) => rules[hop].query));
  if (rule.dialect.order === 'first' || hops.length > LONGEST_SHORTENED || query === undefined || !isSafe(context, hops)) {
    report.warning('EDGE_REDIRECT_CHAIN', rule, `${quoted(rule.from)} takes ${hops.length} redirects: ${way}; let it lead to the last address`);
    return {};
  }
  const status = weakest(hops.map((hop) => rules[hop].status));
  report.note('EDGE_REDIRECT_CHAIN', rule, `${quoted(rule.from)} would take ${hops.length} redirects: ${way}; it leads to the last address at once, with status ${status}`);
  return { target: targetOf(location), status, query };
}

/** Any hop that may change or that drops the query decides for the whole way. */
function commonPolicy(policies: readonly QueryPolicy[]): QueryPolicy | undefined {
  const drop = policies.find((policy) => policy.kind === 'drop');
  if (drop) return drop;
  const [first] = policies;
  return first.kind !== 'only' && policies.every((policy) => policy.kind === first.kind) ? first : undefined;
}

function weakest(statuses: readonly number[]): number {
  if (statuses.includes(303)) return 303;
  const keepsMethod = statuses.every((status) => status >= 307);
  if (statuses.some((status) => status === 302 || status === 307)) return keepsMethod ? 307 : 302;
  return keepsMethod ? 308 : 301;
}

/**
 * Whether the way is the same for every visitor: no hop after the first asks for a condition or a host of its own or could find its visitor where
 * it sends him, and no other rule could answer in between, neither at the addresses that the sample has seen nor at any that fit the same target.
 */
function isSafe({ rules, rank, index }: ChainContext, hops: readonly number[]): boolean {
  return hops.slice(1).every((hop, n) => {
    const before = rules[hops[n]];
    if (mayStay(rules[hop], rules[hop].target!)) return false;
    if (isConditional(rules[hop]) || rules[hop].source.host !== undefined || before.target!.origin !== undefined) return false;
    const path = targetPath(before.target!);
    const open = path.search(TOKEN);
    if (open < 0) return index.fitting(path).every((i) => rank[i] >= rank[hop]);
    const shape = targetShape(before);
    return shape !== undefined && covers(rules[hop], shape) && index.near(path.slice(0, open)).every((i) => i === hop || rank[i] > rank[hop]);
  });
}

function targetOf(location: string): Target {
  const [, origin, path, query, fragment] = /^(https?:\/\/[^/?#]*)?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/s.exec(location)!;
  return {
    ...(origin === undefined ? {} : { origin }),
    path: references(path),
    ...(query === undefined ? {} : { query: references(query) }),
    ...(fragment === undefined ? {} : { fragment: references(fragment) }),
  };
}
