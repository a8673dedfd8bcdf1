import { eachCondition } from '../rule/conditions';
import type { RedirectRule } from '../rule/model';
import { exemptPrefixOf } from '../traits/exempt-prefix';

/**
 * Finds, among rules for the same paths, those that could shadow a rule, without trying all: each is filed under a
 * condition that the other rule must have as well.
 */
export class ConditionIndex {
  private readonly filed = new Map<string, number[]>();

  constructor(rules: readonly RedirectRule[], members: readonly number[]) {
    const choices = members.map((i) => requiredKeys(rules[i]));
    const counts = new Map<string, number>();
    for (const keys of choices) {
      for (const list of keys) for (const key of list) counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    const most = (keys: readonly string[]): number => Math.max(...keys.map((key) => counts.get(key)!));
    members.forEach((i, n) => {
      const [first, ...rest] = choices[n];
      this.file(
        first === undefined ? [''] : rest.reduce((best, keys) => (most(keys) < most(best) ? keys : best), first),
        i,
      );
      const prefix = exemptPrefixOf(rules[i]);
      if (prefix?.startsWith('/')) this.file([`under ${prefix}`], i);
    });
  }

  /** The first rule under one of these keys that passes. */
  first(keys: readonly string[], passes: (other: number) => boolean): number | undefined {
    let first: number | undefined;
    for (const key of keys) {
      const found = this.filed.get(key)?.find((other) => (first !== undefined && other >= first) || passes(other));
      if (found !== undefined && (first === undefined || found < first)) first = found;
    }
    return first;
  }

  private file(keys: readonly string[], rule: number): void {
    for (const key of keys.length > 1 ? new Set(keys) : keys) {
      const list = this.filed.get(key);
      if (list !== undefined) list.push(rule);
      else this.filed.set(key, [rule]);
    }
  }
}

/** For each condition of a rule, the keys of which an implying rule has at least one. */
function requiredKeys(rule: RedirectRule): string[][] {
  return eachCondition(rule, (condition, value) => condition.requires(value));
}

/** The keys under which a rule that is implied by this one is filed. */
export function offeredKeys(rule: RedirectRule): string[] {
  return ['', ...eachCondition(rule, (condition, value) => condition.offers(value))];
}

/** The keys under which a rule that exempts this path is filed. */
export function foldersOf(path: string): string[] {
  const folders: string[] = [];
  const text = `${path}/`;
  for (let slash = text.indexOf('/'); slash >= 0; slash = text.indexOf('/', slash + 1)) {
    folders.push(`under ${text.slice(0, slash + 1)}`);
  }
  return folders;
}
