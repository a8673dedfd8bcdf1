import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CfnDistribution,
  CloudFrontWebDistribution,
  Distribution,
  Function as CloudFrontFunction,
  LambdaEdgeEventType,
  ResponseHeadersPolicy,
  type AddBehaviorOptions,
  type Behavior,
  type FunctionEventType,
  type IDistributionRef,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { Version } from 'aws-cdk-lib/aws-lambda';
import { CfnInclude } from 'aws-cdk-lib/cloudformation-include';
import type { Construct } from 'constructs';
import { API_PATH, DEFAULT_PATH, l1Behavior, l1Config, type SiteOptions, type SitePath } from './site';

/** The ways in which an app can have a distribution. */
export const KINDS = ['Distribution', 'CfnDistribution', 'CfnInclude', 'CloudFrontWebDistribution'] as const;
export type Kind = typeof KINDS[number];

/** A distribution of any kind, and the way in which its user adds a behavior to it. */
export interface Site {
  readonly distribution: IDistributionRef;
  readonly resource: CfnDistribution;
  addPath(path: SitePath): void;
}

/** A site whose distribution is of the given kind. */
export function createSite(kind: Kind, scope: Construct, options: SiteOptions): Site {
  switch (kind) {
    case 'Distribution': return l2(scope, options);
    case 'CfnDistribution': {
      const resource = new CfnDistribution(scope, 'Site', { distributionConfig: l1Config(options.paths) });
      return l1(resource, resource);
    }
    case 'CfnInclude': return included(scope, options);
    case 'CloudFrontWebDistribution': return web(scope, options);
  }
}

function l2(scope: Construct, { paths }: SiteOptions): Site {
  const origins = { site: new HttpOrigin('www.example.com'), api: new HttpOrigin('api.example.com') };
  const originOf = ({ pattern }: SitePath) => pattern === API_PATH ? origins.api : origins.site;
  const options = ({ pattern, functions, policyId }: SitePath): AddBehaviorOptions => ({
    edgeLambdas: lambdasOf(scope, pattern, functions).map(({ event, version }) => (
      { eventType: event, functionVersion: version })),
    functionAssociations: functionsOf(scope, pattern, functions),
    ...(policyId !== undefined && {
      responseHeadersPolicy: ResponseHeadersPolicy.fromResponseHeadersPolicyId(
        scope,
        `Policy${pattern}`.replaceAll('/', ''),
        policyId,
      ),
    }),
  });
  const main = paths.find((p) => p.pattern === DEFAULT_PATH)!;
  const distribution = new Distribution(scope, 'Site', {
    defaultBehavior: { origin: originOf(main), ...options(main) },
  });
  const addPath = (path: SitePath) => distribution.addBehavior(path.pattern, originOf(path), options(path));
  paths.filter((p) => p !== main).forEach(addPath);
  return { distribution, resource: distribution.node.defaultChild as CfnDistribution, addPath };
}

function lambdasOf(scope: Construct, pattern: string, functions: SitePath['functions']) {
  return functions.filter((f) => f.kind === 'lambda').map((f, index) => ({
    event: f.event as LambdaEdgeEventType,
    version: Version.fromVersionArn(scope, `Lambda${pattern}${index}`.replaceAll('/', ''), f.arn),
  }));
}

function functionsOf(scope: Construct, pattern: string, functions: SitePath['functions']) {
  return functions.filter((f) => f.kind === 'function').map((f, index) => ({
    eventType: f.event as FunctionEventType,
    function: CloudFrontFunction.fromFunctionAttributes(scope, `Function${pattern}${index}`.replaceAll('/', ''), {
      functionName: 'mine',
      functionArn: f.arn,
    }),
  }));
}

