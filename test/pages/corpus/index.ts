import { ATTRIBUTES } from './attributes';
import type { CorpusDocument } from './document';
import { ELEMENTS } from './elements';
import { ENCODINGS, XHTML } from './encodings';
import { FOREIGN } from './foreign';

export type { CorpusDocument } from './document';

/** The documents on which the hashes of this library are compared with those that Chromium requires. */
export const CORPUS: readonly CorpusDocument[] = [...ELEMENTS, ...ATTRIBUTES, ...FOREIGN, ...ENCODINGS, ...XHTML];

/** The document as a server without a charset sends it. */
export function served({ bytes, isXml }: CorpusDocument): { bytes: Buffer; contentType: string } {
  return { bytes, contentType: isXml ? 'application/xhtml+xml' : 'text/html' };
}
