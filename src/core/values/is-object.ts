/**
 * Whether a value that was read from outside is an object with named members, as in JSON: neither null nor an array.
 */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
