import { HeadersFrameOption, HeadersReferrerPolicy } from 'aws-cdk-lib/aws-cloudfront';
import * as fc from 'fast-check';
import {
  ContentSecurityPolicy, CrossOriginEmbedderPolicy, CrossOriginOpenerPolicy, CrossOriginResourcePolicy,
  PermissionsPolicy, PermittedCrossDomainPolicies, SecurityHeader, SecurityHeadersPreset, type SecurityHeadersOptions,
} from '../../src';
import { headerSettings } from '../../src/constructs/security-headers/header-settings';
import { HEADER_NAMES, HEADER_PROPERTIES } from '../../src/core/security-headers/header-names';

const anyOf = (members: object) => fc.constantFrom(...Object.values(members));
const csp = fc.constantFrom(ContentSecurityPolicy.strict(), ContentSecurityPolicy.fromString('img-src *'));

/** Values of each property that is a header. */
const VALUES: Readonly<Record<(typeof HEADER_PROPERTIES)[number], fc.Arbitrary<unknown>>> = {
  contentSecurityPolicy: csp,
  contentSecurityPolicyReportOnly: csp,
  strictTransportSecurity: fc.record({ includeSubdomains: fc.boolean(), preload: fc.boolean() }),
  contentTypeOptions: fc.boolean(),
  frameOptions: anyOf(HeadersFrameOption),
  referrerPolicy: anyOf(HeadersReferrerPolicy),
  permissionsPolicy: fc.constantFrom(PermissionsPolicy.empty(), PermissionsPolicy.fromString('camera=*')),
  crossOriginOpenerPolicy: anyOf(CrossOriginOpenerPolicy),
  crossOriginOpenerPolicyReportOnly: anyOf(CrossOriginOpenerPolicy),
  crossOriginEmbedderPolicy: anyOf(CrossOriginEmbedderPolicy),
  crossOriginEmbedderPolicyReportOnly: anyOf(CrossOriginEmbedderPolicy),
  crossOriginResourcePolicy: anyOf(CrossOriginResourcePolicy),
  originAgentCluster: fc.boolean(),
  permittedCrossDomainPolicies: anyOf(PermittedCrossDomainPolicies),
  xssProtection: fc.boolean(),
  // With one endpoint, other policies report to it.
  reportingEndpoints: fc.constant({ a: '/a', b: '/b' }),
};

/** All headers but one, with their switches, and what is removed. */
function others(given: Partial<SecurityHeadersOptions>, but: string): unknown {
  const { headers, removed } = headerSettings(given);
  const kept = headers.filter(({ name }) => name !== but);
  return { removed, headers: kept.map(({ name, value, override }) => [name, value, override]) };
}

const change = fc.constantFrom(...HEADER_PROPERTIES).chain((property) => fc.oneof(
  VALUES[property].map((value) => ({ property, changed: { [property]: value } })),
  fc.constantFrom('omit', 'keepOrigin').map((list) => (
    { property, changed: { [list]: [HEADER_NAMES[property] as SecurityHeader] } })),
));

it('a preset and one changed property: that header changes only', () => {
  let changes = 0;
  fc.assert(fc.property(anyOf(SecurityHeadersPreset), change, (preset, { property, changed }) => {
    const name = HEADER_NAMES[property];
    expect(others({ preset, ...changed }, name)).toEqual(others({ preset }, name));
    const whole = (given: object) => JSON.stringify(others({ preset, ...given }, ''));
    if (whole(changed) !== whole({})) changes += 1;
  }), { numRuns: 400 });
  expect(changes).toBeGreaterThan(100);
});
