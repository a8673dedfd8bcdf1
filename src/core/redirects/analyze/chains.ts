import type { Findings } from '../compile/encode';
import { guardOf } from '../compile/guard';
import { mayStay } from '../compile/stay';
import { isConditional, isExact, QueryPolicy, RedirectRule, Target } from '../model';
import { quoted } from '../report';
import { covers, targetShape } from './covers';
import { follow, Journey } from './follow';
import { ChainContext, ChainFindings, coversItsTarget, Cycles, leaveOut, reportLoop, tellGuard } from './loops';
import { references, samplePath, targetPath, TOKEN, withNames } from './sample';

const LONGEST_SHORTENED = 10;

/** Follows every target through the rules: endless ways are errors, long ones are shortened where that cannot change an answer. */
export function checkChains(context: ChainContext): ChainFindings {
  const { rules, index } = context;
  const result: ChainFindings = { findings: [], dropped: new Set() };
  const reported: Cycles = new Map();
  const endless = new Set<number>();
  const moments = momentsOf(context);
  rules.forEach((rule, i) => {
    const guard = guardOf(rule);
    // `/en/* /en/404.html 404` is as it should be, `/shop/* /shop 404` never answers.
    if (guard !== undefined && (rule.status < 400 || `${samplePath(rule)}/`.startsWith(guard))) tellGuard(rule, guard, context.report);
    if (!staysHere(rule, context.hosts) || index.fitting(targetPath(rule.target!)).length === 0) return;
    const journey = journeyFrom(i, context, moments);
    if (journey === undefined) return;
    if (journey.loopsFrom !== undefined) {
      endless.add(i);
      reportLoop(context, journey, reported, result);
    } else if (journey.hops.length > 1) {
      result.findings[i] = shorten(context, i, journey);
    } else if (guard === undefined) {
      coversItsTarget(context, i);
    }
    if (journey.deadEnd !== undefined && isExact(rules[journey.deadEnd].source)) reportDeadEnd(context, i, journey.deadEnd);
  });
  leaveOut(reported, endless, result.dropped);
  return result;
}

/** At the first of several moments at which it goes round for ever, or else as it is now. */
function journeyFrom(i: number, context: ChainContext, moments: readonly number[]): Journey | undefined {
  const journeys = moments.map((now) => follow(i, { ...context, now }));
  return journeys.find((journey) => journey?.loopsFrom !== undefined) ?? journeys[0];
}

const MOST_MOMENTS = 10;

/** Now, and whenever a rule begins or ends: `/a → /sale` until summer hides that `/a → /b` and `/b → /a` go round from then on. */
function momentsOf({ rules, now }: ChainContext): number[] {
  const times = new Set(rules.flatMap(({ start, end }) => [start, end]).filter((time) => time !== undefined && time > now));
  const later = [...times as Set<number>].sort((a, b) => a - b);
  return [now, ...later.slice(0, MOST_MOMENTS - 1), ...later.slice(MOST_MOMENTS - 1).slice(-1)];
}

function staysHere({ target, status }: RedirectRule, hosts: ReadonlySet<string>): boolean {
  if (target === undefined || status < 300 || status >= 400) return false;
  return target.origin === undefined || hosts.has(target.origin.replace(/^https?:\/\//, ''));
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
  const target = targetOf(location);
  // `/a → /b → https://www.example.com/a` would leave a visitor of that host where he is.
  const isOpen = hops.length > LONGEST_SHORTENED || mayStay(rule, target);
  if (rule.dialect.order === 'first' || isOpen || query === undefined || !isSafe(context, hops)) {
    report.warning('EDGE_REDIRECT_CHAIN', rule, `${quoted(rule.from)} takes ${hops.length} redirects: ${way}; let it lead to the last address`);
    return {};
  }
  const status = weakest(hops.map((hop) => rules[hop].status));
  report.note('EDGE_REDIRECT_CHAIN', rule, `${quoted(rule.from)} would take ${hops.length} redirects: ${way}; it leads to the last address at once, with status ${status}`);
  return { target, status, query };
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
    // `/x/:splat` is `/x/` where nothing was captured, for which there may be a rule `/x`.
    const others = [...index.near(path.slice(0, open)), ...index.fitting(path.slice(0, open))];
    return shape !== undefined && covers(rules[hop], shape) && others.every((i) => i === hop || rank[i] > rank[hop]);
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
