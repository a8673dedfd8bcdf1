import { source } from './part-source';
import type { CompiledRules } from '../../core/redirects/compile';
import { featuresOf } from '../../core/redirects/function/features';
import type { FunctionSite } from '../../core/redirects/function/format';
import { numberRuns } from '../../core/redirects/function/number-runs';
import { numberedRules } from '../../core/redirects/function/rules';
import { literalText } from '../../core/redirects/function/source-text';

/**
 * The file of a redirect step for a CloudFront Function, like one that a user writes: the rules as data, and the parts
 * of the step that they need.
 */
export function redirectFunctionFile(
  compiled: Pick<CompiledRules, 'rules' | 'order' | 'findings'>, given: FunctionSite, logs = false,
): string {
  const { rules, numbers } = numberedRules(compiled);
  const site = logs ? { ...given, log: numbers.map(numberRuns) } : given;
  return [
    source('cloudfront-function', 'redirect'),
    ...featuresOf(rules, site, compiled).map((feature) => source('cloudfront-function', `redirect-${feature}`)),
    ...(logs ? [source('cloudfront-function', 'redirect-log')] : []),
    `const rules=${literalText(rules)},site=${literalText(site)};`,
    'function handler(event){return edge.redirect(rules,site,event)}',
  ].join('\n');
}
