import { resourcesOf } from './cloud-assembly';
import type { Evaluation } from './evaluation';
import { isRecord, listOf, member, Reference, type Value } from './reference';

/** Actions that allow CloudFront to see which keys exist. */
const LISTS = /^(\*|s3:\*|s3:List\*|s3:ListBucket)$/i;

/**
 * Whether CloudFront may list the bucket. It decides what S3 answers for a missing key: 404 NoSuchKey if so, and
 * otherwise 403 AccessDenied, which does not reveal whether the key exists.
 */
export function cloudFrontMayList(bucket: Reference, here: Evaluation): boolean {
  return here.assembly.stacks.some((stack) => resourcesOf(stack, 'AWS::S3::BucketPolicy').some(([logicalId]) => {
    const properties = here.properties(new Reference(stack, logicalId));
    const of = member(properties, 'Bucket');
    const same = of instanceof Reference ? of.sameResource(bucket) : here.text(of) === here.text(bucket);
    return (
      same && asList(member(properties, 'PolicyDocument', 'Statement')).some((statement) => grantsList(statement, here))
    );
  }));
}

function grantsList(statement: Value, here: Evaluation): boolean {
  return member(statement, 'Effect') === 'Allow'
    && asList(member(statement, 'Action')).some((action) => LISTS.test(here.text(action)))
    && isCloudFront(member(statement, 'Principal'), here);
}

/**
 * Origin access control is a service principal; the older origin access identity is a canonical user or an IAM user of
 * CloudFront.
 */
function isCloudFront(principal: Value | undefined, here: Evaluation): boolean {
  if (principal === '*') return true;
  if (!isRecord(principal)) return false;
  return principal.CanonicalUser !== undefined
    || asList(principal.Service).some((service) => here.text(service) === 'cloudfront.amazonaws.com')
    || asList(principal.AWS).some((arn) => here.text(arn) === '*' || here.text(arn).includes('cloudfront'));
}

function asList(value: Value | undefined): readonly Value[] {
  return value === undefined ? [] : Array.isArray(value) ? listOf(value) : [value];
}
