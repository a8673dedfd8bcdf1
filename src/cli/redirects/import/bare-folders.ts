import type { RuleFields } from '../../../core/redirects/formats/fields';

/** The rules of an entry. */
export interface AddedRules {
  readonly rules: readonly RuleFields[];
  /** Rules that do not match the bare folder of a wildcard: `/docs/:p1` and `/docs/:p1/*` instead of `/docs/*`. */
  readonly exact?: () => readonly RuleFields[] | undefined;
}

/**
 * On most platforms `/docs/*` does not match `/docs`, and a later entry for it applies. Here it would never apply, so
 * that the wildcard is replaced by rules that do not match `/docs`, but only where there is such an entry.
 */
export function withoutBareFolders(added: readonly AddedRules[]): RuleFields[] {
  /** Sources of later entries, by their number of parts. */
  const later = new Map<number, string[][]>();
  const result: (readonly RuleFields[])[] = [];
  for (const { rules, exact } of [...added].reverse()) {
    const isTaken = exact !== undefined && rules.some(({ from: { value } }) => {
      const folder = /^(.+)\/\*(?:\?|$)/.exec(value)?.[1].split('/');
      return folder !== undefined && (later.get(folder.length) ?? []).some((parts) => matchesAll(folder, parts));
    });
    const kept = (isTaken ? exact() : undefined) ?? rules;
    result.push(kept);
    for (const { from: { value } } of kept) {
      const parts = value.replace(/\/?(?:\?.*)?$/s, '').split('/');
      const known = later.get(parts.length);
      if (known === undefined) later.set(parts.length, [parts]);
      else known.push(parts);
    }
  }
  return result.reverse().flat();
}

/** Whether a source without wildcards matches all that another one matches. A source with a host has more parts. */
function matchesAll(folder: readonly string[], parts: readonly string[]): boolean {
  return folder.every((part, i) => part === parts[i] || (/^:\w+$/.test(part) && parts[i] !== '*'));
}
