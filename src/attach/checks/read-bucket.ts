import type { CfnResource } from 'aws-cdk-lib';
import type { AppResources } from './app-resources';
import { knownReference, listed, referencesIn, textWithPlaceholders } from './known-references';
import { allowsListing } from '../../core/facts/bucket-listing';

const BUCKET = 'AWS::S3::Bucket';

/** The bucket of the app that an origin reads: by reference, or by an explicit name. */
export function bucketOf(domainName: unknown, app: AppResources): CfnResource | undefined {
  const path = knownReference(domainName)?.path ?? referencesIn(domainName)[0];
  if (path !== undefined) return app.at(path, BUCKET);
  const [, name] = /^([a-z0-9.-]+)\.s3[.-]/.exec(textWithPlaceholders(domainName)) ?? [];
  return name === undefined ? undefined
    : app.ofType(BUCKET).find((bucket) => app.properties(bucket).BucketName === name);
}

/** Whether a bucket policy of the app lets CloudFront list the bucket for this distribution. */
export function mayList(bucket: CfnResource, distribution: CfnResource, app: AppResources): boolean {
  return app.ofType('AWS::S3::BucketPolicy').map((policy) => app.properties(policy))
    .filter(({ Bucket: of }) => (
      knownReference(of)?.path === bucket.node.path
      || (typeof of === 'string' && of === app.properties(bucket).BucketName)))
    .some(({ PolicyDocument: document }) => listed(document?.Statement)
      .some((one) => grants(one as Record<string, any>, distribution, app)));
}

function grants(statement: Record<string, any>, distribution: CfnResource, app: AppResources): boolean {
  const { Effect: effect, Action: action, Resource: resource, Principal: principal, Condition: condition } = statement;
  const texts = (value: unknown): string[] => listed(value).map(textWithPlaceholders);
  // Two distributions may share a bucket, and only one of them may list it.
  const named = referencesIn(condition).filter((path) => app.at(path, 'AWS::CloudFront::Distribution') !== undefined);
  return (named.length === 0 || named.includes(distribution.node.path)) && allowsListing({
    effect,
    actions: texts(action),
    resources: texts(resource),
    principal: {
      isEverybody: principal === '*',
      isCanonicalUser: principal?.CanonicalUser !== undefined,
      services: texts(principal?.Service),
      accounts: texts(principal?.AWS),
    },
  });
}
