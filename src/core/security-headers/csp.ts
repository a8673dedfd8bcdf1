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
  | { readonly kind: 'distribution-domain' };

export interface CspDirective {
  /** As in the header: `script-src`. */
  readonly name: string;
  /** Empty for directives without a value, e.g. `upgrade-insecure-requests`. */
  readonly sources: readonly CspSourceModel[];
}

/** A header value in pieces; null is a placeholder for the distribution's domain name. */
export type ValueTemplate = readonly (string | null)[];

export function namesDistributionDomain(directives: readonly CspDirective[]): boolean {
  return directives.some((d) => d.sources.some((s) => s.kind === 'distribution-domain'));
}

/**
 * The policy as one text, for a response headers policy, where no function runs.
 *
 * The distribution's domain becomes 'self': the same host for viewers who use that domain, and the closest safe value
 * for those who use an alias.
 */
export function renderStatic(directives: readonly CspDirective[]): string {
  return directives.map(({ name, sources }) => {
    const texts = sources.map((s) => s.kind === 'text' ? s.text : "'self'");
    return [name, ...new Set(texts)].join(' ');
  }).join('; ');
}

/** The policy in pieces, for a function that fills in the domain. */
export function renderTemplate(directives: readonly CspDirective[]): ValueTemplate {
  const pieces = directives.flatMap(({ name, sources }, index) => [
    `${index > 0 ? '; ' : ''}${name}`,
    ...sources.flatMap((s) => s.kind === 'text' ? [` ${s.text}`] : [' ', null]),
  ]);
  return mergeTexts(pieces);
}

export function fillTemplate(template: ValueTemplate, distributionDomainName: string): string {
  return template.map((piece) => piece ?? distributionDomainName).join('');
}

function mergeTexts(pieces: readonly (string | null)[]): ValueTemplate {
  const merged: (string | null)[] = [];
  for (const piece of pieces) {
    const last = merged.at(-1);
    if (typeof piece === 'string' && typeof last === 'string') merged[merged.length - 1] = last + piece;
    else merged.push(piece);
  }
  return merged;
}
