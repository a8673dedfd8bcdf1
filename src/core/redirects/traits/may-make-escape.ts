import type { Target } from '../rule/model';

/** Whether a stray `%` at the end of a capture could become an escape with what follows it in the target. */
export function mayMakeEscape({ path, query = [], fragment = [] }: Target): boolean {
  return [path, query, fragment].some((parts) =>
    /\0[\0\da-f]/i.test(parts.map((part) => (typeof part === 'string' ? part : '\0')).join('')),
  );
}
