import { anyCaseKey, hashed, isHashed, partKey, pathKey } from './keys';
import { MOST_READS, utf8Bytes, VALUE_MAX_BYTES } from './limits';
import type { StoredRules } from './rules';
import { plainValue, storedList, type StoredList } from './values';
import { RuleIndex } from '../checks/rule-index';
import type { CompiledRules } from '../compile';
import { isExact } from '../rule/model';
import { patternText } from '../traits/texts';

/** The entries of whole paths, and what is left for the tree of patterns. */
export interface PathEntries {
  readonly entries: ReadonlyMap<string, string>;
  /** Rules for whole paths whose lists are too long. */
  readonly left: readonly number[];
  /** Whether some paths have an entry for all their spellings. */
  readonly anyCase: boolean;
}

/** Before a list that is filed by a path in any case: the path, the first node, and the list. */
const READS_BEFORE_ANY_CASE = 3;

/**
 * Files each path of a rule without wildcards. Its value has everything that a request for the path may get, in the
 * order of precedence, patterns included, so that one read is enough, and a change of the value changes the answer at
 * once. Nothing behind the first rule that applies to all requests is needed.
 */
export function pathEntries(
  { rules, order }: Pick<CompiledRules, 'rules' | 'order'>, stored: StoredRules,
): PathEntries {
  const groups = groupedByCase(rules, order);
  const patterns = new Candidates({ rules, order });
  const entries = new Map<string, string>();
  const left: number[] = [];
  let anyCase = false;
  for (const [lower, group] of groups) {
    const made = listsOf(lower, group, rules, patterns, stored);
    // Two long paths could have one hash.
    if (made === undefined || made.some(([key]) => entries.has(key))) {
      left.push(...group);
      continue;
    }
    anyCase ||= group.some((i) => !rules[i].caseSensitive);
    for (const [key, { value, parts }] of made) {
      entries.set(key, value);
      for (const part of parts.values()) entries.set(partKey(part), part);
    }
  }
  return { entries, left, anyCase };
}

/** The rules for whole paths by their paths in lower case, each in the order of precedence. */
function groupedByCase(rules: CompiledRules['rules'], order: readonly number[]): Map<string, number[]> {
  const groups = new Map<string, number[]>();
  for (const i of order) {
    if (!isExact(rules[i].source)) continue;
    const lower = patternText(rules[i]).toLowerCase();
    const group = groups.get(lower);
    if (group === undefined) groups.set(lower, [i]);
    else group.push(i);
  }
  return groups;
}

/** The keys of a group with their lists; undefined if one of them is too long. */
function listsOf(
  lower: string, group: readonly number[], rules: CompiledRules['rules'], patterns: Candidates, stored: StoredRules,
): [string, StoredList][] | undefined {
  const folds = group.some((i) => !rules[i].caseSensitive);
  const spellings = new Set(group.map((i) => patternText(rules[i])));
  const lists: [string, StoredList | undefined][] = [...spellings].map((path) => {
    const own = new Set(group.filter((i) => !rules[i].caseSensitive || patternText(rules[i]) === path));
    const all = patterns.merged(own, path, stored);
    return [pathKey(path), valueOf(path, all.map((i) => (own.has(i) ? stored.here(i) : stored.rule(i))), false)];
  });
  if (folds) {
    const all = patterns.mergedInAnyCase(group, lower, stored);
    const isHere = (i: number): boolean => isExact(rules[i].source) && !rules[i].caseSensitive;
    const list = all.map((i) => (isHere(i) ? stored.here(i) : stored.rule(i)));
    lists.push([anyCaseKey(lower), valueOf(lower, list, true)]);
  }
  return lists.every((list): list is [string, StoredList] => list[1] !== undefined) ? lists : undefined;
}

function valueOf(path: string, list: Parameters<typeof storedList>[1], anyCase: boolean): StoredList | undefined {
  const check = isHashed(path) ? `#${hashed(path, 1)}` : '';
  const plain = check || anyCase ? undefined : plainValue(list);
  if (plain !== undefined && utf8Bytes(plain) <= VALUE_MAX_BYTES) return { value: plain, parts: new Map() };
  return storedList(check, list, MOST_READS - (anyCase ? READS_BEFORE_ANY_CASE : 1));
}

/** Finds the patterns that match a path, with or without a slash at its end. */
class Candidates {
  private readonly rank = new Map<number, number>();
  private readonly patterns: readonly number[];
  /** Where a pattern is in the index. */
  private readonly places = new Map<number, number>();
  private readonly index: RuleIndex;
  private folded?: RuleIndex;

  constructor(private readonly list: Pick<CompiledRules, 'rules' | 'order'>) {
    list.order.forEach((rule, at) => { this.rank.set(rule, at); });
    this.patterns = list.order.filter((i) => !isExact(list.rules[i].source));
    this.patterns.forEach((rule, at) => { this.places.set(rule, at); });
    this.index = new RuleIndex(this.patterns.map((i) => list.rules[i]));
  }

  /** Rules for a path with the patterns that match it, up to what answers every request for it. */
  merged(own: Iterable<number>, path: string, stored: StoredRules): number[] {
    return this.upToCertain(own, path, this.index, (i, slashed) => stored.isCertain(i) && this.fits(i, path, slashed));
  }

  /** The same for all spellings of a path: a pattern that matches one of them may not match the others. */
  mergedInAnyCase(own: Iterable<number>, lower: string, stored: StoredRules): number[] {
    const { rules } = this.list;
    this.folded ??= new RuleIndex(this.patterns.map((i) => ({ ...rules[i], caseSensitive: false })));
    return this.upToCertain(own, lower, this.folded, (i, slashed) => (
      !rules[i].caseSensitive && stored.isCertain(i) && this.fits(i, lower, slashed)));
  }

  private upToCertain(
    own: Iterable<number>, path: string, index: RuleIndex, isCertain: (i: number, slashed: string) => boolean,
  ): number[] {
    const requested = path === '' ? ['/'] : [path, `${path}/`];
    const matching = requested.flatMap((one) => index.fitting(one)).map((at) => this.patterns[at]);
    const all = [...new Set([...own, ...matching])].sort((a, b) => this.rank.get(a)! - this.rank.get(b)!);
    let open = requested;
    const end = all.findIndex((i) => {
      open = open.filter((slashed) => !isCertain(i, slashed));
      return open.length === 0;
    });
    return end < 0 ? all : all.slice(0, end + 1);
  }

  private fits(i: number, path: string, slashed: string): boolean {
    const { source, dialect } = this.list.rules[i];
    // Patterns leave out some challenges of certificate authorities there.
    if (!isExact(source)) return !path.startsWith('/.well-known/') && this.index.fits(this.places.get(i)!, slashed);
    return dialect.slash !== 'strict' || path === '' || source.slash === slashed.endsWith('/');
  }
}
