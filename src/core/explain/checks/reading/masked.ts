import type { MaskConfig, MaskRule } from '../../../errors/config';
import { isObject } from '../../../values/is-object';
import type { MaskedFacts } from '../checked-site';

/** One `EdgeErrorMasker`. */
export interface Mask {
  /** Construct path. */
  readonly by: string;
  /** As constructs have it, or as the edge manifest says. */
  readonly config: unknown;
  selects(pattern: string): boolean;
}

/** The behaviors, by their place, on which an `EdgeErrorMasker` answers 404. */
export function maskedBehaviors(
  patterns: readonly string[], masks: readonly Mask[],
): ReadonlyMap<number, MaskedFacts> {
  const all = masks.flatMap(({ by, config, selects }) => {
    const facts = isMaskConfig(config) ? maskedFacts(by, config) : undefined;
    return facts === undefined ? [] : [{ selects, facts }];
  });
  return new Map(patterns.flatMap((pattern, i) => {
    const facts = all.find((one) => one.selects(pattern))?.facts;
    return facts === undefined ? [] : [[i, facts] as const];
  }));
}

function isMaskConfig(config: unknown): config is MaskConfig {
  return isObject(config) && Array.isArray(config.rules)
    && config.rules.every((rule) => isObject(rule) && Array.isArray(rule.codes) && Array.isArray(rule.ranges)
      && rule.ranges.every(Array.isArray));
}

function maskedFacts(by: string, { rules }: MaskConfig): MaskedFacts | undefined {
  const [missing, denied] = [404, 403].map((status) => rules.find((rule) => appliesTo(rule, status)));
  return missing?.action === undefined ? undefined
    : { by, isSameFor403: denied !== undefined && same(denied, missing) };
}

function appliesTo({ codes, ranges }: MaskRule, status: number): boolean {
  return codes.includes(status) || ranges.some(([from, to]) => from <= status && status <= to);
}

/** Two rules may do the same, one for each status. */
function same({ action: one }: MaskRule, { action: other }: MaskRule): boolean {
  return one !== undefined && one.page === other?.page && one.location === other?.location;
}
