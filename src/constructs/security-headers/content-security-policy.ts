import { CspSource } from './csp-source';
import type { Problem } from '../../core/problem';
import { flag, instanceOf, listOf, optional, Struct, type Property } from '../../core/problem/kinds';
import { BALANCED_CSP } from '../../core/security-headers/balanced';
import type { CspDirective } from '../../core/security-headers/csp';

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
  /** Style sheets and `<style>`. @default - not sent */
  readonly styleSrc?: CspSource[];
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
  /** Frames that the page may embed. @default - not sent */
  readonly frameSrc?: CspSource[];
  /** Plugins. @default - not sent */
  readonly objectSrc?: CspSource[];
  /** URLs that `<base>` may have. @default - not sent */
  readonly baseUri?: CspSource[];
  /** URLs to which forms may be submitted. @default - not sent */
  readonly formAction?: CspSource[];
  /** Sites that may embed the page in a frame. @default - not sent */
  readonly frameAncestors?: CspSource[];
  /** Whether browsers load `http:` subresources with `https:` instead. @default false */
  readonly upgradeInsecureRequests?: boolean;
}

/**
 * A typed Content-Security-Policy.
 *
 * Mistakes that browsers silently ignore, such as another source in addition to `'none'`, are errors when the app is
 * synthesized.
 *
 * @example
 * new SecurityHeaders(this, 'Headers', {
 *   distribution,
 *   contentSecurityPolicy: ContentSecurityPolicy.fromDirectives({
 *     defaultSrc: [CspSource.NONE],
 *     scriptSrc: [CspSource.SELF],
 *     connectSrc: [CspSource.host('https://api.example.com')],
 *   }),
 * });
 *
 * @see https://www.w3.org/TR/CSP3/
 */
export class ContentSecurityPolicy {
  /**
   * A policy with exactly these directives.
   *
   * @param directives The header has them in the order of `CspDirectives`.
   */
  public static fromDirectives(directives: CspDirectives): ContentSecurityPolicy {
    const { sound, problems } = DIRECTIVES.read(directives);
    const sources = ORDER.flatMap(([property, name]): CspDirective[] => {
      const list = sound[property];
      return list ? [{ name, sources: list.map((s) => s._model) }] : [];
    });
    const flags = sound.upgradeInsecureRequests ? [{ name: 'upgrade-insecure-requests', sources: [] }] : [];
    return new ContentSecurityPolicy([...sources, ...flags], problems);
  }

  /**
   * The default policy: allows everything from the site's own origin, and images from any https site; blocks inline
   * scripts and plugins.
   */
  public static balanced(): ContentSecurityPolicy {
    return new ContentSecurityPolicy(BALANCED_CSP);
  }

  /** @internal */
  public readonly _directives: readonly CspDirective[];

  /** @internal */
  public readonly _problems: readonly Problem[];

  private constructor(directives: readonly CspDirective[], problems: readonly Problem[] = []) {
    this._directives = directives;
    this._problems = problems;
  }
}

type SourceListProperty = Exclude<keyof CspDirectives, 'upgradeInsecureRequests'>;

const ORDER: readonly (readonly [SourceListProperty, string])[] = [
  ['defaultSrc', 'default-src'],
  ['scriptSrc', 'script-src'],
  ['styleSrc', 'style-src'],
  ['styleSrcAttr', 'style-src-attr'],
  ['imgSrc', 'img-src'],
  ['fontSrc', 'font-src'],
  ['connectSrc', 'connect-src'],
  ['mediaSrc', 'media-src'],
  ['manifestSrc', 'manifest-src'],
  ['workerSrc', 'worker-src'],
  ['frameSrc', 'frame-src'],
  ['objectSrc', 'object-src'],
  ['baseUri', 'base-uri'],
  ['formAction', 'form-action'],
  ['frameAncestors', 'frame-ancestors'],
];

const SOURCES = optional(listOf(instanceOf(CspSource, 'use CspSource.host("images.example.com"), say'), 'CspSource'));
const DIRECTIVES = new Struct<CspDirectives>('CspDirectives', {
  ...Object.fromEntries(ORDER.map(([property]) => [property, SOURCES])) as Record<SourceListProperty, Property>,
  upgradeInsecureRequests: optional(flag),
});
