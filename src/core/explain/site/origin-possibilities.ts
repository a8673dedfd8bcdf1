import type { Possibility } from './possibility';
import type { BehaviorFacts, OriginFacts } from './site-facts';
import { s3Cure } from '../s3-cures';
import { customOrigin } from '../sources/custom-origin';
import { s3Origin } from '../sources/s3-origin';

/** The errors that the origins of a behavior can answer with. */
export function originPossibilities({ pathPattern, origins }: BehaviorFacts): Possibility[] {
  return origins.map((origin) =>
    origin.kind === 'custom' ? custom(origin, pathPattern) : bucket(origin, pathPattern),
  );
}

function bucket({ id, domainName, kind, mayList }: OriginFacts, pattern: string): Possibility {
  const website = kind === 's3-website';
  const missing = website || mayList === false ? 403 : 404;
  const condition = website ? 'an object is not public, or does not exist and not everybody may list the bucket'
    : mayList === undefined ? 'an object does not exist or may not be read; the policy of the bucket is not in this app'
      : mayList ? 'an object does not exist (404), or may not be read (403)'
        : 'an object does not exist: CloudFront may not list the bucket, so that S3 answers 403 and not 404';
  return {
    source: 's3-origin',
    behaviors: [pattern],
    statuses: mayList === true ? [403, 404] : [missing],
    condition,
    evidence: [`origin ${id}: ${domainName}${mayList === false ? ', without s3:ListBucket' : ''}`],
    cure: s3Cure(mayList === false || mayList === undefined ? undefined : 'NoSuchKey'),
    link: s3Origin.link,
    isWarning: false,
  };
}

function custom({ id, domainName }: OriginFacts, pattern: string): Possibility {
  const { cure, link } = customOrigin;
  return {
    source: 'custom-origin',
    behaviors: [pattern],
    statuses: [],
    condition: 'the origin, or a firewall in front of it, answers with an error',
    evidence: [`origin ${id}: ${domainName}`],
    cure,
    link,
    isWarning: false,
  };
}
