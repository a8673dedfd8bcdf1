import { topLevelBindings } from './bindings';
import { isFunction, memberName, nameOf, nodesIn, type Parsed, type SyntaxNode } from './syntax';

/**
 * The properties that a handler reads of its event: directly, of a variable with the event, and in functions of the
 * file that get it.
 */
export function readsOfEvent(file: Parsed, handler: SyntaxNode): string[] {
  const functions = new Map(topLevelBindings(file).map(({ name, value }) => [name, value]));
  const found = new Set<string>();
  const seen = new Set<string>();
  const look = (fn: SyntaxNode, index: number) => {
    const key = `${fn.start} ${index}`;
    const parameter = (fn.params as SyntaxNode[])[index];
    if (parameter === undefined || seen.has(key)) return;
    seen.add(key);
    for (const name of keysOf(parameter)) found.add(name);
    const nodes = [...nodesIn(fn.body as SyntaxNode)];
    const names = holdersOf(nodes, nameOf(withoutDefault(parameter)));
    const isEvent = (node: unknown) => names.has(nameOf(node) ?? '');
    for (const node of nodes) {
      if (node.type === 'MemberExpression' && isEvent(node.object)) found.add(memberName(node) ?? '');
      if (node.type === 'VariableDeclarator' && isEvent(node.init)) {
        for (const name of keysOf(node.id as SyntaxNode)) found.add(name);
      }
      if (node.type === 'AssignmentExpression' && isEvent(node.right)) {
        for (const name of keysOf(node.left as SyntaxNode)) found.add(name);
      }
      const called = node.type === 'CallExpression' ? functions.get(nameOf(node.callee) ?? '') : undefined;
      if (called === undefined || !isFunction(called)) continue;
      (node.arguments as SyntaxNode[]).forEach((given, at) => { if (isEvent(given)) look(called, at); });
    }
  };
  look(handler, 0);
  return [...found];
}

/** The variables that hold the event. */
function holdersOf(nodes: readonly SyntaxNode[], first: string | undefined): Set<string> {
  const names = new Set(first === undefined ? [] : [first]);
  for (const { type, id, init, left, right } of nodes) {
    const [to, from] = type === 'VariableDeclarator' ? [id, init] : [left, right];
    const name = type === 'VariableDeclarator' || type === 'AssignmentExpression' ? identifierOf(to) : undefined;
    if (name !== undefined && names.has(identifierOf(from) ?? '')) names.add(name);
  }
  return names;
}

function identifierOf(node: unknown): string | undefined {
  return (node as SyntaxNode | null)?.type === 'Identifier' ? nameOf(node) : undefined;
}

function withoutDefault(parameter: SyntaxNode): SyntaxNode {
  return parameter.type === 'AssignmentPattern' ? parameter.left as SyntaxNode : parameter;
}

/** The properties that a pattern names: `{ request, viewer: { ip } }` names `request` and `viewer`. */
function keysOf(pattern: SyntaxNode): string[] {
  const { type, properties } = withoutDefault(pattern);
  if (type !== 'ObjectPattern') return [];
  return (properties as SyntaxNode[]).flatMap(({ key, computed }) => (computed ? [] : nameOf(key) ?? []));
}
