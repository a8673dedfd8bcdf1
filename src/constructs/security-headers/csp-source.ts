import { createHash } from 'node:crypto';
import { Token } from 'aws-cdk-lib';
import { error, type Problem } from '../../core/problem';
import { text as aText } from '../../core/problem/kinds';
import type { CspSourceModel } from '../../core/security-headers/csp';
import { isSourceExpression } from '../../core/security-headers/csp-source';

/**
 * A source of a Content-Security-Policy directive: from where something may be loaded.
 *
 * @example
 * ContentSecurityPolicy.fromDirectives({
 *   scriptSrc: [CspSource.SELF, CspSource.hash('sha256-RFWPLDbv2BY+rCkDzsE+0fr8ylGr2R2faWMhq4lfEQc=')],
 *   imgSrc: [CspSource.SELF, CspSource.DATA],
 * });
 */
export class CspSource {
  /** The origin of the page itself, `'self'`, with the domain name that the viewer used. */
  public static readonly SELF = CspSource.of("'self'");

  /** Nothing, `'none'`. Must be the only source of its directive (`EDGE_CSP_NONE`). */
  public static readonly NONE = CspSource.of("'none'");

  /** Inline scripts or styles, `'unsafe-inline'`. Also allows markup that an attacker injects. */
  public static readonly UNSAFE_INLINE = CspSource.of("'unsafe-inline'");

  /** `eval` and the like, `'unsafe-eval'`. Also allows texts that an attacker injects to run. */
  public static readonly UNSAFE_EVAL = CspSource.of("'unsafe-eval'");

  /** WebAssembly, `'wasm-unsafe-eval'`. */
  public static readonly WASM_UNSAFE_EVAL = CspSource.of("'wasm-unsafe-eval'");

  /** Hashes apply to event handlers and `style` attributes, too: `'unsafe-hashes'`. */
  public static readonly UNSAFE_HASHES = CspSource.of("'unsafe-hashes'");

  /**
   * Scripts that an allowed script adds, `'strict-dynamic'`. Browsers then ignore hosts and `'self'`, so that every
   * `<script>` of a page needs a hash.
   */
  public static readonly STRICT_DYNAMIC = CspSource.of("'strict-dynamic'");

  /** Reports have the beginning of the code, `'report-sample'`. */
  public static readonly REPORT_SAMPLE = CspSource.of("'report-sample'");

  /** URLs that contain the data, `data:`. In `scriptSrc` it allows an attacker's code. */
  public static readonly DATA = CspSource.of('data:');

  /** URLs for what a page has made itself, `blob:`. */
  public static readonly BLOB = CspSource.of('blob:');

  /** Any site that uses https, `https:`. */
  public static readonly HTTPS = CspSource.of('https:');

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

  /**
   * The host that the viewer has sent, with its port. `CspSource.SELF` is the same for the scheme of the page; this is
   * for others, such as `wss` for browsers to which `'self'` does not allow WebSockets.
   *
   * It is read from the request by a function on viewer-response, see `SecurityHeadersEngine`. What is not the name of
   * a host is never sent: the policy then has `'self'`, as it has where no function runs.
   *
   * @param scheme E.g. `wss`. @default - that of the page
   */
  public static viewerHost(scheme?: string): CspSource {
    if (scheme === undefined) return new CspSource({ kind: 'viewer-host' });
    if (typeof scheme !== 'string') return CspSource.refused(scheme);
    return new CspSource({ kind: 'viewer-host', scheme: scheme.replace(/:(\/\/)?$/, '') }, unresolved(scheme));
  }

  /**
   * The nonce that the origin has made for this response and sends in a header, for scripts and styles.
   *
   * A function puts it into the policy and removes the header. Without a valid nonce (base64), the policy has none; for
   * a page, a line is logged (`EDGE_HEADER_SKIPPED`). A page must not be cached: all viewers of a copy get the same
   * nonce, which an attacker then knows (`EDGE_CSP_NONCE_CACHED`).
   *
   * @param name E.g. `X-CSP-Nonce`.
   */
  public static nonceFromOriginHeader(name: string): CspSource {
    if (typeof name !== 'string') return CspSource.refused(name);
    return new CspSource({ kind: 'nonce', header: name }, unresolved(name));
  }

  /**
   * The hash of an inline script or style, or of the `integrity` of a script of others.
   *
   * @param hash With its algorithm, e.g. `sha256-RFWPLDbv2BY+rCkDzsE+0fr8ylGr2R2faWMhq4lfEQc=`.
   */
  public static hash(hash: string): CspSource {
    if (typeof hash !== 'string') return CspSource.refused(hash);
    return new CspSource({
      kind: 'text', text: `'${hash}'`, ...!Token.isUnresolved(hash) && { isHash: true, given: hash },
    });
  }

  /**
   * The SHA-256 hash of inline code.
   *
   * @param code What is between `<script>` and `</script>`, or `<style>` and `</style>`, with all spaces and line ends.
   */
  public static hashOf(code: string): CspSource {
    if (typeof code !== 'string') return CspSource.refused(code);
    if (Token.isUnresolved(code)) {
      return new CspSource({ kind: 'text', text: "'self'" }, [error('EDGE_CSP_SOURCE', 'is the hash of a text that is '
        + 'only known at deploy time; write the code as text')]);
    }
    // HTML knows no other line ends.
    const text = code.replace(/\r\n?/g, '\n');
    return CspSource.of(`'sha256-${createHash('sha256').update(text).digest('base64')}'`);
  }

  /**
   * Any source expression, as in the header. A nonce is refused (`EDGE_CSP_NONCE`): the header is the same for every
   * response.
   *
   * @param text E.g. `'inline-speculation-rules'` with its quotes.
   */
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

function unresolved(text: string): Problem[] {
  return Token.isUnresolved(text) ? [error('EDGE_CSP_SOURCE', 'is only known at deploy time, which the code of a '
    + 'function cannot check; write it as text')] : [];
}
