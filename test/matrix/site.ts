import type { Stack } from 'aws-cdk-lib';
import type { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';

/** A function of the user's own: which behavior and event it is on, and its ARN, which may be a token. */
export interface UserFunction {
  readonly kind: 'lambda' | 'function';
  readonly event: string;
  readonly arn: string;
}

/** A path of the site, and what of the user's own is on it. */
export interface SitePath {
  readonly pattern: string;
  readonly functions: readonly UserFunction[];
  readonly policyId?: string;
}

/** Common to distributions of all kinds: a site, an API and assets, each on a behavior of its own. */
export interface SiteOptions {
  readonly paths: readonly SitePath[];
  /** Deploys along with the site. */
  readonly stack: Stack;
}

export const DEFAULT_PATH = '*';
export const API_PATH = '/api/*';
export const ASSETS_PATH = '/assets/*';
/** The one that is added after a construct has attached. */
export const LATER_PATH = '/later/*';

const CACHING_OPTIMIZED = '658327ea-f89d-4fab-a63d-7e88639e58f6';
const CACHING_DISABLED = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad';

/** The L1 configuration of a path, which every kind but the L2 renders to or starts from. */
export function l1Behavior({ pattern, functions, policyId }: SitePath): CfnDistribution.CacheBehaviorProperty {
  const lambdas = functions.filter((f) => f.kind === 'lambda');
  const cloudFrontFunctions = functions.filter((f) => f.kind === 'function');
  return {
    pathPattern: pattern,
    targetOriginId: pattern === API_PATH ? 'api' : 'site',
    viewerProtocolPolicy: 'redirect-to-https',
    cachePolicyId: pattern === API_PATH ? CACHING_DISABLED : CACHING_OPTIMIZED,
    ...(lambdas.length > 0 && { lambdaFunctionAssociations: lambdas.map((f) => ({ eventType: f.event, lambdaFunctionArn: f.arn })) }),
    ...(cloudFrontFunctions.length > 0 && { functionAssociations: cloudFrontFunctions.map((f) => ({ eventType: f.event, functionArn: f.arn })) }),
    ...(policyId !== undefined && { responseHeadersPolicyId: policyId }),
  };
}

export function l1Config(paths: readonly SitePath[]): CfnDistribution.DistributionConfigProperty {
  const [main, ...others] = [
    paths.find((p) => p.pattern === DEFAULT_PATH)!,
    ...paths.filter((p) => p.pattern !== DEFAULT_PATH),
  ];
  const { pathPattern: _, ...defaultCacheBehavior } = l1Behavior(main);
  return {
    enabled: true,
    origins: [
      { id: 'site', domainName: 'www.example.com', customOriginConfig: { originProtocolPolicy: 'https-only' } },
      { id: 'api', domainName: 'api.example.com', customOriginConfig: { originProtocolPolicy: 'https-only' } },
    ],
    defaultCacheBehavior,
    cacheBehaviors: others.map(l1Behavior),
  };
}
