import { isConditional } from '../rule/conditions';
import { ParameterTest, RedirectRule, Target, TargetPart } from '../rule/model';
import { quoted, Report } from '../rule/report';
import { patternText, templateText } from '../traits/texts';

/**
 * Reports rules that look for the very same thing: only one of them can ever answer, unless one is left out. Gives the
 * others.
 */
export function findDuplicates(
  rules: readonly RedirectRule[],
  keys: readonly string[],
  dropped: ReadonlySet<number>,
  report: Report,
): number[] {
  const seen = new Map<string, RedirectRule>();
  const later: number[] = [];
  rules.forEach((rule, i) => {
    // Cloudflare refuses the second line for an address, whatever becomes of the first: `/a /b`, `/b /a`, `/a /c`.
    if (dropped.has(i) && rule.dialect.duplicates !== 'refused') return;
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

/** Reports that a rule looks for what another one looks for. */
export function reportDuplicate(first: RedirectRule, rule: RedirectRule, report: Report): void {
  const where = first.file === rule.file ? `line ${first.line}` : `${first.file ?? 'another list'}:${first.line}`;
  const say = rule.dialect.duplicates === 'error' ? 'error' : 'warning';
  const spelled = first.from === rule.from ? '' : ` as ${quoted(first.from)}`;
  if (effectKey(first) === effectKey(rule)) {
    report.warning(
      'EDGE_REDIRECT_DUPLICATE',
      rule,
      `${quoted(rule.from)} is on ${where} already${spelled}, with the same answer; remove one of them`,
    );
  } else {
    report[say](
      'EDGE_REDIRECT_CONFLICT',
      rule,
      `${quoted(rule.from)} leads to ${quoted(rule.to ?? rule.status)} here and to `
        + `${quoted(first.to ?? first.status)} on ${where}${spelled}; keep one of them`,
    );
  }
}

/** What a rule looks for, in one spelling. */
export function sourceKey(rule: RedirectRule): string {
  const { source, when, start, end, caseSensitive, dialect } = rule;
  const strict = dialect.slash === 'strict' && source.slash;
  // Of a million rules nearly all are as plain as this, and the long key would take as much memory as they do.
  if (caseSensitive && !strict && source.host === undefined && !isConditional(rule)) return patternText(rule);
  const isPlain = source.host === undefined && !strict && start === undefined && end === undefined && caseSensitive;
  // A pattern has neither a space nor a quote.
  const rest = isPlain ? '' : JSON.stringify([source.host, strict, start, end, caseSensitive]);
  return `${patternText(rule)} ${rest}${sortedQuery(rule)}${sorted(when)}`;
}

function sortedQuery({ source: { query } }: RedirectRule): string {
  const text = (test: ParameterTest): string => JSON.stringify(test.is === 'captured' ? { name: test.name } : test);
  return query.length === 1 ? text(query[0]) : query.map(text).sort().join('');
}

function sorted(when: RedirectRule['when']): string {
  const canonical = (value: unknown): unknown =>
    Array.isArray(value) ? [...new Set(value.map((v) => JSON.stringify(v)))].sort() : value;
  const entries = Object.entries(when).sort(([a], [b]) => (a < b ? -1 : 1));
  return entries.length === 0 ? '' : JSON.stringify(entries.map(([key, value]) => [key, canonical(value)]));
}

function effectKey(rule: RedirectRule): string {
  const target = targetInOrder(rule);
  return JSON.stringify([rule.status, target && templateText(target), rule.query]);
}

/**
 * The target with captures of the query numbered by their parameters: `?x=:p&y=:q` and `?y=:q&x=:p` look for the same.
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
