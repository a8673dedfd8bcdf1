import { Stack } from 'aws-cdk-lib';
import type { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';

/**
 * What CloudFront does with a status after the functions on origin events, on every behavior: a custom error response
 * with a page. Without a page, it only sets the caching TTL of the error.
 */
export type ReplacingResponse = CfnDistribution.CustomErrorResponseProperty;

/** The custom error responses that replace answers with one of these statuses. */
export function replacingResponses(resource: CfnDistribution, statuses: readonly number[]): ReplacingResponse[] {
  const { customErrorResponses } = resource.distributionConfig as CfnDistribution.DistributionConfigProperty;
  const responses: unknown = Stack.of(resource).resolve(customErrorResponses);
  if (!Array.isArray(responses)) return [];
  return (responses as ReplacingResponse[])
    .filter(({ responsePagePath, errorCode }) => responsePagePath !== undefined && statuses.includes(errorCode));
}

/** What a viewer gets instead of an answer. */
export function replaced({ errorCode, responsePagePath, responseCode }: ReplacingResponse): string {
  return `responds with ${errorCode}, which the distribution's custom error response replaces by `
    + `${JSON.stringify(responsePagePath)} with ${responseCode ?? errorCode} on every behavior; remove that custom `
    + 'error response, or';
}
