import * as fc from 'fast-check';
import { byFunction, functionCode, hybrid } from './support';
import {
  ContentSecurityPolicy, CspSource, SecurityHeadersEngine, SecurityHeadersPreset, WeakPolicyAction,
  type SecurityHeadersOptions,
} from '../../src';
import { checkSettings } from '../../src/constructs/security-headers/check-settings';
import { engineOf } from '../../src/constructs/security-headers/engine-of';
import { headerSettings } from '../../src/constructs/security-headers/header-settings';
import { hasErrors } from '../../src/core/problem';

const HOST = `${`${'a'.repeat(61)}.`.repeat(4)}aaaaa:65535`;
const NONCE = `${'n'.repeat(128)}==`;

const source = fc.oneof(
  fc.constantFrom(CspSource.SELF, CspSource.viewerHost(), CspSource.viewerHost('wss'), CspSource.distributionDomain()),
  fc.domain().map((name) => CspSource.host(name)),
  fc.integer({ min: 1, max: 3000 }).map((length) => CspSource.host(`a.example/${'x'.repeat(length)}`)),
);
const nonce = fc.constantFrom(CspSource.nonceFromOriginHeader('X-Nonce'), CspSource.UNSAFE_INLINE, CspSource.SELF);
const options: fc.Arbitrary<SecurityHeadersOptions> = fc.record({
  engine: fc.constantFrom(
    SecurityHeadersEngine.HYBRID, SecurityHeadersEngine.CLOUDFRONT_FUNCTION, SecurityHeadersEngine.LAMBDA_EDGE),
  preset: fc.constantFrom(...Object.values(SecurityHeadersPreset)),
  contentSecurityPolicy: fc.record({
    connectSrc: fc.array(source, { minLength: 1, maxLength: 30 }), scriptSrc: fc.uniqueArray(nonce, { minLength: 1 }),
  }).map((directives) => ContentSecurityPolicy.fromDirectives(directives)),
  removeHeaders: fc.uniqueArray(fc.stringMatching(/^X-[a-z]{1,9}$/), { maxLength: 20, selector: (name) => name }),
  weakPolicy: fc.constant(WeakPolicyAction.IGNORE),
});

it('whatever the engine and the request: the headers within their limits, or a problem', () => {
  let sent = 0;
  fc.assert(fc.property(options, (given) => {
    const settings = headerSettings(given);
    if (hasErrors(checkSettings(given, settings, engineOf(given, settings)))) return;
    sent += 1;
    const { step: { config }, before } = hybrid(given);
    const fromOrigin = { headers: { 'Content-Type': 'text/html', 'X-Nonce': NONCE }, host: HOST };
    const isHybrid = given.engine === SecurityHeadersEngine.HYBRID;
    const { 'content-type': type, ...ours } = byFunction(functionCode(config))(isHybrid ? before(fromOrigin) : fromOrigin);
    expect(type).toBe('text/html');
    expect(ours['x-nonce']).toBe(config.removed?.includes(' x-nonce ') ? undefined : NONCE);
    const { 'x-nonce': _, ...headers } = ours;
    for (const value of Object.values(headers)) expect(value).toMatch(/^[\t\x20-\x7e]*$/);
    expect(Object.entries(headers).flat().join('').length).toBeLessThanOrEqual(10_240);
    const policy = headers['content-security-policy'];
    const [connect, script] = [policy.includes(HOST), policy.includes(NONCE)];
    const asks = JSON.stringify(given.contentSecurityPolicy!._directives);
    expect([connect, script]).toEqual([asks.includes('viewer-host'), asks.includes('"nonce"')]);
  }), { numRuns: 200 });
  expect(sent).toBeGreaterThan(20);
});
