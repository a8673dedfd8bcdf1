import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import type { CfnDistribution, IDistributionRef } from 'aws-cdk-lib/aws-cloudfront';
import { CfnInclude } from 'aws-cdk-lib/cloudformation-include';
import {
  EdgeBehaviors, EdgeErrorMasker, EdgeRedirector, ErrorAction, ErrorStatuses, ExistingAttachments, RedirectSource,
  SecurityHeaders,
} from '../../src';

export type Json = Record<string, any>;

export const folder = mkdtempSync(join(tmpdir(), 'apps-'));
export const ENV = { account: '111122223333', region: 'us-east-1' };

export interface Attached {
  readonly behaviors?: EdgeBehaviors;
  readonly existing?: ExistingAttachments;
}

/** Redirects, error pages and headers on a distribution. */
export function attachAll(scope: Stack, distribution: IDistributionRef, options: Attached = {}): void {
  const { behaviors = EdgeBehaviors.all(), existing = ExistingAttachments.compose() } = options;
  const common = { distribution, behaviors, existing };
  new EdgeRedirector(scope, 'Redirects', { ...common, source: RedirectSource.fromInline('{ "/old": "/new" }') });
  new EdgeErrorMasker(scope, 'Errors', {
    ...common, rules: [{ statuses: ErrorStatuses.codes(404), action: ErrorAction.redirectTo('/404.html') }],
  });
  new SecurityHeaders(scope, 'Headers', common);
}

/** The configuration of a distribution in a template. */
export function siteConfig(behavior: object = {}, config: object = {}): Json {
  return {
    Enabled: true,
    Origins: [
      { Id: 'site', DomainName: 'www.example.com', CustomOriginConfig: { OriginProtocolPolicy: 'https-only' } },
    ],
    DefaultCacheBehavior: { ...pathConfig(), ...behavior },
    ...config,
  };
}

export function pathConfig(PathPattern?: string): Json {
  return {
    ...(PathPattern && { PathPattern }),
    TargetOriginId: 'site',
    ViewerProtocolPolicy: 'https-only',
    CachePolicyId: '658327ea-f89d-4fab-a63d-7e88639e58f6',
  };
}

/** A template with a distribution. */
export function siteTemplate(DistributionConfig: object, parts: Json = {}, site: object = {}): Json {
  const Site = { Type: 'AWS::CloudFront::Distribution', Properties: { DistributionConfig }, ...site };
  return { ...parts, Resources: { ...parts.Resources, Site } };
}

/** An app that includes a template. */
export function including(template: Json, region = ENV.region) {
  const templateFile = join(folder, 'template.json');
  writeFileSync(templateFile, JSON.stringify(template));
  const app = new App({ analyticsReporting: false });
  const stack = new Stack(app, 'Web', { env: { ...ENV, region } });
  const included = new CfnInclude(stack, 'Included', { templateFile });
  return { app, stack, distribution: included.getResource('Site') as CfnDistribution };
}

export const templatesOf = (app: App): Record<string, Json> => (
  Object.fromEntries(app.synth({ force: true }).stacksRecursively.map((s) => [s.stackName, s.template as Json])));

/** The template with all constructs, or the problems. */
export function outcome(template: Json, options: Attached = {}): { readonly web: Json; readonly problems: Json[] } {
  const { app, stack, distribution } = including(template);
  try {
    attachAll(stack, distribution, options);
    return { web: templatesOf(app).Web, problems: [] };
  } catch (thrown) {
    return { web: {}, problems: (thrown as any).problems ?? [{ message: String(thrown) }] };
  }
}

export function behaviorsOf(template: Json): Json[] {
  const { DefaultCacheBehavior, CacheBehaviors = [] } = template.Resources.Site.Properties.DistributionConfig;
  return [DefaultCacheBehavior, ...CacheBehaviors];
}
export const eventsOn = ({ LambdaFunctionAssociations: list = [], FunctionAssociations: other = [] }: Json): string[] =>
  [...list, ...other].map(({ EventType }) => EventType);
