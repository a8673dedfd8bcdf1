import { Annotations } from 'aws-cdk-lib';
import type { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import type { ConstructResources } from './construct-resources';
import { findingsOf } from './findings-of';
import { isError, sentence } from '../../core/problem';
import { annotate } from '../annotations';

/** Adds what is wrong with a distribution to its resource. */
export function annotateFindings(resource: CfnDistribution, app: ConstructResources): void {
  const problems = findingsOf(resource, app)
    .map(({ cure, message, ...rest }) => ({ ...rest, message: `${message}; ${cure}` }));
  annotate(resource, problems);
  for (const problem of problems.filter(isError)) Annotations.of(resource).addError(sentence(problem));
}
