import { promisesAreAwaited } from './awaited-promises';
import { withChecks, type CheckNames } from './budget-checks';
import { patternDegree } from './pattern-cost';
import { unusedPrefix } from './unused-prefix';
import { childrenOf, isFunction, memberName, nameOf, nodesIn, type SyntaxNode } from '../../../core/javascript/syntax';

/** The code of a function with checks of its budget, which runs in the process of the preview. */
export interface BoundedCode {
  readonly code: string;
  /** The names of the checks, which the code does not contain. */
  readonly names: Required<Omit<CheckNames, 'result' | 'thrown'>>;
  /** The globals that the code mentions. */
  readonly globals: readonly string[];
  /** The exponent of the steps of its regular expressions. */
  readonly degree: number;
  readonly usesRawQuery: boolean;
}

/** What code may name of the runtime. All other globals allocate, keep state, or lead to intrinsics. */
const GLOBALS = [
  'Object', 'Array', 'String', 'Number', 'Boolean', 'Math', 'JSON', 'Date', 'Error', 'TypeError', 'RangeError',
  'SyntaxError', 'ReferenceError', 'EvalError', 'URIError', 'decodeURIComponent', 'encodeURIComponent', 'decodeURI',
  'encodeURI', 'parseInt', 'parseFloat', 'isNaN', 'isFinite', 'console', 'require', 'atob', 'btoa', 'Buffer',
];
const CONSTANTS = ['undefined', 'NaN', 'Infinity', 'arguments', 'handler'];

/** Ways to intrinsics, to hooks of the language, and to promises that nobody awaits. `stack` depends on each throw. */
const FORBIDDEN_MEMBERS = [
  'prototype', '__proto__', 'constructor', 'toJSON', 'then', 'catch', 'finally', 'caller', 'callee',
  '__defineGetter__', '__defineSetter__', '__lookupGetter__', '__lookupSetter__', 'stack',
];

/**
 * Adds a budget to the code of a function: each call, each turn of a loop and each text that it makes spends of it.
 * Undefined if the code has what a budget cannot bound, or what one call may leave for the next.
 */
export function boundedCode(program: SyntaxNode, code: string): BoundedCode | undefined {
  const nodes = nodesIn(program);
  const declared = declaredNames(nodes);
  const references = referencesIn(program);
  const unknown = [...references].some((name) => (
    !GLOBALS.includes(name) && !CONSTANTS.includes(name) && !declared.has(name)));
  if (unknown || [...declared].some((name) => name !== 'handler' && [...GLOBALS, ...CONSTANTS].includes(name))
    || !nodes.every(isBounded) || !promisesAreAwaited(program, nodes)) return undefined;
  const degree = Math.max(1, ...nodes.map(({ regex }) => (
    regex === undefined ? 1 : patternDegree((regex as { pattern: string }).pattern))));
  if (degree > 3) return undefined;
  const prefix = unusedPrefix(nodes);
  const names = {
    spend: `${prefix}s`, text: `${prefix}t`, key: `${prefix}k`, subject: `${prefix}r`, module: `${prefix}m`,
  };
  return {
    code: withChecks(program, code, names),
    names,
    globals: GLOBALS.filter((name) => references.has(name)),
    degree,
    usesRawQuery: code.includes('rawQueryString'),
  };
}

function isBounded(node: SyntaxNode): boolean {
  switch (node.type) {
    // `a.length = 3e7` allocates.
    case 'AssignmentExpression': return memberName(node.left as SyntaxNode) !== 'length';
    case 'UpdateExpression': return memberName(node.argument as SyntaxNode) !== 'length';
    case 'MemberExpression': return !FORBIDDEN_MEMBERS.includes(memberName(node) ?? '');
    case 'Property': return node.kind === 'init' && !FORBIDDEN_MEMBERS.includes(nameOf(node.key) ?? '');
    // `new Array(n)`, and functions of the code as constructors, whose results have another prototype.
    case 'NewExpression': return ['Date', 'Error', 'TypeError', 'RangeError'].includes(nameOf(node.callee) ?? '');
    case 'CallExpression': return !['Array', 'Object', 'Date'].includes(nameOf(node.callee) ?? '');
    case 'ThisExpression':
    case 'Super':
    case 'MetaProperty': return false;
    default: return true;
  }
}

/** The names of variables, functions and parameters. */
function declaredNames(nodes: readonly SyntaxNode[]): Set<string> {
  return new Set(nodes.flatMap((node) => {
    const { type } = node;
    const ids = isFunction(node) ? [node.id, ...(node.params as SyntaxNode[])]
      : type === 'VariableDeclarator' ? [node.id] : type === 'CatchClause' ? [node.param]
        : type === 'ImportDefaultSpecifier' ? [node.local] : [];
    return ids.map((id) => nameOf((id as SyntaxNode | null)?.type === 'RestElement' ? (id as SyntaxNode).argument : id))
      .filter((name) => name !== undefined);
  }));
}

/** The names that are read or written, which are not those of properties and labels. */
function referencesIn(node: SyntaxNode, names = new Set<string>()): Set<string> {
  const { type } = node;
  if (type === 'Identifier') names.add(node.name as string);
  for (const child of childrenOf(node)) {
    const isName = !node.computed && (
      (type === 'MemberExpression' && child === node.property)
      || (type === 'Property' && child === node.key && node.shorthand !== true));
    const isLabel = ['LabeledStatement', 'BreakStatement', 'ContinueStatement'].includes(type) && child === node.label;
    if (!isName && !isLabel && type !== 'ImportDeclaration') referencesIn(child, names);
  }
  return names;
}
