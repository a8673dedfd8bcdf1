import { Aspects, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Distribution, type CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin, OriginGroup } from 'aws-cdk-lib/aws-cloudfront-origins';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { EdgeErrorMasker, ErrorAction, ErrorStatuses, SecurityHeaders } from '../../src';
import { siteStack } from '../support/apps';

const rules = [{ statuses: ErrorStatuses.codes(403, 404), action: ErrorAction.redirectTo('/404.html') }];
const group = (stack: Stack, codes: number[]) => new OriginGroup({
  // A value of another stack looks different in the end.
  primaryOrigin: new HttpOrigin(new Bucket(new Stack(stack.node.root, 'Elsewhere', {
    env: { account: stack.account, region: stack.region },
  }), 'Bucket').bucketRegionalDomainName),
  fallbackOrigin: new HttpOrigin('spare.example.com'),
  fallbackStatusCodes: codes,
});

/** The distribution of a site, of which an aspect changes something in the end. */
function synthesized(change: (resource: CfnDistribution) => void, masks: boolean, late = true) {
  const { stack } = siteStack({ env: { account: '111122223333', region: 'us-east-1' } });
  stack.node.tryRemoveChild('Site');
  const distribution = new Distribution(stack, 'Site', {
    defaultBehavior: { origin: group(stack, [403]) },
    additionalBehaviors: { '/api/*': { origin: new HttpOrigin('www.example.com') } },
  });
  if (masks) new EdgeErrorMasker(stack, 'Errors', { distribution, rules });
  else new SecurityHeaders(stack, 'Headers', { distribution });
  const resource = distribution.node.defaultChild as CfnDistribution;
  // Aspects visit the tree from its top; what comes after the distribution is visited after the functions are made.
  const visited = late ? new Construct(stack, 'Last') : resource;
  Aspects.of(stack).add({ visit: (node) => node === visited && change(resource) });
  return () => Template.fromStack(stack);
}

const statuses = (resource: CfnDistribution) => resource.addPropertyOverride(
  'DistributionConfig.OriginGroups.Items.0.FailoverCriteria.StatusCodes', { Items: [403, 500], Quantity: 2 });
const target = (resource: CfnDistribution) => resource.addPropertyOverride(
  'DistributionConfig.DefaultCacheBehavior.TargetOriginId', 'WebSiteOrigin2');
const domain = (resource: CfnDistribution) => resource.addPropertyOverride(
  'DistributionConfig.Origins.1.DomainName', 'other.example.com');
const removed = (resource: CfnDistribution) => (
  resource.addPropertyDeletionOverride('DistributionConfig.OriginGroups'));

test.each([['its statuses', statuses], ['the target of a behavior', target], ['an origin', domain], ['all', removed]])(
  'an origin group that changes late is an error: %s', (_, change) => {
    expect(synthesized(change, true)).toThrow(/behavior "\*" was added or changed.*EDGE_FAILOVER_LATE/);
  });

test.each<[string, (resource: CfnDistribution) => void, boolean, boolean]>([
  ['nothing changes', () => undefined, true, true],
  ['something else changes', (resource) => resource.addPropertyOverride('DistributionConfig.Comment', 'x'), true, true],
  ['no step acts on statuses', statuses, false, true],
  ['it changes before the functions are made', statuses, true, false],
])('it is none where %s', (_, change, masks, late) => {
  expect(synthesized(change, masks, late)).not.toThrow();
});
