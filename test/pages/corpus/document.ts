/** A document of the corpus: what it tries, and its bytes. */
export interface CorpusDocument {
  readonly name: string;
  readonly bytes: Buffer;
  /** Whether it is served as XML. */
  readonly isXml?: boolean;
}

/** An HTML document in UTF-8, which says so. */
export function html(name: string, body: string): CorpusDocument {
  return { name, bytes: Buffer.from(`<!doctype html><meta charset=utf-8><title>${name}</title>${body}`) };
}

/** A text as it is, in UTF-8 unless another encoding is named. */
export function bytes(name: string, text: string, encoding: BufferEncoding = 'utf8'): CorpusDocument {
  return { name, bytes: Buffer.from(text, encoding) };
}

export function xhtml(name: string, text: string): CorpusDocument {
  return { name, bytes: Buffer.from(text), isXml: true };
}
