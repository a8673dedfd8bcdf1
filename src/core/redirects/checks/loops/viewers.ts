import { eachCondition } from '../../rule/conditions';
import { OTHER } from '../../rule/conditions/named';
import type { RedirectRule } from '../../rule/model';
import type { RequestUrl, Probe } from '../../rule/probe';
import { satisfying } from '../../traits/satisfying';

/** Each value of a list, such as countries, may be shadowed by another rule. */
const MOST_CHOICES = 32;

/** Probes that satisfy the conditions of a rule, one for each value of its lists. */
export function satisfyingProbes(probe: Probe, rule: RedirectRule, at: RequestUrl): Probe[] {
  const choices = eachCondition(rule, (condition, value) => [condition.choices(value)]);
  const count = Math.min(MOST_CHOICES, Math.max(1, ...choices));
  return Array.from({ length: count }, (_, choice) => satisfying(probe, rule, { at, anything: OTHER, choice }));
}

/**
 * Probes that fail one condition each of a rule that applied to a later request, because that rule may hide a loop from
 * most viewers.
 */
export function failingProbes(probe: Probe, rule: RedirectRule, at: RequestUrl, since: number): Probe[] {
  return eachCondition(rule, (condition, value) => condition.fail(value, probe, { at, since }));
}
