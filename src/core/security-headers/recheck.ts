import { CSP_LIMIT_CHARS, renderStatic, type CspDirective, type CspSourceModel } from './csp';
import { isMisread, isSourceExpression, isUnquoted } from './csp-source';
import type { HeaderConfig, HeadersConfig, LateHeadersConfig } from './step-config';
import { renderTemplate } from './value-template';

const NONE = { kind: 'text', text: "'none'" } as const;

/**
 * Checks the values that CloudFormation filled in, and renders the headers. Invalid sources are omitted, so that the
 * policy never allows more than intended.
 */
export function recheckHeaders(config: LateHeadersConfig, refused: (what: string) => void): HeadersConfig {
  return {
    ...config,
    headers: config.headers.map((header): HeaderConfig => {
      if (!('directives' in header)) return header;
      const { directives: given, withFallback, limit, ...rest } = header;
      const directives = recheckDirectives(given, refused, limit);
      const fallback = withFallback && renderStatic(directives);
      return { ...rest, value: renderTemplate(directives), ...fallback !== undefined && { fallback } };
    }),
  };
}

export function recheckDirectives(
  directives: readonly CspDirective[],
  refused: (what: string) => void,
  limit = CSP_LIMIT_CHARS,
): readonly CspDirective[] {
  const readable = directives.map(({ name, sources: given }) => {
    const directive = { name, sources: given.map(withOneColon) };
    const sources = recheckSources(directive.sources);
    if (sources.length !== directive.sources.length || sources.some((source) => !directive.sources.includes(source))) {
      refused(`contentSecurityPolicy.${directive.name} holds a source that a browser cannot read`);
    }
    return { ...directive, sources };
  });
  return shortened(readable, refused, limit);
}

function recheckSources(sources: readonly CspSourceModel[]): readonly CspSourceModel[] {
  const unread = sources.flatMap((source) => (source.kind === 'text' && !isRead(source) ? [source] : []));
  // An invalid nonce, hash or keyword may have been meant to restrict the other sources.
  if (unread.some(({ text }) => text.includes("'") || isUnquoted(text))) return [NONE];
  if (sources.length > 1 && sources.some((source) => isText(source, "'none'"))) return [NONE];
  const read = sources.filter((source) => isRead(source) && !(unread.length > 0 && isText(source, "'unsafe-inline'")));
  return sources.length > 0 && read.length === 0 ? [NONE] : read;
}

/** A scheme may be given with or without its colon. At synth a colon was added to a value that was not known. */
function withOneColon(source: CspSourceModel): CspSourceModel {
  if (source.kind !== 'text' || source.only !== 'scheme') return source;
  return { ...source, text: source.text.replace(/::$/, ':') };
}

function isRead(source: CspSourceModel): boolean {
  if (source.kind !== 'text') return true;
  return !isUnquoted(source.text) && !isMisread(source.text) && isSourceExpression(source.text, source.only);
}

function isText(source: CspSourceModel, text: string): boolean {
  return source.kind === 'text' && source.text.toLowerCase() === text;
}

/** Drops the longest sources until CloudFront would accept the policy. */
function shortened(
  directives: readonly CspDirective[], refused: (what: string) => void, limit: number,
): readonly CspDirective[] {
  if (renderStatic(directives).length <= limit) return directives;
  const longest = Math.max(...directives.flatMap(({ sources }) => sources.map(lengthOf)));
  if (longest <= NONE.text.length) return directives;
  refused(`contentSecurityPolicy has more than ${limit} characters`);
  return shortened(directives.map(({ name, sources }) => ({
    name, sources: sources.some((source) => lengthOf(source) === longest) ? [NONE] : sources,
  })), refused, limit);
}

function lengthOf(source: CspSourceModel): number {
  return source.kind === 'text' ? source.text.length : 0;
}
