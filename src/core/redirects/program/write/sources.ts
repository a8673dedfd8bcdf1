import type { AtomName, Atoms } from './atoms';
import { packTexts, rootState } from './automaton';
import type { ByteWriter } from './bytes';
import { HEADERS } from '../../rule/channels';
import { NAME, VALUE } from '../format';

/** The places of what was written. */
export interface Written {
  readonly roots: { readonly words: Uint32Array; readonly paths: number };
  readonly headers: number;
}

/** Writes the table entries of all atoms, the list of headers and the automaton. */
export function writeAtoms(out: ByteWriter, atoms: Atoms, head: (seed: number, text: string) => void): Written {
  const { names, headers, pathTexts } = atoms;
  const roots = [pathTexts, ...[...names, ...headers].map(({ texts }) => texts)].filter(({ steps }) => steps.size > 0);
  const words = roots.length > 0 ? packTexts(roots) : new Uint32Array();
  const source = ({ atom, values, texts }: AtomName): void => {
    out.number(atom);
    out.number(2 * rootState(texts) + (values.size > 0 ? 1 : 0));
  };
  for (const name of names) {
    head(name.channel * 8 + NAME, name.text);
    source(name);
  }
  for (const { atom, values } of [...names, ...headers]) {
    for (const [value, number] of values) {
      head(atom * 8 + VALUE, value);
      out.number(number);
    }
  }
  if (atoms.hasManyHeaders) {
    for (const header of headers) {
      head(HEADERS * 8 + NAME, header.text);
      out.number(header.channel);
      source(header);
    }
  }
  const place = headers.length > 0 ? out.length : 0;
  if (place > 0) {
    out.number(headers.length);
    for (const header of headers) {
      out.string(header.text);
      source(header);
    }
  }
  return { roots: { words, paths: rootState(pathTexts) }, headers: place };
}
