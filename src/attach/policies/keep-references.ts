import {
  DefaultTokenResolver, Reference, StringConcat, Tokenization, type IPostProcessor, type IResolvable,
  type IResolveContext, type Stack,
} from 'aws-cdk-lib';

/**
 * Resolves a value but leaves references as they are: one to another stack is only an import when the stacks are
 * rendered, and before that looks like one to a resource of this stack.
 */
export function resolvedWithReferences(stack: Stack, value: unknown): unknown {
  return Tokenization.resolve(value, { scope: stack, resolver: new KeepReferences(), preparing: false });
}

/** The resource that a value refers to, in any stack of the app; undefined if it does not refer to one. */
export function targetOf(value: unknown): unknown {
  const token: unknown = typeof value === 'string' ? Tokenization.reverseString(value).firstToken : value;
  return Reference.isReference(token) ? token.target : undefined;
}

class KeepReferences extends DefaultTokenResolver {
  constructor() {
    super(new StringConcat());
  }

  override resolveToken(token: IResolvable, context: IResolveContext, postProcessor: IPostProcessor): unknown {
    return Reference.isReference(token) ? token : super.resolveToken(token, context, postProcessor);
  }
}
