import { HeadersFrameOption, HeadersReferrerPolicy, type ResponseCustomHeader } from 'aws-cdk-lib/aws-cloudfront';
import { ContentSecurityPolicy } from './content-security-policy';
import {
  CrossOriginEmbedderPolicy, CrossOriginOpenerPolicy, CrossOriginResourcePolicy, PermittedCrossDomainPolicies,
} from './cross-origin-policies';
import { PermissionsPolicy } from './permissions-policy';
import { SecurityHeader } from './security-header';
import { SecurityHeadersEngine } from './security-headers-engine';
import type { SecurityHeadersProps } from './security-headers-options';
import { SecurityHeadersPreset } from './security-headers-preset';
import type { StrictTransportSecurity } from './strict-transport-security';
import { WeakPolicyAction } from './weak-policy-action';
import { flag, instanceOf, kind, listOf, oneOf, optional, required, Struct, text } from '../../core/problem/kinds';
import { duration } from '../known-duration';
import { COMMON } from '../read-props';

export const HSTS = new Struct<StrictTransportSecurity>('StrictTransportSecurity', {
  maxAge: optional(duration), includeSubdomains: optional(flag), preload: optional(flag),
});

const CUSTOM_HEADER = new Struct<ResponseCustomHeader>('ResponseCustomHeader', {
  header: required(text, 'name the header'),
  value: required(text, 'write its value'),
  override: required(flag, 'say whether it replaces that of the origin'),
});

const CSP = optional(instanceOf(ContentSecurityPolicy, 'use one such as ContentSecurityPolicy.balanced()'));
const HEADERS = optional(listOf(oneOf('SecurityHeader', SecurityHeader), 'SecurityHeader'));
const OPENER = optional(oneOf('CrossOriginOpenerPolicy', CrossOriginOpenerPolicy));
const EMBEDDER = optional(oneOf('CrossOriginEmbedderPolicy', CrossOriginEmbedderPolicy));

const urls = kind('an object of strings', (value) => (
  typeof value === 'object' && value !== null && !Array.isArray(value)
  && Object.values(value).every((url) => typeof url === 'string')), 'use one such as { main: "https://a.example/r" }');

export const PROPERTIES = new Struct<SecurityHeadersProps>('SecurityHeadersProps', {
  ...COMMON,
  preset: optional(oneOf('SecurityHeadersPreset', SecurityHeadersPreset)),
  engine: optional(oneOf('SecurityHeadersEngine', SecurityHeadersEngine)),
  managedPolicy: optional(flag),
  documentsOnly: optional(flag),
  omit: HEADERS,
  keepOrigin: HEADERS,
  contentSecurityPolicy: CSP,
  contentSecurityPolicyReportOnly: CSP,
  strictTransportSecurity: optional(HSTS.kind),
  contentTypeOptions: optional(flag),
  frameOptions: optional(oneOf('HeadersFrameOption', HeadersFrameOption)),
  referrerPolicy: optional(oneOf('HeadersReferrerPolicy', HeadersReferrerPolicy)),
  permissionsPolicy: optional(instanceOf(PermissionsPolicy, 'use one such as PermissionsPolicy.balanced()')),
  crossOriginOpenerPolicy: OPENER,
  crossOriginOpenerPolicyReportOnly: OPENER,
  crossOriginEmbedderPolicy: EMBEDDER,
  crossOriginEmbedderPolicyReportOnly: EMBEDDER,
  crossOriginResourcePolicy: optional(oneOf('CrossOriginResourcePolicy', CrossOriginResourcePolicy)),
  originAgentCluster: optional(flag),
  permittedCrossDomainPolicies: optional(oneOf('PermittedCrossDomainPolicies', PermittedCrossDomainPolicies)),
  xssProtection: optional(flag),
  reportingEndpoints: optional(urls),
  customHeaders: optional(listOf(CUSTOM_HEADER.kind, 'ResponseCustomHeader')),
  removeHeaders: optional(listOf(text, 'strings')),
  removeFingerprintingHeaders: optional(flag),
  weakPolicy: optional(oneOf('WeakPolicyAction', WeakPolicyAction)),
});
