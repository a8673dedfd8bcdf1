import { FollowContext, MOST_HOPS, Redirect, redirected, stateOf } from './follow';
import { narrowed, narrowedQuery } from './narrow';
import { probesOf } from './probe';
import type { Routes } from './routes';
import { failingProbes, satisfyingProbes } from './viewers';
import { URL_MAX_LENGTH } from '../../../facts/edge-limits';
import { isConditional } from '../../rule/conditions';
import { RedirectRule } from '../../rule/model';
import { Probe, requestOf } from '../../rule/probe';
import { TOKEN } from '../../rule/tokens';
import type { RedirectDecision, RedirectRequest } from '../../rule/types';
import { hostFits } from '../../url/hosts';
import { RuleIndex } from '../rule-index';

export interface SearchContext extends FollowContext {
  readonly rank: Int32Array;
  readonly index: RuleIndex;
  readonly routes: Routes;
}

/** The most requests that are tried: in all, from one rule, and from one rule of a long list. */
const MOST_PROBES = 2_000;
const MOST_PROBES_OF_ONE = 300;
const FEW_PROBES_OF_ONE = 8;

/** Searches for loops from each rule that may be part of one, and skips rules that are part of a loop already found. */
export function* findLoops(
  context: SearchContext,
  leadsOn: readonly boolean[],
  known: Iterable<number>,
): Generator<FoundLoop> {
  const looping = new Set(known);
  const starts: number[] = [];
  leadsOn.forEach((is, i) => { if (is && context.routes.mayLoop(i)) starts.push(i); });
  const each = Math.max(FEW_PROBES_OF_ONE, Math.min(MOST_PROBES_OF_ONE, Math.floor(MOST_PROBES / starts.length)));
  let remaining = MOST_PROBES;
  for (const i of starts) {
    if (looping.has(i)) continue;
    const { found, tried } = findLoop(i, context, remaining > 0 ? each : 1);
    remaining -= tried;
    found?.cycle.forEach((rule) => looping.add(rule));
    if (found !== undefined) yield found;
  }
}

/** A request that is redirected forever. */
export interface FoundLoop {
  readonly probe: Probe;
  readonly cycle: readonly number[];
}

interface Hop {
  readonly request: RedirectRequest;
  readonly decision?: RedirectDecision;
}

/** A path can have thousands of rules for different viewers, of which the first are as good as all. */
const MOST_PER_HOP = 48;

/** Longer loops are found from a nearer one of their rules or, without conditions, by the samples. */
const MOST_HOPS_VARIED = 10;

/** With `/a/* → /:splat` each text could be substituted into the next one. */
const MOST_NARROWED = 3;

/** A probe, and how it was made. */
interface Attempt {
  readonly probe: Probe;
  readonly narrowed: number;
  /** The hops of the probe that this one was made from. */
  readonly before: readonly Hop[];
}

/**
 * Searches for a request for the source of a rule that is redirected forever: its variants satisfy or fail the
 * conditions of rules on the way, and have the texts that these rules require. Each is followed with the real matcher,
 * so that a real request runs into the loop.
 */
function findLoop(start: number, context: SearchContext, budget: number): { found?: FoundLoop; tried: number } {
  const rule = context.rules[start];
  const first = probesOf(rule, context.now).flatMap((probe, n) =>
    satisfyingProbes(probe, rule, probe).slice(0, n === 0 ? undefined : 1),
  );
  const queue: Attempt[] = first.map((probe) => ({ probe, narrowed: 0, before: [] }));
  const known = new Set(queue.map(({ probe }) => keyOf(probe)));
  for (let next = 0; next < queue.length && next < budget; next++) {
    const attempt = queue[next];
    const { hops, cycle } = walk(attempt.probe, context);
    if (cycle !== undefined) return { found: { probe: attempt.probe, cycle }, tried: next + 1 };
    if (queue.length >= budget) continue; // there is no time for more
    for (const other of variants(attempt, hops, start, context)) {
      const key = keyOf(other.probe);
      if (known.has(key)) continue;
      known.add(key);
      if (queue.push(other) >= budget) break;
    }
  }
  return { tried: Math.min(queue.length, budget) };
}

function keyOf(probe: Probe): string {
  return JSON.stringify(probe);
}

