import { Duration } from 'aws-cdk-lib';
import { HeadersFrameOption, HeadersReferrerPolicy } from 'aws-cdk-lib/aws-cloudfront';
import * as fc from 'fast-check';
import {
  ContentSecurityPolicy,
  CrossOriginEmbedderPolicy,
  CrossOriginOpenerPolicy,
  CrossOriginResourcePolicy,
  CspDirectives,
  CspSandbox,
  CspService,
  CspSource,
  PermissionsFeature,
  PermissionsPolicy,
  PermittedCrossDomainPolicies,
  SecurityHeader,
  SecurityHeadersPreset,
} from '../../src';
import { checkSettings } from '../../src/constructs/security-headers/check-settings';
import { engineOf } from '../../src/constructs/security-headers/engine-of';
import { headerSettings } from '../../src/constructs/security-headers/header-settings';
import { PROPERTIES } from '../../src/constructs/security-headers/security-headers-properties';
import { hasErrors } from '../../src/core/problem';
import { renderStatic, type CspDirective } from '../../src/core/security-headers/csp';
import { readCsp } from '../../src/core/security-headers/csp-parse';
import { parsePermissions } from '../../src/core/security-headers/permissions-parse';

/** What should not be written, what may be, and what is right. */
const bad = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 8 }),
  fc.constantFrom(
    "'none'",
    "'self",
    'data:',
    '*',
    'a\r\nx: y',
    'a; script-src *',
    'a,b',
    '\0',
    'Main',
    'x'.repeat(900),
    "'nonce-x'",
  ),
);
const mostly = (good: fc.Arbitrary<string>) => fc.oneof({ weight: 12, arbitrary: good }, { weight: 1, arbitrary: bad });
const text = mostly(fc.stringMatching(/^[a-z]{1,8}$/));
const host = mostly(
  fc.oneof(
    fc.domain(),
    fc.domain().map((name) => `https://*.${name}`),
    fc.constantFrom("'self'", 'https:', '*'),
  ),
);
const origin = mostly(fc.domain().map((name) => `https://${name}`));
const url = mostly(fc.oneof(fc.domain().map((name) => `https://${name}/r?a=b&c=d`), fc.constantFrom('/r')));
const source = fc.oneof(
  fc.constantFrom(
    CspSource.SELF,
    CspSource.DATA,
    CspSource.distributionDomain(),
    CspSource.viewerHost(),
    CspSource.viewerHost('wss'),
    CspSource.nonceFromOriginHeader('X-Nonce'),
    CspSource.STRICT_DYNAMIC,
    CspSource.hashOf('a'),
  ),
  host.map((t) => CspSource.of(t)),
  mostly(fc.domain()).map((t) => CspSource.host(t)),
  text.map((t) => CspSource.scheme(t)),
);
const sources = fc.array(source, { maxLength: 3 });
const directives: fc.Arbitrary<CspDirectives> = fc.record({
  defaultSrc: sources,
  scriptSrc: sources,
  scriptSrcElem: sources,
  styleSrc: sources,
  imgSrc: sources,
  workerSrc: sources,
  formAction: sources,
  frameAncestors: sources,
  sandbox: fc.array(fc.constantFrom(...Object.values(CspSandbox)), { maxLength: 2 }),
  requireTrustedTypesForScript: fc.boolean(),
  upgradeInsecureRequests: fc.boolean(),
  trustedTypes: fc.array(text, { maxLength: 2 }),
  reportTo: text,
  reportUri: fc.array(url, { maxLength: 2 }),
}, { requiredKeys: [] });
const policy = fc.oneof(
  directives.map((d) => ContentSecurityPolicy.fromDirectives(d)),
  fc.array(host, { maxLength: 6 }).map((t) => ContentSecurityPolicy.fromString(['img-src', ...t].join(' '))),
  directives.map((d) => ContentSecurityPolicy.balanced().extend(d)),
  directives.map((d) => ContentSecurityPolicy.strict().replace(d)),
  fc.subarray(Object.values(CspService)).map((services) => ContentSecurityPolicy.balanced().allow(...services)),
);
const permissions = fc.oneof(
  mostly(fc.constantFrom('camera=(), usb=*', 'payment=(self)')).map((t) => PermissionsPolicy.fromString(t)),
  fc.tuple(fc.constantFrom(...Object.values(PermissionsFeature)), fc.array(origin, { maxLength: 2 }))
    .map(([feature, origins]) => PermissionsPolicy.balanced().allow(feature, ...origins)),
);
const headers = fc.subarray(Object.values(SecurityHeader), { maxLength: 3 });
const oneOf = <T>(members: Record<string, T>) => fc.constantFrom(...Object.values(members));
const props = fc.record(
  {
    preset: oneOf(SecurityHeadersPreset),
    omit: headers,
    keepOrigin: headers,
    contentSecurityPolicy: policy,
    contentSecurityPolicyReportOnly: policy,
    strictTransportSecurity: fc.record(
      {
        maxAge: fc.nat(2 ** 31 + 2 ** 28).map((n) => Duration.seconds(n)),
        includeSubdomains: fc.boolean(),
        preload: fc.boolean(),
      },
      { requiredKeys: [] },
    ),
    contentTypeOptions: fc.boolean(),
    frameOptions: oneOf(HeadersFrameOption),
    referrerPolicy: oneOf(HeadersReferrerPolicy),
    permissionsPolicy: permissions,
    crossOriginOpenerPolicy: oneOf(CrossOriginOpenerPolicy),
    crossOriginOpenerPolicyReportOnly: oneOf(CrossOriginOpenerPolicy),
    crossOriginEmbedderPolicy: oneOf(CrossOriginEmbedderPolicy),
    crossOriginEmbedderPolicyReportOnly: oneOf(CrossOriginEmbedderPolicy),
    crossOriginResourcePolicy: oneOf(CrossOriginResourcePolicy),
    originAgentCluster: fc.boolean(),
    permittedCrossDomainPolicies: oneOf(PermittedCrossDomainPolicies),
    xssProtection: fc.boolean(),
    reportingEndpoints: fc.dictionary(text, url, { maxKeys: 2 }),
    removeHeaders: fc.array(text, { maxLength: 2 }),
    customHeaders: fc.array(
      fc.record({
        header: mostly(fc.constantFrom('X-A', 'X-B', 'X-C', 'X-D', 'Via', 'referrer-policy')),
        value: text,
        override: fc.boolean(),
      }),
      { maxLength: 4 },
    ),
    removeFingerprintingHeaders: fc.boolean(),
    documentsOnly: fc.boolean(),
  },
  { requiredKeys: [] },
);

