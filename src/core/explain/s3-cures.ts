import type { Signs } from './signs';
import { S3_ERROR_CODES } from '../facts/s3-errors';

const DENIED = 'upload the object, or let missing keys be 404: S3BucketOrigin.withOriginAccessControl(bucket, { '
  + 'originAccessLevels: [AccessLevel.READ, AccessLevel.LIST] }); if the object exists, check the bucket policy';

/** What an error code of S3 means here. */
export function s3What(code: string | undefined, signs: Signs, kms: boolean): string {
  if (kms) return 'S3 may not decrypt the object for CloudFront: the policy of its KMS key does not allow it';
  if (signs.errorCode?.isWebsite && code === 'AccessDenied') {
    return 'the website endpoint of the bucket denied access: it serves public objects only, and a missing key is 403 '
      + 'unless everybody may list the bucket';
  }
  if (code === 'AccessDenied' && signs.behavior?.origins.some(({ mayList }) => mayList === false)) {
    return 'S3 denied access: CloudFront may not list the bucket in this template, so that a missing key is 403 as '
      + 'well';
  }
  const known = code !== undefined && Object.hasOwn(S3_ERROR_CODES, code)
    ? S3_ERROR_CODES[code as keyof typeof S3_ERROR_CODES] : undefined;
  return known ?? `the S3 origin answered with an error${code === undefined ? '' : ` (${code})`}`;
}

/** What to change. */
export function s3Cure(code: string | undefined, signs?: Signs, kms = false): string {
  if (kms) {
    return 'allow kms:Decrypt to cloudfront.amazonaws.com in the key policy, for this distribution (AWS:SourceArn)';
  }
  if (signs?.errorCode?.isWebsite) {
    return 'use S3BucketOrigin.withOriginAccessControl(bucket) instead of S3StaticWebsiteOrigin, or make the objects '
      + 'public';
  }
  switch (code) {
    case 'NoSuchKey':
      return 'upload the object, or correct the path: "originPath", rewrites of functions, the root object';
    case 'NoSuchBucket':
      return 'let the origin name a bucket that exists';
    case 'SignatureDoesNotMatch':
    case 'AuthorizationHeaderMalformed':
      return (
        'do not forward Host or Authorization to '
        + 'the bucket: use OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER, or none'
      );
    case 'InvalidArgument':
      return (
        'use origin access control instead of an origin access identity: the identity cannot '
        + 'read objects with a KMS key'
      );
    case 'PermanentRedirect':
      return 'use the regional domain name of the bucket as the origin';
    case 'MethodNotAllowed':
      return 'let "allowedMethods" of the behavior have GET and HEAD only';
    default:
      return DENIED;
  }
}
