import { EDGE_EVENTS, type EdgeEvent } from '../../core/facts/edge-events';
import { DEFAULT_PATTERN, selects } from '../behavior-selector';
import type { BakedStep, Contribution } from './contribution';

/** One function to create: the steps it runs, and the behaviors that share it. */
export interface PlannedFunction {
  /** Equal for slots that can share the function. */
  readonly key: string;
  readonly event: EdgeEvent;
  readonly patterns: string[];
  readonly steps: readonly BakedStep[];
}

/** The functions that a distribution needs: at most one per behavior and event, shared by behaviors with equal steps. */
export function planFunctions(contributions: readonly Contribution[], patterns: readonly string[]): PlannedFunction[] {
  const functions = new Map<string, PlannedFunction>();
  for (const event of EDGE_EVENTS) {
    // The default behavior is looked at first, so that its function keeps its name whatever other behaviors come and go.
    for (const pattern of defaultFirst(patterns)) {
      const key = slotKey(contributions, event, pattern);
      if (key === undefined) continue;
      const shared = functions.get(key);
      if (shared) shared.patterns.push(pattern);
      else functions.set(key, { key, event, patterns: [pattern], steps: contributionsFor(contributions, event, pattern).map((c) => c.step) });
    }
  }
  return [...functions.values()];
}

function defaultFirst(patterns: readonly string[]): string[] {
  return [...patterns].sort((a, b) => Number(b === DEFAULT_PATTERN) - Number(a === DEFAULT_PATTERN));
}

/** What lands on one slot, in running order. */
export function contributionsFor(contributions: readonly Contribution[], event: EdgeEvent, pattern: string): Contribution[] {
  const here = contributions.filter((c) => c.event === event && selects(c.behaviors, pattern));
  return here.some((c) => !c.companion) ? here.sort((a, b) => a.order - b.order) : [];
}

/** The key of the function that a slot needs, or undefined if nothing lands on it. */
export function slotKey(contributions: readonly Contribution[], event: EdgeEvent, pattern: string): string | undefined {
  const steps = contributionsFor(contributions, event, pattern).map((c) => c.step);
  return steps.length === 0 ? undefined : functionKey(event, steps);
}

/** By what the steps do, not by who asked: two constructs with equal steps need one function. */
function functionKey(event: EdgeEvent, steps: readonly BakedStep[]): string {
  return JSON.stringify([event, ...steps.map(({ part, config, data }) => [part, config, data && Buffer.from(data).toString('base64')])]);
}
