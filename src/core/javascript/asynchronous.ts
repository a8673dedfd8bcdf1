import { memberName, nameOf, nodesIn, type Parsed } from './syntax';

/** Whether a file may answer with a promise. */
export function isAsynchronous({ program }: Parsed): boolean {
  return [...nodesIn(program)].some((node) => (
    node.async === true || memberName(node) === 'then' || (node.type === 'Identifier' && nameOf(node) === 'Promise')));
}
