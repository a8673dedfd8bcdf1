import type { Stack } from 'aws-cdk-lib';

const INLINE_CODE = Symbol.for('cdk-cloudfront-edge.InlineCode');

/**
 * Counts the code that the functions of all distributions have in the template of a stack. One counter per stack.
 */
export class InlineCode {
  static of(stack: Stack): InlineCode {
    const holder = stack as { [INLINE_CODE]?: InlineCode };
    return holder[INLINE_CODE] ?? Object.defineProperty(holder, INLINE_CODE, { value: new InlineCode() })[INLINE_CODE]!;
  }

  bytes = 0;

  /** Bytes of the rules in the metadata of the functions. */
  ruleBytes = 0;

  private constructor() {}
}
