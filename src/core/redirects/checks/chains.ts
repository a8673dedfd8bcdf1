import { isCatchAll, leadsToOnePage } from './hidden-files';
import { LeadIndex } from './lead-index';
import { isConditional } from '../rule/conditions';
import { isExact, QueryPolicy, RedirectRule, Target, TargetOrigin } from '../rule/model';
import { printTarget } from '../rule/print-target';
import { quoted } from '../rule/report';
import { references, TOKEN, withNames } from '../rule/tokens';
import { exemptPrefixOf } from '../traits/exempt-prefix';
import type { Findings } from '../traits/findings';
import { mayRedirectToSelf } from '../traits/may-redirect-to-self';
import { subsumes, targetShape } from '../traits/subsumes';
import { follow, Journey } from './loops/follow';
import { NextRules } from './loops/next-rules';
import { describeProbe } from './loops/probe';
import {
  ChainContext,
  ChainFindings,
  reportOwnTarget,
  Cycles,
  addLooping,
  reportLoop,
  staysOnSite,
  reportExemptPrefix,
} from './loops/report';
import { Routes } from './loops/routes';
import { findLoops } from './loops/search';
import type { SiteHosts } from './site-hosts';
import { samplePath, targetPath } from '../traits/sample';

const MOST_HOPS_SHORTENED = 10;

/**
 * Follows every target through the rules: loops are errors, and longer chains are shortened where that cannot change a
 * response.
 */
export function checkChains(context: ChainContext, dropped: ReadonlySet<number>): ChainFindings {
  const { rules, index } = context;
  const result: ChainFindings = { findings: [], looping: new Set() };
  const reported: Cycles = new Map();
  const always = new Set<number>();
  const lookups = lookupsOf(context);
  const onSite = rules.map((rule) => staysOnSite(rule, context.hosts));
  const next = new NextRules(rules, context.hosts);
  // Nearly all targets of a long list are pages for which there is no rule.
  const leadsOn: boolean[] = new Array<boolean>(rules.length).fill(false);
  rules.forEach((rule, i) => {
    const prefix = dropped.has(i) ? undefined : exemptPrefixOf(rule);
    // `/en/* /en/404.html 404` is fine, `/shop/* /shop 404` never applies.
    if (prefix !== undefined && (rule.status < 400 || `${samplePath(rule)}/`.startsWith(prefix))) {
      reportExemptPrefix(rule, prefix, context.report);
    }
    if (!onSite[i]) return;
    const shapes = index.shapes(targetPath(rule.target!));
    leadsOn[i] = isOpenTarget(rule.target!) || next.mayGoOn(shapes);
    if (!next.mayFollow(rule, shapes)) return;
    const journey = follow(i, context);
    if (journey === undefined) return;
    if (journey.loopsFrom !== undefined) {
      always.add(i);
      reportLoop(context, journey.hops.slice(journey.loopsFrom), reported, result);
    } else if (journey.hops.length > 1) {
      const isOneMistake = journey.hops.slice(1).some((hop) => isFallback(rules[hop], context.hosts));
      const found = isOneMistake ? undefined : shortened(lookups, i, journey);
      if (found !== undefined) result.findings[i] = found;
    } else if (prefix === undefined) {
      reportOwnTarget(context, i);
    }
    if (journey.deadEnd !== undefined && isExact(rules[journey.deadEnd].source)) {
      reportDeadEnd(context, i, journey.deadEnd);
    }
  });
  searchLoops(context, leadsOn, reported, result);
  addLooping(reported, always, result.looping);
  return result;
}

/**
 * Whether a rule applies to URLs for which there is no page. `/* → /index.html` matches everything that other rules
 * lead to, which is one mistake and not one of each of them; and if files take precedence, they lead to pages that
 * exist.
 */
function isFallback(rule: RedirectRule, hosts: SiteHosts): boolean {
  const waitsForOrigin = rule.dialect.filesFirst && rule.when.originStatuses !== undefined;
  return waitsForOrigin || (isCatchAll(rule) && leadsToOnePage(rule, hosts));
}

/** Whether a target may be many URLs, of which only some may be matched. */
function isOpenTarget({ path }: Target): boolean {
  return path.some((part) => typeof part === 'number');
}

/** Searches for the loops that only some requests run into, which the one sample of each rule misses. */
function searchLoops(
  context: ChainContext, leadsOn: readonly boolean[], reported: Cycles, result: ChainFindings,
): void {
  const { rules, now } = context;
  const routes = new Routes(rules, context.index, leadsOn);
  for (const { cycle, probe } of findLoops({ ...context, routes }, leadsOn, [...reported.values()].flat())) {
    const dated =
      probe.now !== now || cycle.some((rule) => rules[rule].start !== undefined || rules[rule].end !== undefined);
    reportLoop(context, cycle, reported, result, describeProbe(probe, dated));
  }
}

/** What shortening needs to know: which rule wins at the target. */
interface ChainLookups extends ChainContext {
  readonly leads: LeadIndex;
  /** The rank of the best rule that matches a path. */
  readonly best: (path: string) => number;
}

