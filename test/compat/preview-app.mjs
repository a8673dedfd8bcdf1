// Synthesizes an app for the preview by the CDK of a folder: node preview-app.mjs FOLDER WORK. In a process of its own,
// because versions of the CDK share global state.
import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const [folder, work] = process.argv.slice(2);
synthesize();

function synthesize() {
  const load = createRequire(join(folder, 'package.json'));
  const cdk = load('aws-cdk-lib');
  const cloudfront = load('aws-cdk-lib/aws-cloudfront');
  const { S3Origin } = load('aws-cdk-lib/aws-cloudfront-origins');
  const { Code, Runtime } = load('aws-cdk-lib/aws-lambda');
  const { Bucket } = load('aws-cdk-lib/aws-s3');
  const { BucketDeployment, Source } = load('aws-cdk-lib/aws-s3-deployment');
  write({
    'site/index.html': 'home', 'site/404.html': 'lost', 'site/docs/index.html': 'docs',
    'edge/index.js': `exports.handler = async ({ Records: [{ cf: { request } }] }) => (
      request.uri === '/gone' ? { status: '410', body: 'gone' } : request);`,
  });
  const app = new cdk.App({ outdir: join(work, 'cdk.out') });
  const env = { account: '111111111111', region: 'eu-west-1' };
  const addSite = (stack) => {
    const bucket = new Bucket(stack, 'Bucket');
    new BucketDeployment(stack, 'Files', { destinationBucket: bucket, sources: [Source.asset(join(work, 'site'))] });
    const inline = (scope, id, text) => (
      new cloudfront.Function(scope, id, { code: cloudfront.FunctionCode.fromInline(text) }));
    const redirect = inline(stack, 'Redirect', `function handler(event) { return event.request.uri === '/old'
      ? { statusCode: 301, headers: { location: { value: '/new' } } } : event.request; }`);
    const nested = inline(new cdk.NestedStack(stack, 'Nested'), 'Mark', `function handler(event) {
      event.response.headers['x-nested'] = { value: 'yes' }; return event.response; }`);
    const edge = new cloudfront.experimental.EdgeFunction(stack, 'Edge', {
      runtime: new Runtime('nodejs22.x'), handler: 'index.handler', code: Code.fromAsset(join(work, 'edge')),
    });
    const origin = new S3Origin(bucket);
    const cachePolicy = new cloudfront.CachePolicy(stack, 'Cache', {
      queryStringBehavior: cloudfront.CacheQueryStringBehavior.allowList('v'), defaultTtl: cdk.Duration.minutes(5),
    });
    new cloudfront.Distribution(stack, 'Site', {
      defaultRootObject: 'index.html',
      errorResponses: [{ httpStatus: 403, responseHttpStatus: 404, responsePagePath: '/404.html' }],
      defaultBehavior: {
        origin, cachePolicy,
        responseHeadersPolicy: new cloudfront.ResponseHeadersPolicy(stack, 'Headers', {
          securityHeadersBehavior: { contentTypeOptions: { override: true } },
        }),
        functionAssociations: [{ function: redirect, eventType: cloudfront.FunctionEventType.VIEWER_REQUEST }],
        edgeLambdas: [
          { functionVersion: edge.currentVersion, eventType: cloudfront.LambdaEdgeEventType.ORIGIN_REQUEST },
        ],
      },
      additionalBehaviors: {
        'docs/*': {
          origin, functionAssociations: [{ function: nested, eventType: cloudfront.FunctionEventType.VIEWER_RESPONSE }],
        },
      },
    });
  };
  addSite(new cdk.Stack(app, 'Web', { env }));
  addSite(new cdk.Stack(new cdk.Stage(app, 'Prod', { env }), 'Web'));
  app.synth();
}

function write(files) {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(join(work, file, '..'), { recursive: true });
    writeFileSync(join(work, file), text);
  }
}
