import type { Segment } from '../model';

/** A node of the index over patterns. It may propose a rule that does not fit, never miss one that does. */
export interface TrieNode {
  readonly literals: Map<string, TrieNode>;
  readonly prefixes: Map<string, TrieNode>;
  readonly suffixes: Map<string, TrieNode>;
  wild?: TrieNode;
  splat?: TrieNode;
  readonly rules: number[];
}

export function newNode(): TrieNode {
  return { literals: new Map(), prefixes: new Map(), suffixes: new Map(), rules: [] };
}

/**
 * Files a rule under its segments: forwards up to the first wildcard, then backwards from the end up to the last. What lies between is left
 * to the matcher.
 */
export function insert(root: TrieNode, segments: readonly Segment[], rule: number, fold: boolean): void {
  const open = (segment: Segment): boolean => segment.kind === 'splat' || segment.kind === 'star';
  let node = root;
  let from = 0;
  let to = segments.length;
  for (; from < to && !open(segments[from]); from++) node = step(node, segments[from], fold);
  if (from < to) {
    node = node.splat ??= newNode();
    for (; to > from + 1 && !open(segments[to - 1]); to--) node = step(node, segments[to - 1], fold);
  }
  node.rules.push(rule);
}

function step(node: TrieNode, segment: Segment, fold: boolean): TrieNode {
  const cased = (text: string): string => (fold ? text.toLowerCase() : text);
  if (segment.kind === 'literal') return child(node.literals, cased(segment.text));
  const pieces = segment.kind === 'placeholder' ? segment.pieces : [];
  const first = pieces[0];
  const last = pieces[pieces.length - 1];
  if (typeof first === 'string') return child(node.prefixes, cased(first));
  if (typeof last === 'string') return child(node.suffixes, cased(last));
  return node.wild ??= newNode();
}

function child(children: Map<string, TrieNode>, key: string): TrieNode {
  let node = children.get(key);
  if (node === undefined) children.set(key, node = newNode());
  return node;
}
