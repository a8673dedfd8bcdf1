/** A web ACL as far as it can be decided without AWS. */
export interface WebAcl {
  readonly name: string;
  readonly defaultAction: WafAction;
  /** In order of priority. */
  readonly rules: readonly WafRule[];
}

export interface WafRule {
  readonly name: string;
  readonly action: WafAction;
  readonly statement: Statement;
}

export type WafAction =
  | { readonly kind: 'allow' }
  | { readonly kind: 'count' }
  | { readonly kind: 'block'; readonly response?: WafCustomResponse };

/** What a block rule answers in place of CloudFront's own 403 page. */
export interface WafCustomResponse {
  readonly status: number;
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  readonly contentType?: string;
  readonly body?: string;
}

export type Statement =
  | {
    readonly kind: 'byte-match';
    readonly part: RequestPart;
    readonly position: string;
    readonly search: string;
    readonly transforms: readonly string[];
  }
  | { readonly kind: 'and' | 'or'; readonly statements: readonly Statement[] }
  | { readonly kind: 'not'; readonly statement: Statement }
  /** Managed groups, rate limits, geography and so on: only AWS can tell. */
  | { readonly kind: 'unknown'; readonly what: string };

export type RequestPart =
  | { readonly of: 'uri-path' | 'query-string' | 'method' }
  | { readonly of: 'header' | 'query-argument'; readonly name: string };
