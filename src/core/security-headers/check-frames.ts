import { warning, type Problem } from '../problem';
import type { CspDirective } from './csp';

/**
 * Warns if frame-ancestors and X-Frame-Options say different things. Browsers that know frame-ancestors ignore the
 * other one, so that a site would behave differently in old ones.
 */
export function checkFrames(
  csp: readonly CspDirective[] | undefined, frameOptions: string | undefined, isToken: (text: string) => boolean,
): Problem[] {
  const ancestors = csp?.find(({ name }) => name === 'frame-ancestors')?.sources;
  if (ancestors === undefined || frameOptions === undefined) return [];
  const texts = ancestors.map((source) => (source.kind === 'text' ? source.text.toLowerCase() : undefined));
  if (texts.some((text) => text !== undefined && isToken(text)) || isToken(frameOptions)) return [];
  const own = texts.length === 1 && texts[0] === "'self'";
  const none = texts.length === 0 || (texts.length === 1 && texts[0] === "'none'");
  if (frameOptions === (own ? 'SAMEORIGIN' : none ? 'DENY' : '')) return [];
  const cure = own ? 'set frameOptions: HeadersFrameOption.SAMEORIGIN'
    : none ? 'set frameOptions: HeadersFrameOption.DENY'
      : 'it cannot name other sites, so leave it out with omit: [SecurityHeader.FRAME_OPTIONS]';
  return [warning('EDGE_FRAME_OPTIONS', `is ${frameOptions}, but frame-ancestors of the Content-Security-Policy is `
    + `${ancestors.map((source) => (source.kind === 'text' ? source.text : 'the own domain')).join(' ') || "'none'"}; `
    + `${cure}`, 'frameOptions')];
}
