import type { CspDirective, ValueTemplate } from './csp';

/** The configuration of `SecurityHeaders`' step: only headers whose value depends on the request. */
export interface HeadersConfig {
  readonly headers: readonly { readonly name: string; readonly value: ValueTemplate }[];
}

/** The same with a source that is only known at deploy time, and has to be checked before it is rendered. */
export interface LateHeadersConfig {
  readonly headers: readonly { readonly name: string; readonly directives: readonly CspDirective[] }[];
}
