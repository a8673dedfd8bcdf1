import { encodingOf } from './encoding-label';

/** Browsers look this far in any case, and further while there is only what belongs into a head. */
const ALWAYS_BYTES = 1024;

const HEAD = /^(html|head|title|meta|base|link|style|script|noscript|template|object)$/i;

const SPACE = /[\t\n\f\r ]/;

/**
 * The encoding that a page declares in a `<meta>`, by the prescan of browsers, which knows comments and attributes but
 * neither texts nor scripts.
 *
 * @see https://html.spec.whatwg.org/multipage/parsing.html#prescan-a-byte-stream-to-determine-its-encoding
 */
export function declaredEncoding(bytes: Buffer): string | undefined {
  const text = bytes.toString('latin1');
  for (let at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at)) {
    const [, slash, name] = /^<(\/?)([a-z][^\t\n\f\r />]*)/i.exec(text.slice(at, at + 100)) ?? [];
    if (name === undefined) {
      at = afterOther(text, at);
      continue;
    }
    if (at > ALWAYS_BYTES && !HEAD.test(name)) return undefined;
    const { attributes, end } = attributesAt(text, at + 1 + slash.length + name.length);
    const found = slash === '' && name.toLowerCase() === 'meta' ? encodingOfMeta(attributes) : undefined;
    if (found !== undefined) return found;
    at = end;
  }
  return undefined;
}

/** The end of a comment or of a declaration; a `<` alone is text. */
function afterOther(text: string, at: number): number {
  if (text.startsWith('<!--', at)) {
    // `<!-->` is a whole comment.
    const end = text.indexOf('-->', at + 2);
    return end < 0 ? text.length : end + 3;
  }
  if (!/[!/?]/.test(text[at + 1] ?? '')) return at + 1;
  const end = text.indexOf('>', at);
  return end < 0 ? text.length : end + 1;
}

function attributesAt(text: string, start: number): { attributes: Map<string, string>; end: number } {
  const attributes = new Map<string, string>();
  let at = start;
  const pass = (isPassed: RegExp): string => {
    const from = at;
    while (at < text.length && isPassed.test(text[at])) at++;
    return text.slice(from, at);
  };
  for (;;) {
    pass(/[\t\n\f\r /]/);
    if (at >= text.length || text[at] === '>') return { attributes, end: at + 1 };
    const first = text[at++];
    const name = (first + pass(/[^\t\n\f\r /=>]/)).toLowerCase();
    pass(SPACE);
    let value = '';
    if (text[at] === '=') {
      at++;
      pass(SPACE);
      const quote = text[at] === '"' || text[at] === "'" ? text[at++] : undefined;
      value = quote === undefined ? pass(/[^\t\n\f\r >]/) : pass(quote === '"' ? /[^"]/ : /[^']/);
      if (quote !== undefined) at++;
    }
    if (!attributes.has(name)) attributes.set(name, value);
  }
}

function encodingOfMeta(attributes: ReadonlyMap<string, string>): string | undefined {
  const charset = attributes.get('charset');
  if (charset !== undefined) return encodingOf(charset);
  if (attributes.get('http-equiv')?.toLowerCase() !== 'content-type') return undefined;
  const [, double, single, bare] = /charset[\t\n\f\r ]*=[\t\n\f\r ]*(?:"([^"]*)"|'([^']*)'|([^\t\n\f\r ;"']+))/i
    .exec(attributes.get('content') ?? '') ?? [];
  const label = double ?? single ?? bare;
  return label === undefined ? undefined : encodingOf(label);
}
