import { Cursor, readNumber, readString } from './cursor';
import { READS } from '../format';

/** Rules that read more than is declared. */
export interface Refused {
  /** Those that would not know whether they apply. */
  readonly untested: ReadonlySet<number>;
  /** Those that would not know their answer. */
  readonly unanswered: ReadonlySet<number>;
  /** What they read, such as `header:referer`. */
  readonly parts: readonly string[];
}

/**
 * The rules that read a part of the request that is not declared. A declared text that ends with `*` stands for all
 * that begin like it.
 */
export function refusedRules(c: Cursor, declared: readonly string[]): Refused {
  const sets = [new Set<number>(), new Set<number>()];
  const parts: string[] = [];
  c.at = READS;
  for (let left = readNumber(c); left > 0; left--) {
    const part = readString(c);
    const isRefused = !isDeclared(part, declared);
    if (isRefused && !parts.includes(part)) parts.push(part);
    const rules = sets[readNumber(c)];
    let rule = 0;
    for (let spans = readNumber(c); spans > 0; spans--) {
      rule += readNumber(c);
      for (let count = readNumber(c); count > 0; count--) {
        if (isRefused) rules.add(rule);
        rule++;
      }
    }
  }
  return { untested: sets[0], unanswered: sets[1], parts };
}

export function isDeclared(part: string, declared: readonly string[]): boolean {
  return declared.some((one) => (one.endsWith('*') ? part.startsWith(one.slice(0, -1)) : part === one));
}
