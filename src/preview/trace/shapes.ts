import type { EdgeHost } from '../../core/facts/edge-events';

/** A request in a few words. Long texts end in `… (12345 characters)`. */
export interface ShortRequest {
  readonly method: string;
  readonly uri: string;
  readonly querystring: string;
  /** Domain name of the origin that it is for, once there is one. */
  readonly origin?: string;
}

/** A response in a few words. */
export interface ShortResponse {
  readonly status: number;
  readonly statusDescription?: string;
  readonly location?: string;
  readonly contentType?: string;
}

/** A header by its name in lower case; several lines of one name are one value. */
export interface HeaderFact {
  readonly name: string;
  readonly value: string;
}

/** What became of headers. A stage may touch more than a trace has room for. */
export interface HeaderChanges {
  readonly added: readonly HeaderFact[];
  /** With the value that was there before. */
  readonly replaced: readonly (HeaderFact & { readonly was: string })[];
  /** With the value that they had. */
  readonly removed: readonly HeaderFact[];
  /** How many more changes there were. */
  readonly more?: number;
}

/** What a function did to a message. Of a body only whether it is another one. */
export interface Change<Short> {
  readonly before: Short;
  readonly after: Short;
  readonly headers: HeaderChanges;
  readonly body: boolean;
}

/** The rule of a redirector that answered, as the edge manifest names it. */
export interface RuleFact {
  /** Path of the construct that it belongs to. */
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
