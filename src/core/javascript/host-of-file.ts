import { topLevelBindings } from './bindings';
import { isFunction, memberName, nameOf, nodesIn, type Parsed, type SyntaxNode } from './syntax';
import type { EdgeHost } from '../facts/edge-events';

/**
 * The host that a file is written for, from its code: which event its handler reads, and how it gives the handler away.
 * Undefined if the code does not tell.
 */
export function hostOfFile(file: Parsed): EdgeHost | undefined {
  const nodes = [...nodesIn(file.program)];
  const exported = nodes.find(isExportOfHandler)?.right as SyntaxNode | undefined;
  const local = topLevelBindings(file).find(({ name }) => name === (nameOf(exported) ?? 'handler'))?.value;
  const handler = [exported, local].find((node): node is SyntaxNode => node !== undefined && isFunction(node));
  // The event of Lambda@Edge is { Records: [{ cf: { request } }] }, that of CloudFront Functions { request }.
  const lambda = nodes.some((node) => readsProperty(node, 'Records'));
  const cloudFrontFunction = handler !== undefined && readsEventOfFunctions(handler);
  if (lambda !== cloudFrontFunction) return lambda ? 'lambda-edge' : 'cloudfront-function';
  if (lambda) return undefined;
  if (nodes.some(isExports)) return 'lambda-edge';
  return local ? 'cloudfront-function' : undefined;
}

/** Whether a file exports a `handler`, as CommonJS modules do. */
export function exportsHandler({ program }: Parsed): boolean {
  const nodes = [...nodesIn(program)];
  return nodes.some(isExports) && nodes.some((node) => nameOf(node) === 'handler');
}

/** Whether the top level of a file declares a `handler`, as that of a CloudFront Function does. */
export function declaresHandler(file: Parsed): boolean {
  return topLevelBindings(file).some(({ name }) => name === 'handler');
}

/** `exports` or `module.exports`. */
function isExports(node: SyntaxNode): boolean {
  return node.type === 'Identifier' && node.name === 'exports';
}

function isExportOfHandler({ type, left }: SyntaxNode): boolean {
  return type === 'AssignmentExpression' && memberName(left as SyntaxNode) === 'handler';
}

/** Whether the function reads what only the event of CloudFront Functions has, directly of its first parameter. */
function readsEventOfFunctions(handler: SyntaxNode): boolean {
  const [event] = handler.params as SyntaxNode[];
  if (event?.type === 'ObjectPattern') return [...nodesIn(event)].some(isPart);
  if (event?.type !== 'Identifier') return false;
  return [...nodesIn(handler.body as SyntaxNode)].some((node) => (
    (node.type === 'MemberExpression' && nameOf(node.object) === event.name && PARTS.includes(memberName(node) ?? ''))
    || (node.type === 'VariableDeclarator' && nameOf(node.init) === event.name
      && (node.id as SyntaxNode).type === 'ObjectPattern' && [...nodesIn(node.id as SyntaxNode)].some(isPart))));
}

const PARTS = ['request', 'response', 'viewer'];

function isPart(node: SyntaxNode): boolean {
  return PARTS.some((part) => readsProperty(node, part));
}

/** `event.Records`, `event['Records']`, or `const { Records } = event`. */
function readsProperty(node: SyntaxNode, name: string): boolean {
  return memberName(node) === name || (node.type === 'Property' && !node.computed && nameOf(node.key) === name);
}
