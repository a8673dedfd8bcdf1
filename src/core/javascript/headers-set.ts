import { constantText } from './constant-text';
import { isNode, memberName, nameOf, nodesIn, type Parsed, type SyntaxNode } from './syntax';
import { valueOf, valuesByName, type ValuesByName } from './values-by-name';

/** What code may do with a header. */
export interface HeaderSet {
  /** In lower case. */
  readonly name: string;
  /** Undefined if the value is only known when the code runs. */
  readonly value?: string;
  readonly removed?: true;
}

/**
 * Which of some headers the code of a function may set or remove, with the value where it is a constant. Each once:
 * with two values none is known.
 *
 * Headers are properties, in assignments and in objects. If names are computed, as in `headers[name] = ...`, all texts
 * of the file that are names of headers may be among them.
 */
export function headersSet(file: Parsed, wanted: readonly string[]): HeaderSet[] {
  const values = valuesByName(file);
  const nodes = [...nodesIn(file.program)];
  const read = new Set(nodes.filter(({ type }) => type === 'MemberExpression').map(({ property }) => property));
  const computed = nodes.some((node) => node.type === 'AssignmentExpression'
    && (node.left as SyntaxNode).type === 'MemberExpression' && keyOf(node.left as SyntaxNode, values) === undefined);
  const found = nodes.flatMap((node): HeaderSet[] => {
    switch (node.type) {
      case 'AssignmentExpression':
        return assigned(node.left as SyntaxNode, node.right as SyntaxNode, values);
      case 'UnaryExpression':
        return node.operator === 'delete' ? removed(node.argument as SyntaxNode, values) : [];
      case 'ObjectExpression':
        return members(node, values);
      case 'Literal':
        return computed && typeof node.value === 'string' && !read.has(node) ? [{ name: node.value }] : [];
      default:
        return [];
    }
  }).map((one) => ({ ...one, name: one.name.toLowerCase() }));
  return wanted.flatMap((name) => {
    const all = found.filter((one) => one.name === name.toLowerCase());
    // A text in a list of names says less than an assignment.
    const [first, ...others] = all.some(says) ? all.filter(says) : all;
    if (first === undefined) return [];
    return [
      others.every((one) => one.value === first.value && one.removed === first.removed) ? first : { name: first.name },
    ];
  });
}

function says({ value, removed: gone }: HeaderSet): boolean {
  return value !== undefined || gone === true;
}

/** `headers['x'] = { value }`, `headers['x'].value = ...`, `headers['x'][0].value = ...`. */
function assigned(left: SyntaxNode, right: SyntaxNode, values: ValuesByName): HeaderSet[] {
  if (left.type !== 'MemberExpression') return [];
  const name = keyOf(left, values);
  if (name !== 'value') return name === undefined ? [] : [{ name, value: headerValue(right, values) }];
  const entry = left.object as SyntaxNode;
  const header = isIndex(entry) ? entry.object as SyntaxNode : entry;
  const owner = header.type === 'MemberExpression' ? keyOf(header, values) : undefined;
  return owner === undefined ? [] : [{ name: owner, value: constantText(right, values) }];
}

function removed(argument: SyntaxNode, values: ValuesByName): HeaderSet[] {
  const name = argument.type === 'MemberExpression' ? keyOf(argument, values) : undefined;
  return name === undefined ? [] : [{ name, removed: true }];
}

/** The properties of an object; of one as Lambda@Edge has them (`{ key, value }`), also that header. */
function members({ properties }: SyntaxNode, values: ValuesByName): HeaderSet[] {
  const own = (properties as SyntaxNode[]).flatMap((property): HeaderSet[] => {
    if (property.type !== 'Property') return [];
    const key = property.key as SyntaxNode;
    const name = property.computed === true ? constantText(key, values) : nameOf(key);
    return name === undefined ? [] : [{ name, value: headerValue(property.value as SyntaxNode, values) }];
  });
  const [name] = own.filter((one) => one.name === 'key').map(({ value }) => value);
  const { value } = own.find((one) => one.name === 'value') ?? {};
  return name === undefined ? own : [...own, { name, value }];
}

/** The text in `{ value: 'text' }`, `[{ key: 'X', value: 'text' }]`, or the text itself. */
function headerValue(given: SyntaxNode, values: ValuesByName): string | undefined {
  const node = valueOf(given, values);
  const [first] = node.type === 'ArrayExpression' ? node.elements as SyntaxNode[] : [node];
  const entry = isNode(first) ? valueOf(first, values) : undefined;
  if (entry?.type !== 'ObjectExpression') return constantText(node, values);
  const value = (entry.properties as SyntaxNode[]).find(({ key }) => nameOf(key) === 'value')?.value;
  return isNode(value) ? constantText(value, values) : undefined;
}

function keyOf(member: SyntaxNode, values: ValuesByName): string | undefined {
  const property = member.property as SyntaxNode;
  return memberName(member) ?? (member.computed === true ? constantText(property, values) : undefined);
}

function isIndex(node: SyntaxNode): boolean {
  const { value } = (node.property ?? {}) as { readonly value?: unknown };
  return node.type === 'MemberExpression' && node.computed === true && typeof value === 'number';
}
