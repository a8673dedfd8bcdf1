import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CfnCustomResource, CustomResource, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Distribution, LambdaEdgeEventType } from 'aws-cdk-lib/aws-cloudfront';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import { BucketDeployment, Source } from 'aws-cdk-lib/aws-s3-deployment';
import { EdgeRedirector, ExistingAttachments, RedirectSource } from '../../src';
import { siteOrigin, siteStack } from '../support/apps';

const folder = mkdtempSync(join(tmpdir(), 'lambda-replaced-'));
writeFileSync(join(folder, 'index.js'), 'exports.handler = async (e) => e.Records[0].cf.request; // {{ TABLE }}');

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Why a function cannot join, whose code is an asset that something else in the app is given as well. */
function problemsWith(other: (stack: Stack, asset: Asset) => void): string {
  const { stack } = siteStack();
  stack.node.tryRemoveChild('Site');
  const theirs = new LambdaFunction(stack, 'Theirs', {
    runtime: Runtime.NODEJS_22_X, handler: 'index.handler', code: Code.fromAsset(folder),
  });
  const distribution = new Distribution(stack, 'Site', {
    defaultBehavior: {
      origin: siteOrigin,
      edgeLambdas: [{ functionVersion: theirs.currentVersion, eventType: LambdaEdgeEventType.VIEWER_REQUEST }],
    },
  });
  other(stack, new Asset(stack, 'Asset', { path: folder }));
  new EdgeRedirector(stack, 'Redirects', {
    distribution,
    source: RedirectSource.fromInline('{ "/old": "/new" }'),
    existing: ExistingAttachments.compose(),
  });
  try {
    Template.fromStack(stack);
    return '';
  } catch (thrown) {
    return (thrown as Error).message;
  }
}

const serviceToken = 'arn:aws:lambda:us-east-1:111122223333:function:replace';

test.each<[string, (stack: Stack, asset: Asset) => void]>([
  ['under a type of its own', (stack, { s3BucketName: BucketName, s3ObjectKey: ObjectKey }) => (
    new CustomResource(stack, 'Replace', {
      serviceToken, resourceType: 'Custom::CodeReplacer', properties: { Source: { BucketName, ObjectKey } },
    }))],
  ['without a type', (stack, { s3ObjectKey: key }) => new CustomResource(stack, 'Replace', {
    serviceToken, properties: { key },
  })],
  ['by its URL', (stack, { httpUrl: url }) => new CustomResource(stack, 'Replace', {
    serviceToken, properties: { url },
  })],
  ['as an L1', (stack, { s3ObjectKey: key }) => (
    new CfnCustomResource(stack, 'Replace', { serviceToken }).addPropertyOverride('Key', key))],
])('code that a custom resource changes at the deployment, %s, cannot join', (_, other) => {
  expect(problemsWith(other)).toMatch(/changed when the app is deployed, by the custom resource Web\/Replace.*EXISTING_CODE/);
});

test.each<[string, (stack: Stack, asset: Asset) => void]>([
  ['a deployment of the bucket', (stack) => new BucketDeployment(stack, 'Deploy', {
    sources: [Source.asset(folder)], destinationBucket: new Bucket(stack, 'Bucket'),
  })],
  ['a custom resource with something else', (stack, { s3BucketName: bucket }) => (
    new CustomResource(stack, 'Other', { serviceToken, properties: { bucket } }))],
])('it joins beside %s', (_, other) => {
  expect(problemsWith(other)).toBe('');
});
