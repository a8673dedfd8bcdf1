/** A part of the request, other than its path, that a function reads, and the first rule that reads it. */
export interface RequestPart {
  readonly kind: 'header' | 'cookie' | 'query' | 'host' | 'country' | 'language' | 'method';
  /**
   * Header name in lower case; cookie or query parameter name as written (`utm_*` for a prefix). Absent means the whole
   * query string.
   */
  readonly name?: string;
  /** Only its presence is tested, so that the result is also right where the function never sees it. */
  readonly dispensable?: true;
  readonly file?: string;
  readonly line?: number;
}
