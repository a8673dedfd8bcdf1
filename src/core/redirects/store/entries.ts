import { isKeyOf, keyLead, PREFIX, tierOf } from './keys';
import { kindProblems, RULE_KINDS, type RuleKind } from './kinds';
import { MOST_READS, STORE_MAX_BYTES, utf8Bytes, VALUE_MAX_BYTES } from './limits';
import { pathEntries } from './paths';
import { StoredRules } from './rules';
import { PatternTree } from './tree';
import { fitsPart } from './values';
import { error, type Problem } from '../../problem';
import type { CompiledRules } from '../compile';
import { isExact } from '../rule/model';

/** A list of rules as the entries of a CloudFront KeyValueStore. */
export interface StoreEntries {
  /** Empty if there are problems. */
  readonly entries: ReadonlyMap<string, string>;
  /** Rules that cannot be filed, with their places. */
  readonly problems: readonly Problem[];
  /**
   * Where a key stands in the order of writing: keys of a lower tier are written first, and deleted last, so that a
   * store in which only a part is written answers each URL as the old or the new list.
   */
  tierOf(key: string): number;
  /** Whether a key of the store belongs to this list, so that it is deleted if the list has it no more. */
  isOwn(key: string): boolean;
}

/**
 * Files rules for a CloudFront Function that reads a store (ADR 027): a path without wildcards takes one read, any
 * other request at most four.
 *
 * @param prefix What the keys of this list begin with, if the store has others: see `PREFIX`.
 * @param kinds Those for which the function has code.
 */
export function storeEntries(
  compiled: Pick<CompiledRules, 'rules' | 'order' | 'findings'>, prefix = '', kinds: readonly RuleKind[] = RULE_KINDS,
): StoreEntries {
  if (!PREFIX.test(prefix)) throw new RangeError(`${JSON.stringify(prefix)} is not a prefix`);
  const lead = keyLead(prefix);
  const { found, problems } = filed(compiled, kinds);
  const entries = new Map([...found].map(([key, value]) => [lead + key, value]));
  const all = problems.length > 0 ? problems : sizeProblems(compiled, entries);
  return {
    entries: all.length > 0 ? new Map() : entries,
    problems: all,
    tierOf: (key) => tierOf(lead, key),
    isOwn: (key) => isKeyOf(prefix, key),
  };
}

interface Filed {
  readonly found: ReadonlyMap<string, string>;
  readonly problems: readonly Problem[];
}

const NONE: ReadonlyMap<string, string> = new Map();

function filed(
  compiled: Pick<CompiledRules, 'rules' | 'order' | 'findings'>, kinds: readonly RuleKind[],
): Filed {
  const { rules, order } = compiled;
  const stored = new StoredRules(compiled);
  const ofOtherKinds = kindProblems(compiled, kinds, stored);
  if (ofOtherKinds.length > 0) return { found: NONE, problems: ofOtherKinds };
  const long = order.filter((i) => !fitsPart(stored.rule(i)));
  if (long.length > 0) {
    return {
      found: NONE,
      problems: inFileOrder(long).map((i) => error('EDGE_REDIRECT_STORE_VALUE',
        `${JSON.stringify(rules[i].from)} and its target take more than the ${VALUE_MAX_BYTES.toLocaleString('en-US')} `
      + 'bytes that a key value store has for a value; shorten them', rules[i])),
    };
  }
  const paths = pathEntries(compiled, stored);
  const left = new Set(paths.left);
  const list = order.filter((i) => left.has(i) || !isExact(rules[i].source));
  const tree = new PatternTree(rules, stored, paths.anyCase ? 1 : 0).entries(list, paths.anyCase ? '~' : '');
  if ('entries' in tree) return { found: new Map([...paths.entries, ...tree.entries]), problems: [] };
  const [first, ...others] = inFileOrder(tree.stuck.rules);
  return {
    found: NONE,
    problems: [error('EDGE_REDIRECT_STORE_READS', `${JSON.stringify(rules[first].from)} and ${others.length} more `
      + 'rules cannot be filed: no text in their paths tells them apart, so that a request would take more than '
      + `${MOST_READS} reads of the store; begin them with different folders, or use fewer of them`, rules[first])],
  };
}

/** Reports the first rule, in the order of the file, that does not fit into the store. */
function sizeProblems(
  { rules, order }: Pick<CompiledRules, 'rules' | 'order'>, entries: ReadonlyMap<string, string>,
): Problem[] {
  let bytes = 0;
  for (const [key, value] of entries) bytes += utf8Bytes(key) + utf8Bytes(value);
  if (bytes <= STORE_MAX_BYTES) return [];
  // Rules of one list are about equally long.
  const fit = Math.floor(order.length * STORE_MAX_BYTES / bytes);
  const first = inFileOrder(order)[fit];
  const count = (n: number): string => n.toLocaleString('en-US');
  return [error('EDGE_REDIRECT_STORE_SIZE', `has ${count(order.length)} rules, which take ${count(bytes)} bytes of a `
    + `key value store; CloudFront allows ${count(STORE_MAX_BYTES)}, about as many as the rules before `
    + `${JSON.stringify(rules[first].from)} take: use fewer rules, or keep them in the code of Lambda@Edge`,
  rules[first])];
}

function inFileOrder(order: readonly number[]): number[] {
  return [...order].sort((a, b) => a - b);
}
