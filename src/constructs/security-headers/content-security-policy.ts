import { CspSource } from './csp-source';
import type { Problem } from '../../core/problem';
import { flag, instanceOf, listOf, optional, Struct, type Property } from '../../core/problem/kinds';
import { BALANCED_CSP } from '../../core/security-headers/balanced';
import type { CspDirective } from '../../core/security-headers/csp';

/**
 * The directives of a Content-Security-Policy; those you leave out are not sent.
 *
 * @see https://www.w3.org/TR/CSP3/#csp-directives
 */
export interface CspDirectives {
  /** What the fetch directives that are missing fall back to. @default - not sent */
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
  /** What may be framed by the page. @default - not sent */
  readonly frameSrc?: CspSource[];
  /** Plugins. @default - not sent */
  readonly objectSrc?: CspSource[];
  /** What `<base>` may point to. @default - not sent */
  readonly baseUri?: CspSource[];
  /** Where forms may be sent to. @default - not sent */
  readonly formAction?: CspSource[];
  /** Who may frame the page. @default - not sent */
  readonly frameAncestors?: CspSource[];
  /** Have browsers fetch `http:` subresources by `https:`. @default false */
  readonly upgradeInsecureRequests?: boolean;
}

/**
 * A typed Content-Security-Policy.
 *
 * Mistakes that browsers would pass over in silence, such as a source beside `'none'`, are errors when the app is
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
   * @param directives In the header they stand in the order of `CspDirectives`.
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
   * The default: everything of the site's own origin works, images may come from anywhere by https, inline scripts and
   * plugins are blocked.
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
