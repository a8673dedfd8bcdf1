import { isOpen, Segment } from '../rule/model';
import { insert, newNode, TrieNode } from '../traits/source-trie';

/** Finds the sources that may share a path with another one: more than do, never fewer. */
export class Overlaps {
  private readonly root: TrieNode = newNode();
  private found: number[] = [];
  /** Steps that may still be taken: two long lists of wildcards can all meet each other. */
  left: number;

  constructor(most: number) {
    this.left = most;
  }

  add(segments: readonly Segment[], rule: number): void {
    insert(this.root, segments, rule, true);
  }

  with(segments: readonly Segment[]): number[] {
    this.found = [];
    this.forwards(this.root, segments, 0);
    return this.found;
  }

  /** From the front up to the first wildcard of either that takes whole segments. */
  private forwards(node: TrieNode, segments: readonly Segment[], i: number): void {
    if (node.splat) this.backwards(node.splat, segments, i, segments.length);
    if (i === segments.length) this.found.push(...node.rules);
    else if (isOpen(segments[i])) this.under(node);
    else for (const child of this.fitting(node, segments[i])) this.forwards(child, segments, i + 1);
  }

  /** Behind its wildcard a source is filed from its end. */
  private backwards(node: TrieNode, segments: readonly Segment[], from: number, to: number): void {
    this.found.push(...node.rules);
    if (from === to) return;
    const last = segments[to - 1];
    if (isOpen(last)) for (const child of childrenOf(node)) this.under(child);
    else for (const child of this.fitting(node, last)) this.backwards(child, segments, from, to - 1);
  }

  private under(node: TrieNode): void {
    if (--this.left < 0) return;
    this.found.push(...node.rules);
    for (const child of childrenOf(node)) {
      this.under(child);
      if (child.splat) this.under(child.splat);
    }
  }

  private fitting(node: TrieNode, segment: Segment): TrieNode[] {
    this.left -= 1 + node.prefixes.size + node.suffixes.size;
    if (this.left < 0) return [];
    if (segment.kind !== 'literal') return childrenOf(node);
    const text = segment.text.toLowerCase();
    const begins = [...node.prefixes].filter(([prefix]) => text.startsWith(prefix));
    const ends = [...node.suffixes].filter(([suffix]) => text.endsWith(suffix));
    const literal = node.literals.get(text);
    return [...begins, ...ends].map(([, child]) => child).concat(literal ?? [], node.wild ?? []);
  }
}

function childrenOf({ literals, prefixes, suffixes, wild }: TrieNode): TrieNode[] {
  return [...literals.values(), ...prefixes.values(), ...suffixes.values(), ...(wild ? [wild] : [])];
}
