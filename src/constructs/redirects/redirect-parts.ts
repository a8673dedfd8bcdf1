import type { SiteRules } from './site-rules';
import type { BakedStep } from '../../attach/slots/contribution';

/** What the step of a redirector is made of. Pages and root object are known when all constructs have contributed. */
export interface RedirectParts {
  readonly rules: SiteRules;
  /** In seconds; a token if it is only known at deploy time. */
  readonly ttl: string;
  readonly errorPages: () => readonly string[];
  readonly rootObject: () => string;
  /** Steps that share a CloudFront Function with the rules, which have less room for them. */
  readonly beside?: () => readonly BakedStep[];
}
