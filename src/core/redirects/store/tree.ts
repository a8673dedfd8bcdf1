import { childKey, MOST_DEPTH, partKey, ROOT_KEY, short } from './keys';
import { MOST_READS } from './limits';
import { HOST, literalsOf } from './literals';
import type { StoredRules } from './rules';
import { storedList } from './values';
import type { RedirectRule } from '../rule/model';

/** The entries of a tree, or the rule that it has no room for. */
export type Tree = { readonly entries: ReadonlyMap<string, string> } | { readonly stuck: Stuck };

/** A node whose list is too long, although no text tells its rules apart. */
export interface Stuck {
  readonly rules: readonly number[];
}

/** Before the first node, the path itself is read. */
const READS_BEFORE = 1;

/**
 * Files rules that a request cannot find by its whole path. The value of a node is a list, and the place of the path or
 * of the request at which it branches: the child for the text there has a list of its own, which is complete. So the
 * last node that is found has the whole answer, and a node that is written changes the answers of its URLs at once. A
 * child has all rules that a request with its text may match: those with that text, and those that have none there.
 */
export class PatternTree {
  private readonly literals = new Map<number, ReadonlyMap<string, string>>();
  private readonly rank = new Map<number, number>();

  /** @param spent Reads that a request may need besides those of the nodes. */
  constructor(
    private readonly rules: readonly RedirectRule[],
    private readonly stored: StoredRules,
    private readonly spent: number,
  ) {}

  /**
   * @param list In the order of precedence.
   * @param mark What the first node has before its place.
   */
  entries(list: readonly number[], mark: string): Tree {
    list.forEach((rule, at) => {
      this.rank.set(rule, at);
      this.literals.set(rule, literalsOf(this.rules[rule]));
    });
    return this.node(ROOT_KEY, list, 0, mark);
  }

  private node(key: string, list: readonly number[], depth: number, mark: string): Tree {
    const here = this.list(mark, list, MOST_READS - READS_BEFORE - this.spent - 1 - depth);
    if (here !== undefined && (depth > 0 || here.size === 1)) return { entries: keyed(key, here) };
    let stuck: Stuck = { rules: list };
    if (depth + this.spent < MOST_DEPTH) {
      for (const { place, groups, rest } of this.branches(list)) {
        const tree = this.branch(key, place, groups, rest, depth, mark);
        if ('entries' in tree) return tree;
        if (tree.stuck.rules.length < stuck.rules.length) ({ stuck } = tree);
      }
    }
    return here === undefined ? { stuck } : { entries: keyed(key, here) };
  }

  private branch(
    key: string, place: string, groups: Groups, rest: readonly number[], depth: number, mark: string,
  ): Tree {
    // A child that is not there has been read, too.
    const here = this.list(mark + place, rest, MOST_READS - READS_BEFORE - this.spent - 2 - depth);
    if (here === undefined) return { stuck: { rules: rest } };
    const entries = new Map(keyed(key, here));
    for (const [text, own] of groups) {
      const tree = this.node(childKey(key, place, text), this.inOrder([...own, ...rest]), depth + 1, '');
      if (!('entries' in tree)) return tree;
      for (const [name, value] of tree.entries) entries.set(name, value);
    }
    return { entries };
  }

  private inOrder(list: readonly number[]): number[] {
    return [...list].sort((a, b) => this.rank.get(a)! - this.rank.get(b)!);
  }

  /** The value under an empty name, and the parts of the list. */
  private list(lead: string, list: readonly number[], room: number): Map<string, string> | undefined {
    const made = storedList(lead, list.map((i) => this.stored.rule(i)), room);
    if (made === undefined) return undefined;
    return new Map([['', made.value], ...[...made.parts.values()].map((part) => [partKey(part), part] as const)]);
  }

  /** The places at which a list can branch: those first that leave least in one list. */
  private branches(list: readonly number[]): Branch[] {
    const places = new Set(list.flatMap((i) => [...this.literals.get(i)!.keys()]));
    const branches = [...places].map((place): Branch & { largest: number } => {
      const groups: Groups = new Map();
      const rest: number[] = [];
      for (const i of list) {
        const text = this.literals.get(i)!.get(place);
        // Texts with one hash share a child.
        const group = text === undefined ? rest : groups.get(short(text));
        if (group === undefined) groups.set(short(text!), [i]);
        else group.push(i);
      }
      const largest = Math.max(...[...groups.values()].map(({ length }) => length)) + rest.length;
      return { place, groups, rest, largest };
    });
    return branches.filter(({ largest, groups }) => groups.size > 0 && largest < list.length)
      .sort((a, b) => a.largest - b.largest || (a.place === HOST ? 1 : 0) - (b.place === HOST ? 1 : 0));
  }
}

type Groups = Map<string, number[]>;

interface Branch {
  readonly place: string;
  readonly groups: Groups;
  readonly rest: readonly number[];
}

function keyed(key: string, list: ReadonlyMap<string, string>): Map<string, string> {
  return new Map([...list].map(([name, value]) => [name === '' ? key : name, value]));
}
