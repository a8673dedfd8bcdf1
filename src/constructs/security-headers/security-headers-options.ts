import type {
  HeadersFrameOption, HeadersReferrerPolicy, IDistributionRef, ResponseCustomHeader,
} from 'aws-cdk-lib/aws-cloudfront';
import type { ContentSecurityPolicy } from './content-security-policy';
import type {
  CrossOriginEmbedderPolicy, CrossOriginOpenerPolicy, CrossOriginResourcePolicy, PermittedCrossDomainPolicies,
} from './cross-origin-policies';
import type { PermissionsPolicy } from './permissions-policy';
import type { SecurityHeader } from './security-header';
import type { SecurityHeadersEngine } from './security-headers-engine';
import type { SecurityHeadersPreset } from './security-headers-preset';
import type { StrictTransportSecurity } from './strict-transport-security';
import type { WeakPolicyAction } from './weak-policy-action';
import type { EdgeBehaviors } from '../edge-behaviors';
import type { EdgeAttachmentOptions } from '../existing/edge-attachment-options';

/** Options of `SecurityHeaders`. Each header that you set changes that header only; the preset has the others. */
export interface SecurityHeadersOptions extends EdgeAttachmentOptions {
  /**
   * The behaviors whose responses get the headers.
   *
   * @default - all behaviors
   */
  readonly behaviors?: EdgeBehaviors;

  /**
   * The headers that are sent where no property says otherwise.
   *
   * @default SecurityHeadersPreset.BALANCED
   */
  readonly preset?: SecurityHeadersPreset;

  /**
   * What sets the headers.
   *
   * @default SecurityHeadersEngine.AUTO
   */
  readonly engine?: SecurityHeadersEngine;

  /**
   * Whether behaviors get CloudFront's own `SecurityHeadersPolicy`, for flat-rate plans that allow no other policy. A
   * behavior that has one of CloudFront's own for CORS gets the one with both.
   *
   * That policy cannot be changed: a property that it does not fulfil is an error (`EDGE_MANAGED_POLICY`), and a note
   * says what it has less than the preset (`EDGE_MANAGED_POLICY_LACKS`). With
   * `SecurityHeadersEngine.CLOUDFRONT_FUNCTION` or `LAMBDA_EDGE`, the function sets the headers, with all properties,
   * and the policy is for responses that no function sees.
   *
   * @default false
   */
  readonly managedPolicy?: boolean;

  /**
   * Whether images, fonts, data and the like are sent without the headers that browsers use of documents only:
   * Content-Security-Policy, X-Frame-Options, Permissions-Policy, COOP, COEP, `Origin-Agent-Cluster`,
   * `X-XSS-Protection` and `Reporting-Endpoints`.
   *
   * A function decides by Content-Type. PDF, SVG, XML and JavaScript count as documents, and what has no type.
   *
   * @default - true where a function on viewer-response sets headers anyway, or no policy does; false with API
   */
  readonly documentsOnly?: boolean;

  /**
   * Headers that are not sent. What the origin sends stays.
   *
   * @default - none
   */
  readonly omit?: SecurityHeader[];

  /**
   * Headers that are only sent where the origin sends none: its own value is kept.
   *
   * @default - none: the headers replace those of the origin
   */
  readonly keepOrigin?: SecurityHeader[];

  /**
   * What pages may load and run. At most 1,783 characters, unless a function alone sets the headers
   * (`EDGE_CSP_LENGTH`).
   *
   * @default - that of the preset
   */
  readonly contentSecurityPolicy?: ContentSecurityPolicy;

  /**
   * A policy that blocks nothing: browsers report what it would block. It may be sent beside the other one.
   *
   * @default - not sent
   */
  readonly contentSecurityPolicyReportOnly?: ContentSecurityPolicy;

  /**
   * How long browsers use https only (HSTS).
   *
   * @default - that of the preset; with NONE, not sent
   */
  readonly strictTransportSecurity?: StrictTransportSecurity;

  /**
   * Whether `X-Content-Type-Options: nosniff` is sent: browsers do not run files of another type as scripts.
   *
   * @default true; false with NONE
   */
  readonly contentTypeOptions?: boolean;

  /**
   * Whether pages of the same site may embed a page in a frame. Browsers that know `frameAncestors` ignore it; a value
   * that differs from it is reported (`EDGE_FRAME_OPTIONS`).
   *
   * @default - SAMEORIGIN; DENY with STRICT and API; not sent with NONE
   */
  readonly frameOptions?: HeadersFrameOption;

