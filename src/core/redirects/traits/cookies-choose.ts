import type { RedirectRule } from '../rule/model';

/**
 * Whether the cookies `nf_country` and `nf_lang` choose the country and the language, as at Netlify: all rules that
 * name one of the two are lines of Netlify.
 */
export function cookiesChoose(rules: readonly RedirectRule[]): boolean {
  const naming = rules.filter(({ when }) => when.countries !== undefined || when.languages !== undefined);
  return naming.length > 0 && naming.every(({ dialect }) => dialect.format === 'netlify');
}
