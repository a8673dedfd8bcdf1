import { Intrinsic, Token, Tokenization, type IResolveContext } from 'aws-cdk-lib';

/**
 * Lists of function associations while the behaviors of a distribution are read: behaviors with equal ones share one
 * list, so that what is known of it is found out once.
 */
export class SharedLists {
  private readonly byContent = new Map<string, unknown[]>();

  constructor(private readonly context: IResolveContext) {}

  /** A copy of a list, which the user may still change; anything else as it is. */
  shared(list: unknown): unknown {
    if (!Array.isArray(list)) return list;
    const content = this.contentOf(list);
    const known = (content === undefined ? undefined : this.byContent.get(content)) ?? [...list];
    if (content !== undefined) this.byContent.set(content, known);
    return known;
  }

  /** Undefined if something in it is not plain, such as a token. */
  private contentOf(list: readonly unknown[]): string | undefined {
    if (!list.every(isPlain)) return undefined;
    try {
      return JSON.stringify(list, (_, value: unknown) => (typeof value === 'string' ? this.inner(value) : value));
    } catch {
      return undefined; // reported when it is resolved
    }
  }

  /**
   * What a lazy text stands for. The CDK makes a new one each time a version is asked for its ARN; the reference in
   * it is always the same.
   */
  private inner(text: string): string {
    if (!Token.isUnresolved(text)) return text;
    const fragments = Tokenization.reverseString(text);
    const { firstToken: token } = fragments;
    if (fragments.length !== 1 || token === undefined || token instanceof Intrinsic) return text;
    const value: unknown = token.resolve(this.context);
    return typeof value === 'string' ? this.inner(value) : text;
  }
}

/** Whether two with the same JSON are the same. Tokens in texts are texts, each with a number of its own. */
function isPlain(item: unknown): boolean {
  return typeof item === 'object' && item !== null && Object.getPrototypeOf(item) === Object.prototype
    && Object.values(item).every((value) => ['string', 'boolean', 'undefined'].includes(typeof value));
}
