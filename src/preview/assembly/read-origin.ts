import { isHeader, itemsOf, mustBe, numberOf } from './checked-values';
import { resourcesOf } from './cloud-assembly';
import type { AccessControl, CustomOriginSettings, OriginSettings } from './distribution';
import type { Evaluation } from './evaluation';
import { followAcrossRegions } from './outputs';
import { isNamed } from './physical-names';
import type { Reading } from './reading';
import { listOf, member, Reference, scalar, type Value } from './reference';
import { accessControlOf } from '../origin/access-control';

/** CloudFront reads a bucket through its REST endpoint (an S3 origin) or its website endpoint (a custom origin). */
const WEBSITE_ENDPOINT = /^([a-z0-9.-]+)\.s3-website[.-]/;
const REST_ENDPOINT = /^([a-z0-9.-]+)\.s3[.-]/;

export function readOrigin(origin: Value, where: string, reading: Reading): OriginSettings {
  const { here } = reading;
  const domain = followAcrossRegions(member(origin, 'DomainName'), here);
  const id = here.text(member(origin, 'Id'));
  const domainName = nameOf(domain, id, here);
  const vpc = member(origin, 'VpcOriginConfig');
  const custom = member(origin, 'CustomOriginConfig') ?? vpc;
  if (member(origin, 'DomainName') === undefined || !/^[!-~]+$/.test(domainName)) {
    mustBe('a domain name', member(origin, 'DomainName'), `${where}.DomainName`, reading);
  }
  const website = WEBSITE_ENDPOINT.test(domainName);
  return {
    id,
    domainName,
    path: here.text(member(origin, 'OriginPath')).replace(/\/$/, ''),
    customHeaders: itemsOf(member(origin, 'OriginCustomHeaders'), `${where}.OriginCustomHeaders`, reading)
      .map((header) => ({
        name: here.text(member(header, 'HeaderName')),
        value: here.text(member(header, 'HeaderValue')),
      }))
      .filter(({ name, value }) => isHeader(name, value, `${where}.OriginCustomHeaders`, reading)),
    kind: custom === undefined ? 's3' : website ? 's3-website' : 'custom',
    bucket: isBucket(domain)
      ? domain
      : bucketByName((website ? WEBSITE_ENDPOINT : REST_ENDPOINT).exec(domainName)?.[1], here),
    ...(vpc !== undefined && { isVpc: true }),
    custom: readCustom(custom, origin, where, reading),
    ...readAccessControl(member(origin, 'OriginAccessControlId'), reading),
  };
}

/** One of another app is only an id. */
function readAccessControl(
  id: Value | undefined, { here }: Reading,
): { readonly accessControl?: AccessControl } {
  const config = id instanceof Reference ? member(here.properties(id), 'OriginAccessControlConfig') : undefined;
  const accessControl = accessControlOf(
    scalar(member(config, 'SigningBehavior')), scalar(member(config, 'OriginAccessControlOriginType')));
  return accessControl === undefined ? {} : { accessControl };
}

/**
 * The domain name of an origin, or its id if only the deployment knows the domain: a parameter without a value, or a
 * part of one, an attribute of a resource, an import.
 */
function nameOf(domain: Value | undefined, id: string, here: Evaluation): string {
  const text = here.text(domain);
  const known = domain instanceof Reference ? isNamed(domain) : text !== '' && !/^\.|\.\.|\.$/.test(text);
  return known ? text : id.replace(/[^!-~]/g, '-');
}

function isBucket(value: Value | undefined): value is Reference {
  return value instanceof Reference && value.resource.Type === 'AWS::S3::Bucket';
}

/**
 * Finds a bucket whose domain name is text and not a reference (a website endpoint, an imported name), by the bucket
 * name in it.
 */
function bucketByName(name: string | undefined, here: Evaluation): Reference | undefined {
  if (name === undefined) return undefined;
  const buckets = here.assembly.stacks.flatMap((stack) =>
    resourcesOf(stack, 'AWS::S3::Bucket').map(([id]) => new Reference(stack, id)),
  );
  return buckets.find((bucket) => here.text(bucket) === name);
}

function readCustom(
  config: Value | undefined,
  origin: Value,
  where: string,
  reading: Reading,
): CustomOriginSettings {
  const policy = scalar(member(config, 'OriginProtocolPolicy'));
  const s3 = member(origin, 'S3OriginConfig');
  const number = (key: string, fallback: number, max: number) => numberOf(
    member(config, key) ?? member(s3, key) ?? member(origin, key), `${where}.${key}`, fallback, [1, max], reading);
  const readTimeoutSec = number('OriginReadTimeout', 30, 3_600);
  const completion = member(origin, 'ResponseCompletionTimeout');
  const responseCompletionTimeoutSec = numberOf(
    completion, `${where}.ResponseCompletionTimeout`, undefined, [1, 86_400], reading);
  if (responseCompletionTimeoutSec !== undefined && responseCompletionTimeoutSec < readTimeoutSec) {
    const least = `at least the response timeout, ${readTimeoutSec}`;
    mustBe(least, completion, `${where}.ResponseCompletionTimeout`, reading);
  }
  return {
    protocolPolicy: (policy || 'match-viewer') as CustomOriginSettings['protocolPolicy'],
    httpPort: number('HTTPPort', 80, 65_535),
    httpsPort: number('HTTPSPort', 443, 65_535),
    sslProtocols: listOf(member(config, 'OriginSSLProtocols')).map(scalar),
    readTimeoutSec,
    keepaliveTimeoutSec: number('OriginKeepaliveTimeout', 5, 3_600),
    connectionAttempts: number('ConnectionAttempts', 3, 3),
    connectionTimeoutSec: number('ConnectionTimeout', 10, 10),
    ...(responseCompletionTimeoutSec !== undefined && { responseCompletionTimeoutSec }),
  };
}
