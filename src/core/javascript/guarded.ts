import { childrenOf, isFunction, nodesIn, statementsOf, type Parsed, type SyntaxNode } from './syntax';

/**
 * Whether a file uses `exports` or `module` when it is loaded, and not only under a condition that tests whether there
 * is one, as files do that are also loaded by tests; or exports something as an ES module. CloudFront Functions cannot.
 */
export function unguardedExports(file: Parsed): boolean {
  return statementsOf(file).some((statement) => /^Export/.test(statement.type) || uses(statement));
}

function uses(node: SyntaxNode): boolean {
  if (node.type === 'Identifier') return node.name === 'exports' || node.name === 'module';
  if (isFunction(node) || node.type === 'TryStatement' || testsType(node)) return false;
  if (node.type === 'MemberExpression' && !node.computed) return uses(node.object as SyntaxNode);
  if (node.type === 'Property' && !node.computed && !node.shorthand) return uses(node.value as SyntaxNode);
  return childrenOf(node).some(uses);
}

/** `if (typeof module !== 'undefined') …`, and the same as an expression. */
function testsType({ type, test, left, operator }: SyntaxNode): boolean {
  if (type === 'IfStatement' || type === 'ConditionalExpression') return hasTypeof(test as SyntaxNode);
  if (type === 'LogicalExpression') return hasTypeof(left as SyntaxNode);
  return type === 'UnaryExpression' && operator === 'typeof';
}

function hasTypeof(node: SyntaxNode): boolean {
  return [...nodesIn(node)].some(({ type, operator }) => type === 'UnaryExpression' && operator === 'typeof');
}
