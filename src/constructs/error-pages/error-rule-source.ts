import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { ErrorRule } from './error-rule';
import type { RuleSource } from '../../core/errors/rules';
import type { Problem } from '../../core/problem';

/** A rule as the core knows it, with what reading its page brought. */
export interface ReadRule {
  readonly source: RuleSource;
  readonly problems: readonly Problem[];
  readonly bucket?: IBucket;
}

/** Fills in the defaults and reads the page. */
export function readRule({ statuses, action, methods = ['GET', 'HEAD'], paths, navigations, originHeaders = [] }: ErrorRule, index: number): ReadRule {
  const { action: source, loaded, problems = [] } = action._load();
  return {
    source: { statuses: statuses._set, methods, paths, navigations, originHeaders: originHeaders.map((header) => header._test), action: source },
    problems: [...problems, ...loaded?.problems ?? []].map((problem) => ({ ...problem, path: `rules[${index}].action.${problem.path}` })),
    bucket: loaded?.bucket,
  };
}
