import { isOpen, Segment } from '../rule/model';
import { insert, newNode, TrieNode } from '../traits/source-trie';

/** Finds the sources that may match a path of another one: a superset, never fewer. */
export class PatternTree {
  private readonly root: TrieNode = newNode();
  private found: number[] = [];
  /** The remaining steps: in two long lists of wildcards, each source may overlap all others. */
  stepsLeft: number;

  constructor(mostSteps: number) {
    this.stepsLeft = mostSteps;
  }

  add(segments: readonly Segment[], rule: number): void {
    insert(this.root, segments, rule, true);
  }

  overlapping(segments: readonly Segment[]): number[] {
    this.found = [];
    this.forwards(this.root, segments, 0);
    return this.found;
  }

  /** Descends from the front up to the first wildcard of either source that matches whole segments. */
  private forwards(node: TrieNode, segments: readonly Segment[], i: number): void {
    if (node.splat) this.backwards(node.splat, segments, i, segments.length);
    if (i === segments.length) this.found.push(...node.rules);
    else if (isOpen(segments[i])) this.under(node);
    else for (const child of this.matching(node, segments[i])) this.forwards(child, segments, i + 1);
  }

  /** Descends from the end: after its wildcard, a source is filed backwards. */
  private backwards(node: TrieNode, segments: readonly Segment[], from: number, to: number): void {
    this.found.push(...node.rules);
    if (from === to) return;
    const last = segments[to - 1];
    if (isOpen(last)) for (const child of childrenOf(node)) this.under(child);
    else for (const child of this.matching(node, last)) this.backwards(child, segments, from, to - 1);
  }

  private under(node: TrieNode): void {
    if (--this.stepsLeft < 0) return;
    this.found.push(...node.rules);
    for (const child of childrenOf(node)) {
      this.under(child);
      if (child.splat) this.under(child.splat);
    }
  }

  private matching(node: TrieNode, segment: Segment): TrieNode[] {
    this.stepsLeft -= 1 + node.prefixes.size + node.suffixes.size;
    if (this.stepsLeft < 0) return [];
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
