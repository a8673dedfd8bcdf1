import {
  DefaultTokenResolver, Reference, Tokenization, type CfnResource, type IFragmentConcatenator, type IPostProcessor,
  type IResolvable, type IResolveContext,
} from 'aws-cdk-lib';
import type { RenderedProperties } from '../rendered/rendered-resource';

/** An attribute of a construct of the app, in whichever stack: `Ref` or the name of an attribute. */
export interface Known {
  readonly path: string;
  readonly attribute: string;
}

// Named like intrinsic functions, so that the CDK's checks of properties accept them.
const KNOWN = 'Fn::KnownReference';
const PARTS = 'Fn::KnownParts';

/**
 * The properties of a resource as they will be in its template, with references to constructs by their paths: logical
 * ids do not say in which stack a resource is. Undefined if the CDK refuses the properties, which it says itself.
 */
export function propertiesWithReferences(resource: CfnResource): RenderedProperties | undefined {
  const part = (resource as unknown as { _toCloudFormation(): unknown })._toCloudFormation();
  try {
    const resolved = Tokenization.resolve(part, { scope: resource, resolver: new KnownReferences(), preparing: false });
    return (Object.values(resolved.Resources)[0] as { Properties?: RenderedProperties }).Properties ?? {};
  } catch {
    return undefined;
  }
}

class KnownReferences extends DefaultTokenResolver {
  constructor() {
    super(new Parts());
  }

  public resolveToken(token: IResolvable, context: IResolveContext, postProcessor: IPostProcessor): unknown {
    return Reference.isReference(token) ? { [KNOWN]: { path: token.target.node.path, attribute: token.displayName } }
      : super.resolveToken(token, context, postProcessor);
  }
}

/** Joins texts, and keeps the parts of a text that are only known at deploy time. */
class Parts implements IFragmentConcatenator {
  public join(left: any, right: any): unknown {
    if (left === undefined) return right;
    if (right === undefined) return left;
    if (typeof left === 'string' && typeof right === 'string') return left + right;
    return { [PARTS]: [...left[PARTS] ?? [left], ...right[PARTS] ?? [right]] };
  }
}

/** The attribute that a value is. */
export function knownReference(value: unknown): Known | undefined {
  return (value as Record<string, Known> | undefined | null)?.[KNOWN];
}

/** All constructs that a value refers to, by path. */
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
