import { patternDegree } from './pattern-cost';
import { childrenOf, isFunction, memberName, nameOf, nodesIn, type SyntaxNode } from '../../../core/javascript/syntax';

/** The code of a function with checks of its budget, which runs in the process of the preview. */
export interface BoundedCode {
  readonly code: string;
  /** The names of the checks, which the code does not contain. */
  readonly names: CheckNames;
  /** The globals that the code mentions. */
  readonly globals: readonly string[];
  /** The exponent of the steps of its regular expressions. */
  readonly degree: number;
  readonly usesRawQuery: boolean;
}

export interface CheckNames {
  readonly spend: string;
  readonly text: string;
  readonly key: string;
  readonly subject: string;
  readonly module: string;
}

/** What code may name of the runtime. All other globals allocate, keep state, or lead to intrinsics. */
const GLOBALS = [
  'Object', 'Array', 'String', 'Number', 'Boolean', 'Math', 'JSON', 'Date', 'Error', 'TypeError', 'RangeError',
  'SyntaxError', 'ReferenceError', 'EvalError', 'URIError', 'decodeURIComponent', 'encodeURIComponent', 'decodeURI',
  'encodeURI', 'parseInt', 'parseFloat', 'isNaN', 'isFinite', 'console', 'require', 'atob', 'btoa', 'Buffer',
];
const CONSTANTS = ['undefined', 'NaN', 'Infinity', 'arguments', 'handler'];

/** Ways to intrinsics, to hooks of the language, and to promises that nobody awaits. */
const FORBIDDEN_MEMBERS = [
  'prototype', '__proto__', 'constructor', 'toJSON', 'then', 'catch', 'finally', 'caller', 'callee',
  '__defineGetter__', '__defineSetter__', '__lookupGetter__', '__lookupSetter__',
];

/**
 * Adds a budget to the code of a function: each call, each turn of a loop and each text that it makes spends of it.
 * Undefined if the code has what a budget cannot bound, or what one call may leave for the next.
 */
export function boundedCode(program: SyntaxNode, code: string): BoundedCode | undefined {
  const nodes = nodesIn(program);
  const identifiers = new Set(nodes.filter(({ type }) => type === 'Identifier').map(({ name }) => name as string));
  const declared = declaredNames(nodes);
  const references = referencesIn(program);
  const unknown = [...references].some((name) => (
    !GLOBALS.includes(name) && !CONSTANTS.includes(name) && !declared.has(name)));
  if (unknown || [...declared].some((name) => name !== 'handler' && [...GLOBALS, ...CONSTANTS].includes(name))
    || !nodes.every(isBounded) || !promisesAreAwaited(program, nodes)) return undefined;
  const degree = Math.max(1, ...nodes.map(({ regex }) => (
    regex === undefined ? 1 : patternDegree((regex as { pattern: string }).pattern))));
  if (degree > 3) return undefined;
  let prefix = '$';
  while ([...identifiers].some((name) => name.startsWith(prefix))) prefix += '$';
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

/**
 * Whether each promise is awaited where it is made, or returned. A rejection that nobody handles would end the process.
 * So asynchronous functions have names, and are only called.
 */
function promisesAreAwaited(program: SyntaxNode, nodes: readonly SyntaxNode[]): boolean {
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

/** The text inserted at each place, outer nodes around inner ones. */
function withChecks(program: SyntaxNode, code: string, names: CheckNames): string {
  const before = new Map<number, string>();
  const after = new Map<number, string>();
  const removed = new Map<number, { readonly end: number; readonly by: string }>();
  // Visited from outside to inside: at the same place, the outer one opens first and closes last.
  const around = ({ start, end }: SyntaxNode, open: string, close: string) => {
    before.set(start, (before.get(start) ?? '') + open);
    after.set(end, close + (after.get(end) ?? ''));
  };
  const within = (body: SyntaxNode, check: string) => {
    if (body.type === 'BlockStatement') after.set(body.start + 1, check + (after.get(body.start + 1) ?? ''));
    else around(body, `{${check}`, '}');
  };
  visit(program, false);
  let out = '';
  for (let at = 0; at <= code.length; at++) {
    out += (after.get(at) ?? '') + (before.get(at) ?? '');
    const gone = removed.get(at);
    if (gone === undefined) { out += code[at] ?? ''; continue; }
    out += gone.by + '\n'.repeat(code.slice(at, gone.end).split('\n').length - 1);
    at = gone.end - 1;
  }
  return out;

  function visit(node: SyntaxNode, isPart: boolean): void {
    const { type } = node;
    if (type === 'ImportDeclaration') {
      const [specifier] = node.specifiers as SyntaxNode[];
      const module = JSON.stringify((node.source as SyntaxNode).value);
      removed.set(node.start, { end: node.end, by: `const ${nameOf(specifier!.local)!}=${names.module}(${module});` });
      return;
    }
    const body = node.body as SyntaxNode | undefined;
    if (isFunction(node)) {
      const check = `${names.spend}(${weight(node)})`;
      if (body!.type === 'BlockStatement') within(body!, `${check};`);
      else around(body!, `(${check},(`, '))');
    } else if (/^(For|While|DoWhile|ForIn)Statement$/.test(type)) {within(body!, `${names.spend}(${weight(node)});`);}
    const isText = (type === 'BinaryExpression' && node.operator === '+' && !isPart && !hasNumber(node))
      || (type === 'TemplateLiteral' && (node.expressions as unknown[]).length > 0)
      || (type === 'AssignmentExpression' && node.operator === '+=' && !isNumber(node.right));
    if (isText) around(node, `${names.text}(`, ')');
    if (type === 'MemberExpression' && node.computed === true && (node.property as SyntaxNode).type !== 'Literal') {
      around(node.property as SyntaxNode, `${names.key}(`, ')');
    }
    if (type === 'Property' && node.shorthand === true) return;
    const [first] = type === 'CallExpression' ? node.arguments as SyntaxNode[] : [];
    if (first !== undefined && ['test', 'exec'].includes(memberName(node.callee as SyntaxNode) ?? '')) {
      around(first, `${names.subject}(`, ')');
    }
    for (const child of childrenOf(node)) {
      visit(child, type === 'BinaryExpression' && node.operator === '+' && isText);
    }
  }
}

function isNumber(node: unknown): boolean {
  const { type, value } = node as SyntaxNode;
  return type === 'Literal' && typeof value === 'number';
}

function hasNumber({ left, right }: SyntaxNode): boolean {
  return isNumber(left) || isNumber(right);
}

/** What one turn of a loop or one call may do, without the loops and functions inside. */
function weight(node: SyntaxNode): number {
  let count = 0;
  const add = (inner: SyntaxNode) => {
    for (const child of childrenOf(inner)) {
      count++;
      if (!isFunction(child)) add(child);
    }
  };
  add(node);
  return 1 + Math.floor(count / 16);
}
