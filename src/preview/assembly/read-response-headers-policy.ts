import { isHeader } from './checked-values';
import { managed, policyConfig } from './read-policies';
import type { Reading } from './reading';
import { listOf, member, scalar, type Value } from './reference';
import { MANAGED_RESPONSE_HEADERS_POLICIES } from '../../core/facts/managed-policies';
import type { CorsSettings, PolicyHeader, ResponseHeadersPolicySettings } from '../../core/facts/policy-settings';

export function readResponseHeadersPolicy(
  id: Value | undefined,
  reading: Reading,
): ResponseHeadersPolicySettings | undefined {
  const config = policyConfig(id, 'AWS::CloudFront::ResponseHeadersPolicy', 'ResponseHeadersPolicyConfig', reading);
  if (config === undefined) return managed(MANAGED_RESPONSE_HEADERS_POLICIES, id, 'response headers policy', reading);
  const { here } = reading;
  const timing = member(config, 'ServerTimingHeadersConfig');
  return {
    name: here.text(member(config, 'Name')),
    remove: listOf(member(config, 'RemoveHeadersConfig', 'Items')).map((item) => here.text(member(item, 'Header'))),
    cors: cors(member(config, 'CorsConfig')),
    headers: [
      ...securityHeaders(member(config, 'SecurityHeadersConfig'), (value) => here.text(value)),
      ...listOf(member(config, 'CustomHeadersConfig', 'Items')).map((item) => ({
        name: here.text(member(item, 'Header')),
        value: here.text(member(item, 'Value')),
        override: member(item, 'Override') === true,
      })),
    ].filter(({ name, value }) =>
      isHeader(name, value, `response headers policy ${here.text(member(config, 'Name'))}`, reading),
    ),
    serverTimingRate:
      member(timing, 'Enabled') === true ? Number(scalar(member(timing, 'SamplingRate')) || 100) : undefined,
  };
}

function cors(config: Value | undefined): CorsSettings | undefined {
  if (config === undefined) return undefined;
  const items = (key: string) => listOf(member(config, key, 'Items')).map(scalar);
  const maxAge = member(config, 'AccessControlMaxAgeSec');
  return {
    allowOrigins: items('AccessControlAllowOrigins'),
    allowMethods: items('AccessControlAllowMethods'),
    allowHeaders: items('AccessControlAllowHeaders'),
    exposeHeaders: items('AccessControlExposeHeaders'),
    allowCredentials: member(config, 'AccessControlAllowCredentials') === true,
    maxAgeSec: maxAge === undefined ? undefined : Number(scalar(maxAge)),
    override: member(config, 'OriginOverride') === true,
  };
}

/** The security headers of a policy: the group of settings, the header's name, and how the settings are serialized. */
const SECURITY_HEADERS: readonly [
  group: string,
  name: string,
  render: (settings: Value, text: (value?: Value) => string) => string,
][] = [
  ['ContentSecurityPolicy', 'Content-Security-Policy', (s, text) => text(member(s, 'ContentSecurityPolicy'))],
  ['ContentTypeOptions', 'X-Content-Type-Options', () => 'nosniff'],
  ['FrameOptions', 'X-Frame-Options', (s, text) => text(member(s, 'FrameOption'))],
  ['ReferrerPolicy', 'Referrer-Policy', (s, text) => text(member(s, 'ReferrerPolicy'))],
  [
    'StrictTransportSecurity',
    'Strict-Transport-Security',
    (s, text) =>
      [
        `max-age=${text(member(s, 'AccessControlMaxAgeSec'))}`,
        ...(member(s, 'IncludeSubdomains') === true ? ['includeSubDomains'] : []),
        ...(member(s, 'Preload') === true ? ['preload'] : []),
      ].join('; '),
  ],
  [
    'XSSProtection',
    'X-XSS-Protection',
    (s, text) => {
      if (member(s, 'Protection') !== true) return '0';
      const report = text(member(s, 'ReportUri'));
      return [
        '1',
        ...(member(s, 'ModeBlock') === true ? ['mode=block'] : []),
        ...(report === '' ? [] : [`report=${report}`]),
      ].join('; ');
    },
  ],
];

function securityHeaders(config: Value | undefined, text: (value?: Value) => string): PolicyHeader[] {
  return SECURITY_HEADERS.flatMap(([group, name, render]) => {
    const settings = member(config, group);
    return settings === undefined
      ? []
      : [{ name, value: render(settings, text), override: member(settings, 'Override') === true }];
  });
}
