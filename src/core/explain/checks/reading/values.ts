/** An attribute of a resource of the app, in whichever stack: `Ref` or the name of an attribute. */
export interface Known {
  readonly path: string;
  readonly attribute: string;
}

/**
 * The forms of values whose parts are known. They are named like intrinsic functions, so that the CDK's checks of
 * properties accept them.
 */
export const KNOWN = 'Fn::KnownReference';
export const PARTS = 'Fn::KnownParts';

/** The attribute that a value is. */
export function knownReference(value: unknown): Known | undefined {
  return (value as Record<string, Known> | undefined | null)?.[KNOWN];
}

/** All resources that a value refers to, by path. */
export function referencesIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const known = knownReference(value);
  return known === undefined ? Object.values(value).flatMap(referencesIn) : [known.path];
}

/** A value as text, with `${}` for each part that is only known at deploy time. */
export function textWithPlaceholders(value: unknown): string {
  if (typeof value === 'string') return value;
  const parts = (value as Record<string, unknown[]> | undefined | null)?.[PARTS];
  return parts === undefined ? '${}' : parts.map(textWithPlaceholders).join('');
}

/** A list, or one value of it, as policies have them. */
export function listed(value: unknown): readonly unknown[] {
  return value === undefined ? [] : Array.isArray(value) ? value : [value];
}

/** Whether a value is left out: undefined, or a reference to `AWS::NoValue`. */
export function isLeftOut(value: unknown): boolean {
  return value === undefined || value === null || (value as { Ref?: string }).Ref === 'AWS::NoValue';
}

/** Whether only the deployment decides what it is, or whether it is there: `Fn::If`, a parameter. */
export function isOpen(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    && Object.keys(value).length === 1 && /^(?:Ref$|Fn::)/.test(Object.keys(value)[0])
    && !(PARTS in value) && knownReference(value) === undefined;
}
