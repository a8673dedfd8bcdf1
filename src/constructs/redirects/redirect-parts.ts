import type { SiteRules } from './site-rules';

/** What the step of a redirector is made of. Pages and root object are known when all constructs have contributed. */
export interface RedirectParts {
  readonly rules: SiteRules;
  /** In seconds; a token if it is only known at deploy time. */
  readonly ttl: string;
  readonly errorPages: () => readonly string[];
  readonly rootObject: () => string;
}
