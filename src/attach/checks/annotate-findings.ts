import { Annotations } from 'aws-cdk-lib';
import type { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import type { AppResources } from './app-resources';
import { readCheckedSite } from './read-checked-site';
import { checkSite } from '../../core/explain/checks/check-site';
import { isError, sentence } from '../../core/problem';
import { annotate } from '../annotations';

/** Adds what is wrong with a distribution to its resource. */
export function annotateFindings(resource: CfnDistribution, app: AppResources): void {
  const site = readCheckedSite(resource, app);
  if (site === undefined) return;
  const problems = checkSite(site).map(({ cure, message, ...rest }) => ({ ...rest, message: `${message}; ${cure}` }));
  annotate(resource, problems);
  for (const problem of problems.filter(isError)) Annotations.of(resource).addError(sentence(problem));
}
