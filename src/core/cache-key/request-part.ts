/** A part of the request, besides its path, that a function reads; with the first place that says so. */
export interface RequestPart {
  readonly kind: 'header' | 'cookie' | 'query' | 'host' | 'country' | 'language' | 'method';
  /**
   * Header name in lower case; cookie or query parameter name as written (`utm_*` for all that begin so). Absent means
   * all (for queries).
   */
  readonly name?: string;
  /** It is only asked whether it is there, so that the answer is right where no viewer's reaches the function. */
  readonly dispensable?: true;
  readonly file?: string;
  readonly line?: number;
}
