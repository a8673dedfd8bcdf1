import type { RedirectRule } from './model';

/**
 * What an origin answers where it has nothing. S3 says 403 to all who may not list the bucket, which CloudFront mostly
 * may not; `ErrorRules.singlePageApp` takes both for the same reason.
 */
const MISSING = [403, 404];

/** Whether a line gives way to files where it comes from. */
export function givesWayToFiles({ dialect, force }: RedirectRule): boolean {
  return dialect.filesFirst && !force;
}

/**
 * Rules for an event that knows the answer of the origin: lines of `_redirects` without `!` apply only where it has
 * nothing, as they do at Netlify. A rewrite comes too late there, and is left for its own error.
 */
export function whereFilesAreMissing(rules: readonly RedirectRule[]): RedirectRule[] {
  return rules.map((rule) => (
    givesWayToFiles(rule) && rule.status !== 200 ? { ...rule, when: { ...rule.when, originStatuses: MISSING } } : rule
  ));
}
