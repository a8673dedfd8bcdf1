import { resourcesOf } from './cloud-assembly';
import type { Evaluation } from './evaluation';
import { isRecord, listOf, member, Reference, type Value } from './reference';
import { allowsListing } from '../../core/facts/bucket-listing';

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
  const texts = (value: Value | undefined): string[] => asList(value).map((one) => here.text(one));
  const principal = member(statement, 'Principal');
  const kinds = isRecord(principal) ? principal : {};
  return allowsListing({
    effect: here.text(member(statement, 'Effect')),
    actions: texts(member(statement, 'Action')),
    resources: texts(member(statement, 'Resource')),
    principal: {
      isEverybody: principal === '*',
      isCanonicalUser: kinds.CanonicalUser !== undefined,
      services: texts(kinds.Service),
      accounts: texts(kinds.AWS),
    },
  });
}

function asList(value: Value | undefined): readonly Value[] {
  return value === undefined ? [] : Array.isArray(value) ? listOf(value) : [value];
}
