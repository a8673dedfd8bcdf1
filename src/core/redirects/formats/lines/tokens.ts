import type { Place } from '../../rule/model';
import type { Located } from '../fields';

/** A line of a `_redirects` file that is neither empty nor a comment. */
export interface Line {
  readonly place: Place;
  readonly text: string;
  readonly tokens: readonly Located<string>[];
}

/** Splits a file into lines and lines into words; a word that begins with `#` starts a comment. */
export function readLines(text: string, file: string | undefined): Lines {
  return new Lines(text, file);
}

/** The lines of a file, one after the other: all words of a long list would take more memory than its rules. */
class Lines {
  constructor(private readonly text: string, private readonly file: string | undefined) {}

  flatMap<T extends object>(read: (line: Line) => T | readonly T[]): T[] {
    const { text } = this;
    const all: T[] = [];
    for (let at = 0, number = 1; at <= text.length; number++) {
      const end = endOfLine(text, at);
      const tokens = this.words(at, end, number);
      if (tokens.length > 0) {
        const found = read({ place: tokens[0].place, text: text.slice(at, end).trim(), tokens });
        if (Array.isArray(found)) for (const one of found as readonly T[]) all.push(one);
        else all.push(found as T);
      }
      at = text.charCodeAt(end) === CR && text.charCodeAt(end + 1) === LF ? end + 2 : end + 1;
    }
    return all;
  }

  private words(from: number, end: number, line: number): Located<string>[] {
    const words: Located<string>[] = [];
    for (let at = from; ;) {
      while (at < end && isSpace(this.text.charCodeAt(at))) at++;
      if (at === end || this.text.charCodeAt(at) === HASH) return words;
      const start = at;
      while (at < end && !isSpace(this.text.charCodeAt(at))) at++;
      const column = start - from + 1;
      const place = this.file === undefined ? { line, column } : { file: this.file, line, column };
      words.push({ value: this.text.slice(start, at), place });
    }
  }
}

const [LF, CR, SPACE, TAB, HASH] = [10, 13, 32, 9, 35];

function endOfLine(text: string, from: number): number {
  let end = from;
  for (; end < text.length; end++) {
    const code = text.charCodeAt(end);
    if (code === LF || code === CR) break;
  }
  return end;
}

/** Whether a character is white space; a byte order mark is, too. */
function isSpace(code: number): boolean {
  return code === SPACE || (code >= TAB && code <= CR) || (code > 127 && /\s/.test(String.fromCharCode(code)));
}

/**
 * A source with escapes for the control characters of wrongly decoded text, such as the last one of `secretâ€\u009d`.
 * Links have them, browsers send them encoded, and both platforms match them.
 */
export function withEscapes({ value, place }: Located<string>): Located<string> {
  // eslint-disable-next-line no-control-regex -- these are what is looked for
  return { place, value: value.replace(/[\u0080-\u009f]/g, encodeURIComponent) };
}
