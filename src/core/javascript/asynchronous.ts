import { isFunction, memberName, nameOf, nodesIn, type Parsed, type SyntaxNode } from './syntax';

/** Whether a file may answer with a promise. */
export function isAsynchronous({ program }: Parsed): boolean {
  return [...nodesIn(program)].some((node) => (
    node.async === true || memberName(node) === 'then' || (node.type === 'Property' && nameOf(node.key) === 'then')
    || (node.type === 'Identifier' && nameOf(node) === 'Promise')));
}

/** Whether a program awaits outside of its functions. */
export function awaitsOutside(program: SyntaxNode): boolean {
  return [...nodesIn(program, (node) => !isFunction(node))].some(({ type }) => type === 'AwaitExpression');
}