/** Follows redirects until a request repeats, or much longer than any browser. */
function walk(probe: Probe, { matcher, hosts }: SearchContext): { hops: Hop[]; cycle?: number[] } {
  const hops: Hop[] = [];
  const seen = new Map<string, number>();
  for (let request = requestOf(probe); ;) {
    const repeated = seen.get(stateOf(request));
    if (repeated !== undefined) return { hops, cycle: hops.slice(repeated).map(({ decision }) => decision!.rule) };
    seen.set(stateOf(request), hops.length);
    const decision = matcher.match(request);
    hops.push({ request, decision });
    if (decision?.location === undefined) return { hops };
    if (decision.location.length > URL_MAX_LENGTH) {
      return { hops, cycle: hops.slice(hops.length / 2).map((hop) => hop.decision!.rule) };
    }
    // `/* → /x/:splat` grows each time and never repeats; `/a/* → /:splat` ends for a path of any length.
    if (hops.length > 3 * MOST_HOPS) {
      return grows(hops) ? { hops, cycle: hops.slice(MOST_HOPS).map((hop) => hop.decision!.rule) } : { hops };
    }
    const to = redirected(request, decision as Redirect);
    if (to.host !== undefined && !hosts.has(to.host)) return { hops };
    request = {
      ...to.request,
      originStatus: probe.statuses[`${to.request.host}${to.request.path}?${to.request.query}`],
    };
  }
}

function grows(hops: readonly Hop[]): boolean {
  return hops[hops.length - 1].request.path.length + hops[hops.length - 1].request.query.length
    > hops[MOST_HOPS].request.path.length + hops[MOST_HOPS].request.query.length;
}

/**
 * The variants of a probe, from where its hops differ from those of the probe before: other viewers, and other texts.
 */
function* variants(
  { probe, narrowed: times, before }: Attempt,
  hops: readonly Hop[],
  start: number,
  context: SearchContext,
): Generator<Attempt> {
  const { rules, routes } = context;
  for (const [n, hop] of hops.slice(0, MOST_HOPS_VARIED).entries()) {
    if (isSame(hop, before[n])) continue;
    for (const other of otherViewers(probe, hop, n, start, context)) {
      yield { probe: other, narrowed: times, before: hops };
    }
    if (n === 0 || times === MOST_NARROWED || hop.request.path.search(TOKEN) < 0) continue;
    for (const j of routes.overlapping(hop.request.path, start).slice(0, MOST_PER_HOP)) {
      if (!routes.mayShareLoop(j, start)) continue;
      for (const other of narrowed(probe, hop.request.path, rules[start], rules[j])) {
        yield { probe: other, narrowed: times + 1, before: hops };
      }
    }
  }
}

function isSame(a: Hop, b: Hop | undefined): boolean {
  return b !== undefined && a.decision?.rule === b.decision?.rule && stateOf(a.request) === stateOf(b.request);
}

/** Viewers for whom another rule would apply to this request. */
function* otherViewers(
  probe: Probe,
  { request, decision }: Hop,
  n: number,
  start: number,
  context: SearchContext,
): Generator<Probe> {
  const { rules, now } = context;
  const answering = decision && rules[decision.rule];
  if (n === 0 && decision?.rule === start) return;
  if (answering && isConditional(answering)) yield* failingProbes(probe, answering, request, now);
  if (n === 0) return; // elsewhere, the first request is that of another start
  for (const j of rivals(request, decision, start, context)) {
    const host = hostFor(rules[j], probe, request);
    if (host === undefined) continue;
    yield* satisfyingProbes({ ...probe, host }, rules[j], request);
    const withValues = narrowedQuery({ ...probe, host }, request, rules[j]);
    if (withValues !== undefined) yield* satisfyingProbes(withValues, rules[j], request);
  }
}

/** The rules that would apply to a request instead of the one that does, for another viewer. */
function rivals(
  request: RedirectRequest,
  decision: RedirectDecision | undefined,
  start: number,
  context: SearchContext,
): number[] {
  const { rules, rank, index, routes } = context;
  const better = decision === undefined ? Infinity : rank[decision.rule];
  const found: number[] = [];
  for (const { rules: members } of index.shapes(request.path)) {
    for (const j of members) {
      if (found.length >= MOST_PER_HOP) return found;
      if (
        rank[j] < better
        && routes.mayShareLoop(j, start)
        && (isConditional(rules[j]) || rules[j].source.host !== undefined)
      ) {
        found.push(j);
      }
    }
  }
  return found;
}

/** The host of the first request for a rule to apply; undefined if an absolute URL on the way has set another one. */
function hostFor({ source: { host } }: RedirectRule, probe: Probe, request: RedirectRequest): string | undefined {
  if (host === undefined || hostFits(host, request.host!)) return probe.host;
  return request.host === probe.host ? host.replace('*', 'any') : undefined;
}
