import { isOpen, Segment } from '../rule/model';

/** A node of the index over sources, which may propose a rule that does not match, but never misses one that does. */
export interface TrieNode {
  literals: ReadonlyMap<string, TrieNode>;
  prefixes: ReadonlyMap<string, TrieNode>;
  suffixes: ReadonlyMap<string, TrieNode>;
  wild?: TrieNode;
  splat?: TrieNode;
  /** The rule that was inserted first through this node: the best one, if rules are inserted best first. */
  readonly best: number;
  rules: readonly number[];
}

export function newNode(best = 0): TrieNode {
  return { literals: NO_CHILDREN, prefixes: NO_CHILDREN, suffixes: NO_CHILDREN, best, rules: NO_RULES };
}

/** Nearly all nodes of a long list have no child of a kind, and an empty map takes more memory than the node. */
const NO_CHILDREN: ReadonlyMap<string, TrieNode> = new Map();
const NO_RULES: readonly number[] = [];

/**
 * The only rule at or under a node. The steps to it decide nothing, so that the matcher may try it at once: most
 * patterns are separated from all others after a segment or two. For several rules the steps pay, since each would have
 * to be tried.
 */
export function soleRule(node: TrieNode): number | undefined {
  let at = node;
  for (let under = childrenOf(at); under.length > 0; under = childrenOf(at)) {
    if (under.length > 1 || at.rules.length > 0) return undefined;
    at = under[0];
  }
  return at.rules.length === 1 ? at.rules[0] : undefined;
}

/** The children of a node; stops at two, because callers only need to know whether there is exactly one. */
function childrenOf({ literals, prefixes, suffixes, wild, splat }: TrieNode): TrieNode[] {
  const children: TrieNode[] = [];
  if (wild !== undefined) children.push(wild);
  if (splat !== undefined) children.push(splat);
  for (const named of [literals, prefixes, suffixes]) {
    if (named === NO_CHILDREN) continue;
    for (const node of named.values()) if (children.push(node) > 1) return children;
  }
  return children;
}

/**
 * Inserts a rule under its segments: forwards up to the first wildcard, then backwards from the end up to the last. The
 * matcher decides what lies between.
 */
export function insert(root: TrieNode, segments: readonly Segment[], rule: number, fold: boolean): void {
  let node = root;
  let from = 0;
  let to = segments.length;
  for (; from < to && !isOpen(segments[from]); from++) node = step(node, segments[from], rule, fold);
  if (from < to) {
    node = node.splat ??= newNode(rule);
    for (; to > from + 1 && !isOpen(segments[to - 1]); to--) node = step(node, segments[to - 1], rule, fold);
  }
  // An empty list makes room for many rules when the first is added, and nearly all nodes have one.
  if (node.rules === NO_RULES) node.rules = [rule];
  else (node.rules as number[]).push(rule);
}

function step(node: TrieNode, segment: Segment, rule: number, fold: boolean): TrieNode {
  const cased = (text: string): string => (fold ? text.toLowerCase() : text);
  if (segment.kind === 'literal') return child(node, 'literals', cased(segment.text), rule);
  const pieces = segment.kind === 'placeholder' ? segment.pieces : [];
  const first = pieces[0];
  const last = pieces[pieces.length - 1];
  if (typeof first === 'string') return child(node, 'prefixes', cased(first), rule);
  if (typeof last === 'string') return child(node, 'suffixes', cased(last), rule);
  return node.wild ??= newNode(rule);
}

function child(parent: TrieNode, kind: 'literals' | 'prefixes' | 'suffixes', key: string, rule: number): TrieNode {
  let node = parent[kind].get(key);
  if (node !== undefined) return node;
  if (parent[kind] === NO_CHILDREN) parent[kind] = new Map();
  (parent[kind] as Map<string, TrieNode>).set(key, node = newNode(rule));
  return node;
}
