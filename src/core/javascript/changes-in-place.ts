import { isNode, memberName, nameOf, nodesIn, type Parsed, type SyntaxNode } from './syntax';

/** The members of an item of headers or cookies. */
const ITEM_MEMBERS: ReadonlySet<string> = new Set(['value', 'multiValue', 'attributes']);

/** The members of an event. */
const EVENT_MEMBERS: ReadonlySet<string> = new Set(['version', 'context', 'viewer', 'request', 'response']);

/** Methods that change an object without an assignment. */
const CHANGING: ReadonlySet<string> = new Set([
  'defineProperty', 'defineProperties', 'deleteProperty', 'setPrototypeOf', '__proto__', 'set', 'freeze', 'seal',
  'preventExtensions', '__defineGetter__', '__defineSetter__',
]);

/** Methods of arrays and functions with which one can change any object. */
const BORROWED: ReadonlySet<string> = new Set(['call', 'apply', 'bind']);

/**
 * Whether a file may change the items of headers and cookies, such as `headers.host.value = 'x'`. If not, it only adds,
 * replaces or removes whole items, and a list of them is enough to restore what was there. If in doubt, the result is
 * true.
 */
export function changesItems(file: Parsed): boolean {
  return file.code.includes('multiValue') || mayChange(file, (name) => ITEM_MEMBERS.has(name));
}

/** Whether a file may replace or remove what an event consists of. If in doubt, the result is true. */
export function changesEvent(file: Parsed): boolean {
  return mayChange(file, (name) => EVENT_MEMBERS.has(name));
}

/**
 * Whether a file may change any object: if not, a request or response that it returns is as it was. If in doubt, the
 * result is true.
 */
export function changesAnything(file: Parsed): boolean {
  return file.code.includes('multiValue') || mayChange(file, () => true)
    || [...nodesIn(file.program)].some((node) => BORROWED.has(memberName(node) ?? ''));
}

/** Whether a file may change a member with a name for which `counts`, or one whose name it computes. */
function mayChange({ program }: Parsed, counts: (name: string) => boolean): boolean {
  const nodes = [...nodesIn(program)];
  return assigns(nodes) || hidesMethods(nodes) || nodes.some((node) => (
    targetsOf(node).some((target) => isCounted(target, counts)) || CHANGING.has(memberName(node) ?? '')));
}

/** What a node writes to. */
function targetsOf({ type, left, argument, operator }: SyntaxNode): SyntaxNode[] {
  const writes = type === 'UpdateExpression' || (type === 'UnaryExpression' && operator === 'delete');
  const target = writes ? argument : /^(Assignment|For(In|Of)Statement)/.test(type) ? left : undefined;
  if (!isNode(target)) return [];
  // In a pattern, a member can be anywhere.
  return target.type === 'MemberExpression' ? [target] : [...nodesIn(target)].filter(isMember);
}

function isCounted(target: SyntaxNode, counts: (name: string) => boolean): boolean {
  const name = memberName(target);
  return name === undefined || counts(name);
}

/** `Object.assign`, unless it is called with an object of its own. */
function assigns(nodes: readonly SyntaxNode[]): boolean {
  const harmless = new Set(nodes.filter(({ type, arguments: given }) => (
    type === 'CallExpression' && (given as SyntaxNode[])[0]?.type === 'ObjectExpression')).map(({ callee }) => callee));
  return nodes.some((node) => memberName(node) === 'assign' && !harmless.has(node));
}

/** Whether `Object` or `Reflect` is used other than for a method that is named, so that it can be any. */
function hidesMethods(nodes: readonly SyntaxNode[]): boolean {
  const named = new Set(nodes.filter((node) => memberName(node) !== undefined).map(({ object }) => object));
  return nodes.some((node) => node.type === 'Identifier' && /^(Object|Reflect)$/.test(nameOf(node)!)
    && !named.has(node));
}

function isMember({ type }: SyntaxNode): boolean {
  return type === 'MemberExpression';
}
