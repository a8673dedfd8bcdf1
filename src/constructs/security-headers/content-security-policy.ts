import type { CspDirectives } from './csp-directives';
import { CspService } from './csp-service';
import { readDirectives } from './read-directives';
import { error, isError, type Problem } from '../../core/problem';
import { oneOf, text as aText } from '../../core/problem/kinds';
import type { CspDirective } from '../../core/security-headers/csp';
import { extendCsp, replaceInCsp } from '../../core/security-headers/csp-extend';
import { readCsp } from '../../core/security-headers/csp-parse';
import { API_CSP, BALANCED_CSP, STRICT_CSP } from '../../core/security-headers/csp-presets';
import { serviceDirectives } from '../../core/security-headers/csp-services';

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

  private constructor(directives: readonly CspDirective[], problems: readonly Problem[] = []) {
    this._directives = directives;
    this._problems = problems;
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

  private with(directives: readonly CspDirective[], problems: readonly Problem[]): ContentSecurityPolicy {
    return new ContentSecurityPolicy(directives, [...this._problems, ...problems]);
  }
}

const SERVICE = oneOf('CspService', CspService);
