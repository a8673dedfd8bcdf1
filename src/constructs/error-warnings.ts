import { Stack, Token } from 'aws-cdk-lib';
import type { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import { pageFault } from './error-page-files';
import { siteOf } from './error-site';
import { pathOnSite } from '../core/errors/locations';
import { answerStatuses } from '../core/errors/reasons';
import type { RuleSource } from '../core/errors/rules';
import type { Problem } from '../core/problem';

/** What the finished app shows about the rules: nothing that stops it, but nothing that anyone wants either. */
export function maskWarnings(rules: readonly RuleSource[], resource: CfnDistribution): Problem[] {
  return rules.flatMap((rule, index) => [...replacedAnswer(rule, index, resource), ...missingPage(rule, index, resource)]);
}

/** Custom error responses are distribution-wide and see the status after origin-response: ours as well. */
function replacedAnswer(rule: RuleSource, index: number, resource: CfnDistribution): Problem[] {
  const { customErrorResponses = [] } = resource.distributionConfig as CfnDistribution.DistributionConfigProperty;
  const responses: unknown = Stack.of(resource).resolve(customErrorResponses);
  if (!Array.isArray(responses)) return [];
  const statuses = answerStatuses(rule);
  // Without a page, an entry only says how long the error is kept.
  const replacing = (responses as CfnDistribution.CustomErrorResponseProperty[])
    .filter((response) => response.responsePagePath !== undefined && statuses.includes(response.errorCode));
  return replacing.map(({ errorCode, responsePagePath, responseCode }) => warning('EDGE_MASK_REPLACED', `rules[${index}].action`,
    `answers with ${errorCode}, in whose place the distribution's custom error response puts ${JSON.stringify(responsePagePath)} with ${responseCode ?? errorCode} `
    + 'on every behavior; remove that custom error response, or answer with another status'));
}

/** The page that a rule sends visitors to has to be there. */
function missingPage({ action }: RuleSource, index: number, resource: CfnDistribution): Problem[] {
  if (action.kind !== 'redirect') return [];
  const isToken = (text: string) => Token.isUnresolved(text);
  const path = pathOnSite(action.location, siteOf(resource), isToken);
  const fault = path === undefined || isToken(path) ? undefined : pageFault(path || '/', resource);
  return fault === undefined ? [] : [warning(fault.code, `rules[${index}].action`, `sends visitors to ${JSON.stringify(action.location)}, which ${fault.message}`)];
}

function warning(code: string, path: string, message: string): Problem {
  return { code, severity: 'warning', path, message };
}
