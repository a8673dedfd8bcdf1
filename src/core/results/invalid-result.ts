/** The kinds of invalid results for which CloudFront has different messages. */
export type InvalidKind = 'request' | 'status' | 'headers' | 'disallowed' | 'readOnly' | 'body' | 'origin';

/**
 * A result for which CloudFront would respond with 502. The message names the field. The value is separate, because it
 * may contain a secret of the viewer and must not get into the log of a function.
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
