import { conditionCount } from '../rule/conditions';
import type { RedirectRule } from '../rule/model';

/** Whether rules may let a request pass that they answer at another time, or if another viewer requests the URL. */
export function dependsOnMore(rules: readonly RedirectRule[]): boolean {
  return rules.some((rule) => conditionCount(rule) > rule.source.query.length);
}
