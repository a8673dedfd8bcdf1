import type { EdgeEvent } from '../../../src/core/facts/edge-events';

const SESSION = 'session=anna.PctIHO9JlnCoRhsFiilNoLKU4NOpyC-d5-lLT7-HBnE';
const URIS = [
  '/', '/docs/', '/docs', '/docs/a.html', '/a//b', '/blog/1', '/logo.png', '/private/x', '/%C3%BC%20x', '/index.html', '/.git/config',
];
const HEADERS: Readonly<Record<string, readonly string[]>> = {
  'Host': ['www.example.com', 'example.com', 'd1.cloudfront.net'],
  'CloudFront-Viewer-Country': ['DE', 'FR', 'US', 'JP'],
  'CloudFront-Is-Mobile-Viewer': ['true', 'false'],
  'CloudFront-Is-Tablet-Viewer': ['true', 'false'],
  'User-Agent': ['Mozilla/5.0 (iPhone)', 'curl/8', ''],
  'Authorization': ['Basic YW5uYTpzZWNyZXQ=', 'Basic Ym9iOng=', 'Bearer x'],
  'Cookie': ['variant=a', 'variant=b; x=1', SESSION, 'session=anna.bad', 'x'],
  'X-Forwarded-For': ['203.0.113.7'],
};
const RESPONSE_HEADERS: Readonly<Record<string, readonly string[]>> = {
  'Content-Type': ['text/html; charset=utf-8', 'application/json'],
  'ETag': ['"1"'],
  'Server': ['AmazonS3', 'nginx'],
  'Last-Modified': ['Mon, 02 Nov 2026 10:00:00 GMT'],
  'x-amz-meta-last-modified': ['Tue, 03 Nov 2026 10:00:00 GMT'],
  'Set-Cookie': ['a=1; Secure', 'b=2'],
};
const QUERIES = ['', 'a=1', 'B=2&a=1', 'utm_source=mail&a=%20', 'useS3Origin=true', 'a=%C3%BC&a=2'];

/** An event of Lambda@Edge. */
export function anyLambdaEvent(random: () => number, eventType: EdgeEvent, includeBody = false): any {
  const one = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)];
  const some = (from: Readonly<Record<string, readonly string[]>>, always?: string) => Object.fromEntries(
    Object.entries(from).filter(([name]) => name === always || random() < 0.5).map(([key, values]) => [
      key.toLowerCase(),
      (random() < 0.2 ? values : [one(values)]).map((value) => ({ key, value })),
    ]));
  const method = one(['GET', 'GET', 'HEAD', 'POST']);
  const customHeaders = random() < 0.3 ? { 'x-secret': [{ key: 'X-Secret', value: '1' }] } : {};
  const custom = {
    customHeaders,
    domainName: 'origin.example.com',
    keepaliveTimeout: 5,
    path: '',
    port: 443,
    protocol: 'https',
    readTimeout: 30,
    sslProtocols: ['TLSv1.2'],
  };
  const s3 = { customHeaders, domainName: 'b.s3.amazonaws.com', path: '', region: 'us-east-1', authMethod: 'none' };
  const request = {
    clientIp: `203.0.113.${Math.floor(random() * 256)}`,
    headers: some(HEADERS, 'Host'),
    method,
    querystring: one(QUERIES),
    uri: one(URIS),
    ...(includeBody && method === 'POST' && {
      body: { inputTruncated: false, action: 'read-only', encoding: 'base64', data: one(['YT0xJmI9Mg==', 'eA==', '']) },
    }),
    ...(eventType.startsWith('origin') && { origin: random() < 0.5 ? { custom } : { s3 } }),
  };
  const response = {
    headers: some(RESPONSE_HEADERS),
    status: one(['200', '200', '304', '403', '404', '503']),
    statusDescription: 'OK',
  };
  const config = { distributionDomainName: 'd1.cloudfront.net', distributionId: 'E1', eventType, requestId: 'id' };
  return { Records: [{ cf: { config, request, ...(eventType.endsWith('response') && { response }) } }] };
}
