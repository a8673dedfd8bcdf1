import { Duration } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { EdgeRedirector, RedirectSource } from '../../src';
import { siteStack } from '../support/apps';

const synth = (cacheTtl: Duration) => {
  const { stack, distribution } = siteStack();
  new EdgeRedirector(stack, 'Redirects', { distribution, source: RedirectSource.fromInline('{"/a": "/b"}'), cacheTtl });
  return () => Template.fromStack(stack);
};

it.each([Duration.seconds(2_147_483_648), Duration.days(36_500)])('a cacheTtl of %s is refused', (cacheTtl) => {
  expect(synth(cacheTtl)).toThrow(/cacheTtl is too long, got .*; use a duration of at most 2,147,483,647 seconds.*\[EDGE_REDIRECT_TTL\]/);
});

it('the longest that caches understand is not', () => {
  expect(synth(Duration.seconds(2_147_483_647))).not.toThrow();
});
