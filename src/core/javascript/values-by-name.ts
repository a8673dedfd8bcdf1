import { isNode, nameOf, nodesIn, type Parsed, type SyntaxNode } from './syntax';

/**
 * What each name in a file may be: one that is declared or assigned twice may be either. A parameter may be anything,
 * which is undefined here.
 */
export type ValuesByName = ReadonlyMap<string, readonly (SyntaxNode | undefined)[]>;

export function valuesByName({ program }: Parsed): ValuesByName {
  const values = new Map<string, (SyntaxNode | undefined)[]>();
  const add = (name: string | undefined, value: unknown) => {
    if (name !== undefined) values.set(name, [...values.get(name) ?? [], isNode(value) ? value : undefined]);
  };
  for (const node of nodesIn(program)) {
    if (node.type === 'VariableDeclarator') add(nameOf(node.id), node.init);
    if (node.type === 'AssignmentExpression') add(nameOf(node.left), node.right);
    for (const parameter of (node.params ?? []) as SyntaxNode[]) add(nameOf(parameter), undefined);
  }
  return values;
}

/** The only value of a name; the node itself if it has no name, or if its value is not known. */
export function valueOf(node: SyntaxNode, values: ValuesByName): SyntaxNode {
  const possible = node.type === 'Identifier' ? values.get(node.name as string) : undefined;
  return possible?.length === 1 && possible[0] !== undefined ? possible[0] : node;
}
