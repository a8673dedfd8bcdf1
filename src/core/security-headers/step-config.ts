import type { CspDirective, ValueTemplate } from './csp';

interface StepHeader {
  readonly name: string;
  /** Whether the origin's value is kept, if there is one. */
  readonly keep?: true;
}

/** The configuration of `SecurityHeaders`' step: only headers whose value depends on the request. */
export interface HeadersConfig {
  readonly headers: readonly (StepHeader & { readonly value: ValueTemplate })[];
}

/** The same with a source that is only known at deploy time, and has to be checked before it is rendered. */
export interface LateHeadersConfig {
  readonly headers: readonly (StepHeader & { readonly directives: readonly CspDirective[] })[];
}
