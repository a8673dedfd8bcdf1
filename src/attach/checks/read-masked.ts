import type { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import type { MaskConfig, MaskRule } from '../../core/errors/config';
import type { MaskedFacts } from '../../core/explain/checks/checked-site';
import { selects } from '../behavior-selector';
import { EdgeSlots } from '../slots/edge-slots';

/** The behaviors, by their place, on which an `EdgeErrorMasker` answers 404. */
export function readMasked(resource: CfnDistribution, patterns: readonly string[]): ReadonlyMap<number, MaskedFacts> {
  const slots = EdgeSlots.on(resource);
  const all = slots?.errorMasks().map(({ owner, behaviors, config }) => ({
    owner, selector: slots.literal(behaviors), facts: maskedFacts(owner.node.path, config),
  })) ?? [];
  return new Map(patterns.flatMap((pattern, i) => {
    const facts = all.find(({ selector, facts: one }) => one !== undefined && selects(selector, pattern))?.facts;
    return facts === undefined ? [] : [[i, facts] as const];
  }));
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
