import type { EdgeEvent } from '../../../src/core/facts/edge-events';

/** A generator of numbers below 1, the same on every machine (Lehmer). */
export function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

const JWT = 'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxIn0';
const URIS = [
  '/', '/docs/', '/docs', '/docs/a.html', '/shop/x/', '/a//b', '/blog/1', '/de/x', '/app.js', '/private/x', '/WP-ADMIN', '/ü%20x', '/fr/',
  '/index.html', '/.git/config',
];
const HEADERS: Readonly<Record<string, readonly string[]>> = {
  'host': ['www.example.com', 'example.com', 'd1.cloudfront.net'],
  'cloudfront-viewer-country': ['DE', 'FR', 'US', 'JP'],
  'user-agent': ['Mozilla/5.0 (iPhone)', 'Mozilla/5.0 (iPad)', 'curl/8', ''],
  'accept-language': ['de-DE,de;q=0.9,en;q=0.8', 'it', 'fr;q=0.1, en;q=0.2', '*'],
  'authorization': ['Basic YW5uYTpzZWNyZXQ=', 'Basic Ym9iOng=', 'Bearer x', 'Basic %'],
  'origin': ['https://a.example', 'null'],
};
const QUERY: Readonly<Record<string, readonly string[]>> = {
  jwt: [`${JWT}.x`, `${JWT}.OYx68d7Kc2Ciq9nZtG5GbHWGlcYG205wBvs7PwAigyo`, 'a.b', ''],
  utm_source: ['mail'],
  b: ['2', 'ä b'],
  a: ['1', '%20', ''],
  next: ['/x?y=z'],
  UTM_Medium: ['x'],
};

/** An event of CloudFront Functions, as JSON. */
export function anyEvent(random: () => number, eventType: EdgeEvent): any {
  const one = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)];
  const some = (from: Readonly<Record<string, readonly string[]>>, share: number, always?: string) =>
    Object.fromEntries(
      Object.entries(from)
        .filter(([name]) => name === always || random() < share)
        .map(([name, values]) => [
          name,
          random() < 0.2
            ? { value: values[0], multiValue: values.map((value) => ({ value })) }
            : { value: one(values) },
        ]),
    );
  const request = {
    method: one(['GET', 'HEAD', 'POST']),
    uri: one(URIS),
    querystring: some(QUERY, 0.4),
    headers: some(HEADERS, 0.5, 'host'),
    cookies: some({ variant: ['a', 'b'], version: ['v2', 'x'], seen: ['1'] }, 0.3),
  };
  const response = {
    statusCode: one([200, 204, 301, 304]),
    statusDescription: 'OK',
    headers: some(
      {
        'x-status': ['404', '201'],
        'content-type': ['text/html'],
        'access-control-allow-origin': ['*'],
        'etag': ['"1"'],
      },
      0.5,
    ),
    cookies: some({ id: ['1', '2'] }, 0.3),
  };
  return {
    version: '1.0',
    context: { distributionDomainName: 'd1.cloudfront.net', distributionId: 'E1', eventType, requestId: 'id' },
    viewer: { ip: `203.0.113.${Math.floor(random() * 256)}` },
    request,
    ...(eventType === 'viewer-response' && { response }),
  };
}
