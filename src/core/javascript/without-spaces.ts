/** A word, a text or a sign of a file. */
export interface Token {
  /** The first character, and the one after the last. */
  readonly start: number;
  readonly end: number;
}

/**
 * Code without comments and without the spaces that mean nothing. Names stay as they are, and so does every line break
 * that could end a statement.
 *
 * `tokens` are all tokens of the code, in their order. Texts, templates and regular expressions are tokens themselves.
 */
export function withoutSpaces(code: string, tokens: readonly Token[]): string {
  let [short, before, at] = ['', '', 0];
  for (const { start, end } of tokens) {
    const token = code.slice(start, end);
    short += short === '' ? '' : between(before, code.slice(at, start), token);
    short += token;
    [before, at] = [token, end];
  }
  return short;
}

/** What has to stay of the spaces and comments between two tokens. */
function between(before: string, gap: string, after: string): string {
  if (LINE_BREAK.test(gap)) return OPENING.has(before) || after === '}' ? '' : '\n';
  return gap !== '' && grow(before, after) ? ' ' : '';
}

const LINE_BREAK = /[\n\r\u2028\u2029]/;

/** No statement can end behind these, or it just has. */
const OPENING: ReadonlySet<string> = new Set(['{', '(', '[', ',', ';']);

/** Whether two tokens would be others, if nothing was between them. */
function grow(before: string, after: string): boolean {
  const [last, first] = [before.at(-1) ?? '', after.at(0) ?? ''];
  if (WORD.test(last) && (WORD.test(first) || first === '.')) return true;
  // `/a/ in b`, `a / /b/`, `a + ++b`, `a < !--b`, `a ? .5 : b`
  return (last === '/' && (WORD.test(first) || first === '/')) || (last === first && '+-'.includes(last))
    || (last === '<' && first === '!') || (last === '?' && first === '.');
}

const WORD = /[\w$\\\u0080-\uffff]/;
