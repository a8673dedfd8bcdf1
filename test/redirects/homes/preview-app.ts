import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { CachePolicy, Distribution, KeyValueStore, OriginRequestPolicy } from 'aws-cdk-lib/aws-cloudfront';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { hostsOf, type ListOfPairs } from './pairs';
import { EdgeRedirector, EdgeStepHost, RedirectFormat, RedirectSource } from '../../../src';
import { writeProgram } from '../../../src/core/redirects/program/write/program';
import { preview, type Running } from '../../preview/support/site';
import { siteOrigin } from '../../support/apps';

const FORMATS = { json: RedirectFormat.JSON, netlify: RedirectFormat.NETLIFY, cloudflare: RedirectFormat.CLOUDFLARE };

const CERTIFICATE = 'arn:aws:acm:us-east-1:111122223333:certificate/a1b2c3d4-5678-90ab-cdef-EXAMPLE11111';

const inline = ({ text, format }: ListOfPairs) => (
  RedirectSource.fromInline(text, { format: FORMATS[format as keyof typeof FORMATS] }));

/** Where an app can have its rules. */
export const HOMES_OF_APPS: readonly [string, (stack: Stack, list: ListOfPairs) => object][] = [
  ['Lambda@Edge', (_, list) => ({ source: inline(list), host: EdgeStepHost.LAMBDA_EDGE })],
  ['a CloudFront Function', (_, list) => ({ source: inline(list), host: EdgeStepHost.CLOUDFRONT_FUNCTION })],
  ['a key value store', (stack, list) => ({
    source: RedirectSource.fromKeyValueStore(new KeyValueStore(stack, 'Store'), { seed: inline(list) }),
  })],
  ['a bucket', (stack) => ({ source: RedirectSource.fromBucket(new Bucket(stack, 'Lists'), 'redirects.bin') })],
];

/** A site with a list in a home, served on this machine; its origin is at `origin`. */
export async function serving(
  list: ListOfPairs, sourceOf: (stack: Stack, list: ListOfPairs) => object, folder: string, origin: string,
): Promise<Running> {
  const app = new App({ analyticsReporting: false, outdir: join(folder, 'out') });
  const stack = new Stack(app, 'Web', { env: { account: '111122223333', region: 'us-east-1' } });
  const distribution = new Distribution(stack, 'Site', {
    defaultRootObject: list.rootObject,
    domainNames: hostsOf(list.requests),
    certificate: Certificate.fromCertificateArn(stack, 'Certificate', CERTIFICATE),
    defaultBehavior: {
      origin: siteOrigin,
      cachePolicy: CachePolicy.CACHING_DISABLED,
      originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
    },
  });
  const props = sourceOf(stack, list) as { source: RedirectSource };
  new EdgeRedirector(stack, 'Redirects', { distribution, ...props });
  mkdirSync(join(folder, 'lists'));
  writeFileSync(join(folder, 'lists', 'redirects.bin'), writeProgram(list.rules, list.order, list.findings));
  const isBucket = stack.node.tryFindChild('Lists') !== undefined;
  const origins = { 'www.example.com': origin, ...(isBucket && { 'Web/Lists': join(folder, 'lists') }) };
  const running = preview(app.synth().directory, { listen: { port: 0 }, origins });
  await running.ready;
  return running;
}
