import type { SourceId } from '../../../../src/core/explain/source-ids';
import { logged, respond, type Case } from '../support/case';
import { cloudFront, page, type Response } from '../support/render';

const GEO = 'The Amazon CloudFront distribution is configured to block access from your country.';
const S3 = '<?xml version="1.0" encoding="UTF-8"?><Error><Code>AccessDenied</Code><Message>Access Denied</Message>'
  + '<RequestId>A</RequestId><HostId>b=</HostId></Error>';
const MISSING = '<?xml version="1.0" encoding="UTF-8"?><Error><Code>MissingKey</Code><Message>Missing</Message></Error>';
const sent = (body: string, more: Record<string, string> = {}, status = 403): Response => (
  { status, headers: cloudFront('Error', { 'content-type': 'text/html', ...more }), body });
const json = (body: unknown, status = 403) => sent(JSON.stringify(body), { 'content-type': 'application/json' }, status);
const cannotTell = { confidence: 'cannot-tell' } as const;
const likely = { confidence: 'likely' } as const;

const FAILED = "The Lambda function associated with the CloudFront distribution is invalid or doesn't have the required permissions.";
const copied = (source: SourceId): Partial<Case> => ({ ...cannotTell, candidates: [source, 'custom-origin'] });

function without(name: string, headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([one]) => one !== name));
}

/** The page word for word, as an origin without a Server header sends it. */
function copy(message: string, headers: Readonly<Record<string, string>>, status = 403): Response {
  return { status, headers: without('server', headers), body: page(status, message).body };
}

