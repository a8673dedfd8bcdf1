import { error, type Problem } from '../../problem';
import type { CompiledRules } from '../compile';

/** Reports rules that look at the header `Cookie`, in the order of the file. */
export function unseenCookies(
  { rules, order }: Pick<CompiledRules, 'rules' | 'order'>, otherwise = 'use Lambda@Edge',
): Problem[] {
  return [...order].sort((a, b) => a - b).map((i) => rules[i])
    .filter(({ when }) => when.headers?.some(({ name }) => name === 'cookie'))
    .map((rule) => error('EDGE_REDIRECT_FUNCTION_UNSEEN', `${JSON.stringify(rule.from)} looks at the header cookie, of `
      + `which a CloudFront Function sees single cookies only; use a condition on a cookie, or ${otherwise}`, rule));
}
