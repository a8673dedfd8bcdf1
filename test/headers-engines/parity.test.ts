import * as fc from 'fast-check';
import { byFunction, byLambda, byPolicy, functionCode, hybrid, inNjs, stepOf, type Sent } from './support';
import {
  ContentSecurityPolicy, CspSource, SecurityHeader, SecurityHeaders, SecurityHeadersEngine, SecurityHeadersPreset,
  WeakPolicyAction, type SecurityHeadersOptions,
} from '../../src';
import { HAS_NJS } from '../support/njs';

const NONCE = 'r4nd0m+/Nonce-_==';
const sent: Sent[] = [
  { headers: {} },
  { headers: { 'Content-Type': 'text/html; charset=utf-8' } },
  { headers: { 'Content-Type': 'text/html', 'Content-Security-Policy': 'default-src *', 'X-Frame-Options': 'DENY' } },
  { headers: { 'Content-Type': 'text/html', 'Referrer-Policy': ['origin', 'no-referrer'], 'X-Powered-By': 'PHP/8' } },
  { headers: { 'Content-Type': 'text/html', 'X-CSP-Nonce': NONCE, 'Server': 'nginx', 'X-Woodpecker-Version': '1' } },
  { headers: { 'Content-Type': 'text/html', 'X-CSP-Nonce': ['a', 'b'], 'X-Custom': 'theirs', 'Permissions-Policy': 'usb=()' } },
  { status: 304, headers: { 'X-CSP-Nonce': NONCE, 'ETag': '"1"' } },
  { status: 302, headers: { 'Location': '/x', 'Strict-Transport-Security': 'max-age=1' } },
  { headers: { 'Content-Type': 'image/svg+xml' }, host: 'evil.example\r\nset-cookie: a=1' },
];
const keepOrigin = Object.values(SecurityHeader);
const customHeaders = [
  { header: 'X-Custom', value: 'ours', override: false },
  { header: 'X-Other', value: 'b', override: true },
];
const extra = ContentSecurityPolicy.strict().extend({
  connectSrc: [CspSource.viewerHost('wss'), CspSource.distributionDomain()],
  scriptSrc: [CspSource.nonceFromOriginHeader('X-CSP-Nonce'), CspSource.UNSAFE_INLINE],
});
const settings: [string, SecurityHeadersOptions][] = [
  ['BALANCED', {}],
  ['STRICT', { preset: SecurityHeadersPreset.STRICT }],
  ['API', { preset: SecurityHeadersPreset.API }],
  ['every header of the origin kept', { keepOrigin }],
  ['custom headers and removals', { customHeaders, removeHeaders: ['Server', 'ETag', 'X-Custom'] }],
  ['the list of OWASP', { removeHeaders: SecurityHeaders.OWASP_HEADERS }],
];

describe.each(settings)('%s: the same headers from the policy and from functions', (_, given) => {
  const options = { ...given, documentsOnly: false, weakPolicy: WeakPolicyAction.IGNORE };
  const model = stepOf(options);
  const removed = model.settings.removed.map(({ name }) => name);
  const expected = sent.map((one) => byPolicy(model.settings, one, removed));
  const { step: { config } } = stepOf({ ...options, engine: SecurityHeadersEngine.CLOUDFRONT_FUNCTION });

  it('in a CloudFront Function', () => expect(sent.map(byFunction(functionCode(config)))).toEqual(expected));
  (HAS_NJS ? it : it.skip)('in njs', () => expect(inNjs(functionCode(config), sent)).toEqual(expected));
  it('on Lambda@Edge', async () => expect(await Promise.all(sent.map(byLambda(config)))).toEqual(expected));
});

describe.each<[string, SecurityHeadersOptions]>([
  ...settings,
  ['hosts and nonces', { contentSecurityPolicy: extra }],
  ['hosts and nonces, if the origin has no policy', { contentSecurityPolicy: extra, keepOrigin }],
])('%s: the same headers from all functions', (_, given) => {
  const options = { ...given, weakPolicy: WeakPolicyAction.IGNORE };
  it.each([SecurityHeadersEngine.CLOUDFRONT_FUNCTION, SecurityHeadersEngine.HYBRID])('with %s', async (engine) => {
    const { step: { config }, before } = hybrid({ ...options, engine });
    const all = engine === SecurityHeadersEngine.HYBRID ? sent.map(before) : sent;
    const results = all.map(byFunction(functionCode(config)));
    expect(await Promise.all(all.map(byLambda(config)))).toEqual(results);
    if (HAS_NJS) expect(inNjs(functionCode(config), all)).toEqual(results);
  });

  it('and from HYBRID as from a function alone', () => {
    const alone = stepOf({ ...options, engine: SecurityHeadersEngine.CLOUDFRONT_FUNCTION }).step.config;
    const { step: { config }, before } = hybrid({ ...options, engine: SecurityHeadersEngine.HYBRID });
    expect(sent.map(before).map(byFunction(functionCode(config)))).toEqual(sent.map(byFunction(functionCode(alone))));
  });
});

