import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { App, Stack, type AppProps, type StackProps } from 'aws-cdk-lib';
import { CfnDistribution, Distribution } from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import type { Construct } from 'constructs';
import { behaviorsIn, type Json } from './templates';
import { EdgeErrorMasker, ErrorAction, ErrorStatuses, type EdgeBehaviors } from '../../src';

export const ACCOUNT = '111122223333';
export const VIRGINIA = { account: ACCOUNT, region: 'us-east-1' };
export const IRELAND = { account: ACCOUNT, region: 'eu-west-1' };
export const ORIGIN = new HttpOrigin('www.example.com');

export const rules = [{ statuses: ErrorStatuses.clientErrors(), action: ErrorAction.redirectTo('/404.html') }];

export function newApp(context: Record<string, unknown> = {}, props: AppProps = {}): App {
  return new App({ analyticsReporting: false, context, ...props });
}

export function newStack(props: StackProps = { env: VIRGINIA }, context: Record<string, unknown> = {}): Stack {
  return new Stack(newApp(context), 'Web', props);
}

/** An L2 with an API on a path of its own. */
export function l2Site(scope: Construct, id = 'Site'): Distribution {
  return new Distribution(scope, id, {
    defaultBehavior: { origin: ORIGIN },
    additionalBehaviors: { '/api/*': { origin: ORIGIN } },
  });
}

/** An L1 whose configuration differs from a plain one in the given parts. */
export function l1Site(scope: Construct, parts: Partial<CfnDistribution.DistributionConfigProperty>): CfnDistribution {
  return new CfnDistribution(scope, 'Site', {
    distributionConfig: {
      enabled: true,
      origins: [
        { id: 'site', domainName: 'www.example.com', customOriginConfig: { originProtocolPolicy: 'https-only' } },
      ],
      defaultCacheBehavior: { targetOriginId: 'site', viewerProtocolPolicy: 'https-only' },
      ...parts,
    },
  });
}

export function l1Path(
  pathPattern: string,
  parts: Partial<CfnDistribution.CacheBehaviorProperty> = {},
): CfnDistribution.CacheBehaviorProperty {
  return { pathPattern, targetOriginId: 'site', viewerProtocolPolicy: 'https-only', ...parts };
}

export function maskErrors(
  scope: Construct,
  distribution: Distribution | CfnDistribution,
  behaviors?: EdgeBehaviors,
): EdgeErrorMasker {
  return new EdgeErrorMasker(scope, 'Errors', { distribution, rules, behaviors });
}

/** All templates of an app by stack name, synthesized anew with each call. */
export function templatesOf(app: App): Record<string, Json> {
  const assembly = app.synth({ force: true });
  const templates = Object.fromEntries(assembly.stacksRecursively.map((s) => [s.stackName, s.template as Json]));
  // The folder itself stays, for the next time.
  for (const file of readdirSync(assembly.directory)) {
    rmSync(join(assembly.directory, file), { recursive: true, force: true });
  }
  return templates;
}

/** Events of Lambda functions on each path, e.g. `{ '*': ['origin-response'], '/api/*': [] }`. */
export function lambdasOn(template: Json): Record<string, string[]> {
  return Object.fromEntries([...behaviorsIn(template)].map(([pattern, b]) => [
    pattern, (b.LambdaFunctionAssociations ?? []).map((a: Json) => a.EventType),
  ]));
}

export function ofType(template: Json, type: string): Json[] {
  return Object.values<Json>(template.Resources).filter((r) => r.Type === type);
}
