import { isNode, memberName, nameOf, nodesIn, type Parsed, type SyntaxNode } from './syntax';
import { valuesByName, type ValuesByName } from './values-by-name';

/** Parts of a request that are objects with properties of any name. */
const MAPS = /^(headers|cookies|querystring|customHeaders)$/;

/** Methods that return a list. */
const LISTS = /^(split|map|filter|slice|splice|concat|keys|values|entries|match|from|of|sort|reverse)$/;

/**
 * Whether a function may change the path of a request. False is a proof: nothing in the file writes a property `uri`,
 * or one whose name is not known, and no other code gets the request.
 */
export function mayRewritePath(file: Parsed): boolean {
  const values = valuesByName(file);
  return [...nodesIn(file.program)].some((node) => {
    switch (node.type) {
      case 'AssignmentExpression':
      case 'ForInStatement':
      case 'ForOfStatement': return targetsOf(node.left as SyntaxNode).some((target) => isPath(target, values));
      case 'UpdateExpression': return isPath(node.argument as SyntaxNode, values);
      case 'UnaryExpression': return node.operator === 'delete' && isPath(node.argument as SyntaxNode, values);
      case 'ObjectExpression': return makesPath(node, values);
      case 'CallExpression': return isOtherCode(node, values);
      case 'ReturnStatement': return isParsed(node.argument);
      case 'ArrowFunctionExpression': return isParsed(node.body);
      case 'ImportExpression': return true;
      case 'ImportDeclaration': return isOtherModule((node.source as SyntaxNode).value);
      default: return false;
    }
  });
}

/** Whether a function names the path where it writes: not a proof, but more than that it may. */
export function writesPath({ program }: Parsed): boolean {
  return [...nodesIn(program)].some(({ type, left, argument, properties }) => {
    if (type === 'AssignmentExpression') return targetsOf(left as SyntaxNode).some((one) => memberName(one) === 'uri');
    if (type === 'UpdateExpression') return memberName(argument as SyntaxNode) === 'uri';
    return type === 'ObjectExpression' && (properties as SyntaxNode[]).some(isNewPath);
  });
}

/** What is assigned to: all that a pattern names. */
function targetsOf(left: SyntaxNode): SyntaxNode[] {
  return left.type === 'MemberExpression' ? [left] : [...nodesIn(left, ({ type }) => type !== 'MemberExpression')]
    .flatMap((pattern) => [...Object.values(pattern).flat(), pattern].filter(isNode));
}

/** Whether a property that is written may be the path of a request. */
function isPath(target: SyntaxNode, values: ValuesByName): boolean {
  if (target.type !== 'MemberExpression') return false;
  if (target.computed === true && (target.property as SyntaxNode).type !== 'Literal') {
    return !isMap(target.object as SyntaxNode, values);
  }
  return memberName(target) === 'uri';
}

/** Whether an object is certainly not a request: a list, an object of the file's own, headers, cookies, parameters. */
function isMap(object: SyntaxNode | undefined, values: ValuesByName, seen: readonly string[] = []): boolean {
  switch (object?.type) {
    case 'ArrayExpression':
    case 'ObjectExpression':
    case 'NewExpression':
    case 'Literal':
    case 'TemplateLiteral':
      return true;
    case 'MemberExpression':
      return MAPS.test(memberName(object) ?? '') || isMap(object.object as SyntaxNode, values, seen);
    case 'CallExpression':
      return LISTS.test(memberName(object.callee as SyntaxNode) ?? '');
    case 'LogicalExpression':
      return ['left', 'right'].every((side) => isMap(object[side] as SyntaxNode, values, seen));
    case 'Identifier': {
      const name = object.name as string;
      const possible = seen.includes(name) ? [] : (values.get(name) ?? []);
      return (
        possible.length > 0
        && possible.every((value) => (value === undefined ? false : isMap(value, values, [...seen, name])))
      );
    }
    default:
      return false;
  }
}

/** Whether a new object may be a request with another path: `{ ...request, uri }`, or one with unknown properties. */
function makesPath({ properties }: SyntaxNode, values: ValuesByName): boolean {
  return (properties as SyntaxNode[]).some((property) => (
    property.type === 'SpreadElement' ? isResult(property.argument, values) : isNewPath(property)));
}

/** Whether a property of an object is a path, other than a copy of that of the request. */
function isNewPath({ type, key, computed, value }: SyntaxNode): boolean {
  if (type !== 'Property' || (computed === true && (key as SyntaxNode).type !== 'Literal')) return false;
  return nameOf(key) === 'uri' && memberName(value as SyntaxNode) !== 'uri';
}

/** Whether an object is what a call returns, so that it may have properties that the file does not name. */
function isResult(value: unknown, values: ValuesByName): boolean {
  if (!isNode(value)) return false;
  if (value.type !== 'Identifier') return value.type === 'CallExpression' || value.type === 'AwaitExpression';
  return (values.get(value.name as string) ?? []).some((one) => one?.type !== 'Identifier' && isResult(one, values));
}

/** `JSON.parse(text)`, unless it only copies something in the file. */
function isParsed(value: unknown): boolean {
  if (!isNode(value) || value.type !== 'CallExpression') return false;
  const [text] = value.arguments as SyntaxNode[];
  const isCallOf = (call: SyntaxNode | undefined, name: string) => (
    call?.type === 'CallExpression' && memberName(call.callee as SyntaxNode) === name);
  return isCallOf(value, 'parse') && !isCallOf(text, 'stringify');
}

/** Whether a call may change a request in a way that is not visible here. */
function isOtherCode(call: SyntaxNode, values: ValuesByName): boolean {
  const callee = call.callee as SyntaxNode;
  const args = call.arguments as SyntaxNode[];
  if (nameOf(callee) === 'eval' && callee.type === 'Identifier') return true;
  if (nameOf(callee) === 'require' && callee.type === 'Identifier') return isOtherModule(nameOf(args[0]));
  const owner = callee.type === 'MemberExpression' ? nameOf(callee.object) : undefined;
  const name = memberName(callee);
  if (owner === 'Object' && name === 'assign') {
    const [target, ...sources] = args;
    return !isMap(target, values) && !sources.every((source) => isMap(source, values));
  }
  return (owner === 'Object' || owner === 'Reflect') && /^(defineProperty|defineProperties|set)$/.test(name ?? '');
}

/** Modules of the runtimes, which do not know requests. */
const MODULES =
  /^(node:)?(assert|buffer|crypto|dns|events|fs|http|https|net|os|path|perf_hooks|process|punycode|querystring|stream|string_decoder|timers|tls|url|util|zlib)(\/promises)?$/;

function isOtherModule(module: unknown): boolean {
  return (
    typeof module !== 'string' || !(MODULES.test(module) || module === 'cloudfront' || module.startsWith('@aws-sdk/'))
  );
}
