import { childrenOf, isFunction, memberName, nameOf, type SyntaxNode } from '../../../core/javascript/syntax';

/** The names of the checks, which the code does not contain. */
export interface CheckNames {
  readonly spend: string;
  readonly text: string;
  readonly key: string;
  readonly subject: string;
  readonly module: string;
}

/** The code with checks inserted: outer nodes around inner ones. */
export function withChecks(program: SyntaxNode, code: string, names: CheckNames): string {
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