  /**
   * How much of the URL of a page other sites see when they are requested from it.
   *
   * @default - STRICT_ORIGIN_WHEN_CROSS_ORIGIN; NO_REFERRER with STRICT and API; not sent with NONE
   */
  readonly referrerPolicy?: HeadersReferrerPolicy;

  /**
   * Which features of browsers pages, and frames in them, may use.
   *
   * @default - that of the preset; not sent with API and NONE
   */
  readonly permissionsPolicy?: PermissionsPolicy;

  /**
   * Whether a page and the pages that open it, or that it opens, can reach each other.
   *
   * @default - SAME_ORIGIN_ALLOW_POPUPS; SAME_ORIGIN with STRICT and API; not sent with NONE
   */
  readonly crossOriginOpenerPolicy?: CrossOriginOpenerPolicy;

  /**
   * The same for a value that is only reported.
   *
   * @default - not sent
   */
  readonly crossOriginOpenerPolicyReportOnly?: CrossOriginOpenerPolicy;

  /**
   * Whether a page may load files of others that do not permit it.
   *
   * @default - not sent; REQUIRE_CORP with STRICT
   */
  readonly crossOriginEmbedderPolicy?: CrossOriginEmbedderPolicy;

  /**
   * The same for a value that is only reported.
   *
   * @default - not sent
   */
  readonly crossOriginEmbedderPolicyReportOnly?: CrossOriginEmbedderPolicy;

  /**
   * Which sites may embed the responses without CORS.
   *
   * @default - SAME_SITE; SAME_ORIGIN with STRICT and API; not sent with NONE
   */
  readonly crossOriginResourcePolicy?: CrossOriginResourcePolicy;

  /**
   * Whether browsers may keep the origin in a process of its own: `Origin-Agent-Cluster: ?1`, or `?0` for false.
   *
   * @default true; not sent with API and NONE
   */
  readonly originAgentCluster?: boolean;

  /**
   * Which policy files of the site Acrobat may use.
   *
   * @default PermittedCrossDomainPolicies.NONE; not sent with NONE
   */
  readonly permittedCrossDomainPolicies?: PermittedCrossDomainPolicies;

  /**
   * Whether old browsers filter pages: `X-XSS-Protection: 1; mode=block`, or `0` for false. The filter could be used
   * for attacks.
   *
   * @default false; not sent with API and NONE
   */
  readonly xssProtection?: boolean;

  /**
   * Where browsers send reports: URLs by name. If there is one, all policies report to it that do not say where.
   *
   * @default - not sent
   */
  readonly reportingEndpoints?: { readonly [name: string]: string };

  /**
   * Other headers. A header that has a property of its own is an error (`EDGE_HEADER_TWICE`).
   *
   * @default - none
   */
  readonly customHeaders?: ResponseCustomHeader[];

  /**
   * Headers of the origin that are removed, besides those of `removeFingerprintingHeaders`. Some cannot be removed
   * (`EDGE_HEADER_NAME`). A policy removes ten, a function all: `SecurityHeaders.OWASP_HEADERS` are those that OWASP
   * lists.
   *
   * @default - none
   */
  readonly removeHeaders?: string[];

  /**
   * Whether headers that reveal the software of the origin are removed: `X-Powered-By`, `X-AspNet-Version`,
   * `X-AspNetMvc-Version` and `X-Generator`.
   *
   * @default true; false with NONE
   */
  readonly removeFingerprintingHeaders?: boolean;

  /**
   * What happens if a value of a header is weak, such as `'unsafe-inline'` in `scriptSrc` (`EDGE_HEADERS_…`).
   *
   * Headers that are left out are not reported. Values that are only known at deploy time are not checked
   * (`EDGE_HEADERS_UNCHECKED`).
   *
   * @default WeakPolicyAction.WARN
   */
  readonly weakPolicy?: WeakPolicyAction;
}

/** Properties of `SecurityHeaders`. */
export interface SecurityHeadersProps extends SecurityHeadersOptions {
  /**
   * A distribution of this app: `Distribution`, `CfnDistribution`, or what `CfnInclude` returns. It stays as you
   * declared it.
   */
  readonly distribution: IDistributionRef;
}
