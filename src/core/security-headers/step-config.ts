import type { ValueTemplate } from './csp';

/** What `SecurityHeaders` bakes into its step: only headers whose value depends on the request. */
export interface HeadersConfig {
  readonly headers: readonly { readonly name: string; readonly value: ValueTemplate }[];
}
