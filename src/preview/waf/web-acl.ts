/** A web ACL, as far as it can be evaluated without AWS. */
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

/** The custom response of a blocking rule, instead of CloudFront's 403 page. */
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
  /** A statement that only AWS can evaluate: managed groups, rate limits, geographic matches and others. */
  | { readonly kind: 'unknown'; readonly what: string };

export type RequestPart =
  | { readonly of: 'uri-path' | 'query-string' | 'method' }
  | { readonly of: 'header' | 'query-argument'; readonly name: string };
