import { site, type Running } from '../support/site';

const RULE = {
  AllowedOrigins: ['https://*.example.com', 'https://one.test'],
  AllowedMethods: ['GET', 'PUT'],
  AllowedHeaders: ['X-One', 'x-amz-*'],
  ExposedHeaders: ['ETag', 'x-a'],
  MaxAge: 30,
};
const CORS_S3_ORIGIN = '88a5eaf4-2fd4-4709-b370-b4c650ea3fcf';

function bucket(rules: object[] | undefined): Running {
  return site({
    behavior: {
      AllowedMethods: ['GET', 'HEAD', 'OPTIONS'], OriginRequestPolicyId: CORS_S3_ORIGIN,
    },
    fill: (stack) => {
      if (rules !== undefined) stack.resources.Bucket!.Properties.CorsConfiguration = { CorsRules: rules };
    },
  });
}

async function cors(running: Running, init: RequestInit): Promise<Record<string, unknown>> {
  const response = await running.fetch('/index.html', init);
  const headers = [...response.headers].filter(([name]) => /^(access-control-|vary)/.test(name));
  const code = /<Code>(\w+)</.exec(await response.text())?.[1];
  return { status: response.status, ...(code && { code }), ...Object.fromEntries(headers) };
}

const VARY = 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method';

describe('the CORS configuration of a bucket', () => {
  test.each(['https://a.example.com', 'https://one.test'])('allows %s', async (origin) => {
    expect(await cors(bucket([RULE]), { headers: { origin } })).toEqual({
      'status': 200,
      'access-control-allow-origin': origin,
      'access-control-allow-methods': 'GET, PUT',
      'access-control-allow-credentials': 'true',
      'access-control-expose-headers': 'ETag, x-a',
      'access-control-max-age': '30',
      'vary': VARY,
    });
  });

  test('allows all without naming one', async () => {
    const rule = { AllowedOrigins: ['*'], AllowedMethods: ['GET'] };
    expect(await cors(bucket([RULE, rule]), { headers: { origin: 'https://evil.test' } })).toEqual({
      'status': 200, 'access-control-allow-origin': '*', 'access-control-allow-methods': 'GET', 'vary': VARY,
    });
  });

  test.each<[string, RequestInit]>([
    ['of another origin', { headers: { origin: 'https://evil.test' } }],
    ['of an origin that ends otherwise', { headers: { origin: 'https://a.example.com.evil.test' } }],
    ['with another method', { method: 'HEAD', headers: { origin: 'https://one.test' } }],
    ['without an origin', {}],
  ])('says nothing to a request %s', async (_, init) => {
    expect(await cors(bucket([RULE]), init)).toEqual({ status: 200 });
  });

  test('is in responses with an error, too', async () => {
    const response = await bucket([RULE]).fetch('/missing', { headers: { origin: 'https://one.test' } });
    expect([response.status, response.headers.get('access-control-allow-origin')]).toEqual([403, 'https://one.test']);
  });

  const preflight = (method: string, names?: string): RequestInit => ({
    method: 'OPTIONS',
    headers: {
      'origin': 'https://one.test',
      'access-control-request-method': method,
      ...(names && { 'access-control-request-headers': names }),
    },
  });

  test('answers a preflight', async () => {
    expect(await cors(bucket([RULE]), preflight('PUT', 'x-one, X-Amz-Date'))).toEqual({
      'status': 200,
      'access-control-allow-origin': 'https://one.test',
      'access-control-allow-methods': 'GET, PUT',
      'access-control-allow-headers': 'x-one, x-amz-date',
      'access-control-allow-credentials': 'true',
      'access-control-expose-headers': 'ETag, x-a',
      'access-control-max-age': '30',
      'vary': VARY,
    });
  });

  test.each<[string, object[] | undefined, RequestInit, number, string]>([
    ['with another method', [RULE], preflight('DELETE'), 403, 'AccessForbidden'],
    ['with another header', [RULE], preflight('GET', 'x-one, x-two'), 403, 'AccessForbidden'],
    ['of a bucket without CORS', undefined, preflight('GET'), 403, 'AccessForbidden'],
    ['without a method', [RULE], { method: 'OPTIONS', headers: { origin: 'https://one.test' } }, 400, 'BadRequest'],
  ])('refuses a preflight %s', async (_, rules, init, status, code) => {
    expect(await cors(bucket(rules), init)).toEqual({ status, code });
  });
});
