import { respond, siteWith, type Case } from '../support/case';
import { cloudFront, page, type Response } from '../support/render';

const generated = (host: string, status: number, body = '', more: Record<string, string> = {}): Response => ({
  status, headers: cloudFront(`${host}GeneratedResponse`, { 'content-length': String(body.length), ...more }), body,
});
const INVALID = 'The Lambda function result failed validation: ';
const shop = (xCache: string, status: number, more: Record<string, string> = {}): Response => ({
  status,
  headers: cloudFront(xCache, { 'server': 'AmazonS3', 'content-type': 'text/html', 'etag': '"5f2b"', ...more }),
  body: '<h1>Shop</h1>',
});

/** Functions, custom error responses, masked errors and the cache. */
export const EDGE: readonly Case[] = [
  respond('a CloudFront Function answers 403', 'edge-function-answered', 'curl -i', generated('Function', 403)),
  respond('a CloudFront Function answers 410', 'edge-function-answered', 'HAR', generated('Function', 410, 'Gone')),
  respond('a CloudFront Function redirects', 'edge-function-answered', 'curl -i, HTTP/2', generated('Function', 301, '', { location: '/new' })),
  respond('a Lambda function answers 401', 'edge-function-answered', 'curl -v', generated('Lambda', 401, 'Unauthorized', { 'www-authenticate': 'Basic' })),
  respond('a Lambda function answers 404', 'edge-function-answered', 'JSON', generated('Lambda', 404, 'Nothing here')),
  respond('a Lambda function answers 403, in a list of headers', 'edge-function-answered', 'JSON list', generated('Lambda', 403)),

  respond('a result that fails validation', 'edge-function-failed', 'curl -i',
    page(502, `${INVALID}The body is not a string, is not an object, or exceeds the maximum size.`, 'LambdaValidationError')),
  respond('a read-only header is changed', 'edge-function-failed', 'page text',
    page(502, `${INVALID}The function tried to add, delete, or change a read-only header.`)),
  respond('a Lambda function throws', 'edge-function-failed', 'HAR', page(503, 'The Lambda function associated with '
    + 'the '
    + "CloudFront distribution is invalid or doesn't have the required permissions.", 'LambdaExecutionError')),
  respond('a Lambda function is throttled', 'edge-function-failed', 'curl -i',
    page(503, 'The Lambda function associated with the CloudFront distribution was throttled.', 'LambdaLimitExceeded')),
  respond('a Lambda function is throttled, head only', 'edge-function-failed', 'curl -I',
    { status: 503, headers: cloudFront('LambdaLimitExceeded', { 'content-type': 'text/html' }) }),
  respond('a CloudFront Function throws', 'edge-function-failed', 'curl -v', page(503,
    'The CloudFront function associated with the CloudFront distribution is invalid or could not run. Error: x is not defined',
    'FunctionExecutionError')),
  respond('a CloudFront Function is throttled', 'edge-function-failed', 'JSON', page(503, 'Try again.', 'FunctionThrottledError')),
  respond('a CloudFront Function chooses an origin that is not valid', 'edge-function-failed', 'curl -i',
    page(502, 'The CloudFront function returned an invalid value for origin rewrite.', 'FunctionValidationError')),
  respond('a Lambda function returns an invalid origin', 'edge-function-failed', 'HAR', page(502,
    'The Lambda function returned an invalid origin configuration: The value of DomainName is invalid.', 'LambdaValidationError')),
  respond('the result of a CloudFront Function fails validation', 'edge-function-failed', 'curl -i',
    page(502, 'The CloudFront function result failed validation: a header', 'FunctionValidationError')),

  respond('an error page with status 200', 'custom-error-response', 'curl -i', shop('Error', 200)),
  respond('an error page with status 200, in a browser', 'custom-error-response', 'HAR', shop('Error', 200)),
  respond('an error page with status 200, head only', 'custom-error-response', 'curl -I', shop('Error', 200)),
  respond('an error page with status 200 of an unknown server', 'custom-error-response', 'curl -i',
    { status: 200, headers: cloudFront('Error', { 'content-type': 'text/html' }), body: '<h1>App</h1>' }, { confidence: 'likely' }),
  respond('an error page of a bucket with 404', 'custom-error-response', 'curl -i', shop('Error', 404), { confidence: 'likely' }),
  respond('an error page of a bucket with 403', 'custom-error-response', 'HAR', shop('Error', 403, { 'last-modified': 'x' }), {
    confidence: 'likely', site: siteWith({ errorResponses: [{ errorCode: 403, pagePath: '/error.html', responseCode: 403 }] }),
  }),

  respond('a masked error', 'masked-origin-error', 'curl -i', {
    status: 404, headers: cloudFront('Error', { 'x-error-source': 'origin error, masked, was 403' }), body: '<h1>Not here</h1>',
  }),
  respond('a masked error that redirects', 'masked-origin-error', 'HAR', {
    status: 302, headers: cloudFront('Miss', { 'location': '/404.html', 'x-whose': 'origin error, masked, was 500' }),
  }),
  respond('a masked error from the cache', 'masked-origin-error', 'curl -v', {
    status: 404, headers: cloudFront('Hit', { 'x-error-source': 'origin error, masked, was 404', 'age': '3' }), body: 'x',
  }, { also: 'cached-error' }),

  respond('an error from the cache, of an origin that works', 'cached-error', 'curl -i', {
    status: 404, headers: cloudFront('Hit', { server: 'nginx', age: '40' }), body: 'Not Found',
  }, { origin: { status: 200, headers: { server: ['nginx'] }, body: 'Welcome' }, also: 'custom-origin' }),
  respond('an error from the cache that shows nothing else', 'cached-error', 'JSON', {
    status: 404, headers: cloudFront('Hit', { age: '12' }), body: 'Not Found',
  }, { candidates: ['custom-error-response'] }),
  respond('an error with an Age', 'cached-error', 'curl -I', {
    status: 500, headers: cloudFront('Error', { age: '9' }),
  }, { confidence: 'likely' }),
  respond('an error of nginx from the cache', 'custom-origin', 'HAR', {
    status: 404, headers: cloudFront('RefreshHit', { server: 'nginx' }), body: 'Not Found',
  }, { confidence: 'likely', also: 'cached-error' }),

  respond('a page', 'nothing', 'curl -i', { status: 200, headers: cloudFront('Hit', { server: 'nginx' }), body: '<h1>Hello</h1>' }),
  respond('a page that is not new', 'nothing', 'HAR', { status: 304, headers: cloudFront('Hit') }),
  respond('a redirect of the origin', 'nothing', 'curl -v', { status: 302, headers: cloudFront('Miss', { server: 'nginx', location: '/a' }) }),
  respond('an error that no header says anything about', 'cannot-tell', 'curl -i',
    { status: 403, headers: { 'content-type': 'text/html' }, body: 'Forbidden' }, { confidence: 'cannot-tell', not: ['waf', 'custom-origin'] }),
];
