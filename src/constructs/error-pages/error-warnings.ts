import { Stack, Token } from 'aws-cdk-lib';
import type { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import { objectFault, pageFault, type PageFault } from './error-page-files';
import { isStored } from '../../core/errors/config';
import { pathOnSite, type Site } from '../../core/errors/locations';
import { answerStatuses } from '../../core/errors/reasons';
import type { RuleSource } from '../../core/errors/rules';
import { warning, type Problem } from '../../core/problem';

/** What the finished app shows about the rules: nothing that stops it, but nothing that anyone wants either. */
export function maskWarnings(rules: readonly RuleSource[], resource: CfnDistribution, site: Site): Problem[] {
  return rules.flatMap((rule, index) => [
    ...replacedAnswer(rule, index, resource),
    ...missingPage(rule, index, resource, site),
  ]);
}

/** Custom error responses are distribution-wide and see the status after origin-response: ours as well. */
function replacedAnswer(rule: RuleSource, index: number, resource: CfnDistribution): Problem[] {
  const { customErrorResponses } = resource.distributionConfig as CfnDistribution.DistributionConfigProperty;
  const responses: unknown = Stack.of(resource).resolve(customErrorResponses);
  if (!Array.isArray(responses)) return [];
  const statuses = answerStatuses(rule);
  // Without a page, an entry only says how long the error is kept.
  const replacing = (responses as CfnDistribution.CustomErrorResponseProperty[])
    .filter((response) => response.responsePagePath !== undefined && statuses.includes(response.errorCode));
  return replacing.map(({ errorCode, responsePagePath, responseCode }) =>
    warning(
      'EDGE_MASK_REPLACED',
      `answers with ${errorCode}, in whose place the distribution's custom error response puts `
        + `${JSON.stringify(responsePagePath)} with ${responseCode ?? errorCode} `
        + 'on every behavior; remove that custom error response, or answer with another status',
      `rules[${index}].action`,
    ),
  );
}

/** The page that a rule sends visitors to, or fetches from a bucket, has to be there. */
function missingPage({ action }: RuleSource, index: number, resource: CfnDistribution, site: Site): Problem[] {
  if (action.kind === 'redirect') {
    const fault = locationFault(action.location, resource, site);
    return fault === undefined ? [] : [warning(fault.code,
      `sends visitors to ${JSON.stringify(action.location)}, which `
        + `${fault.message}`, `rules[${index}].action.location`)];
  }
  if (action.kind !== 'respond' || action.page === undefined || !isStored(action.page)) return [];
  const fault = objectFault(action.page.bucket, action.page.key, Stack.of(resource));
  return fault === undefined ? [] : [warning(fault.code, fault.message, `rules[${index}].action.page`)];
}

function locationFault(location: string, resource: CfnDistribution, site: Site): PageFault | undefined {
  const isToken = (text: string) => Token.isUnresolved(text);
  const path = pathOnSite(location, site, isToken);
  if (path === undefined || isToken(path)) return undefined;
  return pageFault(path === '' || path === '/' ? `/${site.rootObject}` : path, resource);
}
