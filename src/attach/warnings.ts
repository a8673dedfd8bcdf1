import { Annotations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { problemLine } from './config-error';
import type { Problem } from '../core/problem';

/** How many places one warning names: a file of thousands of rules must not drown the rest of the output. */
const SHOWN = 3;

/** Adds one warning for each code, with the first places of it, under a stable id that can be acknowledged. */
export function addWarnings(scope: IConstruct, problems: readonly Problem[]): void {
  const warnings = problems.filter((p) => p.severity === 'warning');
  for (const code of new Set(warnings.map((w) => w.code))) {
    const same = warnings.filter((w) => w.code === code);
    const more = same.length > SHOWN ? [`and ${same.length - SHOWN} more`] : [];
    Annotations.of(scope).addWarningV2(`cdk-cloudfront-edge:${code}`, [...same.slice(0, SHOWN).map(problemLine), ...more].join('\n'));
  }
}
