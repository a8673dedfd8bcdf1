import type { BakedStep } from './contribution';
import { CLOUDFRONT_FUNCTION_CODE_MAX_BYTES } from '../../core/facts/edge-limits';
import {
  constantOf, FEATURES_OF_KIND, OPTIONAL_KINDS, type OptionalKind, type RuleKind,
} from '../../core/redirects/store/kinds';

/**
 * Which kinds of rules to leave out of a key value store, so that its code fits beside other code; empty if that does
 * not make it fit. Rules that are known at synth have kinds that have to stay.
 */
export function fewerKinds(steps: readonly BakedStep[], bytesOf: (steps: readonly BakedStep[]) => number): string {
  const among = (kinds: readonly RuleKind[], kind: RuleKind): boolean => kinds.includes(kind);
  const optional = OPTIONAL_KINDS.filter((kind) => steps.some(({ kinds }) => kinds && among(kinds.declared, kind))
    && !steps.some(({ kinds }) => kinds && among(kinds.used(), kind)));
  const fitting: OptionalKind[][] = [];
  for (const kinds of subsets(optional)) {
    // What fits without more fits without this as well.
    if (fitting.some((fewer) => fewer.every((kind) => kinds.includes(kind)))) continue;
    if (bytesOf(without(steps, kinds)) <= CLOUDFRONT_FUNCTION_CODE_MAX_BYTES) fitting.push(kinds);
  }
  if (fitting.length === 0) return '';
  const texts = fitting.map((kinds) => `without ${kinds.map(constantOf).join(' and ')}`);
  return 'declare the kinds of rules that it needs with "kinds" of RedirectSource.fromKeyValueStore (it fits '
    + `${texts.join(', or ')})`;
}

/** The same steps with the code of fewer kinds. */
function without(steps: readonly BakedStep[], kinds: readonly OptionalKind[]): BakedStep[] {
  const parts = kinds.flatMap((kind) => FEATURES_OF_KIND[kind]).map((feature) => `redirect-${feature}`);
  return steps.map((step) => (step.kinds === undefined ? step : {
    ...step,
    shared: [...new Set([...step.shared!.filter((part) => !parts.includes(part)), 'redirect-kinds' as const])],
  }));
}

/** All choices of one or more, those with fewer first. */
function subsets(kinds: readonly OptionalKind[]): OptionalKind[][] {
  const all = kinds.reduce<OptionalKind[][]>((sets, kind) => [...sets, ...sets.map((set) => [...set, kind])], [[]]);
  return all.slice(1).sort((a, b) => a.length - b.length);
}
