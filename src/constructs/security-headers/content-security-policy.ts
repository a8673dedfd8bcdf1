import type { CspDirectives } from './csp-directives';
import { CspService } from './csp-service';
import type { InlineCodeOptions } from './inline-code-options';
import { readDirectives } from './read-directives';
import { siteHashes } from './site-hashes';
import { error, isError, within, type Problem } from '../../core/problem';
import { oneOf, text as aText } from '../../core/problem/kinds';
import type { CspDirective } from '../../core/security-headers/csp';
import { extendCsp, replaceInCsp } from '../../core/security-headers/csp-extend';
import { readCsp } from '../../core/security-headers/csp-parse';
import { API_CSP, BALANCED_CSP, STRICT_CSP } from '../../core/security-headers/csp-presets';
import { serviceDirectives } from '../../core/security-headers/csp-services';
import { allowInline } from '../../core/security-headers/inline/allow';
import type { PageHashes } from '../../core/security-headers/inline/page-hashes';

/**
 * A typed Content-Security-Policy.
 *
 * Mistakes that browsers silently ignore, such as another source in addition to `'none'`, are errors when the app is
 * synthesized.
 *
 * @example
 * new SecurityHeaders(this, 'Headers', {
 *   distribution,
 *   contentSecurityPolicy: ContentSecurityPolicy.balanced()
 *     .allow(CspService.GOOGLE_FONTS, CspService.YOUTUBE)
 *     .extend({ connectSrc: [CspSource.host('https://api.example.com')] }),
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
    const read = readDirectives(directives);
    return new ContentSecurityPolicy(read.directives, read.problems);
  }

  /**
   * A policy as a header has it, with its directives in their order.
   *
   * @param policy E.g. `default-src 'self'; img-src *`. Mistakes are reported as for typed directives, unknown
   * directives as well (`EDGE_CSP_DIRECTIVE`).
   */
  public static fromString(policy: string): ContentSecurityPolicy {
    const wrong = aText(policy, '');
    return wrong.length > 0
      ? new ContentSecurityPolicy([{ name: 'default-src', sources: [] }], wrong)
      : new ContentSecurityPolicy(readCsp(policy));
  }

  /**
   * The policy of `SecurityHeadersPreset.BALANCED`: allows everything from the site's own origin, and images from any
   * https site; blocks inline scripts, `<style>` elements and plugins.
   */
  public static balanced(): ContentSecurityPolicy {
    return new ContentSecurityPolicy(BALANCED_CSP);
  }

  /** The policy of `SecurityHeadersPreset.STRICT`: only files of the site's own origin, no frames, Trusted Types. */
  public static strict(): ContentSecurityPolicy {
    return new ContentSecurityPolicy(STRICT_CSP);
  }

  /** The policy of `SecurityHeadersPreset.API`: nothing. */
  public static api(): ContentSecurityPolicy {
    return new ContentSecurityPolicy(API_CSP);
  }

  /** @internal */
  public readonly _directives: readonly CspDirective[];

  /** @internal */
  public readonly _problems: readonly Problem[];

  /**
   * Its other directives are checked in spite of its problems.
   *
   * @internal
   */
  public readonly _isUsable = true;

  /**
   * The hashes of each page that `hashesFromDirectory` has read.
   *
   * @internal
   */
  public readonly _pages: readonly PageHashes[];

  private constructor(
    directives: readonly CspDirective[], problems: readonly Problem[] = [], pages: readonly PageHashes[] = [],
  ) {
    this._directives = directives;
    this._problems = problems;
    this._pages = pages;
  }

  /**
   * The same policy with further sources.
   *
   * A source in addition to `'none'` replaces it. A directive that is not set begins with the sources that browsers use
   * in its place, those of `defaultSrc` for example; if there are none, it allows everything already and stays unset.
   *
   * @param directives The sources to add.
   */
  public extend(directives: CspDirectives = {}): ContentSecurityPolicy {
    const read = readDirectives(directives);
    return this.with(extendCsp(this._directives, read.directives), [
      ...read.problems,
      ...read.off.map((name) => error('EDGE_CSP_VALUE', `cannot remove ${name}: use replace`)),
    ]);
  }

  /**
   * The same policy with other directives in place of those of the same name.
   *
   * @param directives With all their sources; a flag that is false is removed.
   */
  public replace(directives: CspDirectives = {}): ContentSecurityPolicy {
    const read = readDirectives(directives);
    return this.with(replaceInCsp(this._directives, read.directives, read.off), read.problems);
  }

  /** The same policy, but pages may embed these services. */
  public allow(...services: CspService[]): ContentSecurityPolicy {
    return services.reduce<ContentSecurityPolicy>((policy, service) => {
      const wrong = SERVICE(service, '');
      return policy.with(wrong.some(isError)
        ? policy._directives
        : extendCsp(policy._directives, serviceDirectives(service, policy._directives)), wrong);
    }, this);
  }

  /**
   * The same policy with the SHA-256 hashes of the inline code of a site: scripts, styles, event handlers and `style`
   * attributes of all pages in a folder, which is read when this is called.
   *
   * Pages are files with the extensions `.html`, `.htm`, `.shtml`, `.xhtml` and `.xht`, and files without an extension
   * that begin as HTML, in all folders except `node_modules` and `.git`; links out of the folder are not followed. They
   * are read as browsers do it, `srcdoc` of frames included. Code that a directive allows anyway needs no hash, so call
   * this after `extend` and `replace`.
   *
   * A folder without pages is an error (`EDGE_CSP_DIRECTORY`), and so is a page that cannot be read (`EDGE_CSP_PAGE`).
   * Some 25 hashes fit into a policy: what exceeds the limit is an error that names the pages with most of them
   * (`EDGE_CSP_LENGTH`). `javascript:` URLs stay blocked, which is a warning (`EDGE_CSP_JAVASCRIPT_URL`).
   *
   * @param directory The folder that is deployed as the site, relative to the current directory, e.g. `dist`.
   * @param options Which pages and which code.
   */
  public hashesFromDirectory(directory: string, options: InlineCodeOptions = {}): ContentSecurityPolicy {
    const { pages, problems } = siteHashes(directory, options);
    const allowed = allowInline(this._directives, pages);
    return this.with(allowed, within('hashesFromDirectory', problems), pages);
  }

  private with(
    directives: readonly CspDirective[], problems: readonly Problem[], pages: readonly PageHashes[] = [],
  ): ContentSecurityPolicy {
    return new ContentSecurityPolicy(directives, [...this._problems, ...problems], [...this._pages, ...pages]);
  }
}

const SERVICE = oneOf('CspService', CspService);