/** What quotes the words of a source, or says two things that do not fit. */
export const CONTRADICTIONS: readonly Case[] = [
  respond('a page of the site that says "Request blocked."', 'cannot-tell', 'curl -i',
    sent('<html><body>Request blocked. Call our help desk.</body></html>'), cannotTell),
  respond('a text of the origin with the message about the country', 'cannot-tell', 'HAR', sent(GEO), cannotTell),
  respond("an article that quotes CloudFront's page", 'cannot-tell', 'curl -v',
    sent(`<h1>Help</h1><p>"The request could not be satisfied. ${GEO}" is from CloudFront</p>`), cannotTell),
  respond("JSON of an API that quotes CloudFront's page", 'cannot-tell', 'JSON', json({ upstream: page(403, GEO).body }), cannotTell),
  respond('JSON of an API that quotes a quota', 'cannot-tell', 'curl -i',
    json({ error: 'The request could not be satisfied by CloudFront: Limit Exceeded' }, 503), cannotTell),
  respond('JSON of an API that quotes an error of S3', 'cannot-tell', 'JSON', json({ upstream: S3 }, 502), cannotTell),
  respond('JSON of an API that quotes an error of a signed URL', 'cannot-tell', 'HAR', json({ upstream: MISSING }), cannotTell),
  respond("CloudFront's page for 403 with status 404", 'cannot-tell', 'curl -i', { ...page(403, GEO), status: 404 }, cannotTell),
  respond("CloudFront's page with status 200", 'nothing', 'curl -i',
    { status: 200, headers: cloudFront('Miss'), body: page(403, GEO).body! }),
  respond("CloudFront's page with the id of another request", 'geo-restriction', 'curl -i',
    sent(page(403, GEO).body!, { 'x-amz-cf-id': 'another-request==' }), likely),
  respond('a copy of the page about the country from an origin without Server', 'cannot-tell', 'curl -i',
    copy(GEO, cloudFront('Error', { 'content-type': 'text/html', 'x-amz-cf-id': 'another-request==' })), copied('geo-restriction')),
  respond('a copy of the page of AWS WAF from an origin without Server', 'cannot-tell', 'HAR',
    copy('Request blocked.', cloudFront('Error', { 'x-amz-cf-id': 'another-request==' })), copied('waf')),
  respond('a copy of the page of a function that failed from an origin without Server', 'cannot-tell', 'curl -i, HTTP/2',
    copy(FAILED, cloudFront('Error', { 'x-amz-cf-id': 'another-request==' }), 503), copied('edge-function-failed')),
  respond('a copy of the page of an origin that cannot be reached', 'cannot-tell', 'curl -v',
    copy("CloudFront wasn't able to connect to the origin.", cloudFront('Error', { 'x-amz-cf-id': 'another-request==' }), 502), copied('origin-unreachable')),
  respond("a copy of CloudFront's page that did not come through it", 'cannot-tell', 'curl -v',
    copy(GEO, { 'date': 'Sat, 28 Nov 2026 10:00:00 GMT', 'content-type': 'text/html' }), copied('geo-restriction')),
  respond("CloudFront's page with some of its headers", 'geo-restriction', 'JSON',
    copy(GEO, { 'x-cache': 'Error from cloudfront', 'content-type': 'text/html' }), { ...likely, candidates: ['custom-origin'] }),
  respond("CloudFront's page from which a policy removed Server", 'geo-restriction', 'curl -i', copy(GEO, cloudFront('Error'))),
  respond('a copy of the page without a request id', 'geo-restriction', 'curl -i',
    { ...sent(page(403, GEO).body!.replace(/Request ID: .*/, '')) }, { ...likely, candidates: ['custom-origin'] }),
  respond("CloudFront's page that was cut before its request id", 'geo-restriction', 'curl -i',
    { ...sent(page(403, GEO).body!.split('<PRE>')[0]) }),
  respond('the XML of a signed URL without Server', 'signed-url', 'curl -i', {
    status: 403, headers: without('server', cloudFront('Error', { 'content-type': 'text/xml' })), body: MISSING,
  }, { ...likely, candidates: ['custom-origin'] }),
  respond("CloudFront's page with the marker of EdgeErrorMasker", 'custom-origin', 'curl -v',
    sent(page(403, GEO).body!, { 'x-error-source': 'origin error' }), likely),
  respond("CloudFront's page from S3", 's3-origin', 'curl -i', sent(page(403, GEO).body!, { server: 'AmazonS3' }), likely),
  respond('the XML of a signed URL from nginx', 'custom-origin', 'curl -i',
    sent(MISSING, { 'server': 'nginx', 'content-type': 'text/xml' }), likely),
  respond('the XML of a signed URL with status 500', 'cannot-tell', 'JSON', sent(MISSING, { 'content-type': 'text/xml' }, 500), cannotTell),
  respond('X-Cache of a function, and a Server of its own', 'edge-function-answered', 'curl -i',
    { ...sent('no'), headers: cloudFront('FunctionGeneratedResponse', { server: 'My site' }) },
    { ...likely, candidates: ['custom-origin'] }),
  respond('X-Cache of a function without CloudFront', 'cannot-tell', 'curl -i',
    { status: 403, headers: { 'server': 'nginx', 'x-cache': 'FunctionGeneratedResponse from cloudfront' }, body: 'no' },
    { ...cannotTell, candidates: ['edge-function-answered', 'custom-origin'] }),
  respond('X-Cache of a function that failed, from nginx', 'edge-function-failed', 'HAR',
    { status: 502, headers: cloudFront('LambdaExecutionError', { server: 'nginx' }), body: 'no' }, likely),
  respond('a captcha from a load balancer', 'cannot-tell', 'curl -i',
    sent('<html>Puzzle</html>', { 'server': 'awselb/2.0', 'x-amzn-waf-action': 'captcha' }, 405),
    { ...cannotTell, candidates: ['waf', 'custom-origin'] }),
  logged('the length of the page of AWS WAF, from the origin', 'custom-origin',
    { 'sc-content-type': 'text/html', 'sc-content-len': '919', 'origin-fbl': '0.2' }, likely),
  logged('414 from the origin', 'custom-origin', { 'sc-status': '414', 'sc-content-type': 'text/plain', 'origin-fbl': '0.2' }, likely),
  logged('414 of which the log says no more', 'limits', { 'sc-status': '414' }, likely),
];