/** A few properties at once: with all of them, something is nearly always refused. */
const some = fc.tuple(props, fc.nat(), fc.integer({ min: 1, max: 6 })).map(([given, from, count]) => {
  const entries = Object.entries(given);
  const start = entries.length === 0 ? 0 : from % entries.length;
  return Object.fromEntries([...entries.slice(start), ...entries.slice(0, start)].slice(0, count));
});

/** The headers, if nothing about them is refused. */
function accepted(given: object) {
  const { sound, problems } = PROPERTIES.read(given);
  const settings = headerSettings(sound);
  return hasErrors([...problems, ...checkSettings(sound, settings, engineOf(sound, settings))]) ? undefined : settings;
}

/** Without what is only a note for the checks. */
const plain = (directive: CspDirective) => renderStatic([directive]).split(' ');

it('whatever the properties: sound headers within the limits, or a problem', () => {
  let sent = 0;
  fc.assert(fc.property(some, (given) => {
    const settings = accepted(given);
    if (settings === undefined) return;
    sent += 1;
    const { headers: list, csp, cspReportOnly } = settings;
    for (const { name, value } of list) {
      expect(name).toMatch(/^[\w!#$%&'*+.^`|~-]{1,256}$/);
      expect(value).toMatch(/^[\t\x20-\x7e]{0,1783}$/);
    }
    expect(new Set(list.map(({ name }) => name.toLowerCase())).size).toBe(list.length);
    expect(list.filter(({ native }) => !native).length).toBeLessThanOrEqual(10);
    expect(list.reduce((sum, { name, value }) => sum + name.length + value.length, 0)).toBeLessThanOrEqual(10_240);
    for (const one of [csp, cspReportOnly]) {
      if (one !== undefined) expect(readCsp(renderStatic(one)).map(plain)).toEqual(one.map(plain));
    }
    const permissionsText = list.find(({ property }) => property === 'permissionsPolicy')?.value;
    if (permissionsText !== undefined) expect(parsePermissions(permissionsText).problems).toEqual([]);
  }), { numRuns: 500 });
  expect(sent).toBeGreaterThan(50);
});

it('a value that has a line break is always refused', () => {
  const broken = fc.tuple(text, fc.constantFrom('\r', '\n', '\r\n', '\0'), text).map((parts) => parts.join(''));
  const places = (value: string): object[] => [
    { contentSecurityPolicy: ContentSecurityPolicy.fromDirectives({ imgSrc: [CspSource.of(value)] }) },
    { contentSecurityPolicy: ContentSecurityPolicy.fromDirectives({ imgSrc: [CspSource.host(value)] }) },
    { contentSecurityPolicy: ContentSecurityPolicy.fromDirectives({ imgSrc: [CspSource.SELF], reportUri: [value] }) },
    { contentSecurityPolicyReportOnly: ContentSecurityPolicy.fromDirectives({ trustedTypes: [value] }) },
    { permissionsPolicy: PermissionsPolicy.empty().allow(PermissionsFeature.CAMERA, value) },
    { reportingEndpoints: { main: value } },
    { reportingEndpoints: { [value]: '/r' } },
    { customHeaders: [{ header: 'X-A', value, override: true }] },
    { customHeaders: [{ header: value, value: 'x', override: true }] },
    { removeHeaders: [value] },
  ];
  fc.assert(
    fc.property(broken, (value) => expect(places(value).map(accepted)).toEqual(places(value).map(() => undefined))),
  );
});
