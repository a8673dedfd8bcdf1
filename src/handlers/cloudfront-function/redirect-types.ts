import type { FunctionBody, FunctionRule, FunctionSite } from '../../core/redirects/function/format';
import type { FunctionTest } from '../../core/redirects/rule/function-test';

/** A parameter of the query, as sent and decoded. */
export interface Parameter {
  readonly raw: string;
  readonly name: string;
  readonly value: string;
  /** The rule that has required it, and takes it out of the query. */
  by?: FunctionRule;
}

/** The current request, and what rules have found out about it. */
export interface Visit {
  readonly request: any;
  /** Normalized; `/` for the default root object. */
  readonly path: string;
  /** What the viewer sent, if that is spelled differently; else empty. */
  readonly sent: string;
  /** Without the slash at its end. */
  readonly key: string;
  /** As sent. */
  readonly query: string;
  /** In lower case, with its port. */
  readonly host: string;
  parameters?: Parameter[];
  /** By `=` and the name, which is a member of no object. */
  named?: Record<string, Parameter[]>;
  /** Whether the decision depends on more than the URL and the time. */
  varies?: boolean;
  /** The next time at which it may be another one. */
  until?: number;
  /** CloudFront's id of the request, if a page shows it. */
  id?: string;
}

/** What a rule does: the location is absent for a status alone, and the new path of a rewrite. */
export interface Decision {
  readonly status: number;
  readonly location?: string;
  /** Of a rewrite. */
  readonly query?: string;
}

/**
 * The functions of the step. Each file adds its own, and a function has only the files that its rules need: see
 * `core/redirects/function/features.ts`.
 */
export interface EdgeRedirects {
  /** What the lists of a function have found out about the current request, where other steps have to know it. */
  found?: Visit[];

  redirect(rules: readonly FunctionRule[], site: FunctionSite, event: any): any;
  visit(site: FunctionSite, event: any): Visit;
  /** The response, or the request if it goes on; undefined if no rule decides. */
  apply(rules: readonly FunctionRule[], site: FunctionSite, visit: Visit): any;
  stored?(lead: string, site: Omit<FunctionSite, 'phrases'>, event: any): Promise<any>;
  normalized(path: string): string;
  escaped(path: string): string;
  withoutDots(path: string): string;
  trimmed(path: string): string;
  home(path: string, root: string): string;
  safe(query: string): string;
  encoded(text: string): string;

  fits(source: string, visit: Visit, flags: number): string[] | undefined;
  spelled(text: string): string;
  fill(target: string, captures: readonly string[], flags: number): string | undefined;

  asks(test: FunctionTest, visit: Visit, captures: string[], rule: FunctionRule): boolean;
  merged(own: string, visit: Visit, rule: FunctionRule): string;

  value(visit: Visit, name: string): string | undefined;
  chosen(test: FunctionTest, visit: Visit, name: string): string | undefined;
  cookie(test: FunctionTest, visit: Visit): boolean;
  header(test: FunctionTest, visit: Visit): boolean;
  language(test: FunctionTest, visit: Visit): boolean;
  country(test: FunctionTest, visit: Visit): boolean;
  method(test: FunctionTest, visit: Visit): boolean;
  at(test: FunctionTest, visit: Visit): boolean;
  times?(headers: any, rule: FunctionRule, visit: Visit): void;

  /** A page with the values that it shows. */
  filled?(text: FunctionBody[2], answer: any, visit: Visit): string;
  isHere?(base: string, visit: Visit, flags: number, root: string): boolean;
  isPage?(uri: string, pages: FunctionSite['pages']): boolean;
}
