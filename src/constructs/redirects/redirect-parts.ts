import type { RedirectBodies } from './redirect-bodies';
import type { SiteRules } from './site-rules';
import type { BakedStep } from '../../attach/slots/contribution';
import type { StatusBody } from '../../core/redirects/bodies';

/** What the step of a redirector is made of. Pages and root object are known when all constructs have contributed. */
export interface RedirectParts {
  readonly rules: SiteRules;
  /** In seconds; a token if it is only known at deploy time. */
  readonly ttl: string;
  readonly errorPages: () => readonly string[];
  readonly rootObject: () => string;
  /** Pages of answers that are errors. */
  readonly bodies: RedirectBodies;
  /** Which statuses have which of them, by the rules that are known at synth or may be published. */
  readonly statusBodies: () => readonly StatusBody[];
  /** Whether each rule that applies is logged. */
  readonly logs?: boolean;
  /** Steps that share a CloudFront Function with the rules, which have less room for them. */
  readonly beside?: () => readonly BakedStep[];
}
