import { exemptPrefixOf } from './exempt-prefix';
import { hostTemplate } from './texts';
import type { QueryPolicy, RedirectRule, Target } from '../rule/model';
import { onThisHost } from '../url/location';

/** What the analysis has found out about a rule that its record must say. */
export interface Findings {
  /** The target of another rule that this one would lead to, after flattening. */
  readonly target?: Target;
  readonly status?: number;
  readonly query?: QueryPolicy;
  /** The rule fits its own answers. */
  readonly guarded?: boolean;
}

/**
 * The target that a rule is written with; absent where it only ends the visit. Netlify's 404 and 410 lines name a page,
 * not an address.
 */
export function effectiveTarget(rule: RedirectRule, findings: Findings): Target | undefined {
  return rule.status < 400 ? (findings.target ?? rule.target) : undefined;
}

/** What a rule leaves alone: see `exemptPrefixOf`. Without a slash in front it begins with a host. */
export function effectiveExemptPrefix(rule: RedirectRule, findings: Findings): string | undefined {
  const target = effectiveTarget(rule, findings);
  return exemptPrefixOf(rule) ?? (findings.guarded && target ? leadOf(target) : undefined);
}

/** What all answers of a rule begin with, after their scheme. */
function leadOf({ origin, path: [lead] }: Target): string {
  const text = typeof lead === 'string' ? lead : '';
  return origin === undefined ? onThisHost(text) : hostTemplate(origin) + text;
}
