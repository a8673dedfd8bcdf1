import { Token } from 'aws-cdk-lib';
import type { Problem } from '../../core/problem';
import { text as aText } from '../../core/problem/kinds';
import type { CspSourceModel } from '../../core/security-headers/csp';
import { isSourceExpression } from '../../core/security-headers/csp-source';

/**
 * A source of a Content-Security-Policy directive: from where something may be loaded.
 *
 * @example
 * ContentSecurityPolicy.fromDirectives({
 *   scriptSrc: [CspSource.SELF, CspSource.of("'sha256-RFWPLDbv2BY+rCkDzsE+0fr8ylGr2R2faWMhq4lfEQc='")],
 *   imgSrc: [CspSource.SELF, CspSource.scheme('data')],
 * });
 */
export class CspSource {
  /** The origin of the page itself, `'self'`, with the domain name that the viewer used. */
  public static readonly SELF = CspSource.of("'self'");

  /** Nothing, `'none'`. Must be the only source of its directive (`EDGE_CSP_NONE`). */
  public static readonly NONE = CspSource.of("'none'");

  /** Inline scripts or styles, `'unsafe-inline'`. Also allows markup that an attacker injects. */
  public static readonly UNSAFE_INLINE = CspSource.of("'unsafe-inline'");

  /** A scheme. @param name With or without the colon, e.g. `data:`. */
  public static scheme(name: string): CspSource {
    if (typeof name !== 'string') return CspSource.refused(name);
    const scheme = name.endsWith(':') ? name : `${name}:`;
    const refused = !Token.isUnresolved(name) && !isSourceExpression(scheme, 'scheme');
    return new CspSource({ kind: 'text', text: scheme, only: 'scheme', ...(refused && { given: name }) });
  }

  /**
   * A host. A keyword or a scheme is an error (`EDGE_CSP_SOURCE`); if it is only known at deploy time, it is omitted
   * from the policy.
   *
   * @param host E.g. `api.example.com`, `*.example.com`, `https://api.example.com`, `api.example.com:8443`.
   */
  public static host(host: string): CspSource {
    if (typeof host !== 'string') return CspSource.refused(host);
    return new CspSource({ kind: 'text', text: host, only: 'host' });
  }

  /**
   * The distribution's own domain name, `d111111abcdef8.cloudfront.net`, also if the viewer used an alias.
   *
   * Use it only for content that is loaded by this very domain name. A page at `www.example.com` is on another host and
   * needs `CspSource.SELF` for its own scripts: add it, or use it instead if the distribution has no alias. A directive
   * that does not allow the aliases is reported as a warning (`EDGE_CSP_OWN_DOMAIN`).
   *
   * It is read from the request at the edge, because a reference to the domain name in the distribution's own
   * configuration would be a cycle. The header is therefore set by a function, see `SecurityHeaders`.
   */
  public static distributionDomain(): CspSource {
    return new CspSource({ kind: 'distribution-domain' });
  }

  /** Any source expression, as in the header. @param text E.g. `'sha256-...'` with its quotes. */
  public static of(text: string): CspSource {
    return typeof text === 'string' ? new CspSource({ kind: 'text', text }) : CspSource.refused(text);
  }

  private static refused(given: unknown): CspSource {
    return new CspSource({ kind: 'text', text: "'self'" }, aText(given, ''));
  }

  /** @internal */
  public readonly _model: CspSourceModel;

  /** @internal */
  public readonly _problems: readonly Problem[];

  private constructor(model: CspSourceModel, problems: readonly Problem[] = []) {
    this._model = model;
    this._problems = problems;
  }
}
