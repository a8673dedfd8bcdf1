import { memberName, nameOf, nodesIn, type Parsed, type SyntaxNode } from './syntax';

/** What an expression stands for, as far as the code alone tells. */
export type StaticPath =
  | { readonly text: string }
  /** A path from the folder of the file: `''` is the folder itself. */
  | { readonly beside: string };

const UNNAMED_FILE = '\0file';
const FOLDER: StaticPath = { beside: '' };
const FILE: StaticPath = { beside: UNNAMED_FILE };

/** Whether a path is the folder of the file, one above it, or the file itself. */
export function isFolderOfFile(path: StaticPath | undefined): boolean {
  return (
    path !== undefined && 'beside' in path && (path.beside === UNNAMED_FILE || /^(\.\/)?(\.\.\/?)*$/.test(path.beside))
  );
}

/** Evaluates the paths in a file that are made of texts and of the folder of the file. */
export class StaticPaths {
  private readonly values = new Map<string, SyntaxNode[]>();
  private readonly declared = new Map<string, number>();
  private readonly running = new Set<string>();

  constructor(file: Parsed) {
    for (const node of nodesIn(file.program)) {
      const [name, value] = bindingOf(node);
      if (name !== undefined && value !== undefined) this.values.set(name, [...this.values.get(name) ?? [], value]);
      for (const declared of declaredBy(node)) this.declared.set(declared, (this.declared.get(declared) ?? 0) + 1);
    }
  }

  /** The one value of a variable; undefined if the name has others, or none. */
  valueOf(name: string): SyntaxNode | undefined {
    const values = this.values.get(name) ?? [];
    return values.length === 1 && (this.declared.get(name) ?? 0) === 1 ? values[0] : undefined;
  }

  /** The value of an expression; undefined if it depends on anything else. */
  of(node: SyntaxNode | undefined): StaticPath | undefined {
    switch (node?.type) {
      case 'Literal':
        return typeof node.value === 'string' ? { text: node.value } : undefined;
      case 'Identifier':
        return this.named(node.name as string);
      case 'BinaryExpression':
        return node.operator === '+'
          ? joined([node.left, node.right].map((side) => this.of(side as SyntaxNode)))
          : undefined;
      case 'TemplateLiteral':
        return joined(partsOf(node).map((part) => (typeof part === 'string' ? { text: part } : this.of(part))));
      case 'MemberExpression':
        return ofImportMeta(node) ?? this.partOfUrl(node);
      case 'NewExpression':
        return this.url(node);
      case 'CallExpression':
        return this.called(node);
      default:
        return undefined;
    }
  }

  /** Whether an expression is made of the folder of the file, whatever else is in it. */
  namesFolder(node: SyntaxNode): boolean {
    return [...nodesIn(node, (inner) => !/Function/.test(inner.type))].some((inner) => {
      if (inner.type === 'MemberExpression' && ofImportMeta(inner)) return true;
      if (inner.type !== 'Identifier') return false;
      const name = inner.name as string;
      if (name === '__dirname' || name === '__filename') return true;
      return this.once(name, false, () => (
        (this.values.get(name) ?? []).some((value) => !/Function/.test(value.type) && this.namesFolder(value))));
    });
  }

  private named(name: string): StaticPath | undefined {
    if (name === '__dirname') return FOLDER;
    if (name === '__filename') return FILE;
    const value = this.valueOf(name);
    return value && this.once(name, undefined, () => this.of(value));
  }

  /** A variable may be made of itself. */
  private once<T>(name: string, otherwise: T, evaluate: () => T): T {
    if (this.running.has(name)) return otherwise;
    this.running.add(name);
    try {
      return evaluate();
    } finally {
      this.running.delete(name);
    }
  }

  private called(node: SyntaxNode): StaticPath | undefined {
    const callee = node.callee as SyntaxNode;
    const given = (node.arguments as SyntaxNode[]).map((argument) => this.of(argument));
    switch (memberName(callee) ?? nameOf(callee)) {
      case 'join': case 'resolve': return pathOf(given, (memberName(callee) ?? nameOf(callee)) === 'resolve');
      case 'normalize': case 'fileURLToPath': case 'pathToFileURL': case 'toString': return given[0];
      case 'dirname': return given[0] && folderOf(given[0]);
      default: return undefined;
    }
  }

