import { partName } from './keys';
import { utf8Bytes, VALUE_MAX_BYTES } from './limits';
import type { FunctionRule } from '../function/format';

/** The value of a key, and the parts of its list that have keys of their own. */
export interface StoredList {
  readonly value: string;
  /** By their names. */
  readonly parts: ReadonlyMap<string, string>;
}

/**
 * A list of rules as the value of a key: what comes first (see `nodeValue` and `pathValue`), then rules, then names of
 * further parts. Undefined if it takes more than `most` parts.
 */
export function storedList(lead: string, rules: readonly FunctionRule[], most: number): StoredList | undefined {
  const texts = rules.map((rule) => JSON.stringify(rule));
  const value = JSON.stringify([lead]).slice(0, -1);
  const whole = `${[value, ...texts].join(',')}]`;
  if (utf8Bytes(whole) <= VALUE_MAX_BYTES) return { value: whole, parts: new Map() };
  if (most === 0) return undefined;
  const names = most * BYTES_OF_A_NAME;
  const here = fitting(texts, 0, VALUE_MAX_BYTES - utf8Bytes(value) - 1 - names);
  const parts = new Map<string, string>();
  for (let at = here; at < texts.length;) {
    const next = at + fitting(texts, at, VALUE_MAX_BYTES - 1);
    if (next === at || parts.size === most) return undefined;
    const part = `[${texts.slice(at, next).join(',')}]`;
    parts.set(partName(part), part);
    at = next;
  }
  const quoted = [...parts.keys()].map((name) => JSON.stringify(name));
  return { value: `${[value, ...texts.slice(0, here), ...quoted].join(',')}]`, parts };
}

/** Two hashes of at most 14 characters, quotes and comma. */
const BYTES_OF_A_NAME = 31;

/** How many texts from an index on fit, each with a comma. */
function fitting(texts: readonly string[], from: number, bytes: number): number {
  let [count, room] = [0, bytes];
  while (from + count < texts.length && (room -= utf8Bytes(texts[from + count]) + 1) >= 0) count++;
  return count;
}

/** Whether a rule fits into a part. */
export function fitsPart(rule: FunctionRule): boolean {
  return utf8Bytes(JSON.stringify(rule)) + 2 <= VALUE_MAX_BYTES;
}

/**
 * Most paths have one rule without conditions, which is the status and the target: `301/new`. Such a value takes less
 * room and less time to read than JSON.
 */
export function plainValue(rules: readonly FunctionRule[]): string | undefined {
  if (rules.length !== 1) return undefined;
  const [source, status, flags = 0, target = '', ...more] = rules[0];
  return source || flags || more.length > 0 ? undefined : `${status}${target || ''}`;
}
