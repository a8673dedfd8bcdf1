import { Annotations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { missingPatterns, selects, type BehaviorSelector } from './behavior-selector';
import { problemLine } from './config-error';
import type { Problem } from '../core/problem';

/** How many places one warning names: a file of thousands of rules must not drown the rest of the output. */
const SHOWN = 3;

interface Selection {
  readonly owner: IConstruct;
  readonly behaviors: BehaviorSelector;
}

/** Warns whoever selects no behavior: with `paths()` of an empty list, or `allExcept` of all that there are. */
export function addNothingSelected(selections: readonly Selection[], patterns: readonly string[]): void {
  const selectsNone = (b: BehaviorSelector) => !patterns.some((p) => selects(b, p)) && missingPatterns(b, patterns).length === 0;
  const idle = selections.filter(({ behaviors }) => selectsNone(behaviors));
  for (const owner of new Set(idle.map((s) => s.owner))) {
    addWarnings(owner, [{
      code: 'EDGE_BEHAVIOR_NONE',
      severity: 'warning',
      path: 'behaviors',
      message: `selects no behavior, so that nothing is done; there are ${patterns.map((p) => JSON.stringify(p)).join(', ')}`,
    }]);
  }
}

/** Adds one warning for each code, with the first places of it, under a stable id that can be acknowledged. */
export function addWarnings(scope: IConstruct, problems: readonly Problem[]): void {
  const warnings = problems.filter((p) => p.severity === 'warning');
  for (const code of new Set(warnings.map((w) => w.code))) {
    const same = warnings.filter((w) => w.code === code);
    const more = same.length > SHOWN ? [`and ${same.length - SHOWN} more`] : [];
    Annotations.of(scope).addWarningV2(`cdk-cloudfront-edge:${code}`, [...same.slice(0, SHOWN).map(problemLine), ...more].join('\n'));
  }
}
