import { Token, Tokenization, type Stack } from 'aws-cdk-lib';
import { piecesOf as textPieces } from '../slots/deploy-value';

/** The code of a function, in which names stand for values that CloudFormation inserts. */
export interface CodeWithValues {
  readonly code: string;
  /** The values by their names in the code, as tokens. */
  readonly values: Readonly<Record<string, string>>;
}

type Piece = string | { readonly value: unknown };

/**
 * Reads code that may have values in it: a text with tokens, `Fn::Join` or `Fn::Sub`. Undefined if it is nothing but a
 * value, or if its intrinsic functions mean something else in the template of the distribution.
 */
export function codeWithValues(stack: Stack, code: unknown, isLocal: boolean): CodeWithValues | undefined {
  const pieces = piecesOf(stack, code);
  // Expanded intrinsic functions name resources of their own template.
  if (pieces.some((piece) => typeof piece !== 'string' && !isLocal && !Tokenization.isResolvable(piece.value))) {
    return undefined;
  }
  const text = pieces.map((piece) => (typeof piece === 'string' ? piece : '')).join('');
  if (text.trim() === '') return undefined;
  const values: Record<string, string> = {};
  const named = pieces.map((piece) => {
    if (typeof piece === 'string') return piece;
    const name = freeName(text, Object.keys(values).length);
    values[name] = Token.asString(piece.value);
    return name;
  });
  return { code: named.join(''), values };
}

/** Inserts the values into code that was composed with their names. */
export function withValues(code: string, values: Readonly<Record<string, string>> = {}): string {
  return Object.entries(values).reduce((text, [name, value]) => text.split(name).join(value), code);
}

function piecesOf(stack: Stack, code: unknown): Piece[] {
  if (typeof code !== 'string') return expanded(Tokenization.isResolvable(code) ? stack.resolve(code) : code) ?? [];
  return textPieces(code).flatMap((piece): Piece[] => (
    typeof piece === 'string' ? [piece] : expanded(stack.resolve(piece)) ?? [{ value: piece }]));
}

/** The pieces of a text, `Fn::Join` or `Fn::Sub`; undefined for anything else. */
function expanded(resolved: unknown): Piece[] | undefined {
  if (typeof resolved === 'string') return [resolved];
  const { 'Fn::Join': join, 'Fn::Sub': sub } = (resolved ?? {}) as Record<string, any>;
  if (Array.isArray(join) && Array.isArray(join[1])) {
    const [delimiter, list] = join as [string, unknown[]];
    return list.flatMap((item, index) => [...(index > 0 ? [delimiter] : []), ...inner(item)]);
  }
  if (typeof sub === 'string') return substituted(sub, {});
  return Array.isArray(sub) ? substituted(sub[0], sub[1] ?? {}) : undefined;
}

function inner(value: unknown): Piece[] {
  return expanded(value) ?? [{ value }];
}

/** The text of `Fn::Sub`: `${Name}` is a variable, a parameter or a resource, and `${!Name}` is text. */
function substituted(text: string, variables: Readonly<Record<string, unknown>>): Piece[] {
  return text.split(/(\$\{[^}]*\})/).flatMap((part): Piece[] => {
    const [, escape, name] = /^\$\{(!?)([^}]*)\}$/.exec(part) ?? [];
    if (name === undefined) return [part];
    if (escape) return [`\${${name}}`];
    if (Object.hasOwn(variables, name)) return inner(variables[name]);
    const [id, ...attribute] = name.trim().split('.');
    return [{ value: attribute.length > 0 ? { 'Fn::GetAtt': [id, attribute.join('.')] } : { Ref: id } }];
  });
}

function freeName(text: string, index: number): string {
  let name = `edgeHole${index}x`;
  while (text.includes(name)) name += 'x';
  return name;
}
