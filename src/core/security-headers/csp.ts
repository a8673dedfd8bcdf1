/**
 * The longest policy that a response headers policy takes.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html
 */
export const CSP_LIMIT_CHARS = 1783;

/** One source expression of a directive. */
export type CspSourceModel =
  | {
    readonly kind: 'text';
    readonly text: string;
    /** The expected kind; any source if absent. A word is not a source, e.g. of `sandbox` or `report-uri`. */
    readonly only?: 'host' | 'scheme' | 'word';
    /** Whether it was given as a hash. */
    readonly isHash?: boolean;
    /** What the user wrote, for the message about an invalid source; `text` if absent. */
    readonly given?: string;
  }
  /** The distribution's own domain name, which is only known in a running function. */
  | { readonly kind: 'distribution-domain' }
  /** The host that the viewer has sent, which only viewer events see. */
  | { readonly kind: 'viewer-host'; readonly scheme?: string }
  /** The nonce in a header of the origin's response. */
  | { readonly kind: 'nonce'; readonly header: string };

export interface CspDirective {
  /** As in the header: `script-src`. */
  readonly name: string;
  /** Empty for directives without a value, e.g. `upgrade-insecure-requests`. */
  readonly sources: readonly CspSourceModel[];
}

/** The sources that only a function can render, because they depend on the request or the origin's response. */
export function dynamicSources(directives: readonly CspDirective[]): readonly CspSourceModel[] {
  return sourcesOf(directives).filter(({ kind }) => kind !== 'text');
}

/** The headers of the origin that have nonces, in lower case. */
export function nonceHeaders(directives: readonly CspDirective[]): string[] {
  return [...new Set(sourcesOf(directives).flatMap((one) => (one.kind === 'nonce' ? [one.header.toLowerCase()] : [])))];
}

function sourcesOf(directives: readonly CspDirective[]): CspSourceModel[] {
  return directives.flatMap(({ sources }) => sources);
}

/**
 * The policy as one text, for a response headers policy, where no function runs.
 *
 * A domain becomes 'self': the same host for most viewers, and the closest safe value for all others. A nonce is left
 * out, and with it 'unsafe-inline' of its directive, which browsers only ignore beside a nonce.
 */
export function renderStatic(directives: readonly CspDirective[]): string {
  return directives.map(({ name, sources }) => {
    const hasNonce = sources.some(({ kind }) => kind === 'nonce');
    const texts = sources.flatMap((s) => {
      if (s.kind === 'nonce' || (hasNonce && isUnsafeInline(s))) return [];
      return [s.kind === 'text' ? s.text : "'self'"];
    });
    return [name, ...new Set(hasNonce && texts.length === 0 ? ["'none'"] : texts)].join(' ');
  }).join('; ');
}

/** Whether it allows all inline code, unless a nonce is beside it. */
export function isUnsafeInline(source: CspSourceModel): boolean {
  return source.kind === 'text' && source.text.toLowerCase() === "'unsafe-inline'";
}
