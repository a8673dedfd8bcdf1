import { Stack } from 'aws-cdk-lib';
import type { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';

interface Origin {
  readonly id?: string;
  readonly domainName?: unknown;
  readonly s3OriginConfig?: unknown;
  readonly customOriginConfig?: unknown;
}

interface OriginGroup {
  readonly id?: string;
  readonly members?: { readonly items?: readonly { readonly originId?: string }[] };
}

/**
 * Whether the origin of a behavior is an S3 bucket, but not an S3 website endpoint. Of an origin group, the primary
 * origin counts. False if the origins are only known at deploy time.
 */
export function isS3Origin(resource: CfnDistribution, targetOriginId: string | undefined): boolean {
  const origin = originOf(resource, targetOriginId);
  return origin?.s3OriginConfig !== undefined && origin.customOriginConfig === undefined;
}

/** Whether the origin of a behavior is an S3 website endpoint, as text or as the attribute of a bucket. */
export function isWebsiteOrigin(resource: CfnDistribution, targetOriginId: string | undefined): boolean {
  const domain = JSON.stringify(originOf(resource, targetOriginId)?.domainName) ?? '';
  return /\.s3-website[.-]|"WebsiteURL"/.test(domain);
}

/** The origin of a behavior, in the template; the primary one of an origin group. */
function originOf(resource: CfnDistribution, targetOriginId: string | undefined): Origin | undefined {
  const { origins, originGroups } = resource.distributionConfig as CfnDistribution.DistributionConfigProperty;
  const resolved = (value: unknown): any => Stack.of(resource).resolve(value);
  const id = resolved(targetOriginId);
  const groups: unknown = resolved(originGroups)?.items;
  const group = listOf<OriginGroup>(groups).find((one) => one.id === id);
  const originId = group?.members?.items?.[0]?.originId ?? id;
  return listOf<Origin>(resolved(origins)).find((one) => one.id === originId);
}

function listOf<T>(value: unknown): readonly T[] {
  return Array.isArray(value) ? value : [];
}
