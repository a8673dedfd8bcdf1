import type { CspDirective } from './csp';
import type { ValueTemplate } from './value-template';

interface StepHeader {
  /** In lower case. */
  readonly name: string;
  /** Whether the origin's value is kept, if there is one. */
  readonly keep?: true;
  /** Whether only documents have it: it is removed from images, data and the like. */
  readonly documents?: true;
}

/** A header that the step sets; without a value one that it only removes. */
export interface HeaderConfig extends StepHeader {
  readonly value?: ValueTemplate;
  /**
   * The value of the response headers policy, which was applied before: no value of the origin. Also sent in place of a
   * value whose domain is missing.
   */
  readonly fallback?: string;
}

/** The configuration of `SecurityHeaders`' step. */
export interface HeadersConfig {
  readonly headers: readonly HeaderConfig[];
  /** Headers of the origin that are removed: in lower case, each between spaces. */
  readonly removed?: string;
}

/** The same with a source that is only known at deploy time, and has to be checked before it is rendered. */
export interface LateHeadersConfig extends Omit<HeadersConfig, 'headers'> {
  readonly headers: readonly (HeaderConfig | LateHeaderConfig)[];
}

export interface LateHeaderConfig extends StepHeader {
  readonly directives: readonly CspDirective[];
  /** Whether it has a fallback, which is rendered like the value. */
  readonly withFallback?: true;
  /** The most characters, if not those that a response headers policy takes. */
  readonly limit?: number;
}
