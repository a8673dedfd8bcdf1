// What attaching costs when an app is synthesized: an app with 25 behaviors, with and without the three constructs.
// Goal: less than 25 %. Both are measured in turn in one process, so that other load on the machine affects both. The
// validation of the CDK is off.
//
// `npm run bench -- attach existing`: the behaviors of the app have a CloudFront Function, a Lambda@Edge function and a
// response headers policy already, and the constructs compose with them. Goal: less than 10 %.
import { rmSync } from 'node:fs';
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
  LambdaEdgeEventType,
  OriginRequestPolicy,
  ResponseHeadersPolicy,
  type BehaviorOptions,
} from 'aws-cdk-lib/aws-cloudfront';
import { RestApiOrigin, S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { Alarm, AlarmWidget, Dashboard, GraphWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { AttributeType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { BlockPublicAccess, Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import { BucketDeployment, Source } from 'aws-cdk-lib/aws-s3-deployment';
import { Queue } from 'aws-cdk-lib/aws-sqs';
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
function app(): { app: App; stack: Stack; distribution: Distribution } {
  const root = new App({ analyticsReporting: false });
  const stack = new Stack(root, 'Web', { env: { account: '111122223333', region: 'us-east-1' } });
  const bucket = new Bucket(stack, 'Pages', {
    encryption: BucketEncryption.S3_MANAGED,
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
  });
  const pages = S3BucketOrigin.withOriginAccessControl(bucket);
  const there = EXISTING ? existing(stack) : {};
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

/** What a behavior has without this library. */
function existing(stack: Stack): Partial<BehaviorOptions> {
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
  const policy = new ResponseHeadersPolicy(stack, 'Cors', {
    corsBehavior: {
      accessControlAllowCredentials: false,
      accessControlAllowHeaders: ['*'],
      accessControlAllowMethods: ['GET'],
      accessControlAllowOrigins: ['*'],
      originOverride: false,
    },
  });
  return {
    functionAssociations: [{ function: index, eventType: FunctionEventType.VIEWER_REQUEST }],
    edgeLambdas: [{ functionVersion: images.currentVersion, eventType: LambdaEdgeEventType.ORIGIN_RESPONSE }],
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

/** Milliseconds from an empty app to its cloud assembly. */
function measure(attached: boolean): { ms: number; functions: number } {
  const time = stopwatch();
  const built = app();
  if (attached) attach(built);
  const assembly = built.app.synth();
  const ms = time() / 1e6;
  const resources = Object.values<{
    Type: string;
    Properties: { Description?: string; FunctionConfig?: { Comment: string } };
  }>(assembly.stacks[0].template.Resources);
  rmSync(assembly.directory, { recursive: true, force: true });
  return {
    ms,
    functions: resources.filter(
      (r) => r.Type === 'AWS::Lambda::Function' && / of Web\/Site: /.test(r.Properties.Description ?? '')
        || r.Type === 'AWS::CloudFront::Function' && / of Web\/Site: /.test(r.Properties.FunctionConfig!.Comment),
    ).length,
  };
}

const plain: number[] = [];
const attached: number[] = [];
let functions = 0;
for (let index = 0; index < WARM_UP + REPETITIONS; index++) {
  // The order alternates, because the second pays for the garbage of the first.
  const order = index % 2 === 0 ? [false, true] : [true, false];
  const results = order.map((with_) => [with_, measure(with_)] as const);
  const [before, after] = [false, true].map((with_) => results.find(([w]) => w === with_)![1]);
  functions = after.functions;
  if (index < WARM_UP) continue;
  plain.push(before.ms);
  attached.push(after.ms);
}

const median = (values: number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const percent = (value: number) => `${(100 * value).toFixed(1)} %`;
const line = (name: string, of: (values: number[]) => number) =>
  console.log(
    `${name}: without ${of(plain).toFixed(1)} ms, with ${of(attached).toFixed(1)} ms, added `
      + `${percent(of(attached) / of(plain) - 1)}`,
  );
console.log(`${BEHAVIORS} behaviors, three constructs on each, ${REPETITIONS} repetitions in turn, processor time`);
line('fastest', (values) => Math.min(...values)); // slower rounds were disturbed
line('median', median);
console.log(`functions: ${functions}, one for each of the two events`);
if (functions !== 2) throw new Error('equal behaviors should share a function for each event');
