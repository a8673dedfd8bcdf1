import type { RedirectRule } from './model';

/** The status of rules without a target that leave their requests to the site: the site answers. */
export const LEFT_TO_SITE = 200;

/** Whether a rule leaves its requests to the site: no rule that it takes precedence over applies to them. */
export function isExemption({ status, target }: Pick<RedirectRule, 'status' | 'target'>): boolean {
  return status === LEFT_TO_SITE && target === undefined;
}
