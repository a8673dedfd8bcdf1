import type { RequestPart } from '../../../src/core/cache-key/request-part';
import { partName, policyWith } from '../../../src/core/cache-key/words';

it.each<[RequestPart, string, string | undefined]>([
  [{ kind: 'header', name: 'referer' }, 'the header "referer"', 'a cache policy with this header'],
  [{ kind: 'cookie', name: 'a"b' }, 'the cookie "a\\"b"', 'a cache policy with this cookie'],
  [{ kind: 'host' }, "the request's host", 'a cache policy with this host'],
  [{ kind: 'method' }, "the request's method", undefined],
  [{ kind: 'country' }, "the viewer's country", 'a cache policy with the header CloudFront-Viewer-Country'],
  [{ kind: 'language' }, "the viewer's language", 'a cache policy with the header Accept-Language'],
  [{ kind: 'query' }, 'the whole query string', 'a cache policy with all query strings'],
  [{ kind: 'query', name: 'utm_*' }, 'the query parameters "utm_*"', 'a cache policy with all query strings'],
  [{ kind: 'query', name: 'id' }, 'the query parameter "id"', 'a cache policy with this parameter'],
  [{ kind: 'query', name: '' }, 'the query parameter ""', 'a cache policy with this parameter'],
])('%j has a name, and a policy that includes it', (part, name, policy) => {
  expect(partName(part)).toBe(name);
  expect(policyWith(part)).toBe(policy);
});
