import { isNode, memberName, nameOf, nodesIn, type Parsed, type SyntaxNode } from './syntax';

/** The members of an item of headers or cookies. */
const ITEM_MEMBERS = new Set(['value', 'multiValue', 'attributes']);

/** Methods that change an object without an assignment. */
const CHANGING = new Set(['defineProperty', 'defineProperties', 'setPrototypeOf', '__proto__', 'set']);

/**
 * Whether a file may change the items of headers and cookies, such as `headers.host.value = 'x'`. If not, it only adds,
 * replaces or removes whole items, and a list of them is enough to restore what was there. If in doubt, the result is
 * true.
 */
export function changesItems({ program, code }: Parsed): boolean {
  return code.includes('multiValue') || assigns(program) || [...nodesIn(program)].some((node) => (
    targetsOf(node).some(isItemMember) || CHANGING.has(memberName(node) ?? '')));
}

/** What a node writes to. */
function targetsOf({ type, left, argument, operator }: SyntaxNode): SyntaxNode[] {
  const writes = type === 'UpdateExpression' || (type === 'UnaryExpression' && operator === 'delete');
  const target = writes ? argument : /^(Assignment|For(In|Of)Statement)/.test(type) ? left : undefined;
  if (!isNode(target)) return [];
  // In a pattern, a member can be anywhere.
  return target.type === 'MemberExpression' ? [target] : [...nodesIn(target)].filter(isMember);
}

function isItemMember(target: SyntaxNode): boolean {
  const name = memberName(target);
  return name === undefined || ITEM_MEMBERS.has(name);
}

/** `Object.assign`, unless it is called with an object of its own. */
function assigns(program: SyntaxNode): boolean {
  const nodes = [...nodesIn(program)];
  const harmless = new Set(nodes.filter(({ type, arguments: given }) => (
    type === 'CallExpression' && (given as SyntaxNode[])[0]?.type === 'ObjectExpression')).map(({ callee }) => callee));
  return nodes.some(
    (node) =>
      (memberName(node) === 'assign' && !harmless.has(node))
      || (node.type === 'ObjectPattern'
        && (node.properties as SyntaxNode[]).some(({ key }) => nameOf(key) === 'assign')),
  );
}

function isMember({ type }: SyntaxNode): boolean {
  return type === 'MemberExpression';
}
