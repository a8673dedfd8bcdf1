/** A header that `SecurityHeaders` has a property for. */
export enum SecurityHeader {
  /** `Content-Security-Policy` */
  CONTENT_SECURITY_POLICY = 'Content-Security-Policy',
  /** `Content-Security-Policy-Report-Only` */
  CONTENT_SECURITY_POLICY_REPORT_ONLY = 'Content-Security-Policy-Report-Only',
  /** `Strict-Transport-Security` */
  STRICT_TRANSPORT_SECURITY = 'Strict-Transport-Security',
  /** `X-Content-Type-Options` */
  CONTENT_TYPE_OPTIONS = 'X-Content-Type-Options',
  /** `X-Frame-Options` */
  FRAME_OPTIONS = 'X-Frame-Options',
  /** `Referrer-Policy` */
  REFERRER_POLICY = 'Referrer-Policy',
  /** `Permissions-Policy` */
  PERMISSIONS_POLICY = 'Permissions-Policy',
  /** `Cross-Origin-Opener-Policy` */
  CROSS_ORIGIN_OPENER_POLICY = 'Cross-Origin-Opener-Policy',
  /** `Cross-Origin-Opener-Policy-Report-Only` */
  CROSS_ORIGIN_OPENER_POLICY_REPORT_ONLY = 'Cross-Origin-Opener-Policy-Report-Only',
  /** `Cross-Origin-Embedder-Policy` */
  CROSS_ORIGIN_EMBEDDER_POLICY = 'Cross-Origin-Embedder-Policy',
  /** `Cross-Origin-Embedder-Policy-Report-Only` */
  CROSS_ORIGIN_EMBEDDER_POLICY_REPORT_ONLY = 'Cross-Origin-Embedder-Policy-Report-Only',
  /** `Cross-Origin-Resource-Policy` */
  CROSS_ORIGIN_RESOURCE_POLICY = 'Cross-Origin-Resource-Policy',
  /** `Origin-Agent-Cluster` */
  ORIGIN_AGENT_CLUSTER = 'Origin-Agent-Cluster',
  /** `X-Permitted-Cross-Domain-Policies` */
  PERMITTED_CROSS_DOMAIN_POLICIES = 'X-Permitted-Cross-Domain-Policies',
  /** `X-XSS-Protection` */
  XSS_PROTECTION = 'X-XSS-Protection',
  /** `Reporting-Endpoints` */
  REPORTING_ENDPOINTS = 'Reporting-Endpoints',
}
