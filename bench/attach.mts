// What attaching costs when an app is synthesized: an app with 25 behaviors, with and without the three constructs.
// Goal: less than 25 %. All are measured in turn in one process, so that other load on the machine affects all. The
// validation of the CDK is off.
//
// `npm run bench -- attach existing`: the behaviors of the app have a CloudFront Function, a Lambda@Edge function and a
// response headers policy already, and the constructs compose with them. Goal: less than 10 %. "By hand" is nearly that
// template without this library, about the least that it can cost: the composed functions and a policy with fewer
// headers are written out in the app, with the code from a folder, and nothing is checked.
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { App, Duration, Stack } from 'aws-cdk-lib';
import { LambdaIntegration, RestApi } from 'aws-cdk-lib/aws-apigateway';
import {
  AllowedMethods,
  CachePolicy,
  CacheQueryStringBehavior,
  Distribution,
  Function as CloudFrontFunction,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  HeadersReferrerPolicy,
  LambdaEdgeEventType,
  OriginRequestPolicy,
  ResponseHeadersPolicy,
  type BehaviorOptions,
  type ResponseHeadersCorsBehavior,
} from 'aws-cdk-lib/aws-cloudfront';
import { RestApiOrigin, S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { Alarm, AlarmWidget, Dashboard, GraphWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { AttributeType, Table } from 'aws-cdk-lib/aws-dynamodb';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { BlockPublicAccess, Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import { BucketDeployment, Source } from 'aws-cdk-lib/aws-s3-deployment';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import type { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { stopwatch } from './measure';
import { EdgeBehaviors } from '../src/constructs/edge-behaviors';
import { EdgeErrorMasker } from '../src/constructs/error-pages/edge-error-masker';
import { ErrorAction } from '../src/constructs/error-pages/error-action';
import { ErrorStatuses } from '../src/constructs/error-pages/error-statuses';
import { ExistingAttachments } from '../src/constructs/existing/existing-attachments';
import { EdgeRedirector } from '../src/constructs/redirects/edge-redirector';
import { RedirectSource } from '../src/constructs/redirects/redirect-source';
import { ContentSecurityPolicy } from '../src/constructs/security-headers/content-security-policy';
import { CspSource } from '../src/constructs/security-headers/csp-source';
import { SecurityHeaders } from '../src/constructs/security-headers/security-headers';

process.env.CDK_VALIDATION = 'false'; // read when an app is synthesized
// which tsx turns on, and apps do not: the CDK takes a stack trace for each construct
process.setSourceMapsEnabled(false);
const EXISTING = process.argv.includes('existing');
const BEHAVIORS = 25;
const SERVICES = 6;
const WARM_UP = 5;
const REPETITIONS = Number(process.env.BENCH_REPETITIONS ?? 40);

/**
 * A site with an API, as they are: deployed pages in a bucket; a REST API of functions with tables, queues, alarms and
 * a dashboard.
 */
function app(hand?: Composed): { app: App; stack: Stack; distribution: Distribution } {
  const root = new App({ analyticsReporting: false });
  const stack = new Stack(root, 'Web', { env: { account: '111122223333', region: 'us-east-1' } });
  const bucket = new Bucket(stack, 'Pages', {
    encryption: BucketEncryption.S3_MANAGED,
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
  });
  const pages = S3BucketOrigin.withOriginAccessControl(bucket);
  const there = EXISTING ? existing(stack, hand) : {};
  const page: BehaviorOptions = {
    ...there,
    origin: pages,
    cachePolicy: new CachePolicy(stack, 'PagePolicy', {
      defaultTtl: Duration.hours(1),
      queryStringBehavior: CacheQueryStringBehavior.all(),
    }),
  };
  const rest = new RestApi(stack, 'Api');
  const dashboard = new Dashboard(stack, 'Dashboard');
  for (let index = 0; index < SERVICES; index++) service(stack, rest, dashboard, index);
  const api: BehaviorOptions = {
    ...there,
    origin: new RestApiOrigin(rest),
    allowedMethods: AllowedMethods.ALLOW_ALL,
    cachePolicy: CachePolicy.CACHING_DISABLED,
    originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
  };
  const distribution = new Distribution(stack, 'Site', { defaultBehavior: page });
  for (let index = 1; index < BEHAVIORS; index++) {
    if (index % 2 === 0) distribution.addBehavior(`/section-${index}/*`, pages, page);
    else distribution.addBehavior(`/api-${index}/*`, api.origin, api);
  }
  new BucketDeployment(stack, 'Deployment', {
    sources: [Source.asset(PAGES)],
    destinationBucket: bucket,
    distribution,
  });
  return { app: root, stack, distribution };
}

/** What this library has composed. */
interface Composed {
  readonly code: string;
  readonly folder: string;
}

/** What a behavior has without this library. */
function existing(stack: Stack, hand?: Composed): Partial<BehaviorOptions> {
  const index = new CloudFrontFunction(stack, 'Index', {
    code: FunctionCode.fromInline(`function handler(event) {
  var request = event.request;
  if (request.uri.endsWith('/')) request.uri += 'index.html';
  else if (!request.uri.includes('.')) request.uri += '/index.html';
  return request;
}`),
    runtime: FunctionRuntime.JS_2_0,
  });
  const images = new LambdaFunction(stack, 'Images', {
    runtime: Runtime.NODEJS_22_X,
    handler: 'index.handler',
    code: Code.fromAsset(fileURLToPath(new URL('./existing-function', import.meta.url))),
  });
  const corsBehavior: ResponseHeadersCorsBehavior = {
    accessControlAllowCredentials: false,
    accessControlAllowHeaders: ['*'],
    accessControlAllowMethods: ['GET'],
    accessControlAllowOrigins: ['*'],
    originOverride: false,
  };
  const policy = new ResponseHeadersPolicy(stack, 'Cors', { corsBehavior });
  if (hand) return byHand(stack, hand, images.role!, corsBehavior);
  return {
    functionAssociations: [{ function: index, eventType: FunctionEventType.VIEWER_REQUEST }],
    edgeLambdas: [{ functionVersion: images.currentVersion, eventType: LambdaEdgeEventType.ORIGIN_RESPONSE }],
    responseHeadersPolicy: policy,
  };
}

/** The composed functions and the merged policy as an app has them without this library. */
function byHand(
  stack: Stack, { code, folder }: Composed, role: IRole, corsBehavior: ResponseHeadersCorsBehavior,
): Partial<BehaviorOptions> {
  const request = new CloudFrontFunction(stack, 'Request', {
    code: FunctionCode.fromInline(code),
    comment: 'Redirects, then index pages',
    runtime: FunctionRuntime.JS_2_0,
  });
  const response = new LambdaFunction(stack, 'Response', {
    runtime: Runtime.NODEJS_24_X,
    handler: 'cdk-cloudfront-edge/index.handler',
    code: Code.fromAsset(folder),
    description: 'Images, then error pages',
    role,
    memorySize: 128,
    timeout: Duration.seconds(10),
  });
  const policy = new ResponseHeadersPolicy(stack, 'Headers', {
    corsBehavior,
    securityHeadersBehavior: {
      contentTypeOptions: { override: true },
      strictTransportSecurity: { accessControlMaxAge: Duration.days(365), includeSubdomains: true, override: true },
      referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.STRICT_ORIGIN_WHEN_CROSS_ORIGIN, override: true },
    },
  });
  return {
    functionAssociations: [{ function: request, eventType: FunctionEventType.VIEWER_REQUEST }],
    edgeLambdas: [{ functionVersion: response.currentVersion, eventType: LambdaEdgeEventType.ORIGIN_RESPONSE }],
    responseHeadersPolicy: policy,
  };
}

const PAGES = fileURLToPath(new URL('../examples/site/public', import.meta.url));

function service(stack: Stack, rest: RestApi, dashboard: Dashboard, index: number): void {
  const table = new Table(stack, `Table${index}`, { partitionKey: { name: 'id', type: AttributeType.STRING } });
  const handler = new LambdaFunction(stack, `Service${index}`, {
    runtime: Runtime.NODEJS_24_X,
    handler: 'index.handler',
    code: Code.fromInline('exports.handler = async () => ({ statusCode: 200 });'),
    environment: { TABLE: table.tableName },
    deadLetterQueue: new Queue(stack, `Failed${index}`),
  });
  table.grantReadWriteData(handler);
  const collection = rest.root.addResource(`api-${2 * index + 1}`);
  for (const resource of [collection, collection.addResource('{id}')]) {
    for (const method of ['GET', 'PUT']) resource.addMethod(method, new LambdaIntegration(handler));
  }
  const alarm = new Alarm(stack, `Errors${index}`, {
    metric: handler.metricErrors(),
    threshold: 1,
    evaluationPeriods: 1,
  });
  dashboard.addWidgets(
    new AlarmWidget({ alarm }),
    new GraphWidget({ left: [handler.metricInvocations(), table.metricConsumedReadCapacityUnits()] }),
  );
}

function attach({ stack, distribution }: ReturnType<typeof app>): void {
  const behaviors = EdgeBehaviors.all();
  const common = EXISTING ? { distribution, existing: ExistingAttachments.compose() } : { distribution };
  new EdgeErrorMasker(stack, 'Errors', {
    ...common,
    behaviors,
    rules: [{ statuses: ErrorStatuses.clientErrors(), action: ErrorAction.redirectTo('/404.html') }],
  });
  new EdgeRedirector(stack, 'Redirects', { ...common, behaviors, source: RedirectSource.fromInline(REDIRECTS) });
  new SecurityHeaders(stack, 'Headers', {
    ...common,
    behaviors,
    contentSecurityPolicy: ContentSecurityPolicy.fromDirectives({ scriptSrc: [CspSource.distributionDomain()] }),
  });
}

const REDIRECTS = JSON.stringify(
  Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`/old-${index}`, `/new-${index}`])),
);

