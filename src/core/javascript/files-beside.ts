import { topLevelBindings } from './bindings';
import { memberName, nameOf, nodesIn, type Parsed, type SyntaxNode } from './syntax';

/** A place in a file that needs another file beside it. */
export interface FileBeside {
  /** As it is in the code: `require('./config.json')`. */
  readonly text: string;
  readonly line: number;
  readonly column: number;
}

const READS = /^(readFile|readFileSync|createReadStream|readdir|readdirSync|open|openSync)$/;

/** The places where a CommonJS file loads or reads files beside it. What is in a `try` may do without them. */
export function filesBeside(file: Parsed): FileBeside[] {
  const values = new Map(topLevelBindings(file).map(({ name, value }) => [name, value]));
  const isBeside = (path: SyntaxNode | undefined): boolean => {
    if (path === undefined) return false;
    const text = textOf(path);
    return text === undefined ? namesFolder(path, values) : text.startsWith('.');
  };
  const found = [...nodesIn(file.program, ({ type }) => type !== 'TryStatement')].filter((node) => {
    const [path] = (node.arguments ?? []) as SyntaxNode[];
    if (node.type === 'ImportExpression') return isBeside(node.source as SyntaxNode);
    if (node.type !== 'CallExpression') return false;
    const callee = node.callee as SyntaxNode;
    if (callee.type === 'Identifier' && callee.name === 'require') return isBeside(path);
    if (!READS.test(memberName(callee) ?? nameOf(callee) ?? '')) return false;
    return isBeside(path) || (textOf(path) !== undefined && !textOf(path)!.startsWith('/'));
  });
  return found.map(({ start, end }) => {
    const before = file.code.slice(0, start).split('\n');
    return {
      text: file.code.slice(start, end).split('\n')[0]!,
      line: before.length,
      column: before.at(-1)!.length + 1,
    };
  });
}

/** Whether a path is made of the folder of the file, directly or by a variable. */
function namesFolder(path: SyntaxNode, values: ReadonlyMap<string, SyntaxNode | undefined>): boolean {
  return [...nodesIn(path)].some((node) => {
    if (node.type !== 'Identifier') return false;
    if (node.name === '__dirname' || node.name === '__filename') return true;
    const value = values.get(node.name as string);
    return (
      value !== undefined
      && value !== path
      && !isFunctionLike(value)
      && [...nodesIn(value)].some(
        ({ type, name }) => type === 'Identifier' && (name === '__dirname' || name === '__filename'),
      )
    );
  });
}

function isFunctionLike({ type }: SyntaxNode): boolean {
  return /Function/.test(type);
}

/** A text, also as a template without values. */
function textOf(node: SyntaxNode | undefined): string | undefined {
  if (node?.type === 'Literal' && typeof node.value === 'string') return node.value;
  const quasis = node?.type === 'TemplateLiteral' ? node.quasis as SyntaxNode[] : [];
  return quasis.length === 1 ? (quasis[0]!.value as { cooked: string }).cooked : undefined;
}
