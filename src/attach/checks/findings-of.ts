import { Stack } from 'aws-cdk-lib';
import type { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import type { ConstructResources } from './construct-resources';
import { readMasks } from './read-masks';
import { checkSite } from '../../core/explain/checks/check-site';
import type { SiteFinding } from '../../core/explain/checks/checked-site';
import { readCheckedSite } from '../../core/explain/checks/reading/read-checked-site';

/** What is wrong with a distribution. */
export function findingsOf(resource: CfnDistribution, app: ConstructResources): SiteFinding[] {
  const { templateFile: template } = Stack.of(resource);
  const site = readCheckedSite(app.of(resource), { app, template, masks: readMasks(resource) });
  return site === undefined ? [] : checkSite(site);
}
