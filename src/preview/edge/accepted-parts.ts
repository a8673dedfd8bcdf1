import { leftOut, type Checked } from './checked';
import { isObject } from '../../core/values/is-object';

type Result = Readonly<Record<string, unknown>>;

/** Members of results that are checked entry by entry. */
const MAPS = ['headers', 'cookies', 'querystring'];

/**
 * The check of a result without `strict`: of a result that CloudFront would refuse, the parts that it would accept.
 * Each other part is as it was before the function, or left out, with a warning.
 *
 * `base` is the message before the function, or the status of a generated response. If that alone is refused, there is
 * nothing to carry on with. The check itself decides about each part, so that both ways have the same rules.
 */
export function acceptedParts<T>(
  check: (result: Record<string, unknown>) => Checked<T>, base: Result, result: Record<string, unknown>,
): { readonly checked: Checked<T>; readonly warnings: readonly string[] } {
  const whole = check(result);
  if (whole.ok || !check({ ...base }).ok) return { checked: whole, warnings: [] };
  const warnings: string[] = [];
  let accepted: Record<string, unknown> = { ...base };
  const take = (candidate: Record<string, unknown>) => {
    const checked = check(candidate);
    if (checked.ok) accepted = candidate;
    else warnings.push(leftOut(checked));
  };
  for (const [name, value] of Object.entries(result)) {
    if (!(MAPS.includes(name) && isObject(value))) take({ ...accepted, [name]: value });
  }
  for (const name of MAPS) {
    const after = result[name];
    if (!isObject(after)) continue;
    const before = isObject(base[name]) ? base[name] : {};
    for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
      if (JSON.stringify(before[key]) === JSON.stringify(after[key])) continue;
      const others = Object.entries(Object(accepted[name])).filter(([other]) => other !== key);
      const entry = Object.hasOwn(after, key) ? [[key, after[key]]] : [];
      take({ ...accepted, [name]: Object.fromEntries([...others, ...entry]) });
    }
  }
  return { checked: check(accepted), warnings };
}