const FOLDER = mkdtempSync(join(tmpdir(), 'attach-'));

type Resource = {
  readonly Type: string;
  readonly Properties?: {
    readonly Description?: string;
    readonly FunctionConfig?: { readonly Comment: string };
    readonly FunctionCode?: string;
    readonly Code?: { readonly S3Key: string };
  };
};

/** The functions that this library has made, one for each of the two events. */
function madeIn(assembly: CloudAssembly): Resource[] {
  const made = Object.values<Resource>(assembly.stacks[0].template.Resources)
    .filter(({ Properties: { Description = '', FunctionConfig } = {} }) => (
      / of Web\/Site: /.test(FunctionConfig?.Comment ?? Description)));
  if (made.length !== 2) throw new Error('equal behaviors should share a function for each event');
  return made;
}

/** The code of the functions that are made for the app. */
function composed(): Composed {
  const built = app();
  attach(built);
  const assembly = built.app.synth();
  const made = madeIn(assembly).map(({ Properties }) => Properties!);
  const [key] = made.flatMap(({ Code: files }) => files?.S3Key ?? []);
  cpSync(join(assembly.directory, `asset.${key.replace(/\.zip$/, '')}`), FOLDER, { recursive: true });
  rmSync(assembly.directory, { recursive: true, force: true });
  return { code: made.find(({ FunctionCode: code }) => code !== undefined)!.FunctionCode!, folder: FOLDER };
}

