import type { Target, TargetPart } from './model';
import { hostText } from './origin';

/** A target as an author would write it, its captures by the names that they shall have. */
export function printTarget({ origin, path, query, fragment }: Target, name: (capture: number) => string): string {
  const text = (parts: readonly TargetPart[]): string => parts.map((part) => (typeof part === 'string' ? part : `:${name(part)}`)).join('');
  const lead = origin === undefined ? '' : `${origin.scheme}://${hostText(origin, (capture) => `:${name(capture)}`)}`;
  return `${lead}${text(path)}${query === undefined ? '' : `?${text(query)}`}${fragment === undefined ? '' : `#${text(fragment)}`}`;
}
