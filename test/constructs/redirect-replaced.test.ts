import { Duration } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { CachePolicy, type DistributionProps } from 'aws-cdk-lib/aws-cloudfront';
import { EdgeRedirector, EdgeStepHost, RedirectEventType, RedirectSource } from '../../src';
import { siteOrigin, siteStack } from '../support/apps';

const RULES = [
  { from: '/missing', statusCode: 404 },
  { from: '/lost', statusCode: 404 },
  { from: '/down', statusCode: 503 },
  { from: '/gone', statusCode: 410 },
  { from: '/law', statusCode: 451 },
  { from: '/old', to: '/new', query: 'drop' },
];

function warnings(event: RedirectEventType, errorResponses: DistributionProps['errorResponses'], rules = RULES): string[] {
  const { stack, distribution } = siteStack(undefined, {
    errorResponses,
    defaultBehavior: { origin: siteOrigin, cachePolicy: CachePolicy.CACHING_DISABLED },
  });
  new EdgeRedirector(stack, 'Redirects', {
    distribution,
    source: RedirectSource.fromInline(JSON.stringify(rules)),
    event,
    ...(event === RedirectEventType.VIEWER_REQUEST && { host: EdgeStepHost.LAMBDA_EDGE }),
  });
  Template.fromStack(stack);
  return Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('EDGE_REDIRECT_REPLACED'))
    .map(({ entry }) => String(entry.data));
}

const PAGE = [{ httpStatus: 404, responsePagePath: '/404.html', responseHttpStatus: 200 }];
const { ORIGIN_REQUEST, ORIGIN_RESPONSE, VIEWER_REQUEST } = RedirectEventType;

describe('a custom error response with the status of a rule', () => {
  it.each([['origin-request', ORIGIN_REQUEST], ['origin-response', ORIGIN_RESPONSE]])('is reported on %s', (_, event) => {
    const [text, ...more] = warnings(event, PAGE);
    expect(more).toEqual([]);
    expect(text).toContain('"/missing", as another rule does, responds with 404, which the distribution\'s custom error response '
      + 'replaces by "/404.html" with 200 on every behavior; remove that custom error response, or use '
      + 'RedirectEventType.VIEWER_REQUEST');
  });

  it('is reported once for each status', () => {
    const both = [...PAGE, { httpStatus: 503, responsePagePath: '/503.html', responseHttpStatus: 503 }];
    expect(warnings(ORIGIN_REQUEST, both).join().match(/responds with \d+/g)).toEqual([
      'responds with 404', 'responds with 503',
    ]);
  });

  it('is not reported where it replaces nothing', () => {
    expect(warnings(VIEWER_REQUEST, PAGE)).toEqual([]);
    expect(warnings(ORIGIN_REQUEST, [{ httpStatus: 404, ttl: Duration.seconds(5) }])).toEqual([]);
    expect(warnings(ORIGIN_REQUEST, [{ httpStatus: 500, responsePagePath: '/500.html', responseHttpStatus: 500 }])).toEqual([]);
    expect(warnings(ORIGIN_REQUEST, PAGE, RULES.slice(2))).toEqual([]);
  });
});