/** As users of the L1 do it: the property is set anew, with what was in it. */
function l1(distribution: IDistributionRef, resource: CfnDistribution): Site {
  return {
    distribution,
    resource,
    addPath: (path) => {
      const config = resource.distributionConfig as CfnDistribution.DistributionConfigProperty;
      const { targetOriginId } = config.defaultCacheBehavior as CfnDistribution.DefaultCacheBehaviorProperty;
      const fresh = { ...l1Behavior(path), targetOriginId };
      resource.distributionConfig = {
        ...config,
        cacheBehaviors: [...(config.cacheBehaviors as CfnDistribution.CacheBehaviorProperty[]), fresh],
      };
    },
  };
}

/** The template of an app that was migrated from CloudFormation; tokens here are parameters there. */
function included(scope: Construct, { paths, stack }: SiteOptions): Site {
  const parameters: Record<string, string> = {};
  const withParameters = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(withParameters);
    if (typeof value === 'object' && value !== null) {
      return Object.fromEntries(Object.entries(value).map(([key, v]) => [cloudFormationName(key), withParameters(v)]));
    }
    if (typeof value !== 'string' || typeof stack.resolve(value) === 'string') return value;
    const name = `Parameter${Object.keys(parameters).length}`;
    parameters[name] = value;
    return { Ref: name };
  };
  const distributionConfig = withParameters(l1Config(paths));
  const folder = mkdtempSync(join(tmpdir(), 'edge-include-'));
  const templateFile = join(folder, 'template.json');
  writeFileSync(
    templateFile,
    JSON.stringify({
      Parameters: Object.fromEntries(Object.keys(parameters).map((name) => [name, { Type: 'String' }])),
      Resources: {
        Site: { Type: 'AWS::CloudFront::Distribution', Properties: { DistributionConfig: distributionConfig } },
      },
    }),
  );
  try {
    const resource = new CfnInclude(scope, 'Included', { templateFile, parameters }).getResource(
      'Site',
    ) as CfnDistribution;
    return l1(resource, resource);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function cloudFormationName(property: string): string {
  return (property.charAt(0).toUpperCase() + property.slice(1))
    .replace(/FunctionArn$/, 'FunctionARN')
    .replace(/^HttpPort$/, 'HTTPPort');
}

function web(scope: Construct, { paths }: SiteOptions): Site {
  const behavior = ({ pattern, functions }: SitePath): Behavior => ({
    ...(pattern === DEFAULT_PATH ? { isDefaultBehavior: true } : { pathPattern: pattern }),
    lambdaFunctionAssociations: lambdasOf(scope, pattern, functions).map(({ event, version }) => (
      { eventType: event, lambdaFunction: version })),
    functionAssociations: functionsOf(scope, pattern, functions),
  });
  const of = (domainName: string, own: readonly SitePath[]) => ({
    customOriginSource: { domainName },
    behaviors: own.map(behavior),
  });
  const distribution = new CloudFrontWebDistribution(scope, 'Site', {
    originConfigs: [
      of(
        'www.example.com',
        paths.filter((p) => p.pattern !== API_PATH),
      ),
      of(
        'api.example.com',
        paths.filter((p) => p.pattern === API_PATH),
      ),
    ],
  });
  const site = l1(distribution, distribution.node.defaultChild as CfnDistribution);
  // The class has no prop for it: who wants a policy sets it on the L1.
  for (const path of paths.filter((p) => p.policyId !== undefined)) setPolicy(site.resource, path);
  return { ...site, addPath: (path) => site.addPath(path) };
}

function setPolicy(resource: CfnDistribution, { pattern, policyId: responseHeadersPolicyId }: SitePath): void {
  const config = resource.distributionConfig as CfnDistribution.DistributionConfigProperty;
  const defaultCacheBehavior = config.defaultCacheBehavior as CfnDistribution.DefaultCacheBehaviorProperty;
  const behaviors = config.cacheBehaviors as CfnDistribution.CacheBehaviorProperty[];
  resource.distributionConfig =
    pattern === DEFAULT_PATH
      ? { ...config, defaultCacheBehavior: { ...defaultCacheBehavior, responseHeadersPolicyId } }
      : {
        ...config,
        cacheBehaviors: behaviors.map((b) => (b.pathPattern === pattern ? { ...b, responseHeadersPolicyId } : b)),
      };
}
