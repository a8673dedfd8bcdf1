import type { CspDirective, ValueTemplate } from './csp';

/** What `SecurityHeaders` bakes into its step: only headers whose value depends on the request. */
export interface HeadersConfig {
  readonly headers: readonly { readonly name: string; readonly value: ValueTemplate }[];
}

/** The same where a source is only known at deploy time: it has to be checked before it becomes a part of a text. */
export interface LateHeadersConfig {
  readonly headers: readonly { readonly name: string; readonly directives: readonly CspDirective[] }[];
}
