import { DIALECTS } from '../rule/dialects';
import { isOpen, RedirectRule } from '../rule/model';
import type { RuleFormat } from '../rule/types';

/**
 * Differences of meaning between two formats that affect every rule, so that they are reported once. Where slashes
 * begin to count, a list that was just converted has a line with and one without.
 */
export function caveats(rules: readonly RedirectRule[], from: RuleFormat, to: RuleFormat, converted = false): string[] {
  const [old, now] = [DIALECTS[from], DIALECTS[to]];
  const some = (differs: boolean, concerns: (rule: RedirectRule) => boolean, text: string): string[] =>
    (differs && rules.some(concerns) ? [`in the new list ${text}`] : []);
  return [
    ...some(
      old.slash !== now.slash && !(converted && now.slash === 'strict'),
      () => true,
      now.slash === 'ignored'
        ? '/a matches /a/ as well, and /a/* matches /a'
        : '/a does not match /a/, nor does /a/* match /a',
    ),
    ...some(
      old.usesUpQuery !== now.usesUpQuery,
      ({ source }) => source.query.length > 0,
      'a parameter that a rule requires is '
        + `${now.usesUpQuery ? 'no longer passed to the target' : 'passed to the target as well'}`,
    ),
    ...some(
      old.collapsesSlashes !== now.collapsesSlashes,
      mayDouble,
      `// in a target ${now.collapsesSlashes ? 'becomes /' : 'is kept'}`,
    ),
    ...some(
      old.dropsEmptyParts !== now.dropsEmptyParts,
      mayBeEmpty,
      `/:splat/a is ${now.dropsEmptyParts ? '/a' : '//a'} where the capture is empty`,
    ),
  ];
}

/** Only the capture of a wildcard can contain several slashes. */
function mayDouble({ source: { segments }, target }: RedirectRule): boolean {
  return (
    segments.some(isOpen)
    && target?.origin === undefined
    && (target?.path ?? []).some((part) => typeof part === 'number')
  );
}

/** A placeholder is never empty, a value of the query may be. */
function mayBeEmpty({ source: { segments, query }, target }: RedirectRule): boolean {
  const path = target?.path ?? [];
  const inside = path.some((part, i) => typeof part === 'number' && String(path[i + 1] ?? '').startsWith('/'));
  return inside && (segments.some(isOpen) || query.some(({ is }) => is === 'captured'));
}
