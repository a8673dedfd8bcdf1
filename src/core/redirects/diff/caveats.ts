import { DIALECTS } from '../rule/dialects';
import { isOpen, RedirectRule } from '../rule/model';
import type { RuleFormat } from '../rule/types';

/**
 * What every rule of a format means otherwise in another, so that no two lists would be the same if it counted for each
 * of them. Where slashes begin to count, a list that has just been converted has a line for either address.
 */
export function caveats(rules: readonly RedirectRule[], from: RuleFormat, to: RuleFormat, converted = false): string[] {
  const [old, now] = [DIALECTS[from], DIALECTS[to]];
  const some = (differs: boolean, concerns: (rule: RedirectRule) => boolean, text: string): string[] =>
    (differs && rules.some(concerns) ? [`in the new list ${text}`] : []);
  return [
    ...some(
      old.slash !== now.slash && !(converted && now.slash === 'strict'),
      () => true,
      now.slash === 'ignored' ? '/a is for /a/ as well, and /a/* for /a' : '/a is not for /a/, nor is /a/* for /a',
    ),
    ...some(
      old.usesUpQuery !== now.usesUpQuery,
      ({ source }) => source.query.length > 0,
      'a parameter that a rule asks for is '
        + `${now.usesUpQuery ? 'not handed on to the target any more' : 'handed on to the target as well'}`,
    ),
    ...some(
      old.collapsesSlashes !== now.collapsesSlashes,
      mayDouble,
      `// in an answer ${now.collapsesSlashes ? 'becomes /' : 'stays as it is'}`,
    ),
    ...some(
      old.dropsEmptyParts !== now.dropsEmptyParts,
      mayBeEmpty,
      `/:splat/a is ${now.dropsEmptyParts ? '/a' : '//a'} where nothing was captured`,
    ),
  ];
}

/** Only what a wildcard has taken can hold several slashes. */
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
