import { resourceAt, type AppResource, type AppResources, type Properties } from './app-resources';
import { isLeftOut, isOpen, knownReference, listed, referencesIn, textWithPlaceholders } from './values';
import { allowsListing } from '../../../facts/bucket-listing';

const BUCKET = 'AWS::S3::Bucket';

/** The bucket of the app that an origin reads: by reference, or by an explicit name. */
export function bucketOf(domainName: unknown, app: AppResources): AppResource | undefined {
  if (isOpen(domainName)) return undefined;
  const path = knownReference(domainName)?.path ?? referencesIn(domainName)[0];
  if (path !== undefined) return resourceAt(app, path, BUCKET);
  const [, name] = /^([a-z0-9.-]+)\.s3[.-]/.exec(textWithPlaceholders(domainName)) ?? [];
  return name === undefined ? undefined : app.ofType(BUCKET).find(({ properties }) => properties.BucketName === name);
}

/**
 * Whether a bucket policy of the app lets CloudFront list the bucket for this distribution; undefined if only the
 * deployment decides which statements it has.
 */
export function mayList(bucket: AppResource, distribution: AppResource, app: AppResources): boolean | undefined {
  const statements = app.ofType('AWS::S3::BucketPolicy').map(({ properties }) => properties)
    .filter(({ Bucket: of }) => (
      knownReference(of)?.path === bucket.path
      || (typeof of === 'string' && of === bucket.properties.BucketName)))
    .flatMap(({ PolicyDocument: document }) => isOpen(document) ? [document] : listed(document?.Statement));
  if (statements.some((one) => grants(one, distribution, app))) return true;
  return statements.some((one) => isOpen(one) && !isLeftOut(one)) ? undefined : false;
}

function grants(statement: unknown, distribution: AppResource, app: AppResources): boolean {
  if (typeof statement !== 'object' || statement === null) return false;
  const {
    Effect: effect, Action: action, Resource: resource, Principal: principal, Condition: condition,
  } = statement as Properties;
  const texts = (value: unknown): string[] => listed(value).map(textWithPlaceholders);
  // Two distributions may share a bucket, and only one of them may list it.
  const named = referencesIn(condition)
    .filter((path) => resourceAt(app, path, 'AWS::CloudFront::Distribution') !== undefined);
  return (named.length === 0 || named.includes(distribution.path)) && allowsListing({
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
