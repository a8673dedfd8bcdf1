import { Token } from 'aws-cdk-lib';
import type { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import { PageFiles, type PageFault } from './error-page-files';
import type { NamedBehavior } from '../../attach/behaviors';
import { replaced, replacingResponses } from '../../attach/custom-error-responses';
import { isStored } from '../../core/errors/config';
import { pathOnSite, type Site } from '../../core/errors/locations';
import { answerStatuses } from '../../core/errors/reasons';
import type { RuleSource } from '../../core/errors/rules';
import { warning, type Problem } from '../../core/problem';

/** Warnings about rules that can only be found in the finished app. */
export function maskWarnings(
  rules: readonly RuleSource[], resource: CfnDistribution, site: Site, behaviors: readonly NamedBehavior[],
): Problem[] {
  const pages = new PageFiles(resource, behaviors);
  return rules.flatMap((rule, index) => [
    ...replacedAnswer(rule, index, resource),
    ...missingPage(rule, index, pages, site),
  ]);
}

/** Custom error responses apply to the whole distribution, after origin-response: they replace masked errors, too. */
function replacedAnswer(rule: RuleSource, index: number, resource: CfnDistribution): Problem[] {
  return replacingResponses(resource, answerStatuses(rule)).map((response) => warning(
    'EDGE_MASK_REPLACED', `${replaced(response)} respond with another status`, `rules[${index}].action`));
}

/** Warns if the page of a rule does not exist: the target of a redirect, or an object in a bucket. */
function missingPage({ action }: RuleSource, index: number, pages: PageFiles, site: Site): Problem[] {
  if (action.kind === 'redirect') {
    const fault = locationFault(action.location, pages, site);
    return fault === undefined ? [] : [warning(fault.code,
      `redirects to ${JSON.stringify(action.location)}, which `
        + `${fault.message}`, `rules[${index}].action.location`)];
  }
  if (action.kind !== 'respond' || action.page === undefined || !isStored(action.page)) return [];
  const fault = pages.objectFault(action.page.bucket, action.page.key);
  return fault === undefined ? [] : [warning(fault.code, fault.message, `rules[${index}].action.page`)];
}

function locationFault(location: string, pages: PageFiles, site: Site): PageFault | undefined {
  const isToken = (text: string) => Token.isUnresolved(text);
  const path = pathOnSite(location, site, isToken);
  if (path === undefined || isToken(path)) return undefined;
  return pages.pageFault(path === '' || path === '/' ? `/${site.rootObject}` : path);
}
