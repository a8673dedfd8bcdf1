import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import {
  CachePolicy, CacheQueryStringBehavior, Function as CloudFrontFunction, FunctionCode, FunctionEventType,
} from 'aws-cdk-lib/aws-cloudfront';
import { EdgeBehaviors, EdgeRedirector, ExistingAttachments, RedirectEventType, RedirectSource } from '../../src';
import { siteOrigin, siteStack } from '../support/apps';

/** Redirects on a behavior whose viewer response has a CloudFront Function. */
function synth(event: RedirectEventType, rule: unknown, queries?: CacheQueryStringBehavior): string[] {
  const { stack, distribution } = siteStack();
  const mine = new CloudFrontFunction(stack, 'Mine', {
    code: FunctionCode.fromInline('function handler(event) { return event.response; }'),
  });
  distribution.addBehavior('/x/*', siteOrigin, {
    cachePolicy: queries && new CachePolicy(stack, 'Policy', { queryStringBehavior: queries }),
    functionAssociations: [{ function: mine, eventType: FunctionEventType.VIEWER_RESPONSE }],
  });
  new EdgeRedirector(stack, 'Redirects', {
    distribution,
    event,
    behaviors: EdgeBehaviors.paths('/x/*'),
    existing: ExistingAttachments.compose(),
    source: RedirectSource.fromInline(JSON.stringify({ '/x/old': rule })),
  });
  Template.fromStack(stack);
  return Annotations.fromStack(stack).findInfo('/Web/Redirects', Match.stringLikeRegexp('.*'))
    .map(({ entry }) => String(entry.data));
}

const { VIEWER_REQUEST, ORIGIN_REQUEST } = RedirectEventType;

test('the note says under which condition the other host can be had, and with it the rules are accepted', () => {
  const [advice] = synth(VIEWER_REQUEST, '/new');
  expect(advice).toContain('on RedirectEventType.ORIGIN_REQUEST it runs on Lambda@Edge, if the cache key has what its rules read');
  expect(() => synth(ORIGIN_REQUEST, '/new')).toThrow(/EDGE_NOT_IN_CACHE_KEY/);
  expect(() => synth(ORIGIN_REQUEST, '/new', CacheQueryStringBehavior.all())).not.toThrow();
  expect(() => synth(ORIGIN_REQUEST, { to: '/new', query: 'drop' })).not.toThrow();
});
