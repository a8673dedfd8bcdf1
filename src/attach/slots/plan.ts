import { createHash } from 'node:crypto';
import type { IConstruct } from 'constructs';
import { EDGE_EVENTS, type EdgeEvent, type EdgeHost } from '../../core/facts/edge-events';
import { DEFAULT_PATTERN, missingPatterns, selects } from '../behavior-selector';
import { hostOf, isCompanion, type BakedStep, type BakedContribution } from './contribution';

/** A function to create: the steps that it runs, and the behaviors that share it. */
export interface PlannedFunction {
  /** Equal for slots that can share the function. */
  readonly key: string;
  readonly event: EdgeEvent;
  readonly host: EdgeHost;
  readonly patterns: string[];
  /** What is behind the steps, by pattern. */
  readonly contributions: Map<string, readonly BakedContribution[]>;
  readonly steps: readonly BakedStep[];
  /** The constructs whose steps it runs. */
  readonly owners: Set<IConstruct>;
  /** The existing function whose code it runs, where a condition decides so: there is another function as well. */
  readonly optional?: string;
}

/** Plans the functions of a distribution: at most one per behavior and event, shared by behaviors with equal steps. */
export function planFunctions(
  contributions: readonly BakedContribution[], patterns: readonly string[],
): PlannedFunction[] {
  const functions = new Map<string, PlannedFunction>();
  for (const event of EDGE_EVENTS) {
    // The default behavior comes first, so that its function keeps its id when other behaviors are added or removed.
    for (const pattern of defaultFirst(patterns)) {
      for (const { owners, contributions: behind, ...slot } of slotsOf(contributions, event, pattern)) {
        const planned: PlannedFunction = functions.get(slot.key)
          ?? { ...slot, event, patterns: [], owners: new Set(), contributions: new Map() };
        planned.patterns.push(pattern);
        planned.contributions.set(pattern, behind);
        for (const owner of owners) planned.owners.add(owner);
        functions.set(slot.key, planned);
      }
    }
  }
  return [...functions.values()];
}

/** The contributions to a slot, in the order in which their steps run. */
export function contributionsFor(
  contributions: readonly BakedContribution[], event: EdgeEvent, pattern: string,
): BakedContribution[] {
  const here = contributions.filter((c) => c.event === event && selects(c.behaviors, pattern));
  // A companion needs another step on the same host: headers on Lambda@Edge do not apply to a CloudFront Function on
  // the same event.
  const hosts = new Set(here.filter((c) => !isCompanion(c, pattern)).map(hostOf));
  return here.filter((c) => hosts.has(hostOf(c))).sort((a, b) => a.order - b.order);
}

interface NeededFunction extends Pick<PlannedFunction, 'key' | 'host' | 'steps' | 'optional'> {
  readonly includeBody: boolean;
  readonly owners: readonly IConstruct[];
  readonly contributions: readonly BakedContribution[];
  /** The existing function whose code it runs. */
  readonly variant?: string;
}

/**
 * The functions of a slot: none, one, or one for each existing function that conditions of the template choose from.
 * Two functions on different hosts are an error that is reported elsewhere.
 */
export function slotsOf(
  contributions: readonly BakedContribution[], event: EdgeEvent, pattern: string,
): NeededFunction[] {
  const here = contributionsFor(contributions, event, pattern);
  return (['lambda-edge', 'cloudfront-function'] as const).flatMap((host) => {
    const all = here.filter((c) => hostOf(c) === host);
    return all.length === 0 ? [] : variantsOf(all, pattern).map((variant): NeededFunction => {
      const own = all.filter((c) => c.variant === undefined || c.variant === variant);
      const steps = own.map((c) => c.step);
      const includeBody = own.some((c) => c.includeBody);
      const owners = own.map((c) => c.owner);
      const optional = own.some((c) => c.optionalOn?.has(pattern)) ? variant : undefined;
      const key = functionKey(event, host, steps);
      return { key, host, steps, includeBody, owners, contributions: own, variant, optional };
    });
  });
}

/** The existing functions of a slot; undefined is the case without one. */
function variantsOf(contributions: readonly BakedContribution[], pattern: string): (string | undefined)[] {
  const existing = contributions.filter(({ variant }) => variant !== undefined);
  const without = existing.every(({ leftOutOn }) => leftOutOn?.has(pattern));
  return [...existing.map(({ variant }) => variant), ...(without ? [undefined] : [])];
}

/** The existing behaviors, and those that a construct names, which an aspect may still add. */
export function expectedPatterns(contributions: readonly BakedContribution[], patterns: readonly string[]): string[] {
  const named = contributions
    .filter((c) => c.behaviors.kind === 'paths')
    .flatMap((c) => missingPatterns(c.behaviors, patterns));
  return [...patterns, ...new Set(named)];
}

function defaultFirst(patterns: readonly string[]): string[] {
  return [...patterns].sort((a, b) => Number(b === DEFAULT_PATTERN) - Number(a === DEFAULT_PATTERN));
}

/** Depends on the steps and not on their owners: two constructs with equal steps share a function. */
function functionKey(event: EdgeEvent, host: EdgeHost, steps: readonly BakedStep[]): string {
  return JSON.stringify([event, host, ...steps.map(stepKey)]);
}

/** A cache: a key is needed once per behavior, and rules may be megabytes. */
const stepKeys = new WeakMap<BakedStep, string>();

function stepKey(step: BakedStep): string {
  const known = stepKeys.get(step);
  if (known !== undefined) return known;
  const { data, condition, ...rest } = step;
  const text = { ...rest, ...(condition && { condition: condition.node.path }) };
  const key = createHash('sha256').update(JSON.stringify(text)).update(data ?? '').digest('hex');
  stepKeys.set(step, key);
  return key;
}
