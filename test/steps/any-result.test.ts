import fc from 'fast-check';
import { built, builtCloudFrontFunction, copied, custom, securityHeaders } from './support';
import type { EdgeEvent } from '../../src/core/facts/edge-events';
import { isDisallowed, READ_ONLY_HEADERS } from '../../src/core/facts/edge-headers';
import { checkFunctionRequest, checkFunctionResponse } from '../../src/preview/edge/check-function-result';
import { functionEvent } from '../../src/preview/edge/function-event';
import { edgeEvent } from '../support/events';

const given = (event: EdgeEvent) => edgeEvent(event, { uri: '/given', headers: { Via: '1.1 x' } });

const anything = fc.anything({
  withBigInt: true,
  withDate: true,
  withMap: true,
  withNullPrototype: true,
  withObjectString: true,
});
const text = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom('/x', '/a b', 'a\r\nb: c', '200', '401', 'x'.repeat(9_000)),
);
const name = fc.oneof(
  fc.constantFrom(
    'x-a',
    'X-A',
    'host',
    'Host',
    'via',
    'content-length',
    'x-cache',
    'x-edge-a',
    '__proto__',
    'constructor',
    'set-cookie',
    'x a',
    '',
  ),
  fc.string(),
);
const status = fc.oneof(
  fc.integer({ min: 0, max: 700 }),
  fc.integer({ min: 190, max: 610 }).map(String),
  fc.constantFrom(200, '200', '401', 403),
  anything,
);
const mostly = <T>(usual: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 4, arbitrary: usual as fc.Arbitrary<unknown> }, { weight: 1, arbitrary: anything });

/** Results in the shape of messages, each field right, wrong or missing, and anything else. */
const results = (
  headers: fc.Arbitrary<unknown>,
  statusName: string,
  extra: Record<string, fc.Arbitrary<unknown>>,
  kept: object,
) =>
  fc.oneof(
    anything,
    fc.record(
      {
        uri: fc.constantFrom('/x', '/a%20b'),
        querystring: text,
        headers: headers.map((all) => ({ ...(all as object), ...kept })),
      },
      { requiredKeys: ['uri', 'headers'] },
    ),
    fc.record(
      {
        [statusName]: status,
        headers,
        body: mostly(text),
        bodyEncoding: fc.constantFrom('text', 'base64', undefined, 1),
        ...extra,
      },
      { requiredKeys: [] },
    ),
    fc.record(
      { uri: mostly(text), querystring: mostly(text), headers, method: mostly(fc.constant('GET')), ...extra },
      { requiredKeys: ['uri'] },
    ),
  );
const line = fc.record({ key: mostly(name), value: mostly(text) }, { requiredKeys: ['value'] });
const lambdaHeaders = mostly(fc.dictionary(name, mostly(fc.array(mostly(line), { maxLength: 2 })), { maxKeys: 3 }));

const lambdaResults = results(lambdaHeaders, 'status', {}, given('viewer-request').Records[0].cf.request.headers);

