import { App, Stack, type StackProps } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Distribution, type DistributionProps } from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';

export const siteOrigin = new HttpOrigin('www.example.com');
export const apiOrigin = new HttpOrigin('api.example.com');

/** A stack with a distribution that has an API on a behavior of its own. */
export function siteStack(
  props: StackProps = { env: { region: 'us-east-1' } },
  distributionProps: Partial<DistributionProps> = {},
  context: Record<string, unknown> = {},
) {
  const app = new App({ analyticsReporting: false, context });
  const stack = new Stack(app, 'Web', props);
  const distribution = new Distribution(stack, 'Site', {
    defaultBehavior: { origin: siteOrigin },
    additionalBehaviors: { '/api/*': { origin: apiOrigin } },
    ...distributionProps,
  });
  return { app, stack, distribution };
}

export interface RenderedBehavior {
  readonly pattern: string;
  readonly lambdas: { EventType: string; LambdaFunctionARN: any }[];
  readonly functions: { EventType: string; FunctionARN: any }[];
  readonly policy?: any;
}

/** The behaviors of the only distribution in a template, the default one as `*`. */
export function renderedBehaviors(template: Template): Record<string, RenderedBehavior> {
  const [distribution] = Object.values(template.findResources('AWS::CloudFront::Distribution'));
  const { DefaultCacheBehavior, CacheBehaviors = [] } = distribution.Properties.DistributionConfig;
  const all = [{ ...DefaultCacheBehavior, PathPattern: '*' }, ...CacheBehaviors];
  return Object.fromEntries(all.map((b: any) => [b.PathPattern, {
    pattern: b.PathPattern,
    lambdas: b.LambdaFunctionAssociations ?? [],
    functions: b.FunctionAssociations ?? [],
    policy: b.ResponseHeadersPolicyId,
  }]));
}

/** `origin-response` of `/api/*`, say, as the logical id of the function's version. */
export function versionOn(template: Template, pattern: string, event: string): string | undefined {
  return renderedBehaviors(template)[pattern].lambdas.find((a) => a.EventType === event)?.LambdaFunctionARN.Ref;
}

/** The source code of the function behind a version. */
export function codeOf(template: Template, version: string): string {
  const functionId = template.toJSON().Resources[version].Properties.FunctionName.Ref;
  return template.toJSON().Resources[functionId].Properties.Code.ZipFile;
}