  /** A URL of a file as a text: `pathToFileURL(__filename).href`. */
  private partOfUrl(node: SyntaxNode): StaticPath | undefined {
    if (!/^(href|pathname)$/.test(memberName(node) ?? '')) return undefined;
    const path = this.of(node.object as SyntaxNode);
    return path !== undefined && 'beside' in path ? path : undefined;
  }

  /** `new URL('config.json', import.meta.url)` */
  private url(node: SyntaxNode): StaticPath | undefined {
    if (nameOf(node.callee) !== 'URL') return undefined;
    const [path, base] = (node.arguments as SyntaxNode[]).map((argument) => this.of(argument));
    const folder = base && folderOf(base);
    if (path === undefined || folder === undefined || !('text' in path) || !('beside' in folder)) return undefined;
    return /^(\/|[a-z]+:)/i.test(path.text) ? undefined : pathOf([folder, path], false);
  }
}

/** `path.join` and `path.resolve`; the latter begins anew with an absolute path. */
function pathOf(given: readonly (StaticPath | undefined)[], absolute: boolean): StaticPath | undefined {
  const [first, ...rest] = given;
  if (first === undefined || !('beside' in first)) return undefined;
  const texts = rest.map((part) => (part !== undefined && 'text' in part ? part.text : undefined));
  if (!texts.every((text) => text !== undefined && !(absolute && text.startsWith('/')))) return undefined;
  return { beside: normalized([first.beside, ...texts].join('/')) };
}

/** The parts of a text that is put together. */
function joined(parts: readonly (StaticPath | undefined)[]): StaticPath | undefined {
  return parts.reduce((left, right) => {
    if (left === undefined || right === undefined) return undefined;
    if ('text' in left) {
      if ('text' in right) return { text: left.text + right.text };
      return left.text === '' || left.text === 'file://' ? right : undefined;
    }
    if (!('text' in right)) return undefined;
    if (right.text === '') return left;
    // `__dirname + 'x'` is a neighbour of the folder, which nobody means.
    const ends = left.beside.endsWith('/') || right.text.startsWith('/') || !isFolderOfFile(left);
    return ends && left.beside !== UNNAMED_FILE ? { beside: normalized(left.beside + right.text) } : undefined;
  }, { text: '' } as StaticPath | undefined);
}

function folderOf(path: StaticPath): StaticPath {
  if ('text' in path) return path;
  return path.beside === UNNAMED_FILE ? FOLDER : { beside: normalized(`${path.beside}/..`) };
}

function normalized(path: string): string {
  const out: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '' || segment === '.') continue;
    if (segment === '..' && out.length > 0 && out.at(-1) !== '..') out.pop();
    else out.push(segment);
  }
  const end = path.endsWith('/') ? '/' : '';
  return out.length > 0 ? out.join('/') + end : end && './';
}

/** The texts and expressions of a template, in order. */
function partsOf({ quasis, expressions }: SyntaxNode): (string | SyntaxNode)[] {
  return (quasis as SyntaxNode[]).flatMap(({ value }, index) => {
    const next = (expressions as SyntaxNode[])[index];
    return [(value as { cooked?: string }).cooked ?? '', ...(next ? [next] : [])];
  });
}

/** `import.meta.dirname`, `.filename` and `.url`. */
function ofImportMeta(node: SyntaxNode): StaticPath | undefined {
  if ((node.object as SyntaxNode).type !== 'MetaProperty') return undefined;
  switch (memberName(node)) {
    case 'dirname': return FOLDER;
    case 'filename': case 'url': return FILE;
    default: return undefined;
  }
}

function bindingOf(node: SyntaxNode): [string?, SyntaxNode?] {
  const [target, value] = node.type === 'VariableDeclarator' ? [node.id, node.init]
    : node.type === 'AssignmentExpression' ? [node.left, node.right] : [];
  return (target as SyntaxNode | undefined)?.type === 'Identifier' && value
    ? [nameOf(target), value as SyntaxNode] : [];
}

/** The names that a node declares; more names than needed do no harm. */
function declaredBy(node: SyntaxNode): string[] {
  const patterns = node.type === 'VariableDeclarator' ? [node.id]
    : /Function/.test(node.type) ? [node.id, ...(node.params as unknown[])]
      : node.type === 'CatchClause' ? [node.param] : [];
  return patterns.flatMap((pattern) => (pattern ? [...nodesIn(pattern as SyntaxNode)] : []))
    .flatMap((inner) => (inner.type === 'Identifier' ? [inner.name as string] : []));
}
