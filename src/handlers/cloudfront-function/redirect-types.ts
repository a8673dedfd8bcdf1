/**
 * The rules of a redirect step in a CloudFront Function, as `core/redirects/function/` writes them. They are data in the
 * code, so every byte counts: lists instead of objects, and nothing at the end that has its default.
 *
 * Characters that no normalized path contains separate and mark: a source that begins with a space is a table of whole
 * paths, ` /a>/b /c>/d ` (without the slash at their ends, unless it counts), where an empty target is a status alone.
 * Any other source is a pattern: `?` is a placeholder, `|` a splat with the slash before it, `^` a star. In a target, `{`
 * and one character stand for a capture: its number from `0` on, plus 32 in a query, plus 64 where it is not changed.
 */
export type FunctionRule = readonly [
  source: string,
  status: number,
  flags?: number,
  target?: string,
  tests?: readonly FunctionTest[],
  /** `www.example.com`, or `*.example.com`; empty for any. */
  host?: string,
  /** What begins like this, after the host unless it begins with a slash, is exempt; empty if nothing is. */
  exempt?: string,
  /** The parameters that are kept; `utm_*` is a prefix. */
  only?: readonly string[],
];

/** The name of the function that makes the test (a member of `EdgeRedirects`), and its arguments. */
export type FunctionTest = readonly [kind: TestKind, ...more: readonly (string | number | null)[]];

export type TestKind = 'asks' | 'cookie' | 'header' | 'language' | 'country' | 'method' | 'dated';

/** What a redirect step knows of its site. */
export interface FunctionSite {
  /** The Cache-Control of redirects that depend on the URL alone. */
  readonly ttl: string;
  /** The normalized path of the default root object; empty if there is none. */
  readonly root: string;
  /** The reason phrases of the statuses that rules have. */
  readonly phrases: Readonly<Record<number, string>>;
  /** Paths that are never redirected, in the form in which they are compared. */
  readonly pages?: readonly string[];
}

/** A parameter of the query, as sent and decoded. */
export interface Parameter {
  readonly raw: string;
  readonly name: string;
  readonly value: string;
  /** The rule that has required it, and takes it out of the query. */
  by?: FunctionRule;
}

/** The current request, and what rules have found out about it. */
export interface FunctionVisit {
  readonly request: any;
  /** Normalized; `/` for the default root object. */
  readonly path: string;
  /** Without the slash at its end. */
  readonly key: string;
  /** As sent. */
  readonly query: string;
  /** In lower case, with its port. */
  readonly host: string;
  parameters?: Parameter[];
  /** Whether the decision depends on more than the URL. */
  varies?: boolean;
}

/**
 * The functions of the step. Each file adds its own, and a function has only the files that its rules need: see
 * `core/redirects/function/features.ts`.
 */
export interface EdgeRedirects {
  redirect(rules: readonly FunctionRule[], site: FunctionSite, event: any): any;
  decide(rule: FunctionRule, site: FunctionSite, visit: FunctionVisit): any;
  own(object: any, name: string): any;
  path(text: string): string;
  home(path: string, site: FunctionSite): string;
  encode(text: string): string;
  safe(query: string): string;
  trim(path: string): string;

  fits(pattern: string, visit: FunctionVisit, flags: number): string[] | undefined;
  fill(target: string, captures: readonly string[], flags: number): string | undefined;

  plain(text: string): string;
  parameters(visit: FunctionVisit): Parameter[];
  asks(test: FunctionTest, visit: FunctionVisit, captures: string[], rule: FunctionRule): boolean;
  merge(own: string, visit: FunctionVisit, rule: FunctionRule): string;

  value(visit: FunctionVisit, name: string): string | undefined;
  cookie(test: FunctionTest, visit: FunctionVisit): boolean;
  header(test: FunctionTest, visit: FunctionVisit): boolean;
  language(test: FunctionTest, visit: FunctionVisit): boolean;
  country(test: FunctionTest, visit: FunctionVisit): boolean;
  method(test: FunctionTest, visit: FunctionVisit): boolean;
  dated(test: FunctionTest): boolean;

  isPage(uri: string, pages: readonly string[]): boolean;
}
