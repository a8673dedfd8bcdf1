import { AssemblyBuilder, type StackBuilder } from './assembly';
import { workerFile } from './worker';
import { createPreview, type Preview } from '../../../src/preview/create-preview';
import type { Exchange } from '../../../src/preview/exchange/exchange';
import type { PreviewOptions } from '../../../src/preview/options';
import { summarize, type StageSummary } from '../../../src/preview/trace/summaries';

export const CACHING_DISABLED = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad';
export const ALL_VIEWER = '216adef6-5c7f-47e4-b989-5492eafa07d3';

type Properties = Record<string, unknown>;

export interface SiteOptions {
  readonly files?: Record<string, string | Buffer>;
  /** Added to the default behavior. */
  readonly behavior?: Properties;
  readonly behaviors?: Properties[];
  readonly origins?: Properties[];
  /** Added to the distribution's config. */
  readonly config?: Properties;
  /** CloudFront may list the bucket, so a missing key is 404. */
  readonly mayList?: boolean;
  /** Adds resources; the returned properties are added to the default behavior. */
  readonly fill?: (stack: StackBuilder, assembly: AssemblyBuilder) => Properties | void;
}

/** An assembly with one distribution, whose origin is a bucket that a BucketDeployment fills. */
export function siteAssembly(options: SiteOptions = {}): string {
  const assembly = new AssemblyBuilder();
  const stack = assembly.stack('Web');
  addSite(assembly, stack, options);
  return assembly.write();
}

export function addSite(assembly: AssemblyBuilder, stack: StackBuilder, options: SiteOptions): void {
  const key = assembly.folder('site', options.files ?? { 'index.html': '<h1>home</h1>', '404.html': '<h1>lost</h1>' });
  stack.resource('Bucket', 'AWS::S3::Bucket', {}, 'Web/Bucket/Resource');
  stack.resource('Deployment', 'Custom::CDKBucketDeployment', {
    DestinationBucketName: { Ref: 'Bucket' },
    SourceObjectKeys: [key],
  });
  stack.resource('BucketPolicy', 'AWS::S3::BucketPolicy', {
    Bucket: { Ref: 'Bucket' },
    PolicyDocument: {
      Statement: [{
        Effect: 'Allow',
        Action: options.mayList ? ['s3:GetObject', 's3:ListBucket'] : 's3:GetObject',
        Principal: { Service: 'cloudfront.amazonaws.com' },
      }],
    },
  });
  const filled = options.fill?.(stack, assembly) ?? {};
  stack.resource(
    'Site',
    'AWS::CloudFront::Distribution',
    {
      DistributionConfig: {
        DefaultRootObject: 'index.html',
        Origins: [
          {
            Id: 'web',
            DomainName: { 'Fn::GetAtt': ['Bucket', 'RegionalDomainName'] },
            S3OriginConfig: { OriginAccessIdentity: '' },
          },
          ...(options.origins ?? []),
        ],
        DefaultCacheBehavior: {
          TargetOriginId: 'web',
          CachePolicyId: CACHING_DISABLED,
          ViewerProtocolPolicy: 'redirect-to-https',
          ...options.behavior,
          ...filled,
        },
        CacheBehaviors: options.behaviors,
        ...options.config,
      },
    },
    'Web/Site/Resource',
  );
}

/** A custom origin by domain name, with that name as its id. */
export function customOrigin(domainName: string, extra: Properties = {}): Properties {
  return {
    Id: domainName,
    DomainName: domainName,
    CustomOriginConfig: { OriginProtocolPolicy: 'https-only', OriginSSLProtocols: ['TLSv1.2'] },
    ...extra,
  };
}

export function lambdaAt(event: string, arn: unknown, extra: Properties = {}): Properties {
  return { LambdaFunctionAssociations: [{ EventType: event, LambdaFunctionARN: arn, ...extra }] };
}

/** A body as JSON, untyped. */
export async function json(response: Response | Promise<Response>): Promise<any> {
  return (await response).json();
}

const open: Preview[] = [];

export interface Running extends Preview {
  /** Each exchange with the summaries of its access line. */
  readonly exchanges: (Exchange & { readonly summaries: readonly StageSummary[] })[];
  readonly logs: string[];
}

/** A preview that is closed after the test, with the exchanges and logs that it produced. */
export function preview(cloudAssembly: string, options: Partial<PreviewOptions> = {}): Running {
  const exchanges: Running['exchanges'][number][] = [];
  const logs: string[] = [];
  const running = createPreview({
    cloudAssembly,
    workerFile: workerFile(),
    strict: true,
    onExchange: (exchange) => exchanges.push({ ...exchange, summaries: summarize(exchange) }),
    onFunctionLog: (line) => logs.push(line),
    onFault: (error) => logs.push(`FAULT ${error instanceof Error ? error.stack : String(error)}`),
    ...options,
  });
  open.push(running);
  const bound = {
    fetch: running.fetch.bind(running),
    fetchWithTrace: running.fetchWithTrace.bind(running),
    trace: running.trace.bind(running),
    setOptions: running.setOptions.bind(running),
    reload: running.reload.bind(running),
    close: running.close.bind(running),
  };
  return Object.assign(Object.create(running) as Preview, { exchanges, logs, ...bound });
}

export function site(options: SiteOptions = {}, previewOptions: Partial<PreviewOptions> = {}): Running {
  return preview(siteAssembly(options), previewOptions);
}

afterEach(async () => {
  await Promise.all(open.splice(0).map((running) => running.close()));
});
