import { shortened } from './bounded';
import { InvalidResult, type InvalidKind } from '../../core/results/invalid-result';

/** A checked result of a function: a valid value, or the reason why CloudFront answers 502. */
export type Checked<T> = { readonly ok: true; readonly value: T } | Invalid;

export interface Invalid {
  readonly ok: false;
  /** In CloudFront's words. */
  readonly reason: string;
  /** The header or field at fault. CloudFront writes it to its log only. */
  readonly detail: string;
}

export function valid<T>(value: T): Checked<T> {
  return { ok: true, value };
}

export function invalid(reason: string, detail: string): Invalid {
  return { ok: false, reason, detail: shortened(detail) };
}

/** A result that is not an object is neither a request nor a response. */
export function notAnObject(result: unknown): Invalid & { readonly kind: 'invalid' } {
  return {
    kind: 'invalid',
    ...invalid(REASONS.json, `the handler returned ${result === undefined ? 'nothing' : JSON.stringify(result)}`),
  };
}

/** The reasons, in CloudFront's own words as far as they have been observed. */
export const REASONS: Readonly<Record<InvalidKind | 'json', string>> = {
  json: 'The function returned an invalid json output, json is not parsable.',
  request: 'The function returned an invalid request.',
  status: 'The function returned an invalid status code.',
  headers: 'The function returned an invalid entry in the headers object.',
  disallowed: 'The function tried to add a disallowed header.',
  readOnly: 'The function tried to add, delete, or change a read-only header.',
  body: 'The body is not a string, is not an object, or exceeds the maximum size.',
  origin: 'The function returned an invalid origin.',
};

/**
 * Runs a check of `core/results`, which the library's own functions use before they return, and turns its error into
 * CloudFront's reason.
 */
export function checking<T>(check: () => T): Checked<T> {
  try {
    return valid(check());
  } catch (error) {
    if (!(error instanceof InvalidResult)) throw error;
    const { kind, message, value } = error;
    return invalid(REASONS[kind], value === undefined ? message : `${message}, got ${value}`);
  }
}
