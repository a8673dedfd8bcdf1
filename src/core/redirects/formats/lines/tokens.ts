import type { Place } from '../../rule/model';
import type { Located } from '../fields';

/** A line of a `_redirects` file that is neither empty nor a comment. */
export interface Line {
  readonly place: Place;
  readonly text: string;
  readonly tokens: readonly Located<string>[];
}

/** Splits a file into lines and lines into words; a word that begins with `#` starts a comment. */
export function readLines(text: string, file: string | undefined): Line[] {
  const lines: Line[] = [];
  text.split(/\r\n|\n|\r/).forEach((raw, i) => {
    const base = { ...(file === undefined ? {} : { file }), line: i + 1 };
    const content = i === 0 && raw.charCodeAt(0) === 0xfeff ? ` ${raw.slice(1)}` : raw;
    const words = [...content.matchAll(/\S+/g)];
    const comment = words.findIndex(([word]) => word.startsWith('#'));
    const tokens = (comment < 0 ? words : words.slice(0, comment)).map(({ 0: value, index }) => ({
      value,
      place: { ...base, column: index + 1 },
    }));
    if (tokens.length > 0) lines.push({ place: tokens[0].place, text: content.trim(), tokens });
  });
  return lines;
}

/**
 * A source with escapes for the control characters of wrongly decoded text, such as the last one of `secretâ€\u009d`.
 * Links have them, browsers send them encoded, and both platforms match them.
 */
export function withEscapes({ value, place }: Located<string>): Located<string> {
  // eslint-disable-next-line no-control-regex -- these are what is looked for
  return { place, value: value.replace(/[\u0080-\u009f]/g, encodeURIComponent) };
}
