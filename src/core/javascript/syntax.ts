/** A node of a syntax tree, as ESTree describes it. */
export interface SyntaxNode {
  readonly type: string;
  /** The first character, and the one after the last. */
  readonly start: number;
  readonly end: number;
  readonly [property: string]: unknown;
}

/** A parsed file. */
export interface Parsed {
  readonly code: string;
  /** The node of type `Program`. */
  readonly program: SyntaxNode;
  readonly comments: readonly SyntaxNode[];
}

/** The nodes directly inside a node. */
export function childrenOf(node: SyntaxNode): SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (const name in node) {
    const value = node[name];
    if (isNode(value)) children.push(value);
    else if (Array.isArray(value)) for (const item of value) if (isNode(item)) children.push(item);
  }
  return children;
}

/** A cache: each question about a file looks at all of its nodes, and a parsed file does not change. */
const known = new WeakMap<SyntaxNode, readonly SyntaxNode[]>();

/** A node and all nodes inside it, except those inside a node that `enter` rejects. */
export function nodesIn(node: SyntaxNode, enter?: (inner: SyntaxNode) => boolean): readonly SyntaxNode[] {
  if (enter !== undefined || node.type !== 'Program') return listNodes(node, enter, []);
  const nodes = known.get(node) ?? listNodes(node, undefined, []);
  known.set(node, nodes);
  return nodes;
}

function listNodes(
  node: SyntaxNode, enter: ((inner: SyntaxNode) => boolean) | undefined, nodes: SyntaxNode[],
): SyntaxNode[] {
  nodes.push(node);
  for (const child of childrenOf(node)) if (enter === undefined || enter(child)) listNodes(child, enter, nodes);
  return nodes;
}

/** The statements of a file. */
export function statementsOf({ program }: Parsed): readonly SyntaxNode[] {
  return program.body as readonly SyntaxNode[];
}

export function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && typeof (value as SyntaxNode).type === 'string';
}

/** The name of an identifier, or the value of a text; undefined for any other node. */
export function nameOf(node: unknown): string | undefined {
  if (!isNode(node)) return undefined;
  if (node.type === 'Identifier') return node.name as string;
  return node.type === 'Literal' && typeof node.value === 'string' ? node.value : undefined;
}

/** The property that a member expression reads, in either spelling; undefined if it is computed. */
export function memberName(node: SyntaxNode): string | undefined {
  if (node.type !== 'MemberExpression') return undefined;
  const property = node.property as SyntaxNode;
  return node.computed && property.type !== 'Literal' ? undefined : nameOf(property);
}

export function isFunction({ type }: SyntaxNode): boolean {
  return type === 'FunctionDeclaration' || type === 'FunctionExpression' || type === 'ArrowFunctionExpression';
}
