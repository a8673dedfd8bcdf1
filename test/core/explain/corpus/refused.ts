import { respond, siteWith, type Case } from '../support/case';
import { cloudFront, page, type Response } from '../support/render';

const GEO = 'The Amazon CloudFront distribution is configured to block access from your country.';
const METHOD = 'This distribution is not configured to allow the HTTP request method that was used for this request. '
  + 'The distribution supports only cachable requests.';
const CERTIFICATE =
  'The distribution does not match the certificate for which the HTTPS connection was established with.';
const head = (response: Response): Response => ({ ...response, body: '' });
const signed = (code: string, message: string, more = ''): Response => {
  const body = '<?xml version="1.0" '
    + `encoding="UTF-8"?><Error><Code>${code}</Code><Message>${message}</Message>${more}</Error>`;
  return {
    status: 403,
    headers: cloudFront('Error', { 'content-type': 'text/xml', 'content-length': String(body.length) }),
    body,
  };
};
const MISSING = signed('MissingKey', 'Missing Key-Pair-Id query parameter or cookie value');

/** What CloudFront and AWS WAF refuse. */
export const REFUSED: readonly Case[] = [
  respond('geographic restriction', 'geo-restriction', 'curl -i', page(403, GEO)),
  respond('geographic restriction over HTTP/2', 'geo-restriction', 'curl -i, HTTP/2', page(403, GEO)),
  respond('geographic restriction in a browser', 'geo-restriction', 'HAR', page(403, GEO)),
  respond('geographic restriction, text copied from the page', 'geo-restriction', 'page text', page(403, GEO)),
  respond('geographic restriction, head only', 'geo-restriction', 'curl -I', head(page(403, GEO)), { confidence: 'likely' }),

  respond('plain block of AWS WAF', 'waf', 'curl -i', page(403, 'Request blocked.'), { confidence: 'likely' }),
  respond('plain block of AWS WAF with the request', 'waf', 'curl -v', page(403, 'Request blocked.'), { confidence: 'likely' }),
  respond('plain block of AWS WAF in a browser', 'waf', 'HAR', page(403, 'Request blocked.'), { confidence: 'likely' }),
  respond('plain block of AWS WAF, text copied from the page', 'waf', 'page text', page(403, 'Request blocked.'), { confidence: 'likely' }),
  respond('plain block of AWS WAF, by the length of the page', 'waf', 'curl -I', head(page(403, 'Request blocked.')), { confidence: 'likely' }),
  respond('plain block of AWS WAF, with its web ACL', 'waf', 'JSON', page(403, 'Request blocked.'), {
    confidence: 'likely', site: siteWith({ webAcl: { name: 'Acl', customResponses: [], isKnown: true } }),
  }),
  respond('the same page without a web ACL in the template', 'cannot-tell', 'JSON', page(403, 'Request blocked.'), {
    confidence: 'cannot-tell', candidates: ['waf'], site: siteWith(),
  }),
  respond('a captcha of AWS WAF', 'waf', 'curl -i, HTTP/2',
    { status: 405, headers: cloudFront('Error', { 'x-amzn-waf-action': 'captcha', 'content-type': 'text/html' }), body: '<html>Puzzle</html>' }),
  respond('a challenge of AWS WAF', 'waf', 'HAR',
    { status: 202, headers: cloudFront('Error', { 'x-amzn-waf-action': 'challenge' }), body: '' }),
  respond('a custom response that the web ACL has', 'waf-custom-response', 'curl -i',
    { status: 403, headers: cloudFront('Error', { 'content-type': 'application/json' }), body: '{"error":"blocked","code":17}' }, {
      confidence: 'likely',
      site: siteWith({
        webAcl: { name: 'Acl', isKnown: true, customResponses: [{ rule: 'NoBots', status: 403, body: '{"error":"blocked","code":17}' }] },
      }),
    }),
  respond('a custom response, or something else that shows nothing', 'cannot-tell', 'curl -i',
    { status: 403, headers: cloudFront('Error', { 'content-type': 'text/plain' }), body: 'Go away' }, {
      confidence: 'cannot-tell', candidates: ['waf-custom-response', 'custom-error-response', 'custom-origin', 'masked-origin-error'],
    }),

  respond('no signature', 'signed-url', 'curl -i', MISSING),
  respond('no signature, in a browser', 'signed-url', 'HAR', MISSING),
  respond('no signature, head only', 'signed-url', 'curl -I', head(MISSING), { confidence: 'likely' }),
  respond('a key that is unknown', 'signed-url', 'curl -v', signed('InvalidKey', 'Unknown Key')),
  respond('a policy that is malformed', 'signed-url', 'JSON', signed('MalformedPolicy', 'Malformed Policy')),
  respond('a signature that is malformed', 'signed-url', 'curl -i, HTTP/2', signed('MalformedSignature', 'Could not unencode Signature')),
  respond('a signature that has expired', 'signed-url', 'curl -i', signed('AccessDenied', 'Access denied'), { confidence: 'likely' }),

  respond('a method that the behavior does not allow', 'method-not-allowed', 'curl -i', page(403, METHOD)),
  respond('a POST to pages', 'method-not-allowed', 'curl -v', { ...page(403, METHOD), method: 'POST', hasBody: true }),
  respond('a POST to pages, in a browser', 'method-not-allowed', 'HAR', { ...page(403, METHOD), method: 'POST' }),
  respond('a method that is not allowed, text copied', 'method-not-allowed', 'page text', page(403, METHOD)),

  respond('the page that says "Bad request."', 'cannot-tell', 'curl -i', page(403, 'Bad request.'), {
    confidence: 'cannot-tell',
    candidates: ['viewer-protocol', 'alternate-domain', 'get-with-body', 'stacked-distributions'],
    not: ['malformed-request', 'limits', 'waf'],
  }),
  respond('the same page, copied', 'cannot-tell', 'page text', page(403, 'Bad request.'), {
    confidence: 'cannot-tell', candidates: ['viewer-protocol', 'alternate-domain', 'get-with-body', 'stacked-distributions'],
  }),
  respond('the same page over HTTP/2', 'cannot-tell', 'curl -i, HTTP/2', page(403, 'Bad request.'), {
    confidence: 'cannot-tell', candidates: ['alternate-domain', 'get-with-body', 'stacked-distributions'], not: ['viewer-protocol'],
  }),
  respond('the same page over HTTPS', 'cannot-tell', 'HAR', page(403, 'Bad request.'), {
    confidence: 'cannot-tell', candidates: ['alternate-domain', 'stacked-distributions'], not: ['viewer-protocol', 'get-with-body'],
  }),
  respond('the same page over HTTPS of an alias of the template', 'cannot-tell', 'HAR', page(403, 'Bad request.'), {
    confidence: 'cannot-tell', candidates: ['stacked-distributions'], not: ['alternate-domain', 'viewer-protocol'], site: siteWith(),
  }),
  respond('a host that is not an alias of the template', 'alternate-domain', 'HAR', page(403, 'Bad request.'), {
    confidence: 'likely', site: siteWith({ aliases: ['shop.example.com'] }),
  }),
  respond('a host that may be an alias at deploy time', 'cannot-tell', 'HAR', page(403, 'Bad request.'), {
    confidence: 'cannot-tell', candidates: ['alternate-domain'], site: siteWith({ aliases: [], hasUnknownAliases: true }),
  }),
  respond('a host without a certificate', 'alternate-domain', 'curl -i', page(421, CERTIFICATE), { confidence: 'likely' }),
  respond('HTTP to a behavior with HTTPS only', 'viewer-protocol', 'HAR',
    { ...page(403, 'Bad request.'), url: 'http://www.example.com/page' },
    { confidence: 'likely', site: siteWith({}, { viewerProtocolPolicy: 'https-only' }) }),
  respond('HTTP, without a template', 'cannot-tell', 'HAR', { ...page(403, 'Bad request.'), url: 'http://www.example.com/page' }, {
    confidence: 'cannot-tell', candidates: ['viewer-protocol', 'alternate-domain', 'stacked-distributions'], not: ['get-with-body'],
  }),
  respond('a redirect to HTTPS', 'viewer-protocol', 'curl -i', {
    status: 301, headers: cloudFront('Redirect', { location: 'https://www.example.com/page' }), body: '<html>301 Moved Permanently</html>',
  }),
  respond('a GET with a body', 'get-with-body', 'curl -v', { ...page(403, 'Bad request.'), hasBody: true }, { confidence: 'likely' }),
  respond('three distributions', 'stacked-distributions', 'curl -i', page(403, 'Bad request.', 'Error', {
    via: ['a1', 'b2', 'c3'].map((name) => `1.1 ${name}.cloudfront.net (CloudFront)`).join(', '),
  }), { confidence: 'likely' }),

  respond('a URL that is too long', 'limits', 'curl -i', page(414, 'Bad request.')),
  respond('headers that are too large', 'limits', 'HAR', page(494, 'Bad request.')),
  respond('headers that are too large, head only', 'limits', 'curl -I', head(page(494, 'Bad request.')), { confidence: 'likely' }),
  respond('a request that is not valid', 'cannot-tell', 'curl -i', page(400, 'Bad request.'), {
    confidence: 'cannot-tell', candidates: ['malformed-request', 'limits'], not: ['viewer-protocol', 'alternate-domain'],
  }),
];
