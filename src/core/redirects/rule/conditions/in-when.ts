import type { ValueOf, WhenCondition } from './condition';
import type { Conditions, RedirectRule } from '../model';

/** Access to a condition under `when`. */
export function inWhen<Key extends keyof Conditions>(key: Key): Pick<WhenCondition<Key>, 'key' | 'from' | 'withValue'> {
  return {
    key,
    from: ({ when }: RedirectRule) => when[key] as ValueOf<Key> | undefined,
    withValue: (rule, value) => ({ ...rule, when: { ...rule.when, [key]: value } }),
  };
}