/** The rules of CloudFront for results, written independently of the code under test. */
function complaints(event: EdgeEvent, out: any): string[] {
  const lines = Object.entries<any>(out.headers).flatMap(([key, values]) => values.map((v: any) => [key, v.value]));
  const readOnly = (headers: object) =>
    Object.entries<any>(headers)
      .filter(([key]) => READ_ONLY_HEADERS[event].includes(key))
      .map(([key, values]) => `${key}: ${values.map((v: any) => v.value)}`)
      .sort()
      .join();
  const before = 'status' in out ? {} : given(event).Records[0].cf.request.headers;
  const size = JSON.stringify(lines).length + (out.body ?? '').length;
  return [
    ...lines
      .filter(
        ([key, value]) =>
          !/^[!-~]+$/.test(key)
          || /[(),/:;<=>?@[\\\]{}"A-Z]/.test(key)
          || typeof value !== 'string'
          || /[\r\n\0]/.test(value),
      )
      .map(String),
    ...lines.map(([key]) => key).filter(isDisallowed),
    readOnly(out.headers)
    === readOnly(event.endsWith('-request') ? before : given(event).Records[0].cf.response.headers)
      ? ''
      : 'read-only',
    ...('status' in out
      ? [
        /^[2-5]\d\d$/.test(out.status) ? '' : 'status',
        out.body === undefined || typeof out.body === 'string' ? '' : 'body',
        size < 1_100_000 ? '' : 'size',
      ]
      : [
        /^\/[^\r\n\0]*$/.test(out.uri) ? '' : 'uri',
        /^[^\s#]*$/.test(out.querystring) ? '' : 'query',
        out.method === 'GET' ? '' : 'method',
        out.uri.length + out.querystring.length < 8192 ? '' : 'length',
      ]),
  ].filter(Boolean);
}

describe('whatever a handler of Lambda@Edge returns on a request event', () => {
  const holder: { result?: unknown } = {};

  test.each<EdgeEvent>(['viewer-request', 'origin-request'])(
    '%s: CloudFront takes what comes out, and no fault passes',
    async (event) => {
      const { run, logs } = built([custom('exports.handler = async () => holder.result;', event), securityHeaders], {
        holder,
      });
      let taken = 0;
      await fc.assert(
        fc.asyncProperty(lambdaResults, async (result) => {
          holder.result = result;
          logs.length = 0;
          const out = copied(await run(given(event)));
          expect(complaints(event, out)).toEqual([]);
          const nothing = result === undefined || result === null;
          if (logs.length > 0) expect([out.status, logs.length]).toEqual(['503', 1]);
          else if (!('status' in out)) expect(out.uri).toBe(nothing ? '/given' : (result as any).uri);
          if (logs.length === 0 && !nothing) taken += 1;
        }),
        { numRuns: 2_000 },
      );
      expect(taken).toBeGreaterThan(50);
    },
  );

  test.each<EdgeEvent>(['origin-response', 'viewer-response'])(
    '%s: the response is what was given, or as it was',
    async (event) => {
      const { run, logs } = built([custom('exports.handler = async () => holder.result;', event)], { holder });
      await fc.assert(
        fc.asyncProperty(lambdaResults, async (result) => {
          holder.result = result;
          logs.length = 0;
          const out = copied(await run(given(event)));
          if (logs.length > 0) expect(out).toEqual(given(event).Records[0].cf.response);
          expect(complaints(event, out)).toEqual([]);
        }),
        { numRuns: 1_000 },
      );
    },
  );
});

describe('whatever a handler of a CloudFront Function returns on viewer-request', () => {
  const several = mostly(fc.array(fc.record({ value: mostly(text) }), { maxLength: 2 }));
  const item = fc.record({ value: mostly(text), multiValue: several, attributes: mostly(text) }, { requiredKeys: [] });
  const values = mostly(fc.dictionary(name, mostly(item), { maxKeys: 3 }));
  const call = {
    event: 'viewer-request',
    requestId: 'id',
    clientIp: '203.0.113.1',
    distributionDomainName: 'd1.cloudfront.net',
  } as const;
  const before = {
    method: 'GET',
    uri: '/given',
    querystring: 'a=1',
    headers: { host: [{ key: 'Host', value: 'www.example.com' }] },
  };

  test('CloudFront takes what comes out, and no fault passes', async () => {
    let taken = 0;
    const extra = { cookies: values, querystring: fc.oneof(values, mostly(text)) };
    await fc.assert(
      fc.asyncProperty(results(values, 'statusCode', extra, { host: { value: 'www.example.com' } }), async (result) => {
        const { $rawQueryString: _, ...event } = functionEvent(call, 'E1', before) as any;
        // The event is copied as text, so that the result comes in by the one function that is handed on.
        event.request.rawQueryString = () => result;
        const { run, logs } = builtCloudFrontFunction([
          custom('function handler(event) { return event.request.rawQueryString(); }'),
        ]);
        const out = await run(event);
        const checked =
          out.statusCode === undefined
            ? checkFunctionRequest(call, before, out)
            : checkFunctionResponse(call, undefined, out);
        // The code of a function has no room for this check.
        const isTooLong = !checked.ok && /too long/.test(checked.reason);
        if (!isTooLong) expect(checked).toMatchObject({ ok: true });
        const nothing = result === undefined || result === null;
        if (logs.length > 0) expect([out.statusCode, logs.length]).toEqual([503, 1]);
        else if (out.statusCode === undefined) expect(out.uri).toBe(nothing ? '/given' : (result as any).uri);
        if (logs.length === 0 && !nothing) taken += 1;
      }),
      { numRuns: 1_000 },
    );
    expect(taken).toBeGreaterThan(50);
  });
});
