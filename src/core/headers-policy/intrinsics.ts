/** Values of a template that CloudFormation computes: an object with one key, `Ref` or a function's name. */

export function isIntrinsic(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const [name, ...more] = Object.keys(value);
  return more.length === 0 && name !== undefined && (name === 'Ref' || name.startsWith('Fn::'));
}

/** Whether the property is left out: `AWS::NoValue`, and the empty text, by which templates say the same. */
export function isAbsent(value: unknown): boolean {
  return value === undefined || value === null || value === ''
    || (value as { readonly Ref?: unknown }).Ref === 'AWS::NoValue';
}

/** Whether there is a computed value anywhere in it. */
export function hasIntrinsics(value: unknown): boolean {
  if (isIntrinsic(value)) return true;
  return typeof value === 'object' && value !== null && Object.values(value).some(hasIntrinsics);
}

/** The value, with another one where `Fn::If` leaves it out. */
export function orElse(value: unknown, other: unknown): unknown {
  if (isAbsent(value)) return other;
  const branches = isIntrinsic(value) ? value['Fn::If'] : undefined;
  if (!Array.isArray(branches)) return value;
  const [condition, then, otherwise] = branches as unknown[];
  return { 'Fn::If': [condition, orElse(then, other), orElse(otherwise, other)] };
}

/** The values that `Fn::If` may have, however deep; those that are left out are not in the list. */
export function branchesOf(value: unknown): unknown[] {
  if (isAbsent(value)) return [];
  const branches = isIntrinsic(value) ? value['Fn::If'] : undefined;
  return Array.isArray(branches) ? branches.slice(1).flatMap(branchesOf) : [value];
}
