import type { RedirectRule } from './model';

/**
 * Statuses of the origin for a missing file. S3 returns 403 without the permission to list the bucket, which CloudFront
 * rarely has; `ErrorRules.singlePageApp` uses both for the same reason.
 */
const MISSING = [403, 404];

/** Whether files take precedence over a line in its dialect. */
export function givesWayToFiles({ dialect, force }: RedirectRule): boolean {
  return dialect.filesFirst && !force;
}

/**
 * The rules for origin-response: lines of `_redirects` without `!` apply only if the origin has no file, as at Netlify.
 * Rewrites are too late there, and are unchanged: they are reported as errors.
 */
export function whereFilesAreMissing(rules: readonly RedirectRule[]): RedirectRule[] {
  return rules.map((rule) => (
    givesWayToFiles(rule) && rule.status !== 200 ? { ...rule, when: { ...rule.when, originStatuses: MISSING } } : rule
  ));
}