describe('odd hosts and nonces', () => {
  const hosts = [
    'a\n',
    'a\r\n',
    'a_b',
    'a..b',
    'a.',
    '[::1]',
    'a:65536',
    'a:1',
    `${'a'.repeat(64)}.b`,
    '\u00e9',
    '',
    'A-1.b',
    // To regular expressions of njs that ignore case, these are k and s.
    '\u212a.example',
    '\u017f',
  ];
  const nonces = ['a\n', 'a\0', "a'", 'a===', '=', '\u00e9', 'a'.repeat(129), 'a'.repeat(128), 'a==', '', 'a b'];
  const all: Sent[] = [
    ...hosts.map((host) => ({ headers: { 'Content-Type': 'text/html', 'X-CSP-Nonce': NONCE }, host })),
    ...nonces.map((nonce) => ({ headers: { 'Content-Type': 'text/html', 'X-CSP-Nonce': nonce } })),
  ];
  const { config } = stepOf({ contentSecurityPolicy: extra, engine: SecurityHeadersEngine.CLOUDFRONT_FUNCTION }).step;
  const fallback = stepOf({ contentSecurityPolicy: extra }).settings.headers[0].value;
  const expected = all.map(byFunction(functionCode(config)));

  it('become the policy without them', () => {
    const valid = (text: string, length: number) =>
      expected.slice(0, length).filter((one) => one['content-security-policy'].includes(text));
    expect(valid('wss:', hosts.length)).toHaveLength(2);
    expect(expected.slice(0, 7).map((one) => one['content-security-policy'])).toEqual(Array(7).fill(fallback));
    expect(
      expected.slice(hosts.length).filter((one) => /'nonce-[^']+'/.test(one['content-security-policy'])),
    ).toHaveLength(2);
  });
  (HAS_NJS ? it : it.skip)('in njs, too', () => expect(inNjs(functionCode(config), all)).toEqual(expected));
  it('on Lambda@Edge, too', async () => expect(await Promise.all(all.map(byLambda(config)))).toEqual(expected));
});

it('headers with the names of members of objects are like others', async () => {
  const options: SecurityHeadersOptions = {
    contentSecurityPolicy: ContentSecurityPolicy.strict().extend({
      scriptSrc: [CspSource.nonceFromOriginHeader('constructor')],
    }),
    customHeaders: [{ header: 'constructor', value: 'ours', override: false }],
    weakPolicy: WeakPolicyAction.IGNORE,
  };
  const { customHeaders: own, ...nonces } = options;
  const withNonce = stepOf({ ...nonces, engine: SecurityHeadersEngine.CLOUDFRONT_FUNCTION }).step.config;
  const withHeader = stepOf({ customHeaders: own, engine: SecurityHeadersEngine.CLOUDFRONT_FUNCTION }).step.config;
  const page: Sent = { headers: { 'Content-Type': 'text/html' } };
  for (const run of [byFunction(functionCode(withNonce)), byLambda(withNonce)]) {
    expect((await run(page))['content-security-policy']).not.toContain('nonce-');
  }
  for (const run of [byFunction(functionCode(withHeader)), byLambda(withHeader)]) {
    expect((await run(page)).constructor).toBe('ours');
  }
});

it('whatever an origin and a viewer send, no value has a line break, a NUL or an invalid nonce or host', async () => {
  const { config } = stepOf({ contentSecurityPolicy: extra, engine: SecurityHeadersEngine.LAMBDA_EDGE }).step;
  const run = byFunction(functionCode(config));
  const lambda = byLambda(config);
  const text = fc.oneof(
    fc.string(),
    fc.string({ unit: 'binary' }),
    fc.constantFrom('\r\n', '\n', '\0', 'a\r\nb: c', "'", '; '),
  );
  const mixed = fc
    .array(fc.oneof(text, fc.constantFrom(NONCE, 'www.example.com', '.', '-', ':', '443')), { maxLength: 4 })
    .map((list) => list.join(''));
  // Whole: with an invalid host, the policy is that without a function.
  const policy = new RegExp(
    "^default-src 'none'; script-src 'self'( 'nonce-[\\w+/-]{1,128}={0,2}' 'unsafe-inline')?; "
      + "[^;,]*; [^;,]*; [^;,]*; connect-src 'self'( wss://[a-z0-9.-]+(:\\d{1,5})? "
      + 'd111111abcdef8\\.cloudfront\\.net)?; [^,]*$',
    'i',
  );
  await fc.assert(fc.asyncProperty(mixed, mixed, async (nonce, host) => {
    const given: Sent = { headers: { 'Content-Type': 'text/html', 'X-CSP-Nonce': nonce }, host };
    const result = run(given);
    expect(await lambda(given)).toEqual(result);
    expect(result['x-csp-nonce']).toBeUndefined();
    for (const value of Object.values(result)) expect(value).toMatch(/^[\t\x20-\x7e]*$/);
    expect(result['content-security-policy']).toMatch(policy);
    expect(Object.entries(result).join('').length).toBeLessThan(10_240);
  }), { numRuns: 300 });
});

it.each<[string, SecurityHeadersOptions]>([
  ['a host and a nonce beside a policy', { contentSecurityPolicy: extra, engine: SecurityHeadersEngine.HYBRID }],
  ['BALANCED alone', { engine: SecurityHeadersEngine.CLOUDFRONT_FUNCTION }],
  ['STRICT alone', { engine: SecurityHeadersEngine.CLOUDFRONT_FUNCTION, preset: SecurityHeadersPreset.STRICT }],
  ['the list of OWASP beside a policy', { removeHeaders: SecurityHeaders.OWASP_HEADERS }],
])('the function for %s has at most 4 KB', (_, options) => {
  expect(Buffer.byteLength(functionCode(stepOf(options).step.config))).toBeLessThanOrEqual(4_096);
});
