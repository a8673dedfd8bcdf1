import { Template } from 'aws-cdk-lib/assertions';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { EdgeErrorMasker, ErrorAction, ErrorPage, ErrorStatuses } from '../../src';
import { siteStack } from '../support/apps';

const { codes } = ErrorStatuses;

/** The template of a masker with this many pages in S3, each for another status, with keys of this length. */
function policies(pages: number, keyLength: number) {
  const { stack, distribution } = siteStack();
  const bucket = Bucket.fromBucketName(stack, 'Pages', 'pages');
  const rules = Array.from({ length: pages }, (_, index) => ({
    statuses: codes(400 + index),
    action: ErrorAction.respond({ page: ErrorPage.fromBucket(bucket, `${index}.html`.padStart(keyLength, 'x')) }),
  }));
  new EdgeErrorMasker(stack, 'Errors', { distribution, rules });
  return Template.fromStack(stack);
}

const objectsIn = (policy: Record<string, any>) => policy.Properties.PolicyDocument.Statement
  .filter((s: any) => s.Action === 's3:GetObject').flatMap((s: any) => s.Resource);

it('all policies are managed: scanners report inline policies', () => {
  const template = policies(1, 10);
  template.resourceCountIs('AWS::IAM::Policy', 0);
  template.resourceCountIs('AWS::IAM::ManagedPolicy', 2);
  const [role] = Object.entries(template.findResources('AWS::IAM::Role'));
  expect(role[1].Properties.Policies).toBeUndefined();
  expect(role[1].Properties.ManagedPolicyArns).toBeUndefined();
  for (const policy of Object.values(template.findResources('AWS::IAM::ManagedPolicy'))) {
    expect(policy.Properties.Roles).toEqual([{ Ref: role[0] }]);
    expect(policy.Properties.ManagedPolicyName).toBeUndefined(); // CAPABILITY_IAM is enough
  }
});

it('permissions that do not fit into one policy are split, and each object is in one of them', () => {
  const found = Object.values(policies(20, 700).findResources('AWS::IAM::ManagedPolicy'));
  expect(found.flatMap(objectsIn)).toHaveLength(20);
  expect(found.filter((policy) => objectsIn(policy).length > 0).length).toBeGreaterThan(2);
  for (const policy of found) expect(JSON.stringify(policy.Properties.PolicyDocument).length).toBeLessThan(6144);
});
