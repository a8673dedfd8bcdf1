import { isNode, nodesIn, type Parsed, type SyntaxNode } from './syntax';

/**
 * Whether a value that is inserted into the code at deployment stays a part of one expression there, or of a text, a
 * template or a comment: then the code around it means the same for every value. `hole` is the name that stands for it.
 */
export function isClosedHole(file: Parsed, hole: string): boolean {
  if (file.comments.some(({ start, end }) => file.code.slice(start, end).includes(hole))) return true;
  const at = file.code.indexOf(hole);
  const around = [...nodesIn(file.program)].filter(({ start, end }) => start <= at && at + hole.length <= end);
  const [inner, outer] = [around[around.length - 1], around[around.length - 2]];
  if (inner?.type === 'Literal' || inner?.type === 'TemplateElement') return true;
  return inner?.type === 'Identifier' && inner.name === hole && isNode(outer) && isValue(inner, outer);
}

/** Whether an identifier is read as a value, and not the name of something or a whole statement. */
function isValue(identifier: SyntaxNode, { type, ...parent }: SyntaxNode): boolean {
  if (/^(Expression|Labeled|Break|Continue)Statement$|^Import|^Export/.test(type)) return false;
  if (/Function|Class|Pattern|RestElement|CatchClause/.test(type) && parent.body !== identifier) return false;
  if (type === 'VariableDeclarator') return parent.init === identifier;
  if (type === 'AssignmentExpression') return parent.right === identifier;
  if (type === 'UpdateExpression') return false;
  if (type === 'MemberExpression') return parent.object === identifier || parent.computed === true;
  return type !== 'Property' || (parent.value === identifier && parent.shorthand !== true);
}
