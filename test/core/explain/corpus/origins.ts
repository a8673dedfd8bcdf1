import { respond, siteWith, type Case } from '../support/case';
import { cloudFront, page, type Response } from '../support/render';

const s3 = (code: string, message: string, status = 403, more: Record<string, string> = {}): Response => ({
  status,
  headers: cloudFront('Error', {
    'server': 'AmazonS3',
    'content-type': 'application/xml',
    'transfer-encoding': 'chunked',
    ...more,
  }),
  body:
    `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message>`
    + '<RequestId>7Q2F9M0XK4Z1B8WC</RequestId><HostId>pJr0f3cX9mVbT2yLhN6kAeWgQ4sDzUo8iP5w7RtE1aYxC=</HostId></Error>',
});
const own = (server: string, body: string, status = 403, more: Record<string, string> = {}): Response => ({
  status, headers: cloudFront('Error', { server, 'content-type': 'text/html', ...more }), body,
});
const { body: _, ...headOnly } = s3('AccessDenied', 'Access Denied');
const DENIED = s3('AccessDenied', 'Access Denied');
const NGINX =
  '<html>\r\n<head><title>403 Forbidden</title></head>\r\n<body>\r\n<center><h1>403 Forbidden</h1></center>\r\n'
  + '<hr><center>nginx</center>\r\n</body>\r\n</html>';
const WEBSITE =
  '<html>\n<head><title>403 Forbidden</title></head>\n<body>\n<h1>403 Forbidden</h1>\n<ul>\n<li>Code: AccessDenied</li>\n'
  + '<li>Message: Access Denied</li>\n<li>RequestId: 7Q2F9M0XK4Z1B8WC</li>\n<li>HostId: '
  + 'pJr0f3cX9mVb=</li>\n</ul>\n<hr/>\n</body>\n</html>';

