import { Template } from 'aws-cdk-lib/assertions';
import { KeyValueStore } from 'aws-cdk-lib/aws-cloudfront';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { EdgeRedirector, EdgeStepHost, RedirectSource, type EdgeRedirectorOptions } from '../../src';
import { siteStack } from '../support/apps';

const baked = RedirectSource.fromInline('{ "/old": "/new", "/b/*": "/c/:splat" }');

function codeWith(props: (stack: ReturnType<typeof siteStack>['stack']) => EdgeRedirectorOptions): string {
  const { stack, distribution } = siteStack();
  new EdgeRedirector(stack, 'Redirects', { distribution, ...props(stack) });
  return JSON.stringify(Template.fromStack(stack).toJSON());
}

const HOMES: readonly (readonly [string, (stack: ReturnType<typeof siteStack>['stack']) => EdgeRedirectorOptions, RegExp])[] = [
  ['a CloudFront Function', () => ({ source: baked, host: EdgeStepHost.CLOUDFRONT_FUNCTION }), /logCustomData/],
  ['a key value store', (stack) => ({ source: RedirectSource.fromKeyValueStore(new KeyValueStore(stack, 'Store')) }), /logCustomData/],
  ['Lambda@Edge', () => ({ source: baked, host: EdgeStepHost.LAMBDA_EDGE }), /redirectLog/],
  ['a bucket', (stack) => ({ source: RedirectSource.fromBucket(new Bucket(stack, 'Rules', { bucketName: 'rules' }), 'redirects.bin') }), /redirectLog/],
];

test.each(HOMES)('rules in %s are logged with "logRules", and there is no code for it without', (_name, props, log) => {
  expect(codeWith((stack) => ({ ...props(stack), logRules: true }))).toMatch(log);
  expect(codeWith((stack) => ({ ...props(stack), logRules: false }))).not.toMatch(log);
  expect(codeWith(props)).not.toMatch(log);
});

test('the import of the module is at the top, once, also where there is a store', () => {
  const code = codeWith((stack) => ({ source: RedirectSource.fromKeyValueStore(new KeyValueStore(stack, 'Store')), logRules: true }));
  expect(code.match(/import cf from 'cloudfront'/g)).toHaveLength(1);
});

test('"logRules" that is not a boolean is refused', () => {
  expect(() => codeWith(() => ({ source: baked, logRules: 'yes' as never }))).toThrow(/logRules.*true or false/);
});