function lookupsOf(context: ChainContext): ChainLookups {
  const { rules, rank, index } = context;
  const known = new Map<string, number>();
  let leads: LeadIndex | undefined;
  return {
    ...context,
    get leads() { return leads ??= new LeadIndex(rules, rank); },
    best: (path) => {
      let best = known.get(path);
      if (best === undefined) {
        best = Infinity;
        for (const shape of index.shapes(path)) for (const i of shape.rules) best = Math.min(best, rank[i]);
        known.set(path, best);
      }
      return best;
    },
  };
}

function reportDeadEnd({ rules, report }: ChainContext, i: number, end: number): void {
  report.warning(
    'EDGE_REDIRECT_DEAD_END',
    rules[i],
    `${quoted(rules[i].from)} redirects to ${quoted(rules[end].from)}, which returns ${rules[end].status} (line `
      + `${rules[end].line}); return ${rules[end].status} at once`,
  );
}

/** Reports a chain. Returns its end if the rule may lead there at once. */
function shortened(context: ChainLookups, i: number, journey: Journey): Findings | undefined {
  const { rules, report } = context;
  const { hops, location } = journey;
  const rule = rules[i];
  const end = lastUrlOf(rules[hops[hops.length - 1]], rule, location);
  const chain = [...hops.map((hop) => rules[hop].from), end].map(quoted).join(' → ');
  const query = commonPolicy(hops.map((hop) => rules[hop].query));
  const { leadsHome } = rules[hops[hops.length - 1]].target!;
  const target = { ...targetOf(location), ...(leadsHome && { leadsHome }) };
  // Shortened, `/a → /b → https://www.example.com/a` would not redirect on that host.
  const mayNotShorten = hops.length > MOST_HOPS_SHORTENED || mayRedirectToSelf(rule, target);
  if (rule.dialect.order === 'first' || mayNotShorten || query === undefined || !isSafe(context, hops)) {
    report.warning(
      'EDGE_REDIRECT_CHAIN',
      rule,
      `${quoted(rule.from)} takes ${hops.length} redirects: ${chain}; redirect to the last URL at once`,
    );
    return undefined;
  }
  const status = weakestStatus(hops.map((hop) => rules[hop].status));
  report.note(
    'EDGE_REDIRECT_CHAIN',
    rule,
    `${quoted(rule.from)} would take ${hops.length} redirects: ${chain}; it redirects to the last URL at once, with `
      + `status ${status}`,
  );
  return { target, status, query };
}

/** The end of a chain as its last rule has it, unless it contains captures of the chain: a location is encoded. */
function lastUrlOf(last: RedirectRule, first: RedirectRule, location: string): string {
  const literal = last.target !== undefined && printTarget(last.target, String) === location;
  return literal && last.to !== undefined ? last.to : withNames(location, first.source.captures);
}

/** The query policy of a whole chain: a hop that drops the query decides; other hops must agree. */
function commonPolicy(policies: readonly QueryPolicy[]): QueryPolicy | undefined {
  const drop = policies.find((policy) => policy.kind === 'drop');
  if (drop) return drop;
  const [first] = policies;
  return first.kind !== 'only' && policies.every((policy) => policy.kind === first.kind) ? first : undefined;
}

function weakestStatus(statuses: readonly number[]): number {
  if (statuses.includes(303)) return 303;
  const keepsMethod = statuses.every((status) => status >= 307);
  if (statuses.some((status) => status === 302 || status === 307)) return keepsMethod ? 307 : 302;
  return keepsMethod ? 308 : 301;
}

/**
 * Whether a chain is the same for every request: no hop after the first has a condition or a host of its own or could
 * redirect to itself, all have the same time in caches, and no other rule could apply in between, neither for the URLs of the sample nor for any other
 * URL of the same target.
 */
function isSafe({ rules, rank, leads, best }: ChainLookups, hops: readonly number[]): boolean {
  return hops.slice(1).every((hop, n) => {
    const before = rules[hops[n]];
    if (rules[hop].cacheTtl !== before.cacheTtl) return false;
    if (mayRedirectToSelf(rules[hop], rules[hop].target!)) return false;
    if (isConditional(rules[hop]) || rules[hop].source.host !== undefined || before.target!.origin !== undefined) {
      return false;
    }
    // If it does, the rules for `/` apply instead of those for its path.
    if (before.target!.leadsHome === 'perhaps') return false;
    const path = targetPath(before.target!);
    const open = path.search(TOKEN);
    if (open < 0) return best(path) >= rank[hop];
    const shape = targetShape(before);
    // `/x/:splat` is `/x/` if the capture is empty, which a rule `/x` may match.
    return (
      shape !== undefined
      && subsumes(rules[hop], shape)
      && leads.wins(hop, path.slice(0, open))
      && best(path.slice(0, open)) >= rank[hop]
    );
  });
}

function targetOf(location: string): Target {
  const [, scheme, host, path, query, fragment] = /^(?:(https?):\/\/([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/s.exec(
    location,
  )!;
  return {
    ...(host === undefined ? {} : { origin: { scheme: scheme as TargetOrigin['scheme'], host: references(host) } }),
    path: references(path),
    ...(query === undefined ? {} : { query: references(query) }),
    ...(fragment === undefined ? {} : { fragment: references(fragment) }),
  };
}
