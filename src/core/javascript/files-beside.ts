import { isFolderOfFile, StaticPaths, type StaticPath } from './static-path';
import { childrenOf, isFunction, memberName, nameOf, nodesIn, type Parsed, type SyntaxNode } from './syntax';

/** A place in a file that loads or reads another file. */
export interface FileBeside {
  /** As it is in the code: `require('./config.json')`. */
  readonly text: string;
  readonly line: number;
  readonly column: number;
  /**
   * How the file is found: as Node.js finds modules for `require`, by its exact name for `import`, or read as it is.
   */
  readonly by: 'require' | 'import' | 'read';
  /** The path from the folder of the file; undefined if the code alone does not tell it. */
  readonly path?: string;
  /** The name of a module, where it is not a path: of Node.js, or of a package. */
  readonly module?: string;
  /** Whether the code may do without it: it is in a `try`. */
  readonly optional: boolean;
  /** Whether it is an error if the file is not there. */
  readonly needed: boolean;
}

const READS = /^(readFile|readFileSync|createReadStream|readdir|readdirSync|open|openSync)$/;
/** Functions that get the folder of the file and read nothing. */
const HARMLESS =
  /^(join|resolve|dirname|basename|relative|normalize|parse|format|extname|isAbsolute|pathToFileURL|fileURLToPath|String|stringify|log|info|debug|warn|error|toString|URL|Error)$/;

/** The places where a file loads modules, or loads and reads files beside it. */
export function filesBeside(file: Parsed): FileBeside[] {
  return new Finder(file).found;
}

class Finder {
  readonly found: FileBeside[] = [];
  private readonly paths: StaticPaths;

  constructor(private readonly file: Parsed) {
    this.paths = new StaticPaths(file);
    this.visit(file.program, false);
  }

  /** What is below a node that has been dealt with is not looked at again. */
  private visit(node: SyntaxNode, optional: boolean): void {
    const inner = optional || node.type === 'TryStatement';
    // Browserify and others call modules with a `require` of their own.
    if (isFunction(node) && declaresRequire(node)) return;
    if (this.loads(node, inner) || this.reads(node, inner) || this.names(node, inner)) return;
    // Not the names of properties, which may be those of variables.
    const name = node.computed ? undefined : node.property ?? node.key;
    childrenOf(node).filter((child) => child !== name).forEach((child) => this.visit(child, inner));
  }

  private loads(node: SyntaxNode, optional: boolean): boolean {
    const by = this.loadedBy(node);
    if (by === undefined) return false;
    const [source] = (node.arguments ?? [node.source]) as (SyntaxNode | null | undefined)[];
    const path = source ? this.paths.of(source) : undefined;
    if (path !== undefined && 'beside' in path) {
      this.add(node, { by, path: path.beside, optional });
    } else if (path !== undefined && /^\.\.?(\/|$)/.test(path.text)) {
      this.add(node, { by, path: path.text, optional });
    } else if (path !== undefined) {
      this.add(node, { by, module: path.text, optional });
    } else if (source && (this.paths.namesFolder(source) || beginsRelative(source))) {
      this.add(node, { by, optional });
    } else {
      return false;
    }
    return true;
  }

  /** By `require`, `require.resolve`, `import` and `export … from`; undefined for anything else. */
  private loadedBy(node: SyntaxNode): 'require' | 'import' | undefined {
    if (/^(Import(Expression|Declaration)|Export(All|Named)Declaration)$/.test(node.type)) return 'import';
    if (node.type !== 'CallExpression') return undefined;
    const callee = node.callee as SyntaxNode;
    const called = memberName(callee) === 'resolve' ? callee.object as SyntaxNode : callee;
    return this.isRequire(called) ? 'require' : undefined;
  }

  /** `require` itself, `module.require`, another name of it, or one of `createRequire`. */
  private isRequire(node: SyntaxNode): boolean {
    if (node.type === 'MemberExpression') return memberName(node) === 'require' && nameOf(node.object) === 'module';
    if (node.type !== 'Identifier') return false;
    if (node.name === 'require') return true;
    const value = this.paths.valueOf(node.name as string);
    if (value?.type === 'Identifier') return value.name === 'require';
    return calledName(value) === 'createRequire';
  }

  private reads(node: SyntaxNode, optional: boolean): boolean {
    if (node.type !== 'CallExpression') return false;
    const called = calledName(node) ?? '';
    if (!READS.test(called)) return false;
    const [first, ...rest] = node.arguments as SyntaxNode[];
    const path = first && this.paths.of(first);
    const folder = /^(readdir|readdirSync)$/.test(called) || isFolderOfFile(path);
    if (path !== undefined && 'beside' in path) {
      this.add(node, { by: 'read', ...(!folder && { path: path.beside }), optional });
    } else if (path === undefined ? first !== undefined && this.paths.namesFolder(first) : !path.text.startsWith('/')) {
      // A relative path begins in the current folder, which is not that of the file.
      this.add(node, { by: 'read', optional });
    } else {return false;}
    rest.forEach((argument) => this.visit(argument, optional));
    return true;
  }

