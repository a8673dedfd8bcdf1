import { featuresOf } from './features';
import type { FunctionSite } from './format';
import { functionRules } from './rules';
import { literalText } from './source-text';
import { HOST_PARTS } from '../../slots/parts';
import type { CompiledRules } from '../compile';

/** What stands around the parts and the rules: declarations of the step, of the runner and of the handler. */
const AROUND = 220;

/**
 * About how many bytes the code of a CloudFront Function has whose only step are these rules; a few more than it will
 * have. The exact number is known when the function is composed, from the code of the parts.
 */
export function functionBytes(
  compiled: Pick<CompiledRules, 'rules' | 'order' | 'findings'>, site: FunctionSite,
): number {
  const rules = functionRules(compiled);
  const parts = HOST_PARTS['cloudfront-function'];
  const features = featuresOf(rules, site, compiled).map((feature) => parts[`redirect-${feature}`].budget);
  const code = [parts.alone.budget, parts.redirect.budget, ...features].reduce((sum, bytes) => sum + bytes, 0);
  return code + AROUND + literalText(rules).length + literalText(site).length;
}
