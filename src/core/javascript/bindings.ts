import { isFunction, isNode, nameOf, nodesIn, statementsOf, type Parsed, type SyntaxNode } from './syntax';

/** A name that the top level of a file declares, and what it is initialized with. */
export interface Binding {
  readonly name: string;
  /** The function or the expression; undefined without one, and for a part of a pattern. */
  readonly value?: SyntaxNode;
}

/** The names that the top level of a file declares, `var` in its blocks included. */
export function topLevelBindings(file: Parsed): Binding[] {
  const statements = statementsOf(file);
  const nested = statements.flatMap((statement) => (
    [...nodesIn(statement, (inner) => !isFunction(inner))].filter(isVar)));
  const declarations = statements.map(({ declaration, ...statement }) => (
    isNode(declaration) ? declaration : statement as SyntaxNode));
  const own = declarations.filter((statement) => !isVar(statement)).flatMap((statement): Binding[] => {
    if (statement.type === 'VariableDeclaration') return variablesOf(statement);
    if (statement.type === 'ImportDeclaration') {
      return (statement.specifiers as SyntaxNode[]).map(({ local }) => ({ name: nameOf(local)! }));
    }
    const name = /^(Function|Class)Declaration$/.test(statement.type) ? nameOf(statement.id) : undefined;
    return name === undefined ? [] : [{ name, value: statement }];
  });
  return [...own, ...nested.flatMap(variablesOf)];
}

function isVar({ type, kind }: SyntaxNode): boolean {
  return type === 'VariableDeclaration' && kind === 'var';
}

function variablesOf({ declarations }: SyntaxNode): Binding[] {
  return (declarations as SyntaxNode[]).flatMap(({ id, init }) => {
    const name = nameOf(id);
    return name === undefined
      ? namesInPattern(id as SyntaxNode).map((inner) => ({ name: inner }))
      : [{ name, ...(isNode(init) && { value: init }) }];
  });
}

/** Includes names of defaults, which are not declared: more names than needed do no harm. */
function namesInPattern(pattern: SyntaxNode): string[] {
  return [...nodesIn(pattern)].flatMap((node) => (node.type === 'Identifier' ? [node.name as string] : []));
}

/** All names in a file, whatever they mean. */
export function allNames({ program }: Parsed): Set<string> {
  return new Set([...nodesIn(program)].flatMap((node) => (node.type === 'Identifier' ? [node.name as string] : [])));
}
