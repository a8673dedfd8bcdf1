import { redirectReadings } from '../../src/constructs/redirects/redirect-cache-key';
import type { RequestPart } from '../../src/core/cache-key/request-part';

it.each<[RequestPart, string]>([
  [{ kind: 'header', name: 'referer' }, 'use RedirectEventType.VIEWER_REQUEST, or a cache policy with this header'],
  [{ kind: 'cookie', name: 'beta' }, 'use RedirectEventType.VIEWER_REQUEST, or a cache policy with this cookie'],
  [{ kind: 'host' }, 'use RedirectEventType.VIEWER_REQUEST, or a cache policy with this host'],
  [{ kind: 'language' }, 'use RedirectEventType.VIEWER_REQUEST, or a cache policy with the header Accept-Language'],
  [{ kind: 'method' }, 'use RedirectEventType.VIEWER_REQUEST'],
  // Not known on viewer-request: see event-rules.ts.
  [{ kind: 'country' }, 'use a cache policy with the header CloudFront-Viewer-Country'],
  [
    { kind: 'query' },
    'use RedirectEventType.VIEWER_REQUEST, a cache policy with all query strings, or "query": "drop" in the rule, which loses the query of each request, e.g. "utm_source"',
  ],
  [
    { kind: 'query', name: 'utm_*' },
    'use RedirectEventType.VIEWER_REQUEST, a cache policy with all query strings, or "query": "drop" in the rule, which loses it',
  ],
  [
    { kind: 'query', name: 'id' },
    'use RedirectEventType.VIEWER_REQUEST, a cache policy with this parameter, or "query": "drop" in the rule, which loses it',
  ],
  [
    { kind: 'query', dispensable: true },
    'use RedirectEventType.VIEWER_REQUEST, or a cache policy with all query strings, or an origin request policy without them',
  ],
])('the problem of a rule that reads %j has a fix', (part, cure) =>
  expect(redirectReadings([part])).toMatchObject([{ part, cure }]),
);

it('dropping the query does not fix a rule that reads it anyway', () => {
  const part: RequestPart = { kind: 'query', name: 'id' };
  expect(redirectReadings([part], { isGone: () => false }))
    .toMatchObject([{ cure: 'use RedirectEventType.VIEWER_REQUEST, or a cache policy with this parameter' }]);
});

it('a rule has a place if it is in a file', () => {
  const part: RequestPart = { kind: 'host' };
  const readings = redirectReadings([{ ...part, file: 'redirects.csv', line: 7 }, { ...part, line: 7 }]);
  expect(readings.map(({ place }) => place)).toEqual([{ file: 'redirects.csv', line: 7, column: 1 }, {}]);
});
