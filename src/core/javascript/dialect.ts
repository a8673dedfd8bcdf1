import { childrenOf, isFunction, type SyntaxNode } from './syntax';

/** Syntax that a runtime of CloudFront Functions does not have. */
export interface DialectFault {
  /** The first character. */
  readonly start: number;
  readonly what: string;
}

/** The modules that code may import, each by a default import. */
export const FUNCTION_MODULES: readonly string[] = ['cloudfront', 'crypto', 'querystring', 'buffer'];

/**
 * What the parser of a runtime refuses, although V8 accepts it. A function with such syntax can be created, and each of
 * its requests is a 503.
 *
 * AWS lists what is supported; the rest was tried in the engine that agrees with all public measurements of 2.0. So
 * `??` is not in the list of AWS, but is accepted, and not reported.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-javascript-runtime-20.html (checked
 * 2026-11-20)
 */
export function dialectFaults(program: SyntaxNode, runtime: string): DialectFault[] {
  const faults: DialectFault[] = [];
  visit(program, false);
  return faults;

  function visit(node: SyntaxNode, inArguments: boolean): void {
    const what = faultOf(node, inArguments) ?? (runtime === 'cloudfront-js-1.0' ? faultIn10(node) : undefined);
    if (what !== undefined) faults.push({ start: node.start, what });
    if (PATTERNS.includes(node.type)) return;
    const given = node.type === 'CallExpression' || node.type === 'NewExpression' ? node.arguments as unknown[] : [];
    for (const child of childrenOf(node)) {
      visit(child, isFunction(node) ? false : inArguments || given.includes(child));
    }
  }
}

const PATTERNS = ['ObjectPattern', 'ArrayPattern', 'AssignmentPattern', 'ClassDeclaration', 'ClassExpression'];

const BY_TYPE: Readonly<Record<string, string>> = {
  ClassDeclaration: 'a class',
  ClassExpression: 'a class',
  SpreadElement: 'spread (...)',
  ObjectPattern: 'destructuring',
  ArrayPattern: 'destructuring',
  AssignmentPattern: 'a default value of a parameter',
  ChainExpression: 'optional chaining (?.)',
  TaggedTemplateExpression: 'a tagged template',
  ImportExpression: 'import()',
  MetaProperty: 'import.meta or new.target',
  ExportNamedDeclaration: 'export',
  ExportDefaultDeclaration: 'export',
  ExportAllDeclaration: 'export',
};

function faultOf(node: SyntaxNode, inArguments: boolean): string | undefined {
  const { type } = node;
  if (Object.hasOwn(BY_TYPE, type)) return BY_TYPE[type];
  if (isFunction(node) && node.generator === true) return 'a generator';
  switch (type) {
    case 'ForOfStatement': return node.await === true ? 'for await' : 'for ... of';
    case 'CatchClause': return node.param === null ? 'catch without a parameter' : undefined;
    case 'AwaitExpression': return inArguments ? 'await in arguments' : undefined;
    case 'AssignmentExpression': {
      const operator = node.operator as string;
      return ['??=', '||=', '&&='].includes(operator) ? `the operator ${operator}` : undefined;
    }
    case 'Literal': return faultOfLiteral(node);
    case 'ImportDeclaration': return faultOfImport(node);
    default: return undefined;
  }
}

function faultOfLiteral({ bigint, regex }: SyntaxNode): string | undefined {
  if (bigint !== undefined) return 'a BigInt';
  const flag = /[usdv]/.exec((regex as { flags: string } | undefined)?.flags ?? '')?.[0];
  return flag === undefined ? undefined : `the flag ${flag} of a regular expression`;
}

function faultOfImport({ source, specifiers }: SyntaxNode): string | undefined {
  const module = (source as SyntaxNode).value as string;
  if (!FUNCTION_MODULES.includes(module)) return `the module ${JSON.stringify(module)}`;
  const [first, ...others] = specifiers as SyntaxNode[];
  return first?.type === 'ImportDefaultSpecifier' && others.length === 0 ? undefined : 'an import without a default';
}

/** 1.0 is ECMAScript 5.1 with arrow functions, template literals, rest parameters, `**` and named groups. */
function faultIn10(node: SyntaxNode): string | undefined {
  const { type, kind, raw } = node;
  if (type === 'VariableDeclaration' && kind !== 'var') return `${kind as string} (runtime 1.0)`;
  if (isFunction(node) && node.async === true) return 'an async function (runtime 1.0)';
  if (type === 'ImportDeclaration') return 'import (runtime 1.0)';
  if (type === 'LogicalExpression' && node.operator === '??') return 'the operator ?? (runtime 1.0)';
  return type === 'Literal' && typeof node.value === 'number' && String(raw).includes('_')
    ? 'a separator in a number (runtime 1.0)' : undefined;
}

/** Line and column of a character, from 1. */
export function placeIn(code: string, at: number): { readonly line: number; readonly column: number } {
  const before = code.slice(0, at).split('\n');
  return { line: before.length, column: before.at(-1)!.length + 1 };
}
