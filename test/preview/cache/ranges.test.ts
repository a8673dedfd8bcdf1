import { cachedSite } from '../support/cached-site';

const BODY = '0123456789'.repeat(50);
const DATE = 'Wed, 01 Jan 2025 00:00:00 GMT';

/** A site whose object is already in the cache. */
async function cached(path = '/a') {
  const made = await cachedSite((_, response) => response.writeHead(200, {
    'content-type': 'text/plain', 'content-length': BODY.length, 'etag': '"e"', 'last-modified': DATE,
  }).end(BODY));
  await made.get(path);
  const ask = async (headers: Record<string, string>, method = 'GET') => {
    const response = await made.running.fetch(path, { method, headers });
    const body = await response.text();
    // Nothing of this file reaches the origin twice.
    expect(made.origin.requests).toHaveLength(1);
    return { response, body, of: (name: string) => response.headers.get(name) };
  };
  return { ...made, ask };
}

describe('a range of an object in the cache', () => {
  test.each([
    ['bytes=0-9', 'bytes 0-9/500', 10],
    ['bytes=490-', 'bytes 490-499/500', 10],
    ['bytes=-5', 'bytes 495-499/500', 5],
    ['bytes=-900', 'bytes 0-499/500', 500],
    ['bytes=498-900', 'bytes 498-499/500', 2],
    ['bytes=0-0', 'bytes 0-0/500', 1],
    ['BYTES=1-2', 'bytes 1-2/500', 2],
  ])('%s is 206 with %s', async (range, contentRange, length) => {
    const { response, body, of } = await (await cached()).ask({ range });
    expect([response.status, of('content-range'), of('content-length'), of('x-cache'), of('age')])
      .toEqual([206, contentRange, String(length), 'Hit from cloudfront', '0']);
    const [, start] = /bytes (\d+)-/.exec(contentRange)!;
    expect(body).toBe(BODY.slice(Number(start), Number(start) + length));
  });

  test('several ranges are one multipart response', async () => {
    const { response, body, of } = await (await cached()).ask({ range: 'bytes=0-1, 10-12,-3' });
    expect(response.status).toBe(206);
    const [, boundary] = /^multipart\/byteranges; boundary=(.+)$/.exec(of('content-type')!)!;
    const parts = body.split(`\r\n--${boundary}`).slice(1, -1).map((part) => part.split('\r\n\r\n'));
    expect(parts.map(([head, content]) => [/Content-Range: (.*)/.exec(head!)![1], content])).toEqual([
      ['bytes 0-1/500', '01'], ['bytes 10-12/500', '012'], ['bytes 497-499/500', '789'],
    ]);
    expect(parts[0]![0]).toContain('Content-Type: text/plain');
    expect(of('content-length')).toBe(String(body.length));
    expect(body.endsWith(`\r\n--${boundary}--\r\n`)).toBe(true);
  });

  test.each(['bytes=500-', 'bytes=900-950', 'bytes=-0', 'bytes=600-,700-'])('%s is 416', async (range) => {
    const { response, of } = await (await cached()).ask({ range });
    expect([response.status, of('content-range')]).toEqual([416, 'bytes */500']);
  });

  test.each(['lines=0-9', 'bytes=9-0', 'bytes=a-b', 'bytes=', 'bytes=10-20,0-5', 'bytes=0-10,5-20'])(
    '%s is ignored', async (range) => {
      const { response, body } = await (await cached()).ask({ range });
      expect([response.status, body]).toEqual([200, BODY]);
    });

  test.each([['"e"', 206], [DATE, 206], ['"other"', 200], ['Tue, 31 Dec 2024 00:00:00 GMT', 200]])(
    'with If-Range: %s is %i', async (ifRange, status) => {
      const { response, body } = await (await cached()).ask({ 'range': 'bytes=0-9', 'if-range': ifRange });
      expect([response.status, body.length]).toEqual([status, status === 206 ? 10 : 500]);
    });

  test('a condition that holds comes before the range', async () => {
    expect((await (await cached()).ask({ 'range': 'bytes=0-9', 'if-none-match': '"e"' })).response.status).toBe(304);
  });

  test('HEAD has no ranges, and the length of the object', async () => {
    const { response, body, of } = await (await cached()).ask({ range: 'bytes=0-9' }, 'HEAD');
    expect([response.status, of('content-length'), body]).toEqual([200, '500', '']);
  });
});

test('a range that the origin has sent is cached as this range, and not as the object', async () => {
  const { get, running, origin } = await cachedSite((request, response) => (request.headers.range === undefined
    ? response.end(BODY)
    : response.writeHead(206, { 'content-range': 'bytes 0-9/500', 'content-length': 10 }).end(BODY.slice(0, 10))));
  const range = async () => {
    const response = await running.fetch('/a', { headers: { range: 'bytes=0-9' } });
    return [response.status, response.headers.get('content-range'), await response.text()];
  };
  expect([await range(), await range()]).toEqual(Array(2).fill([206, 'bytes 0-9/500', '0123456789']));
  expect(origin.requests).toHaveLength(1);
  expect((await get('/a')).slice(0, 2)).toEqual([200, 'Miss']);
});
