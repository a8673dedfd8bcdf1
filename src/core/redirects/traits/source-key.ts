import { patternText } from './texts';
import { isConditional } from '../rule/conditions';
import type { ParameterTest, RedirectRule } from '../rule/model';

/** A key for source and conditions, independent of their spelling. */
export function sourceKey(rule: RedirectRule): string {
  const { source, when, start, end, caseSensitive, dialect } = rule;
  const strict = dialect.slash === 'strict' && source.slash;
  // Nearly all of a million rules are as plain as this, and the long key would take as much memory as they do.
  if (caseSensitive && !strict && source.host === undefined && !isConditional(rule)) return patternText(rule);
  const isPlain = source.host === undefined && !strict && start === undefined && end === undefined && caseSensitive;
  // A pattern has neither a space nor a quote.
  const rest = isPlain ? '' : JSON.stringify([source.host, strict, start, end, caseSensitive]);
  return `${patternText(rule)} ${rest}${sortedQuery(rule)}${sorted(when)}`;
}

/** The keys of a list by the numbers of its rules, each made once, when it is first needed. */
export function sourceKeys(rules: readonly RedirectRule[]): (index: number) => string {
  const known = new Array<string | undefined>(rules.length);
  return (index) => known[index] ??= sourceKey(rules[index]);
}

function sortedQuery({ source: { query } }: RedirectRule): string {
  return query.length === 1 ? queryKey(query[0]) : query.map(queryKey).sort().join('');
}

/** Names and values can have any character, so that their lengths are before them: faster than JSON. */
function queryKey(test: ParameterTest): string {
  const value = test.is === 'equal' ? test.value : '';
  return `${test.is} ${test.name.length} ${value.length} ${test.name}${value}`;
}

function sorted(when: RedirectRule['when']): string {
  const canonical = (value: unknown): unknown =>
    Array.isArray(value) ? [...new Set(value.map((v) => JSON.stringify(v)))].sort() : value;
  const entries = Object.entries(when).sort(([a], [b]) => (a < b ? -1 : 1));
  return entries.length === 0 ? '' : JSON.stringify(entries.map(([key, value]) => [key, canonical(value)]));
}
