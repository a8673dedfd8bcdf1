/** As much of a message as somebody will read; a function may put megabytes into one. */
const MESSAGE_MAX_CHARACTERS = 4_000;

/** Nothing that CloudFront takes from a function is half as deep. */
const RESULT_MAX_DEPTH = 32;

export function shortened(text: string, max = MESSAGE_MAX_CHARACTERS): string {
  return text.length <= max ? text : `${text.slice(0, max)}… (${text.length} characters)`;
}

/** A value of JSON without what is nested beyond measure: it would be too deep for the stack of whoever looks at it. */
export function flattened(value: unknown, depth = 0): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= RESULT_MAX_DEPTH) return '…';
  if (Array.isArray(value)) return value.map((item) => flattened(item, depth + 1));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, flattened(item, depth + 1)]));
}
