import { childrenOf, isFunction, nameOf, type SyntaxNode } from '../../../core/javascript/syntax';

/**
 * Whether each promise is awaited where it is made, or returned. A rejection that nobody handles would end the process.
 * So asynchronous functions have names, and are only called.
 */
export function promisesAreAwaited(program: SyntaxNode, nodes: readonly SyntaxNode[]): boolean {
  const asyncNames = new Set<string>();
  for (const node of nodes) {
    if (node.type === 'FunctionDeclaration' && node.async === true) asyncNames.add(nameOf(node.id)!);
    else if (node.type === 'VariableDeclarator' && isAsync(node.init)) asyncNames.add(nameOf(node.id)!);
  }
  const named = nodes.filter((node) => isAsync(node)).length;
  if (named !== nodes.filter((node) => (
    (node.type === 'FunctionDeclaration' && node.async === true)
    || (node.type === 'VariableDeclarator' && isAsync(node.init)))).length) return false;
  if (asyncNames.size === 0) return true;
  // The handler is called by the preview alone.
  asyncNames.add('handler');
  const awaited = calleesAwaited(program);
  return everyReference(program, asyncNames, (node, parent) => awaited.has(node)
    || (parent.type === 'FunctionDeclaration' && parent.id === node)
    || (parent.type === 'VariableDeclarator' && parent.id === node));
}

/**
 * What is called where the promise is awaited: by `await`, or by the caller of an asynchronous function that returns
 * it. The preview awaits what the handler returns.
 */
function calleesAwaited(node: SyntaxNode, passesOn = false, callees = new Set<unknown>()): Set<unknown> {
  const { type } = node;
  const made = type === 'AwaitExpression' || (type === 'ReturnStatement' && passesOn) ? node.argument : null;
  if ((made as SyntaxNode | null)?.type === 'CallExpression') callees.add((made as SyntaxNode).callee);
  const inside = isFunction(node) ? node.async === true || nameOf(node.id) === 'handler' : passesOn;
  for (const child of childrenOf(node)) calleesAwaited(child, inside, callees);
  return callees;
}

function everyReference(
  node: SyntaxNode, names: ReadonlySet<string>, check: (node: SyntaxNode, parent: SyntaxNode) => boolean,
): boolean {
  return childrenOf(node).every((child) => {
    if (child.type !== 'Identifier' || !names.has(child.name as string)) return everyReference(child, names, check);
    const isName = !node.computed && ((node.type === 'MemberExpression' && child === node.property)
      || (node.type === 'Property' && child === node.key));
    return isName || check(child, node);
  });
}

function isAsync(node: unknown): boolean {
  return isFunction((node ?? { type: '' }) as SyntaxNode) && (node as SyntaxNode).async === true;
}
