import { meaning } from './meaning';
import { type RedirectRule, SCHEME_HEADER } from '../../../core/redirects/rule/model';
import type { RuleFormat } from '../../../core/redirects/rule/types';

/**
 * `http://a.test/*` and `https://a.test/*` of a Netlify file become one rule in formats whose rules apply to both
 * schemes, if their targets are the same: without a condition it needs no header of CloudFront.
 */
export function withoutSchemePairs(rules: readonly RedirectRule[], to: RuleFormat): readonly RedirectRule[] {
  if (to === 'netlify' || !rules.some(({ dialect, source }) => dialect.schemes && source.host !== undefined)) {
    return rules;
  }
  const schemes = rules.map((rule) => schemeOf(rule));
  const first = new Map<string, number>();
  const [pairs, seconds] = [new Set<number>(), new Set<number>()];
  rules.forEach((rule, i) => {
    const text = schemes[i] === undefined ? undefined : meaning(withoutScheme(rule));
    if (text === undefined) return;
    const other = first.get(text);
    if (other === undefined) first.set(text, i);
    else if (schemes[other] !== schemes[i] && !pairs.has(other)) pairs.add(other) && seconds.add(i);
  });
  return rules.flatMap((rule, i) => (seconds.has(i) ? [] : [pairs.has(i) ? withoutScheme(rule) : rule]));
}

function schemeOf({ dialect, when }: RedirectRule): string | undefined {
  const test = dialect.schemes ? when.headers?.find(({ name }) => name === SCHEME_HEADER)?.test : undefined;
  return test?.is === 'equal' ? test.value : undefined;
}

function withoutScheme(rule: RedirectRule): RedirectRule {
  const { headers = [], ...when } = rule.when;
  const others = headers.filter(({ name }) => name !== SCHEME_HEADER);
  return { ...rule, when: { ...when, ...(others.length > 0 && { headers: others }) } };
}
