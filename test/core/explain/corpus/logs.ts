import { logged, siteWith, type Case } from '../support/case';

const DETAIL = 'x-edge-detailed-result-type';
const cannotTell = { confidence: 'cannot-tell' } as const;

/** Lines of access logs. */
export const LOGS: readonly Case[] = [
  logged('ClientGeoBlocked', 'geo-restriction', { [DETAIL]: 'ClientGeoBlocked' }),
  logged('InvalidRequestMethod', 'method-not-allowed', { [DETAIL]: 'InvalidRequestMethod', 'cs-method': 'PUT' }),
  logged('InvalidRequestHeader', 'malformed-request', { [DETAIL]: 'InvalidRequestHeader', 'sc-status': '400' }),
  logged('InvalidRequestCertificate', 'alternate-domain', { [DETAIL]: 'InvalidRequestCertificate' }, { confidence: 'likely' }),
  logged('InvalidRequestBlocked', 'cannot-tell', { [DETAIL]: 'InvalidRequestBlocked' }, { ...cannotTell, candidates: ['waf', 'signed-url'] }),
  logged('InvalidRequestBlocked without trusted keys in the template', 'cannot-tell', { [DETAIL]: 'InvalidRequestBlocked' }, {
    ...cannotTell, candidates: ['waf'], not: ['signed-url'], site: siteWith({ webAcl: { name: 'Acl', customResponses: [], isKnown: false } }),
  }),
  logged('InvalidRequest with 403', 'cannot-tell', { [DETAIL]: 'InvalidRequest' }, { ...cannotTell, candidates: ['stacked-distributions'] }),
  logged('InvalidRequest with 400', 'cannot-tell', { [DETAIL]: 'InvalidRequest', 'sc-status': '400' }, {
    ...cannotTell, candidates: ['malformed-request', 'limits'], not: ['viewer-protocol'],
  }),
  logged('a URL that is too long', 'limits', { [DETAIL]: 'InvalidRequest', 'sc-status': '414' }),
  logged('headers that are too large', 'limits', { [DETAIL]: 'Error', 'sc-status': '494' }),

  logged('the length of the page of AWS WAF', 'waf', { 'sc-content-type': 'text/html', 'sc-content-len': '919' }, { confidence: 'likely' }),
  logged('the length of the page of AWS WAF, for a group of lines', 'waf', {
    'sc-content-type': 'text/html', 'sc-content-len': '919', 'x-edge-request-id': '-',
  }, { confidence: 'likely' }),
  logged('the length of "Bad request."', 'cannot-tell', { 'sc-content-type': 'text/html', 'sc-content-len': '915' }, {
    ...cannotTell, candidates: ['stacked-distributions'], not: ['viewer-protocol'],
  }),
  logged('the XML of signed URLs', 'signed-url', { 'sc-content-type': 'text/xml', 'sc-content-len': '146' }, { confidence: 'likely' }),
  logged('XML as S3 has it', 's3-origin', { 'sc-content-type': 'application/xml', 'origin-fbl': '0.041' }, { confidence: 'likely' }),
  logged('XML as S3 has it, without fields of the origin', 's3-origin', { 'sc-content-type': 'application/xml' }, { confidence: 'likely' }),
  logged('an origin that answered', 'custom-origin', { 'sc-content-type': 'text/html', 'sc-content-len': '153', 'origin-fbl': '0.120' },
    { confidence: 'likely' }),
  logged('an incorrect response of the origin', 'custom-origin', { [DETAIL]: 'OriginError', 'sc-content-type': 'text/html', 'sc-status': '500' },
    { confidence: 'likely' }),
  logged('an incorrect response of an origin, no type', 'cannot-tell', { [DETAIL]: 'OriginError', 'sc-status': '500' }, {
    ...cannotTell, candidates: ['custom-origin', 's3-origin'], not: ['waf'],
  }),
  logged('an error and nothing else', 'cannot-tell', {}, {
    ...cannotTell, candidates: ['waf', 's3-origin', 'custom-origin', 'signed-url', 'cached-error', 'custom-error-response'],
  }),
  logged('an error without an answer of the origin', 'cannot-tell', { 'origin-fbl': '-', 'sc-content-type': 'text/html' }, {
    ...cannotTell, candidates: ['waf', 'cached-error'], not: ['s3-origin', 'custom-origin'],
  }),
  logged('an error of a log without the detailed type', 'cannot-tell', { [DETAIL]: '-' }, { ...cannotTell, candidates: ['waf'] }),

  logged('OriginDnsError', 'origin-unreachable', { [DETAIL]: 'OriginDnsError', 'sc-status': '502' }),
  logged('OriginConnectError', 'origin-unreachable', { [DETAIL]: 'OriginConnectError', 'sc-status': '502' }),
  logged('OriginCommError', 'origin-timeout', { [DETAIL]: 'OriginCommError', 'sc-status': '504' }),
  logged('OriginHeaderTooBigError', 'origin-invalid-response', { [DETAIL]: 'OriginHeaderTooBigError', 'sc-status': '502' }),
  logged('OriginContentRangeLengthError', 'origin-invalid-response', { [DETAIL]: 'OriginContentRangeLengthError', 'sc-status': '502' }),
  logged('CapacityExceeded', 'capacity', { [DETAIL]: 'CapacityExceeded', 'x-edge-result-type': 'CapacityExceeded', 'sc-status': '503' }),
  logged('InternalError', 'capacity', { [DETAIL]: 'InternalError', 'sc-status': '500' }, { confidence: 'likely' }),

  logged('LambdaExecutionError', 'edge-function-failed', { [DETAIL]: 'LambdaExecutionError', 'sc-status': '503' }),
  logged('LambdaValidationError', 'edge-function-failed', { [DETAIL]: 'LambdaValidationError', 'sc-status': '502' }),
  logged('LambdaLimitExceeded', 'edge-function-failed', { [DETAIL]: 'LambdaLimitExceeded', 'sc-status': '503' }),
  logged('FunctionExecutionError', 'edge-function-failed', { [DETAIL]: 'FunctionExecutionError', 'sc-status': '503' }),
  logged('FunctionThrottledError', 'edge-function-failed', { [DETAIL]: 'FunctionThrottledError', 'sc-status': '503' }),
  logged('FunctionGeneratedResponse', 'edge-function-answered', { [DETAIL]: 'FunctionGeneratedResponse' }),
  logged('LambdaGeneratedResponse', 'edge-function-answered', { [DETAIL]: 'LambdaGeneratedResponse', 'sc-status': '401' }),
  logged('MissGeneratedResponse', 'edge-function-answered', {
    [DETAIL]: 'MissGeneratedResponse', 'x-edge-result-type': 'Miss', 'sc-status': '404',
  }),

  logged('an error page with status 200', 'custom-error-response', { 'sc-status': '200' }, { confidence: 'likely' }),
  logged('an error from the cache', 'cached-error', { [DETAIL]: 'Hit', 'x-edge-result-type': 'Hit', 'sc-status': '404' }),
  logged('a viewer that hung up', 'client-aborted', { [DETAIL]: 'ClientHungUpRequest', 'sc-status': '000' }),
  logged('a connection that broke', 'client-aborted', { [DETAIL]: 'ClientCommError', 'sc-status': '200' }),
  logged('status 000 and nothing else', 'client-aborted', { 'sc-status': '000' }, { confidence: 'likely' }),
  logged('a redirect to HTTPS', 'viewer-protocol', { [DETAIL]: 'Redirect', 'x-edge-result-type': 'Redirect', 'sc-status': '301' }),
  logged('a hit', 'nothing', { [DETAIL]: 'Hit', 'x-edge-result-type': 'Hit', 'sc-status': '200' }),
  logged('a value that is not known', 'cannot-tell', { [DETAIL]: 'SomethingNew', 'x-edge-result-type': 'SomethingNew' }, cannotTell),
];
