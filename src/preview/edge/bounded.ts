/** Longer messages are cut: a function may throw an error of several megabytes. */
const MESSAGE_MAX_CHARACTERS = 4_000;

/** More than twice the depth of any result that CloudFront accepts. */
const RESULT_MAX_DEPTH = 32;

export function shortened(text: string, max = MESSAGE_MAX_CHARACTERS): string {
  return text.length <= max ? text : `${text.slice(0, max)}… (${text.length} characters)`;
}

/**
 * Replaces what is nested deeper than `RESULT_MAX_DEPTH` by `…`. A result of 6,000 levels would overflow the stack of
 * the recursive checks that follow.
 */
export function limitDepth(value: unknown, depth = 0): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= RESULT_MAX_DEPTH) return '…';
  if (Array.isArray(value)) return value.map((item) => limitDepth(item, depth + 1));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, limitDepth(item, depth + 1)]));
}
