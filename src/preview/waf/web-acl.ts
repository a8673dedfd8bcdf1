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

/** What a statement looks at: a part of the request, after text transformations. */
interface Inspected {
  readonly part: RequestPart;
  readonly transforms: readonly string[];
}

export type Statement =
  | Inspected & { readonly kind: 'byte-match'; readonly position: string; readonly search: string }
  /** One of the expressions is found in the text. */
  | Inspected & { readonly kind: 'regex-match'; readonly patterns: readonly RegExp[] }
  | Inspected & { readonly kind: 'size'; readonly operator: string; readonly bytes: number }
  /** Unknown as long as the country of viewers is not given. */
  | { readonly kind: 'geo'; readonly countries: readonly string[] }
  | { readonly kind: 'and' | 'or'; readonly statements: readonly Statement[] }
  | { readonly kind: 'not'; readonly statement: Statement }
  /** A statement that only AWS can evaluate: managed groups, rate limits, sets of IP addresses and others. */
  | { readonly kind: 'unknown'; readonly what: string };

export type RequestPart =
  | { readonly of: 'uri-path' | 'query-string' | 'method' }
  | { readonly of: 'header' | 'query-argument'; readonly name: string };
