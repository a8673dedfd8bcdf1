import { topLevelBindings } from './bindings';
import { memberName, nameOf, nodesIn, type Parsed, type SyntaxNode } from './syntax';

/**
 * Names of its top level that a file reads as properties of the global object; `*` if it cannot be known which.
 *
 * In a scope of their own, declarations are no such properties.
 */
export function globalsByProperty(file: Parsed): string[] {
  const declared = new Set(topLevelBindings(file).map(({ name }) => name));
  if (declared.size === 0) return [];
  const known = new Set<SyntaxNode>();
  const found = new Set<string>();
  for (const node of nodesIn(file.program)) {
    if (node.type !== 'MemberExpression' || !isGlobalObject(node.object as SyntaxNode, file)) continue;
    known.add(node.object as SyntaxNode);
    const name = memberName(node);
    if (name === undefined) found.add('*');
    else if (declared.has(name)) found.add(name);
  }
  return [...found, ...(escapes(file, known) ? ['*'] : [])];
}

/** Whether the global object is used in any other way than to read a property or its type. */
function escapes(file: Parsed, known: ReadonlySet<SyntaxNode>): boolean {
  const harmless = new Set(known);
  for (const node of nodesIn(file.program)) {
    if (node.type === 'UnaryExpression' && node.operator === 'typeof') harmless.add(node.argument as SyntaxNode);
    if (node.type === 'MemberExpression' && !node.computed) harmless.add(node.property as SyntaxNode);
    if (node.type === 'Property' && !node.computed && !node.shorthand) harmless.add(node.key as SyntaxNode);
  }
  return [...nodesIn(file.program)].some((node) => isGlobalObject(node, file) && !harmless.has(node));
}

/** `globalThis`, or `this` outside of functions. */
function isGlobalObject(node: SyntaxNode, file: Parsed): boolean {
  return nameOf(node) === 'globalThis' && node.type === 'Identifier'
    || (node.type === 'ThisExpression' && topLevelThis(file).has(node));
}

const thisOfFiles = new WeakMap<Parsed, ReadonlySet<SyntaxNode>>();

function topLevelThis(file: Parsed): ReadonlySet<SyntaxNode> {
  const known = thisOfFiles.get(file) ?? new Set(topLevelNodes(file).filter(({ type }) => type === 'ThisExpression'));
  thisOfFiles.set(file, known);
  return known;
}

/** Nodes whose `this` is that of the file. Arrow functions have no `this` of their own. */
function topLevelNodes({ program }: Parsed): SyntaxNode[] {
  return [...nodesIn(program, ({ type }) => !/^Function|^Class|^PropertyDefinition/.test(type))];
}
