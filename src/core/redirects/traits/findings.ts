import { exemptPrefixOf } from './exempt-prefix';
import { hostTemplate } from './texts';
import type { QueryPolicy, RedirectRule, Target } from '../rule/model';
import { onThisHost } from '../url/location';

/** What the analysis found out about a rule, for its record. */
export interface Findings {
  /** After flattening, the target of the last rule of a chain. */
  readonly target?: Target;
  readonly status?: number;
  readonly query?: QueryPolicy;
  /** The rule matches its own target, so that URLs which begin like it are exempt. */
  readonly guarded?: boolean;
}

/**
 * The target in the record of a rule; absent if it only returns a status. Lines of Netlify with 404 or 410 name an
 * error page, not a URL to redirect to.
 */
export function effectiveTarget(rule: RedirectRule, findings: Findings): Target | undefined {
  return rule.status < 400 ? (findings.target ?? rule.target) : undefined;
}

/** The exempt prefix in the record of a rule: see `exemptPrefixOf`. Without a slash in front it begins with a host. */
export function effectiveExemptPrefix(rule: RedirectRule, findings: Findings): string | undefined {
  const target = effectiveTarget(rule, findings);
  return exemptPrefixOf(rule) ?? (findings.guarded && target ? leadOf(target) : undefined);
}

/** The common beginning of all targets of a rule, without the scheme. */
function leadOf({ origin, path: [lead] }: Target): string {
  const text = typeof lead === 'string' ? lead : '';
  return origin === undefined ? onThisHost(text) : hostTemplate(origin) + text;
}