/** Errors of origins, and those of connections to them. */
export const ORIGINS: readonly Case[] = [
  respond('S3 denies access', 's3-origin', 'curl -i', DENIED),
  respond('S3 denies access, in a browser', 's3-origin', 'HAR', DENIED),
  respond('S3 denies access, with the request', 's3-origin', 'curl -v', DENIED),
  respond('S3 denies access, head only', 's3-origin', 'curl -I', headOnly),
  respond('S3 denies access, in a list of headers', 's3-origin', 'JSON list', headOnly),
  respond('S3 has no such key', 's3-origin', 'curl -i', s3('NoSuchKey', 'The specified key does not exist.', 404)),
  respond('S3 has no such bucket', 's3-origin', 'JSON', s3('NoSuchBucket', 'The specified bucket does not exist', 404)),
  respond('S3 may not decrypt', 's3-origin', 'curl -i',
    s3('AccessDenied', 'User: CloudFront is not authorized to perform: kms:Decrypt on the resource associated with '
      + 'this ciphertext')),
  respond('S3 refuses an identity with a KMS key', 's3-origin', 'JSON',
    s3('InvalidArgument', 'Requests specifying Server Side Encryption with AWS KMS managed keys require AWS '
      + 'Signature Version 4.', 400)),
  respond('S3 gets another Host', 's3-origin', 'curl -i, HTTP/2',
    s3('SignatureDoesNotMatch', 'The request signature we calculated does not match the signature you provided.')),
  respond('S3 says SlowDown', 's3-origin', 'curl -i', s3('SlowDown', 'Please reduce your request rate.', 503)),
  respond('a website endpoint denies access', 's3-origin', 'curl -i', own('AmazonS3', WEBSITE)),
  respond('a website endpoint with an error document', 's3-origin', 'HAR', own('AmazonS3', '<h1>Not here</h1>', 404, {
    'x-amz-error-code': 'NoSuchKey', 'x-amz-error-message': 'The specified key does not exist.', 'etag': '"1"',
  })),
  respond('S3 without headers that a policy removed', 's3-origin', 'curl -i', { ...DENIED, headers: cloudFront('Error') }),
  respond('S3 from the cache', 's3-origin', 'curl -i', s3('AccessDenied', 'Access Denied', 403, { age: '7' }), { also: 'cached-error' }),

  respond('nginx forbids', 'custom-origin', 'curl -i', own('nginx/1.25.3', NGINX), { confidence: 'likely' }),
  respond('a load balancer forbids', 'custom-origin', 'HAR', own('awselb/2.0', '<html><body>403 '
    + 'Forbidden</body></html>'), { confidence: 'likely' }),
  respond('another CDN forbids', 'custom-origin', 'curl -i, HTTP/2', own('cloudflare', '<html>Attention</html>'), { confidence: 'likely' }),
  respond('Apache has nothing there', 'custom-origin', 'curl -v', own('Apache', '<h1>Not Found</h1>', 404), { confidence: 'likely' }),
  respond('an API answers 500', 'custom-origin', 'JSON', own('gunicorn', '{"detail":"oops"}', 500), { confidence: 'likely' }),
  respond('API Gateway forbids', 'custom-origin', 'curl -i', {
    status: 403,
    headers: cloudFront('Error', { 'content-type': 'application/json', 'x-amzn-errortype': 'ForbiddenException', 'x-amz-apigw-id': 'XyZ=' }),
    body: '{"message":"Forbidden"}',
  }, { confidence: 'likely' }),
  respond('an origin that sends the same without CloudFront', 'custom-origin', 'curl -i',
    { status: 403, headers: cloudFront('Error', { 'content-type': 'text/plain' }), body: 'No entry for you' },
    { origin: { status: 403, headers: { server: ['x'] }, body: 'No entry for you' } }),
  respond('nginx, which sends the same without CloudFront', 'custom-origin', 'curl -i', own('nginx', NGINX),
    { origin: { status: 403, headers: { server: ['nginx'] }, body: NGINX } }),
  respond('the marker of EdgeErrorMasker on an error that it lets pass', 'custom-origin', 'curl -i',
    own('CloudFront', 'plain', 403, { 'x-error-source': 'origin error' }), { confidence: 'likely' }),
  respond('the marker that the template has', 'custom-origin', 'curl -v',
    own('CloudFront', 'plain', 403, { 'x-error-source': 'origin error' }), {
      site: siteWith({}, {
        functions: [{
          name: 'Web/Fn', host: 'lambda-edge', event: 'origin-response', parts: ['mask-errors'], sourceHeader: 'x-error-source', errorRules: [],
        }],
      }),
    }),
  respond('an origin that passes on the page of another distribution', 'custom-origin', 'curl -i',
    { ...page(403, 'Request blocked.'), headers: cloudFront('Error', { server: 'nginx' }) }, { confidence: 'likely' }),
  respond('an origin that says "Request blocked." itself', 'custom-origin', 'HAR', own('nginx', 'Request blocked.'), { confidence: 'likely' }),
  respond('a store that speaks the protocol of S3', 'custom-origin', 'curl -i',
    { ...DENIED, headers: cloudFront('Error', { 'server': 'MinIO', 'content-type': 'application/xml' }) }, { confidence: 'likely' }),
  respond('nginx, which works without CloudFront', 'custom-origin', 'HAR', own('nginx', NGINX),
    { confidence: 'likely', origin: { status: 200, headers: { server: ['nginx'] }, body: 'Hello' } }),
  respond('an error that nothing marks, whose origin works', 'cannot-tell', 'curl -i',
    { status: 403, headers: cloudFront('Error', { 'content-type': 'text/plain' }), body: 'Sorry' },
    {
      confidence: 'cannot-tell',
      origin: { status: 200, headers: {} },
      candidates: ['waf-custom-response', 'custom-error-response'],
      not: ['custom-origin', 's3-origin'],
    }),
  respond('an error of a site whose masker marks every error of the origin', 'cannot-tell', 'HAR',
    { status: 403, headers: cloudFront('Error', { 'content-type': 'text/plain' }), body: 'Sorry' },
    {
      confidence: 'cannot-tell',
      not: ['custom-origin', 'masked-origin-error', 'waf-custom-response'],
      candidates: ['custom-error-response'],
      site: siteWith({ errorResponses: [{ errorCode: 403, pagePath: '/403.txt', responseCode: 403 }] }, {
        origins: [{ id: 'api', domainName: 'api.example.com', kind: 'custom' }],
        functions: [{
          name: 'Web/Fn', host: 'lambda-edge', event: 'origin-response', parts: ['mask-errors'], sourceHeader: 'x-error-source', errorRules: [],
        }],
      }),
    }),

  respond('a domain name that cannot be resolved', 'origin-unreachable', 'curl -i',
    page(502, "CloudFront wasn't able to resolve the origin domain name.")),
  respond('a connection that fails', 'origin-unreachable', 'HAR', page(502, "CloudFront wasn't able to connect to "
    + 'the origin.')),
  respond('a connection that is closed', 'origin-unreachable', 'curl -v', page(502,
    'CloudFront attempted to establish a connection with the origin, but either the attempt failed or the origin closed the connection.'),
  { confidence: 'likely' }),
  respond('an origin that takes too long', 'origin-timeout', 'curl -i', page(504,
    'CloudFront attempted to establish a connection with the origin, but either the attempt failed or the origin closed the connection.'),
  { confidence: 'likely' }),
  respond('an origin that takes too long, copied', 'origin-timeout', 'page text', page(504, 'Something new.'), { confidence: 'likely' }),
  respond('not enough capacity', 'capacity', 'curl -i', page(503, 'Capacity Exceeded')),
  respond('a limit of requests', 'capacity', 'HAR', page(503, 'The limit is exceeded', 'LimitExceeded')),
];
