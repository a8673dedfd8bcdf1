import { isNode, nameOf, statementsOf, type Parsed, type SyntaxNode } from './syntax';

/** One name that a file imports. */
export interface ImportedName {
  readonly module: string;
  /** `default`, `*`, or the name that the module exports. */
  readonly imported: string;
  readonly local: string;
}

export interface WithoutImports {
  readonly names: readonly ImportedName[];
  /** The rest of the file. */
  readonly code: string;
}

/**
 * Removes the imports of a file, which are only allowed at the top level of a module.
 *
 * A semicolon remains of an import between statements: without it, a line break before it could no longer end the
 * statement above.
 */
export function withoutImports(file: Parsed): WithoutImports {
  const statements = statementsOf(file);
  const imports = statements.filter(isImport);
  const first = statements.find((statement) => !isImport(statement))?.start ?? Infinity;
  let code = '';
  let at = 0;
  for (const { start, end } of imports) {
    code += file.code.slice(at, start) + (start > first ? ';' : '');
    at = end;
  }
  return { names: imports.flatMap(namesOf), code: code + file.code.slice(at) };
}

/** The names that a file imports. */
export function importedNames(file: Parsed): ImportedName[] {
  return statementsOf(file).filter(isImport).flatMap(namesOf);
}

function isImport({ type }: SyntaxNode): boolean {
  return type === 'ImportDeclaration';
}

function namesOf({ source, specifiers }: SyntaxNode): ImportedName[] {
  const module = (source as SyntaxNode).value as string;
  return (specifiers as SyntaxNode[]).map(({ type, local, imported }) => ({
    module, local: nameOf(local)!, imported: isNode(imported) ? nameOf(imported)! : IMPORTED[type],
  }));
}

const IMPORTED: Readonly<Record<string, string>> = { ImportDefaultSpecifier: 'default', ImportNamespaceSpecifier: '*' };
