import type { Stack } from 'aws-cdk-lib';

const INLINE_CODE = Symbol.for('cdk-cloudfront-edge.InlineCode');

/**
 * How much code the functions of all distributions have in the template of a stack. It belongs to the stack, as its
 * aspects do.
 */
export class InlineCode {
  static of(stack: Stack): InlineCode {
    const holder = stack as { [INLINE_CODE]?: InlineCode };
    return holder[INLINE_CODE] ?? Object.defineProperty(holder, INLINE_CODE, { value: new InlineCode() })[INLINE_CODE]!;
  }

  bytes = 0;

  /** Of rules that are shown beside the code. */
  ruleBytes = 0;

  private constructor() {}
}
