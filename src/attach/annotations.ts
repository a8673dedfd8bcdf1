import { Annotations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { missingPatterns, selects, type BehaviorSelector } from './behavior-selector';
import { digest, warning, type Problem } from '../core/problem';

interface OwnedSelector {
  readonly owner: IConstruct;
  readonly behaviors: BehaviorSelector;
}

/** Warns about constructs that select no behavior, e.g. `paths()` without patterns, or `allExcept` of all of them. */
export function annotateNothingSelected(selectors: readonly OwnedSelector[], patterns: readonly string[]): void {
  const selectsNone = (b: BehaviorSelector) => (
    !patterns.some((p) => selects(b, p)) && missingPatterns(b, patterns).length === 0);
  const idle = selectors.filter(({ behaviors }) => selectsNone(behaviors));
  const all = patterns.map((p) => JSON.stringify(p)).join(', ');
  for (const owner of new Set(idle.map((s) => s.owner))) {
    annotate(owner, [warning('EDGE_BEHAVIOR_NONE', 'selects no behavior, so that nothing is done; there are '
      + `${all}`, 'behaviors')]);
  }
}

/**
 * Adds warnings as warnings and notes as information: one annotation per code, with the first places where it occurs.
 *
 * Each annotation has a stable id, `cdk-cloudfront-edge:<code>`, under which it can be acknowledged. Notes do not fail
 * `cdk synth --strict`, because they require no action.
 */
export function annotate(scope: IConstruct, problems: readonly Problem[]): void {
  for (const severity of ['warning', 'note'] as const) {
    const found = problems.filter((p) => p.severity === severity);
    for (const code of new Set(found.map((p) => p.code))) {
      const [id, text] = [`cdk-cloudfront-edge:${code}`, digest(found.filter((p) => p.code === code))];
      if (severity === 'warning') Annotations.of(scope).addWarningV2(id, text);
      else Annotations.of(scope).addInfoV2(id, text);
    }
  }
}
