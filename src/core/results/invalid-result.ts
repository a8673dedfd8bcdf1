/** What is wrong with a function's result, by the kinds that CloudFront has messages for. */
export type InvalidKind = 'request' | 'status' | 'headers' | 'disallowed' | 'readOnly' | 'body' | 'origin';

/**
 * A result that CloudFront would answer 502 for. The message names the field; what may hold a secret of the viewer, and
 * must not get into the log of a function, is beside it.
 */
export class InvalidResult extends Error {
  constructor(readonly kind: InvalidKind, detail: string, readonly value?: string) {
    super(detail);
    this.name = 'InvalidResult';
  }
}

export function invalidResult(kind: InvalidKind, detail: string, value?: unknown): never {
  throw new InvalidResult(kind, detail, JSON.stringify(value));
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
