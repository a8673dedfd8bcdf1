import type { PatternNode } from './pattern';
import type { Expression } from './regex';
import { Untranslatable } from './untranslatable';

const ANYTHING: PatternNode = { kind: 'rest', least: 0 };

/** The nodes of a regular expression, with wildcards at the ends without `^` or `$`. */
export function anchored({ nodes, start, end }: Expression): readonly PatternNode[] {
  const before = start || isOpen(nodes[0]) ? [] : [ANYTHING];
  // The expression matches at the first possible position, whereas `*` matches as much as possible.
  if (before.length > 0 && nodes.some((node) => captures(node, false))) {
    throw new Untranslatable('it may match anywhere in the path; begin it with ^');
  }
  const after = end || isOpen(nodes[nodes.length - 1]) ? [] : [ANYTHING];
  return [...before, ...nodes, ...after];
}

/** Whether a node captures what a wildcard matches. */
function captures(node: PatternNode, named: boolean): boolean {
  if (typeof node === 'string') return false;
  if (node.kind !== 'choice') return named || (node.kind === 'segment' && node.name !== undefined);
  return node.of.some((list) => list.some((inner) => captures(inner, named || node.name !== undefined)));
}

/** The same nodes with a prefix for the names of captures: conditions and rules number theirs separately. */
export function renamed(nodes: readonly PatternNode[], prefix: string): PatternNode[] {
  return nodes.map((node) => {
    if (typeof node === 'string' || node.kind !== 'choice') return node;
    const of = node.of.map((list) => renamed(list, prefix));
    return { kind: 'choice', of, ...(node.name === undefined ? {} : { name: prefix + node.name }) };
  });
}

/** Whether a node is a wildcard for any rest of a path, in a group or not. */
function isOpen(node: PatternNode | undefined): boolean {
  if (node === undefined || typeof node === 'string') return false;
  return (
    node.kind === 'rest' || (node.kind === 'choice' && node.of.every((list) => list.length === 1 && isOpen(list[0])))
  );
}
