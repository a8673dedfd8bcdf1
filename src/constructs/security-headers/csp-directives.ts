import type { CspSandbox } from './csp-sandbox';
import type { CspSource } from './csp-source';

/**
 * The directives of a Content-Security-Policy. Directives that you omit are not sent.
 *
 * @see https://www.w3.org/TR/CSP3/#csp-directives
 */
export interface CspDirectives {
  /** The fallback of other fetch directives. @default - not sent */
  readonly defaultSrc?: CspSource[];
  /** Scripts. @default - not sent */
  readonly scriptSrc?: CspSource[];
  /** `<script>` elements. @default - not sent */
  readonly scriptSrcElem?: CspSource[];
  /** Event handlers in attributes, such as `onclick`. @default - not sent */
  readonly scriptSrcAttr?: CspSource[];
  /** Style sheets and `<style>`. @default - not sent */
  readonly styleSrc?: CspSource[];
  /** `<style>` elements and style sheets, not attributes. @default - not sent */
  readonly styleSrcElem?: CspSource[];
  /** `style` attributes. @default - not sent */
  readonly styleSrcAttr?: CspSource[];
  /** Images. @default - not sent */
  readonly imgSrc?: CspSource[];
  /** Fonts. @default - not sent */
  readonly fontSrc?: CspSource[];
  /** Where scripts may connect to: fetch, WebSocket, beacons. @default - not sent */
  readonly connectSrc?: CspSource[];
  /** Audio and video. @default - not sent */
  readonly mediaSrc?: CspSource[];
  /** Web app manifests. @default - not sent */
  readonly manifestSrc?: CspSource[];
  /** Workers. @default - not sent */
  readonly workerSrc?: CspSource[];
  /** Frames and workers, where `frameSrc` or `workerSrc` are not sent. @default - not sent */
  readonly childSrc?: CspSource[];
  /** Frames that the page may embed. @default - not sent */
  readonly frameSrc?: CspSource[];
  /** `<fencedframe>` elements. @default - not sent */
  readonly fencedFrameSrc?: CspSource[];
  /** Plugins. @default - not sent */
  readonly objectSrc?: CspSource[];
  /** URLs that `<base>` may have. @default - not sent */
  readonly baseUri?: CspSource[];
  /** URLs to which forms may be submitted, and to which the answer may redirect. @default - not sent */
  readonly formAction?: CspSource[];
  /** Sites that may embed the page in a frame. @default - not sent */
  readonly frameAncestors?: CspSource[];
  /** Puts the page in a sandbox, with these exceptions. @default - not sent */
  readonly sandbox?: CspSandbox[];
  /** Whether scripts may only write HTML and code that a Trusted Types policy made. @default false */
  readonly requireTrustedTypesForScript?: boolean;
  /** Names of the Trusted Types policies that scripts may create. @default - not sent: all names */
  readonly trustedTypes?: string[];
  /** Whether browsers load `http:` subresources with `https:` instead. @default false */
  readonly upgradeInsecureRequests?: boolean;
  /**
   * Where browsers send reports: a name of `reportingEndpoints`.
   *
   * @default - the only one of `reportingEndpoints`, unless `reportUri` is set
   */
  readonly reportTo?: string;
  /** URLs for reports of browsers that do not know `reportTo`. @default - not sent */
  readonly reportUri?: string[];
}
