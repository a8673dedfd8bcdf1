import { Token } from 'aws-cdk-lib';
import type { Problem } from '../../core/problem';
import { text as aText } from '../../core/problem/kinds';
import type { CspSourceModel } from '../../core/security-headers/csp';
import { isSourceExpression } from '../../core/security-headers/csp-source';

/**
 * One source of a Content-Security-Policy directive: where something may come from.
 *
 * @example
 * ContentSecurityPolicy.fromDirectives({
 *   scriptSrc: [CspSource.SELF, CspSource.of("'sha256-RFWPLDbv2BY+rCkDzsE+0fr8ylGr2R2faWMhq4lfEQc='")],
 *   imgSrc: [CspSource.SELF, CspSource.scheme('data')],
 * });
 */
export class CspSource {
  /** The origin of the page itself, `'self'`: whichever domain name the viewer used. */
  public static readonly SELF = CspSource.of("'self'");

  /** Nothing at all, `'none'`. Stands alone in its directive. */
  public static readonly NONE = CspSource.of("'none'");

  /** Inline scripts or styles, `'unsafe-inline'`: lets an attacker's markup run as well. */
  public static readonly UNSAFE_INLINE = CspSource.of("'unsafe-inline'");

  /** A scheme. @param name With or without the colon, e.g. `data:`. */
  public static scheme(name: string): CspSource {
    if (typeof name !== 'string') return CspSource.refused(name);
    const scheme = name.endsWith(':') ? name : `${name}:`;
    const refused = !Token.isUnresolved(name) && !isSourceExpression(scheme, 'scheme');
    return new CspSource({ kind: 'text', text: scheme, only: 'scheme', ...(refused && { given: name }) });
  }

  /**
   * A host, and nothing else: a keyword or a scheme is an error (`EDGE_CSP_SOURCE`), or is left out if it is only
   * known at deploy time.
   *
   * @param host E.g. `api.example.com`, `*.example.com`, `https://api.example.com`, `api.example.com:8443`.
   */
  public static host(host: string): CspSource {
    if (typeof host !== 'string') return CspSource.refused(host);
    return new CspSource({ kind: 'text', text: host, only: 'host' });
  }

  /**
   * The distribution's own domain name, `d111111abcdef8.cloudfront.net`, whichever alias the page was opened by.
   *
   * Only where something is loaded by that very name. A page of `www.example.com` is on another host, and loads its own
   * scripts with `CspSource.SELF`: this beside it, or alone where the distribution has no alias; otherwise it is
   * a warning (`EDGE_CSP_OWN_DOMAIN`).
   *
   * It is read from the request at the edge, because a template that names the domain of a distribution in the
   * distribution's own configuration is a cycle. The policy is therefore set by a function, see `SecurityHeaders`.
   */
  public static distributionDomain(): CspSource {
    return new CspSource({ kind: 'distribution-domain' });
  }

  /** Any source expression, as it stands in the header. @param text E.g. `'sha256-...'` with its quotes. */
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
