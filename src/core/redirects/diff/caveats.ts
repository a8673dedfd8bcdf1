import { DIALECTS } from '../rule/dialects';
import { isOpen, RedirectRule } from '../rule/model';
import type { RuleFormat } from '../rule/types';
import { mayRedirectToSelf } from '../traits/may-redirect-to-self';

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
        ? `/a matches /a/ as well, and /a/* matches /a${rules.some(hasInnerSplat) ? ', /a/*/b matches /a/b' : ''}`
        : '/a does not match /a/, nor does /a/* match /a',
    ),
    ...some(
      old.stars === 'at the end' && now.stars === 'no',
      ({ source: { segments } }) => segments.some(({ kind }) => kind === 'star'),
      'a final slash does not count where /n* became several rules',
    ),
    ...some(
      old.stars === 'anywhere' && now.stars === 'at the end',
      ({ source: { segments } }) => segments.some(({ kind }) => kind === 'star'),
      'the * of /n* does not capture the slash of /n/a',
    ),
    ...some(
      old.order !== now.order && now.slash === 'strict',
      mayLoopElsewhere,
      'requests on the host of a target are redirected as well, in a loop if it is a host of this site',
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

/** A redirect of every path to a host exempts that host here, and redirects it to itself at Cloudflare. */
function mayLoopElsewhere(rule: RedirectRule): boolean {
  const { source: { host, segments }, target } = rule;
  return host === undefined && target?.origin !== undefined && segments[0]?.kind !== 'literal'
    && mayRedirectToSelf(rule, target);
}

function hasInnerSplat({ source: { segments } }: RedirectRule): boolean {
  return segments.slice(0, -1).some((segment) => isOpen(segment));
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
