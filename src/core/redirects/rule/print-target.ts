import type { Target, TargetPart } from './model';
import { hostText } from './origin';

/** Prints a target as an author would write it, with the given names for its captures. */
export function printTarget({ origin, path, query, fragment }: Target, name: (capture: number) => string): string {
  const text = (parts: readonly TargetPart[]): string =>
    parts.map((part) => (typeof part === 'string' ? part : `:${name(part)}`)).join('');
  const lead = origin === undefined ? '' : `${origin.scheme}://${hostText(origin, (capture) => `:${name(capture)}`)}`;
  const search = query === undefined ? '' : `?${text(query)}`;
  return `${lead}${text(path)}${search}${fragment === undefined ? '' : `#${text(fragment)}`}`;
}
