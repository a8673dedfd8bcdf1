import type { PatternNode } from './pattern';
import type { Expression } from './regex';
import { Untranslatable } from './untranslatable';

const ANYTHING: PatternNode = { kind: 'rest', least: 0 };

/** The nodes of a regular expression that is looked for in a text: what is not held by `$` goes on with anything. */
export function anchored({ nodes, start, end }: Expression): readonly PatternNode[] {
  if (!start && !isOpen(nodes[0])) throw new Untranslatable('it is looked for anywhere in the path; begin it with ^');
  return end || isOpen(nodes[nodes.length - 1]) ? nodes : [...nodes, ANYTHING];
}

/** Whether a node is any rest of a path, in a group or not. */
function isOpen(node: PatternNode | undefined): boolean {
  if (node === undefined || typeof node === 'string') return false;
  return (
    node.kind === 'rest' || (node.kind === 'choice' && node.of.every((list) => list.length === 1 && isOpen(list[0])))
  );
}
