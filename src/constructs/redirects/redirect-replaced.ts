import type { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import { RedirectEventType } from './redirect-event-type';
import { replaced, replacingResponses } from '../../attach/custom-error-responses';
import { warning, type Problem } from '../../core/problem';
import type { CompiledRules } from '../../core/redirects/compile';
import { quoted } from '../../core/redirects/rule/report';

/**
 * Warns about rules with a status whose answers the distribution replaces. On viewer-request an answer does not come
 * that far.
 */
export function replacedAnswers(
  { rules, order }: Required<CompiledRules>, event: RedirectEventType, resource: CfnDistribution,
): Problem[] {
  if (event === RedirectEventType.VIEWER_REQUEST) return [];
  const applied = [...order].sort((a, b) => a - b).map((i) => rules[i]);
  return replacingResponses(resource, applied.map(({ status }) => status)).map((response) => {
    const [first, ...more] = applied.filter(({ status }) => status === response.errorCode);
    const others = more.length === 1 ? ', as another rule does,' : `, as ${more.length} others do,`;
    const who = `${quoted(first.from)}${more.length > 0 ? others : ''}`;
    const message = `${who} ${replaced(response)} use RedirectEventType.VIEWER_REQUEST`;
    return warning('EDGE_REDIRECT_REPLACED', message, first);
  });
}