/** Milliseconds from an empty app to its cloud assembly. */
function measure(build: () => ReturnType<typeof app>, attached: boolean): number {
  const time = stopwatch();
  const built = build();
  if (attached) attach(built);
  const assembly = built.app.synth();
  const ms = time() / 1e6;
  if (attached) madeIn(assembly);
  rmSync(assembly.directory, { recursive: true, force: true });
  return ms;
}

const hand = EXISTING ? composed() : undefined;
const WAYS: Readonly<Record<string, () => number>> = {
  without: () => measure(() => app(), false),
  ...(hand && { 'by hand': () => measure(() => app(hand), false) }),
  with: () => measure(() => app(), true),
};
const names = Object.keys(WAYS);
const times = new Map(names.map((name) => [name, [] as number[]]));
for (let index = 0; index < WARM_UP + REPETITIONS; index++) {
  // The order changes, because each pays for the garbage of the one before.
  for (const name of names.map((_, at) => names[(at + index) % names.length])) {
    const ms = WAYS[name]();
    if (index >= WARM_UP) times.get(name)!.push(ms);
  }
}
rmSync(FOLDER, { recursive: true });

const median = (values: number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
console.log(`${BEHAVIORS} behaviors, three constructs on each, ${REPETITIONS} repetitions in turn, processor time`);
const measures = [
  ['fastest', (values: number[]) => Math.min(...values)], // slower rounds were disturbed
  ['median', median],
] as const;
for (const [name, of] of measures) {
  const plain = of(times.get('without')!);
  const texts = [...times].map(([way, values]) => {
    const added = way === 'without' ? '' : ` (added ${(100 * (of(values) / plain - 1)).toFixed(1)} %)`;
    return `${way} ${of(values).toFixed(1)} ms${added}`;
  });
  console.log(`${name}: ${texts.join(', ')}`);
}
