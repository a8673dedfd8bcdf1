import { holds, type OriginAnswer } from './conditions';
import type { MaskAction, MaskConfig, MaskRule } from './config';
import { isErrorPage } from './error-pages';

/** A rule with an action. */
export type MaskingRule = MaskRule & { readonly action: MaskAction };

/**
 * The rule that masks this response of the origin, if any.
 *
 * Of the rules whose conditions hold, those that list the status take precedence over those with a range; among equals
 * the first one applies. A request for an error page is never redirected: if that page fails as well, the origin's
 * response passes through.
 */
export function ruleFor(config: MaskConfig, answer: OriginAnswer): MaskingRule | undefined {
  const status = Number(answer.response.status);
  const rules = config.rules.filter((rule) => holds(rule, answer, config.rootPath));
  const rule = rules.find(({ codes }) => codes.includes(status))
    ?? rules.find(({ ranges }) => ranges.some(([from, to]) => status >= from && status <= to));
  if (!rule?.action || (rule.action.location !== undefined && isErrorPage(config.errorPages, answer.request.uri))) {
    return undefined;
  }
  return rule as MaskingRule;
}
