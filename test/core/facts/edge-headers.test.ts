import { isDisallowed, isReadOnly } from '../../../src/core/facts/edge-headers';

test.each(['Connection', 'x-cache', 'X-Amz-Cf-Id', 'X-Edge-Anything', 'X-Amzn-RequestId', 'Client-Cert'])(
  '%s belongs to CloudFront',
  (name) => {
    expect(isDisallowed(name)).toBe(true);
  },
);

test.each(['content-type', 'x-amzn-trace-id', 'x-amz-meta-owner', 'x-cached', 'strict-transport-security'])(
  '%s does not',
  (name) => {
    expect(isDisallowed(name)).toBe(false);
  },
);

test('the host is read-only at viewer-request and writable at origin-request', () => {
  expect(isReadOnly('viewer-request', 'Host')).toBe(true);
  expect(isReadOnly('origin-request', 'Host')).toBe(false);
});

test('content-length at viewer-response is read-only for Lambda@Edge only', () => {
  expect(isReadOnly('viewer-response', 'Content-Length')).toBe(true);
  expect(isReadOnly('viewer-response', 'Content-Length', 'cloudfront-function')).toBe(false);
  expect(isReadOnly('viewer-response', 'Warning', 'cloudfront-function')).toBe(true);
});
