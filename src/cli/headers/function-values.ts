import type { Members } from './template';
import { flattened } from './template-values';
import { UNKNOWN } from '../../core/security-headers/analysis/finding';
import { isObject } from '../../core/values/is-object';

/** How manifests mark long texts. */
const CUT = /… \(\d+ characters\)"/;

/**
 * The value of a header in the configuration of the step, as in the edge manifest; undefined if it only removes the
 * header. What a function fills in is marked as unknown.
 */
export function valueOf({ value, directives }: Members): string | undefined {
  if (CUT.test(JSON.stringify([value, directives]))) return UNKNOWN;
  if (Array.isArray(value)) return value.map(textOfPiece).join('');
  if (!Array.isArray(directives)) return undefined;
  return directives.map((one) => {
    const { name, sources } = Object(one) as Members;
    return [name, ...(Array.isArray(sources) ? sources : []).map(textOfSource)].join(' ');
  }).join('; ');
}

/** Pieces as in `core/security-headers/value-template.ts`, or values of the deployment. */
function textOfPiece(piece: unknown): string {
  if (isObject(piece) && typeof piece.nonce === 'string') return piece.text === undefined ? ` ${UNKNOWN}` : '';
  return known(piece);
}

function textOfSource(source: unknown): string {
  return isObject(source) && source.kind === 'text' ? known(source.text) : UNKNOWN;
}

function known(value: unknown): string {
  const text = flattened(value);
  return typeof text === 'string' ? text : UNKNOWN;
}
