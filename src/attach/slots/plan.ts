import { createHash } from 'node:crypto';
import type { IConstruct } from 'constructs';
import { EDGE_EVENTS, type EdgeEvent, type EdgeHost } from '../../core/facts/edge-events';
import { DEFAULT_PATTERN, missingPatterns, selects } from '../behavior-selector';
import { hostOf, isCompanion, type BakedStep, type BakedContribution } from './contribution';

/** One function to create: the steps it runs, and the behaviors that share it. */
export interface PlannedFunction {
  /** Equal for slots that can share the function. */
  readonly key: string;
  readonly event: EdgeEvent;
  readonly host: EdgeHost;
  readonly patterns: string[];
  readonly steps: readonly BakedStep[];
  /** The constructs whose steps it runs. */
  readonly owners: Set<IConstruct>;
}

/**
 * The functions that a distribution needs: at most one per behavior and event, shared by behaviors with equal steps.
 */
export function planFunctions(
  contributions: readonly BakedContribution[], patterns: readonly string[],
): PlannedFunction[] {
  const functions = new Map<string, PlannedFunction>();
  for (const event of EDGE_EVENTS) {
    // The default behavior is looked at first, so that its function keeps its name whatever other behaviors come and
    // go.
    for (const pattern of defaultFirst(patterns)) {
      for (const { owners, ...slot } of slotsOf(contributions, event, pattern)) {
        const planned = functions.get(slot.key) ?? { ...slot, event, patterns: [], owners: new Set() };
        planned.patterns.push(pattern);
        for (const owner of owners) planned.owners.add(owner);
        functions.set(slot.key, planned);
      }
    }
  }
  return [...functions.values()];
}

/** What lands on one slot, in running order. */
export function contributionsFor(
  contributions: readonly BakedContribution[], event: EdgeEvent, pattern: string,
): BakedContribution[] {
  const here = contributions.filter((c) => c.event === event && selects(c.behaviors, pattern));
  // A companion needs company of its own kind: headers on Lambda@Edge have nothing to do with a CloudFront Function on
  // the event.
  const hosts = new Set(here.filter((c) => !isCompanion(c, pattern)).map(hostOf));
  return here.filter((c) => hosts.has(hostOf(c))).sort((a, b) => a.order - b.order);
}

interface NeededFunction extends Pick<PlannedFunction, 'key' | 'host' | 'steps'> {
  readonly includeBody: boolean;
  readonly owners: readonly IConstruct[];
}

/** The function that a slot needs, if any; two, if both kinds were contributed, which is refused elsewhere. */
export function slotsOf(
  contributions: readonly BakedContribution[], event: EdgeEvent, pattern: string,
): NeededFunction[] {
  const here = contributionsFor(contributions, event, pattern);
  return (['lambda-edge', 'cloudfront-function'] as const).flatMap((host) => {
    const own = here.filter((c) => hostOf(c) === host);
    const steps = own.map((c) => c.step);
    const includeBody = own.some((c) => c.includeBody);
    const owners = own.map((c) => c.owner);
    return own.length > 0 ? [{ key: functionKey(event, host, steps), host, steps, includeBody, owners }] : [];
  });
}

/** The behaviors that there are, and those that a construct names and an aspect may still add. */
export function expectedPatterns(contributions: readonly BakedContribution[], patterns: readonly string[]): string[] {
  const named = contributions
    .filter((c) => c.behaviors.kind === 'paths')
    .flatMap((c) => missingPatterns(c.behaviors, patterns));
  return [...patterns, ...new Set(named)];
}

function defaultFirst(patterns: readonly string[]): string[] {
  return [...patterns].sort((a, b) => Number(b === DEFAULT_PATTERN) - Number(a === DEFAULT_PATTERN));
}

/** By what the steps do, not by who asked: two constructs with equal steps need one function. */
function functionKey(event: EdgeEvent, host: EdgeHost, steps: readonly BakedStep[]): string {
  return JSON.stringify([event, host, ...steps.map(stepKey)]);
}

/** A cache and nothing else: a key is asked for each behavior, and rules may be megabytes. */
const stepKeys = new WeakMap<BakedStep, string>();

function stepKey(step: BakedStep): string {
  const { data, ...text } = step;
  const key = stepKeys.get(step) ?? createHash('sha256').update(JSON.stringify(text)).update(data ?? '').digest('hex');
  stepKeys.set(step, key);
  return key;
}
