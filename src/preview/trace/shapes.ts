import type { EdgeHost } from '../../core/facts/edge-events';

/** A summary of a request. Long texts are cut and end in `… (12345 characters)`. */
export interface ShortRequest {
  readonly method: string;
  readonly uri: string;
  readonly querystring: string;
  /** Domain name of the origin, for requests to an origin. */
  readonly origin?: string;
}

/** A summary of a response. */
export interface ShortResponse {
  readonly status: number;
  readonly statusDescription?: string;
  readonly location?: string;
  readonly contentType?: string;
}

/** A header. The name is in lower case; several lines of the same name are joined to one value. */
export interface HeaderFact {
  readonly name: string;
  readonly value: string;
}

/** Changes of headers, up to a limit. */
export interface HeaderChanges {
  readonly added: readonly HeaderFact[];
  /** `was` is the value before. */
  readonly replaced: readonly (HeaderFact & { readonly was: string })[];
  /** With their values before. */
  readonly removed: readonly HeaderFact[];
  /** The number of changes beyond the limit. */
  readonly more?: number;
}

/** The changes that a function made. `body` says whether the body was replaced. */
export interface Change<Short> {
  readonly before: Short;
  readonly after: Short;
  readonly headers: HeaderChanges;
  readonly body: boolean;
}

/** The redirect rule that matched, with its place from the edge manifest. */
export interface RuleFact {
  /** Path of the construct that has the rule. */
  readonly construct: string;
  readonly file?: string;
  readonly line: number;
  readonly column: number;
}

export interface FunctionFact {
  /** Construct path. */
  readonly name: string;
  readonly host: EdgeHost;
}