  /** A path beside the file, as an expression that is used in any other way. */
  private names(node: SyntaxNode, optional: boolean): boolean {
    if (node.type === 'VariableDeclarator' && this.isStatic(node)) return true;
    const path = this.paths.of(node);
    if (path !== undefined && 'beside' in path) {
      if (!isFolderOfFile(path)) this.add(node, { by: 'read', path: path.beside, optional, needed: false });
      return true;
    }
    if (node.type === 'MemberExpression' && !node.computed) return this.names(node.object as SyntaxNode, optional);
    const [first] = (node.arguments ?? []) as SyntaxNode[];
    if (first === undefined) {
      if (!isConcatenation(node) || !this.beginsBeside(node)) return false;
      this.add(node, { by: 'read', optional });
      return true;
    }
    const callee = memberName(node.callee as SyntaxNode) ?? nameOf(node.callee) ?? '';
    const beside = this.besideOf(first);
    const puts = /^(join|resolve)$/.test(callee) && beside !== undefined;
    const hands = !HARMLESS.test(callee) && isFolder(beside);
    if (puts || hands) this.add(node, { by: 'read', optional });
    return puts || hands;
  }

  /** Whether a variable is evaluated where it is used. */
  private isStatic({ id, init }: SyntaxNode): boolean {
    const name = nameOf(id);
    if (!init || name === undefined || this.paths.valueOf(name) !== init) return false;
    return this.besideOf(init as SyntaxNode) !== undefined;
  }

  private beginsBeside(node: SyntaxNode): boolean {
    const [first] = leavesOf(node);
    return first !== undefined && this.besideOf(first) !== undefined;
  }

  private besideOf(node: SyntaxNode): StaticPath | undefined {
    const path = this.paths.of(node);
    return path !== undefined && 'beside' in path ? path : undefined;
  }

  private add({ start, end }: SyntaxNode, what: Pick<FileBeside, 'by' | 'optional'> & Partial<FileBeside>): void {
    const before = this.file.code.slice(0, start).split('\n');
    this.found.push({
      text: this.file.code.slice(start, end).split('\n')[0]!,
      line: before.length,
      column: before.at(-1)!.length + 1,
      needed: !what.optional,
      ...what,
    });
  }
}

/** The name of the function that is called, with or without an object. */
function calledName(node: SyntaxNode | undefined): string | undefined {
  if (node?.type !== 'CallExpression') return undefined;
  return memberName(node.callee as SyntaxNode) ?? nameOf(node.callee);
}

function declaresRequire({ params, body }: SyntaxNode): boolean {
  const declarators = [...nodesIn(body as SyntaxNode, (inner) => !isFunction(inner))]
    .filter(({ type }) => type === 'VariableDeclarator').map(({ id }) => id);
  return [...(params as SyntaxNode[]), ...declarators].some((name) => nameOf(name) === 'require');
}

/** Whether a text that is put together begins with `./` or `../`. */
function beginsRelative(node: SyntaxNode): boolean {
  const [first] = leavesOf(node);
  const text =
    first && (first.type === 'TemplateElement' ? (first.value as { cooked?: string }).cooked : nameOf(first));
  return first?.type !== 'Identifier' && /^\.\.?\//.test(text ?? '');
}

function isFolder(path: StaticPath | undefined): boolean {
  return path !== undefined && isFolderOfFile(path) && 'beside' in path && !path.beside.startsWith('\0');
}

function isConcatenation({ type, operator }: SyntaxNode): boolean {
  return type === 'TemplateLiteral' || (type === 'BinaryExpression' && operator === '+');
}

/** The parts of a text that is put together, without those that are empty. */
function leavesOf(node: SyntaxNode): SyntaxNode[] {
  if (node.type === 'BinaryExpression') {
    return [...leavesOf(node.left as SyntaxNode), ...leavesOf(node.right as SyntaxNode)];
  }
  if (node.type !== 'TemplateLiteral') return [node];
  const [quasis, expressions] = [node.quasis as SyntaxNode[], node.expressions as SyntaxNode[]];
  return quasis.flatMap((quasi, index) => [
    ...((quasi.value as { cooked?: string }).cooked ? [quasi] : []),
    ...(expressions[index] ? [expressions[index]!] : []),
  ]);
}
