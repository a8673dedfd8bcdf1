/** One source expression of a directive. */
export type CspSourceModel =
  | {
    readonly kind: 'text';
    readonly text: string;
    /** What it is meant as; any source otherwise. */
    readonly only?: 'host' | 'scheme';
    /** What the user wrote, of a source that will be refused; the text if left out. */
    readonly given?: string;
  }
  /** The distribution's own domain name, which only a running function knows. */
  | { readonly kind: 'distribution-domain' };

export interface CspDirective {
  /** As in the header: `script-src`. */
  readonly name: string;
  /** Empty for directives without a value, e.g. `upgrade-insecure-requests`. */
  readonly sources: readonly CspSourceModel[];
}

/** A header value in pieces; null stands for the distribution's domain name. */
export type ValueTemplate = readonly (string | null)[];

export function namesDistributionDomain(directives: readonly CspDirective[]): boolean {
  return directives.some((d) => d.sources.some((s) => s.kind === 'distribution-domain'));
}

/**
 * The policy as one text, for where no function runs: a response headers policy.
 *
 * The distribution's domain becomes 'self', which is the same host for everybody who came by that domain and the
 * nearest safe meaning for those who came by an alias.
 */
export function renderStatic(directives: readonly CspDirective[]): string {
  return directives.map(({ name, sources }) => {
    const texts = sources.map((s) => s.kind === 'text' ? s.text : "'self'");
    return [name, ...new Set(texts)].join(' ');
  }).join('; ');
}

/** The policy in pieces, for the function that knows the domain. */
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
