import {
  CfnResource, DefaultTokenResolver, Reference, Tokenization, type IFragmentConcatenator, type IPostProcessor,
  type IResolvable, type IResolveContext,
} from 'aws-cdk-lib';
import { KNOWN, PARTS } from '../../core/explain/checks/reading/values';
import type { RenderedProperties } from '../rendered/rendered-resource';

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
    // A parameter is only known at deploy time, and so are the pseudo parameters of a stack.
    const isKnown = Reference.isReference(token) && CfnResource.isCfnResource(token.target);
    return isKnown ? { [KNOWN]: { path: token.target.node.path, attribute: token.displayName } }
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
