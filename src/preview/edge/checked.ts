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

type NoObject = Invalid & { readonly kind: 'invalid' };

/** What is said of a refused part without `strict`. */
export function leftOut({ reason, detail }: Omit<Invalid, 'ok'>): string {
  return shortened(`CloudFront would answer 502: ${reason} ${detail}; left out here`);
}

/** A result that is not an object is neither a request nor a response. */
export function notAnObject(result: unknown, reasons: { readonly json: string }): NoObject {
  return {
    kind: 'invalid',
    ...invalid(reasons.json, `the handler returned ${result === undefined ? 'nothing' : JSON.stringify(result)}`),
  };
}

type Reasons = Readonly<Record<InvalidKind | 'json', string>>;

const FAILED = 'The Lambda function result failed validation: ';

/** The message on the page for a result of Lambda@Edge: CloudFront's own words as far as they have been observed. */
export const LAMBDA_REASONS: Reasons = {
  json: 'The Lambda function returned invalid JSON: The JSON output must be an object type.',
  request: `${FAILED}The function returned an invalid request.`,
  status: `${FAILED}The function returned an invalid status code.`,
  headers: `${FAILED}The function returned an invalid entry in the headers object.`,
  disallowed: `${FAILED}The function tried to add a disallowed header.`,
  readOnly: `${FAILED}The function tried to add, delete, or change a read-only header.`,
  body: `${FAILED}The body is not a string, is not an object, or exceeds the maximum size.`,
  origin: 'The Lambda function returned an invalid origin configuration: ',
};

const HEADER_NOT_AN_ARRAY = 'The Lambda function returned an invalid entry in the headers object: '
  + 'Each header entry in the headers object must be an array.';

const INVALID_URI = `${FAILED}The specified URI is in an invalid format.`;

const VALUE = 'The CloudFront function returned an invalid value: ';

/** The same for CloudFront Functions. */
export const FUNCTION_REASONS = {
  json: `${VALUE}the result must be an object.`,
  request: `${VALUE}request.uri must start with /.`,
  url: `${VALUE}request.uri and request.querystring are too long.`,
  query: `${VALUE}request.querystring must not have spaces, control characters or #.`,
  status: `${VALUE}response.statusCode must be an integer from 200 to 599.`,
  description: `${VALUE}response.statusDescription must be a string.`,
  entry: (what: string) => `${VALUE}${what} must have objects with a value that is a string.`,
  name: (what: string) => `${VALUE}${what} must have valid header names.`,
  lowerCase: (what: string) => `${VALUE}${what} must have header names in lower case.`,
  disallowed: 'The CloudFront function tried to add a disallowed header.',
  readOnly: 'The CloudFront function tried to add, delete, or change a read-only header.',
  origin: 'The CloudFront function returned an invalid value for origin rewrite.',
  body: `${VALUE}response.body must be a string, or an object with encoding and data, below the maximum size.`,
};

function lambdaReason(kind: InvalidKind, message: string): string {
  if (kind === 'headers' && / is not an array of /.test(message)) return HEADER_NOT_AN_ARRAY;
  if (kind === 'request' && message.startsWith('uri must')) return INVALID_URI;
  return LAMBDA_REASONS[kind] + (kind === 'origin' ? originReason(message) : '');
}

/** Only two of these are published: about a header and about `DomainName`. */
function originReason(message: string): string {
  if (/customHeaders/.test(message)) return 'One or more HeaderName or HeaderValue values are invalid.';
  const [, field = 'Origin'] = /^(?:custom\.|s3\.)?(\w+) (?:is|has) /.exec(message) ?? [];
  return `The value of ${field[0]!.toUpperCase()}${field.slice(1)} is invalid.`;
}

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
    return invalid(lambdaReason(kind, message), value === undefined ? message : `${message}, got ${value}`);
  }
}
