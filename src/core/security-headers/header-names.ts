/** The headers that have a property, in the order in which they are documented. */
export const HEADER_NAMES = {
  contentSecurityPolicy: 'Content-Security-Policy',
  contentSecurityPolicyReportOnly: 'Content-Security-Policy-Report-Only',
  strictTransportSecurity: 'Strict-Transport-Security',
  contentTypeOptions: 'X-Content-Type-Options',
  frameOptions: 'X-Frame-Options',
  referrerPolicy: 'Referrer-Policy',
  permissionsPolicy: 'Permissions-Policy',
  crossOriginOpenerPolicy: 'Cross-Origin-Opener-Policy',
  crossOriginOpenerPolicyReportOnly: 'Cross-Origin-Opener-Policy-Report-Only',
  crossOriginEmbedderPolicy: 'Cross-Origin-Embedder-Policy',
  crossOriginEmbedderPolicyReportOnly: 'Cross-Origin-Embedder-Policy-Report-Only',
  crossOriginResourcePolicy: 'Cross-Origin-Resource-Policy',
  originAgentCluster: 'Origin-Agent-Cluster',
  permittedCrossDomainPolicies: 'X-Permitted-Cross-Domain-Policies',
  xssProtection: 'X-XSS-Protection',
  reportingEndpoints: 'Reporting-Endpoints',
} as const;

/** A property of `SecurityHeaders` that is a header. */
export type HeaderProperty = keyof typeof HEADER_NAMES;

export const HEADER_PROPERTIES = Object.keys(HEADER_NAMES) as readonly HeaderProperty[];

/** Those for which response headers policies have an option of their own: they are no custom headers. */
export const NATIVE_HEADERS: readonly HeaderProperty[] = [
  'contentSecurityPolicy', 'strictTransportSecurity', 'contentTypeOptions', 'frameOptions', 'referrerPolicy',
  'xssProtection',
];
