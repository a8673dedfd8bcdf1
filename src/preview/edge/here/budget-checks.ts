import { childrenOf, isFunction, memberName, nameOf, nodesIn, type SyntaxNode } from '../../../core/javascript/syntax';

/** The names of the checks, which the code does not contain. */
export interface CheckNames {
  readonly spend: string;
  readonly text: string;
  readonly key?: string;
  readonly subject?: string;
  readonly module?: string;
  /** Gets what the handler returns, and what built-ins return that make texts. */
  readonly result?: string;
  /** Gets what the code throws. */
  readonly thrown?: string;
}

/** Methods of built-ins that make long texts of short ones. */
const MAKE_TEXTS = ['repeat', 'padStart', 'padEnd', 'concat', 'join', 'replace', 'replaceAll'];

/** The code with checks inserted: outer nodes around inner ones. `places` gets where each character has gone. */
export function withChecks(program: SyntaxNode, code: string, names: CheckNames, places: number[] = []): string {
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
  const short = nodesIn(program).some(({ type }) => type === 'ChainExpression');
  visit(program, false, false);
  let out = '';
  for (let at = 0; at <= code.length; at++) {
    out += after.get(at) ?? '';
    const opened = before.get(at) ?? '';
    // Minified code: `return"a"+b`.
    out += opened !== '' && /[\w$]$/.test(out) ? ` ${opened}` : opened;
    places[at] = out.length;
    const gone = removed.get(at);
    if (gone === undefined) { out += code[at] ?? ''; continue; }
    out += gone.by + '\n'.repeat(code.slice(at, gone.end).split('\n').length - 1);
    at = gone.end - 1;
  }
  return out;

  function visit(node: SyntaxNode, isPart: boolean, inHandler: boolean): void {
    const { type } = node;
    if (type === 'ImportDeclaration') {
      if (names.module === undefined) return;
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
    } else if (/^(For|While|DoWhile|ForIn|ForOf)Statement$/.test(type)) {
      within(body!, `${names.spend}(${weight(node)});`);
    }
    const isText = (type === 'BinaryExpression' && node.operator === '+' && !isPart && !hasNumber(node))
      || (type === 'TemplateLiteral' && (node.expressions as unknown[]).length > 0)
      || (type === 'AssignmentExpression' && node.operator === '+=' && !isNumber(node.right));
    if (isText) around(node, `${names.text}(`, ')');
    if (names.key !== undefined && type === 'MemberExpression' && node.computed === true
      && (node.property as SyntaxNode).type !== 'Literal') {
      around(node.property as SyntaxNode, `${names.key}((`, '))');
    }
    if (type === 'Property' && node.shorthand === true) return;
    const called = type === 'CallExpression' ? memberName(node.callee as SyntaxNode) ?? '' : '';
    const [first] = type === 'CallExpression' ? node.arguments as SyntaxNode[] : [];
    if (names.subject !== undefined && first !== undefined && ['test', 'exec'].includes(called)) {
      around(first, `${names.subject}((`, '))');
    }
    if (names.result !== undefined) {
      // In `a?.b.join()` a call is a part of what is left out.
      if (MAKE_TEXTS.includes(called) && !short) around(node, `${names.text}(`, ')');
      if (inHandler && type === 'ReturnStatement' && node.argument !== null) {
        around(node.argument as SyntaxNode, `${names.result}((`, '))');
      }
    }
    if (names.thrown !== undefined && type === 'ThrowStatement') {
      around(node.argument as SyntaxNode, `${names.thrown}((`, '))');
    }
    for (const child of childrenOf(node)) {
      // The texts of a tagged template go to its function.
      if (type === 'TaggedTemplateExpression' && child === node.quasi) {
        for (const inner of childrenOf(child)) visit(inner, false, inHandler);
      } else {
        visit(child, type === 'BinaryExpression' && node.operator === '+' && isText,
          isFunction(child) ? nameOf(child.id ?? node.id) === 'handler' : inHandler);
      }
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
