import { isUnsafeInline, type CspDirective, type CspSourceModel } from './csp';

/**
 * A part of a header value: a text, the distribution's domain name, the host of the viewer, the nonce that a header of
 * the origin has, with its quotes; or a text that is only there if that nonce is.
 */
export type ValuePiece = string | typeof OWN_DOMAIN | typeof VIEWER_HOST | NoncePiece;

export interface NoncePiece {
  /** The header of the origin, in lower case. */
  readonly nonce: string;
  readonly text?: string;
}

/** A header value in pieces, short because it is in the code of functions. */
export type ValueTemplate = readonly ValuePiece[];

export const OWN_DOMAIN = null;
export const VIEWER_HOST = 1;

/** The policy in pieces, for a function that fills in what it knows. */
export function renderTemplate(directives: readonly CspDirective[]): ValueTemplate {
  const pieces: ValuePiece[] = [];
  const add = (piece: ValuePiece) => {
    const last = pieces.at(-1);
    if (typeof piece === 'string' && typeof last === 'string') pieces[pieces.length - 1] = last + piece;
    else pieces.push(piece);
  };
  directives.forEach(({ name, sources }, index) => {
    const nonce = sources.find((source) => source.kind === 'nonce')?.header.toLowerCase();
    add(`${index > 0 ? '; ' : ''}${name}`);
    for (const source of sources) piecesOf(source, nonce).forEach(add);
  });
  return pieces;
}

/** `nonce` is the header of a nonce in the same directive. */
function piecesOf(source: CspSourceModel, nonce: string | undefined): ValuePiece[] {
  switch (source.kind) {
    case 'distribution-domain': return [' ', OWN_DOMAIN];
    case 'viewer-host': return [source.scheme === undefined ? ' ' : ` ${source.scheme}://`, VIEWER_HOST];
    case 'nonce': return [{ nonce: source.header.toLowerCase() }];
    default: return [nonce !== undefined && isUnsafeInline(source)
      ? { nonce, text: ` ${source.text}` } : ` ${source.text}`];
  }
}
