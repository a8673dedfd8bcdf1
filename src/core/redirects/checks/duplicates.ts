import { isExemption } from '../rule/exemption';
import type { RedirectRule, Target, TargetPart } from '../rule/model';
import { quoted, Report } from '../rule/report';
import { templateText } from '../traits/texts';

/**
 * Reports rules with the same source and conditions, of which only the first can apply unless it is excluded. Returns
 * the others. Rules that lead to themselves are out, and so are those of loops.
 */
export function findDuplicates(
  rules: readonly RedirectRule[],
  keys: readonly string[],
  { own, out }: { readonly own: ReadonlySet<number>; readonly out: ReadonlySet<number> },
  report: Report,
): number[] {
  const seen = new Map<string, RedirectRule>();
  const later: number[] = [];
  rules.forEach((rule, i) => {
    // Cloudflare rejects the second line for a source even if the first one loops: `/a /b`, `/b /a`, `/a /c`.
    if (own.has(i) || (out.has(i) && rule.dialect.duplicates !== 'refused')) return;
    const key = keys[i];
    const first = seen.get(key);
    if (first === undefined) {
      seen.set(key, rule);
      return;
    }
    later.push(i);
    reportDuplicate(first, rule, report);
  });
  return later;
}

/** Reports that a rule has the source and conditions of another one. */
export function reportDuplicate(first: RedirectRule, rule: RedirectRule, report: Report): void {
  const where = first.file === rule.file ? `on line ${first.line}` : `in ${first.file ?? 'another list'}:${first.line}`;
  const severity = rule.dialect.duplicates === 'error' ? 'error' : 'warning';
  const spelled = first.from === rule.from ? '' : ` as ${quoted(first.from)}`;
  const why = spelled !== '' && (first.namesRootObject || rule.namesRootObject)
    ? '; both are the home page, because CloudFront requests the default root object in place of "/"' : '';
  if (effectKey(first) === effectKey(rule)) {
    report.warning(
      'EDGE_REDIRECT_DUPLICATE',
      rule,
      `${quoted(rule.from)} is already ${where}${spelled}, with the same response${why}; remove one of them`,
    );
  } else {
    report[severity](
      'EDGE_REDIRECT_CONFLICT',
      rule,
      `${quoted(rule.from)} leads to ${outcomeText(rule)} here and to `
        + `${outcomeText(first)} ${where}${spelled}${why}; keep one of them`,
    );
  }
}

function effectKey(rule: RedirectRule): string {
  const target = targetInOrder(rule);
  const query = isExemption(rule) ? undefined : rule.query;
  return JSON.stringify([rule.status, target && templateText(target), query, rule.cacheTtl, rule.retryAfter]);
}

function outcomeText(rule: RedirectRule): string {
  const { cacheTtl, retryAfter } = rule;
  const times = Object.entries({ cacheTtl, retryAfter }).filter(([, value]) => value !== undefined);
  const what = isExemption(rule) ? 'the site' : quoted(rule.to ?? rule.status);
  return [what, ...times.map(([name, value]) => `(${name} ${value})`)].join(' ');
}

/**
 * The target, with captures of the query renumbered by the names of their parameters: `?x=:p&y=:q` and `?y=:q&x=:p` are
 * the same source.
 */
export function targetInOrder({ source: { captures, query }, target }: RedirectRule): Target | undefined {
  const named = query.flatMap((test) =>
    test.is === 'captured' ? [{ name: test.name, capture: captures.indexOf(test.as) }] : [],
  );
  if (target === undefined || named.length < 2) return target;
  const ordered = [...named].sort((a, b) => (a.name < b.name ? -1 : 1));
  const numbers = new Map(ordered.map(({ capture }, i) => [capture, captures.length - named.length + i]));
  const renumbered = (parts: readonly TargetPart[] = []): TargetPart[] =>
    parts.map((part) => (typeof part === 'string' ? part : numbers.get(part) ?? part));
  const origin = target.origin && { ...target.origin, host: renumbered(target.origin.host) };
  return {
    ...target,
    origin,
    path: renumbered(target.path),
    query: renumbered(target.query),
    fragment: renumbered(target.fragment),
  };
}
