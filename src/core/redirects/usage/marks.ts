import { RuleIndex } from '../checks/rule-index';
import type { CompiledRules } from '../compile';
import type { FunctionRule } from '../function/format';
import { StoredRules } from '../store/rules';
import { normalizePath } from '../url/path';
import { objectPathOf } from '../url/root-object';

type List = Pick<CompiledRules, 'rules' | 'order' | 'findings'>;

/** What a function has logged about a rule: its number in the list, or of a key value store the hash of the rule. */
export function markIn(text: string | undefined): string | undefined {
  return /^rule(?:=|%3D)(\d{1,7}|h-?[\da-z]{1,7})$/i.exec(text ?? '')?.[1];
}

/**
 * Finds the rules that functions have logged. A list may have changed since, so that a number alone says nothing: the
 * rule has to match the path as well.
 */
export class RuleMarks {
  private index?: RuleIndex;
  private byHash?: ReadonlyMap<string, readonly number[]>;

  constructor(private readonly list: List, private readonly rootObject = '') {}

  /**
   * The number of the rule; undefined if it is one of another list, or of another version of this one.
   *
   * @param likely The rule that matches what else the log says of the request: equal rules of a store have one hash.
   */
  ruleOf(mark: string, path: string, likely?: number): number | undefined {
    const numbers = mark.startsWith('h') ? this.hashed.get(mark.slice(1)) ?? [] : [Number(mark)];
    this.index ??= new RuleIndex(this.list.rules, objectPathOf(this.rootObject));
    const fitting = new Set(this.index.fitting(normalizePath(path.replace(/\/{2,}/g, '/'))));
    const found = numbers.filter((number) => fitting.has(number));
    return likely !== undefined && found.includes(likely) ? likely : found[0];
  }

  private get hashed(): ReadonlyMap<string, readonly number[]> {
    if (this.byHash !== undefined) return this.byHash;
    const byHash = new Map<string, number[]>();
    const stored = new StoredRules(this.list);
    for (const i of this.list.order) {
      for (const text of new Set(textsOf(stored.rule(i), stored.here(i)))) {
        const hash = hashOf(text);
        const before = byHash.get(hash);
        if (before) before.push(i);
        else byHash.set(hash, [i]);
      }
    }
    return this.byHash = byHash;
  }
}

/** A rule as the function has it: with its source, in the value of its path, or as a plain value (`301/new`). */
function textsOf(rule: FunctionRule, here: FunctionRule): string[] {
  const [, status, , target] = here;
  return [rule, here, [0, status, 0, target || '']].map((one) => JSON.stringify(one));
}

/** As `handlers/cloudfront-function/redirect-log-stored.ts` computes it. */
export function hashOf(text: string): string {
  let hash = 0;
  // eslint-disable-next-line no-bitwise -- hashes are computed with bits
  for (let k = 0; k < text.length; k++) hash = Math.imul(hash, 31) + text.charCodeAt(k) | 0;
  return hash.toString(36);
}
