/** The contract between the redirect engine and its users: synth, edge, preview and command line. */
import type { Problem } from '../../problem';

/** Formats of rule files. */
export type RuleFormat = 'json' | 'csv' | 'netlify' | 'cloudflare';

/** The parts of a request that rules can test. Every text is as the viewer sent it: raw, percent-encoded. */
export interface RedirectRequest {
  readonly method: string;
  /** Path as in the request line, e.g. `/caf%C3%A9/`. */
  readonly path: string;
  /** Query without the question mark; empty when there is none. */
  readonly query: string;
  readonly host?: string;
  /** Value of a request header by lower-case name. */
  readonly header: (name: string) => string | undefined;
  /** Lower-case names of all request headers, where they are known: rules may name thousands. */
  readonly headerNames?: () => readonly string[];
  /** ISO 3166-1 alpha-2, as in `CloudFront-Viewer-Country`. */
  readonly country?: string;
  /** Milliseconds since the epoch, for rules with dates. */
  readonly now: number;
  /** Is called with times after `now` at which the decision may change: the dates of rules that were looked at. */
  readonly until?: (time: number) => void;
  /** The status of the origin; only known on origin-response. */
  readonly originStatus?: number;
}

/** The request that the origin gets instead. */
export interface Rewrite {
  readonly path: string;
  readonly query: string;
  /** Scheme and host of another site that answers, such as `https://api.example.com:8443`; never from the request. */
  readonly origin?: string;
}

/** How long an answer is good for. */
export interface Timing {
  /** For how many seconds it may be cached; 0 is not at all. */
  readonly ttl: number;
  /** The header `Retry-After`. */
  readonly after?: string;
}

/** The response of a rule. */
export interface RedirectDecision {
  readonly status: number;
  /** Absent for errors (`ERROR_STATUSES`) and for rewrites. */
  readonly location?: string;
  /** For status 200: serve this path instead. */
  readonly rewrite?: Rewrite;
  /** What the rule says about caching; absent where all is as the site has it. */
  readonly timing?: Timing;
  /** Index of the rule in the compiled list, for logs and reports. */
  readonly rule: number;
}

/** Compiled rules, ready for requests. */
export interface RedirectMatcher {
  /** The decision for a request; undefined where no rule applies. Never throws. */
  readonly match: (request: RedirectRequest) => RedirectDecision | undefined;
}

export interface ParsedRules<Rule> {
  readonly rules: Rule[];
  readonly problems: Problem[];
}
