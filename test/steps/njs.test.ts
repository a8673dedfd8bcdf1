import { custom } from './support';
import { composeCloudFrontFunction } from '../../src/attach/slots/function-code';
import { HAS_NJS, resultsInNjs } from '../support/njs';

/** In njs, `$` in a regular expression is also before a line break at the end. */
const BREAK = JSON.stringify('\n');

const onRequest = [
  ['a header', `request.headers['x-a' + ${BREAK}] = { value: '1' }`],
  ['a header of CloudFront', `request.headers['via' + ${BREAK}] = { value: '1' }`],
  ['a cookie', `request.cookies['a' + ${BREAK}] = { value: '1' }`],
  ['a parameter', `request.querystring['a' + ${BREAK}] = { value: '1' }`],
  ['a header without a name', "request.headers[''] = { value: '1' }"],
  ['the path', `request.uri = '/a' + ${BREAK}`],
  ['the query', `request.querystring = 'a' + ${BREAK}`],
];
const onResponse = [
  ['a header', `response.headers['x-a' + ${BREAK}] = { value: '1' }`],
  ['a cookie', `response.cookies['a' + ${BREAK}] = { value: '1' }`],
  ['the body', `response.body = { encoding: 'base64', data: 'YWI' + ${BREAK} }`],
  ['a body with padding inside', "response.body = { encoding: 'base64', data: 'YW==YWJj' }"],
];

const context = { distributionDomainName: 'd1.cloudfront.net', requestId: 'id' };
const request = () => ({ method: 'GET', uri: '/x', querystring: {}, headers: { host: { value: 'a' } }, cookies: {} });

function resultOf(eventType: 'viewer-request' | 'viewer-response', change: string): any {
  const part = eventType === 'viewer-request' ? 'request' : 'response';
  const code = `function handler(event) { var ${part} = event.${part}; ${change}; return ${part}; }`;
  const event = {
    version: '1.0',
    context: { ...context, eventType },
    viewer: { ip: '203.0.113.1' },
    request: request(),
    ...part === 'response' && { response: { statusCode: 200, headers: {}, cookies: {} } },
    $rawQueryString: '',
  };
  return resultsInNjs([{ code: composeCloudFrontFunction([custom(code, eventType)]), events: [event] }])[0][0];
}

(HAS_NJS ? describe : describe.skip)('a file that ends a name or a value with a line break, in njs', () => {
  it.each(onRequest)('refuses the request: %s', (_, change) => {
    expect(resultOf('viewer-request', change).statusCode).toBe(503);
  });

  it.each(onResponse)('keeps the response: %s', (_, change) => {
    expect(resultOf('viewer-response', change)).toEqual({ statusCode: 200, headers: {}, cookies: {} });
  });

  it('may have valid ones', () => {
    expect(resultOf('viewer-response', "response.headers['x-a'] = { value: '1' }").headers).toEqual({ 'x-a': { value: '1' } });
    const body = { encoding: 'base64', data: 'YQ==' };
    expect(resultOf('viewer-response', `response.body = ${JSON.stringify(body)}`).body).toEqual(body);
  });
});
