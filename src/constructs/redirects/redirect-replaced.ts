import type { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import { RedirectEventType } from './redirect-event-type';
import { replaced, replacingResponses } from '../../attach/custom-error-responses';
import { quoted } from '../../core/redirects/rule/report';
import { warning, type Problem } from '../../core/problem';
import type { CompiledRules } from '../../core/redirects/compile';

/**
 * Warns about rules with a status whose answers the distribution replaces. On viewer-request an answer does
 * not come that far.
 */
export function replacedAnswers(
  { rules, order }: Required<CompiledRules>, event: RedirectEventType, resource: CfnDistribution,
): Problem[] {
  if (event === RedirectEventType.VIEWER_REQUEST) return [];
  const applied = [...order].sort((a, b) => a - b).map((i) => rules[i]);
  return replacingResponses(resource, applied.map(({ status }) => status)).map((response) => {
    const [first, ...more] = applied.filter(({ status }) => status === response.errorCode);
    const who = `${quoted(first.from)}${more.length > 0 ? ` and ${more.length.toLocaleString('en-US')} more` : ''}`;
    return warning('EDGE_REDIRECT_REPLACED', `${who} ${replaced(response)} use RedirectEventType.VIEWER_REQUEST`, first);
  });
}
