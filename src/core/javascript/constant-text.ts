import { memberName, type SyntaxNode } from './syntax';
import { valueOf, type ValuesByName } from './values-by-name';

/** A name that is defined by itself would be followed forever. */
const MAX_DEPTH = 100;

/** The text that an expression always is: a literal, or literals that are put together; undefined for anything else. */
export function constantText(given: SyntaxNode | undefined, values: ValuesByName, depth = 0): string | undefined {
  if (given === undefined || depth > MAX_DEPTH) return undefined;
  const node = valueOf(given, values);
  const text = (inner: unknown) => constantText(inner as SyntaxNode | undefined, values, depth + 1);
  switch (node.type) {
    case 'Literal':
      return typeof node.value === 'string' || typeof node.value === 'number' ? String(node.value) : undefined;
    case 'BinaryExpression':
      return node.operator === '+' ? joined([text(node.left), text(node.right)], '') : undefined;
    case 'TemplateLiteral': {
      const pieces = (node.quasis as SyntaxNode[]).map(({ value }) => (value as { cooked?: string }).cooked);
      const between = (node.expressions as unknown[]).map(text);
      return joined(
        pieces.flatMap((piece, index) => (index === 0 ? [piece] : [between[index - 1], piece])),
        '',
      );
    }
    case 'CallExpression':
      return called(node, values, text);
    default:
      return undefined;
  }
}

/** `['a', 'b'].join('; ')`, `'X-Name'.toLowerCase()`. */
function called(
  { callee, arguments: args }: SyntaxNode, values: ValuesByName, text: (inner: unknown) => string | undefined,
): string | undefined {
  const { object } = callee as { readonly object?: SyntaxNode };
  if (object === undefined) return undefined;
  switch (memberName(callee as SyntaxNode)) {
    case 'toLowerCase': return text(object)?.toLowerCase();
    case 'trim': return text(object)?.trim();
    case 'join': {
      const { type, elements } = valueOf(object, values);
      const [separator = undefined] = args as unknown[];
      const between = separator === undefined ? ',' : text(separator);
      return type === 'ArrayExpression' && between !== undefined
        ? joined((elements as unknown[]).map(text), between) : undefined;
    }
    default: return undefined;
  }
}

function joined(pieces: readonly (string | undefined)[], between: string): string | undefined {
  return pieces.includes(undefined) ? undefined : pieces.join(between);
}
