import type { QueryPolicy } from '../rule/model';
import { Pairs, Plain, texts } from '../rule/plain';

/** `merge`, `drop`, `replace`, or `{ only: [...] }`. */
export function parseQueryPolicy(value: Plain): QueryPolicy | undefined {
  if (value === 'merge' || value === 'drop' || value === 'replace') return { kind: value };
  if (!(value instanceof Pairs) || value.list.length !== 1 || value.list[0][0] !== 'only') return undefined;
  const names = texts(value.list[0][1]);
  // `utm_*` names all parameters with that prefix; a * elsewhere would be a literal character that no parameter has.
  return names?.every((name) => /^[^*]*\*?$/.test(name)) ? { kind: 'only', names } : undefined;
}
