import { Untranslatable } from './untranslatable';

/** A target cut at what it repeats of the source. */
export type Template = readonly (string | { readonly ref: string; readonly written: string })[];

/** Cuts a target at its references: what the first group of the expression holds is the name of the capture. */
export function template(text: string, reference: RegExp): Template {
  const parts: (string | { ref: string; written: string })[] = [];
  let at = 0;
  for (const found of text.matchAll(reference)) {
    const ref = found.slice(1).find((group) => group !== undefined)!;
    parts.push(text.slice(at, found.index), { ref, written: found[0] });
    at = found.index + found[0].length;
  }
  return [...parts, text.slice(at)].filter((part) => part !== '');
}

/** Our target, for one way in which the source is met. */
export function fill(parts: Template, captured: ReadonlyMap<string, string>): string {
  let before = '';
  return parts.map((part) => {
    const behindReference = /:\w+$/.test(before);
    if (typeof part === 'string') {
      // A letter behind a placeholder would be a letter of its name, and a colon that is text the beginning of one.
      const spelled = behindReference ? part.replace(/^\w/, encodeCharacter) : part;
      return before = spelled.replace(/(?<!\w):(?=[A-Za-z_])/g, '%3A');
    }
    const text = captured.get(part.ref);
    // Behind a letter, what looks like a reference is text to these platforms: /wiki/Help:Contents.
    if (text === undefined && part.written.startsWith(':') && /\w$/.test(before)) return before = part.written;
    if (text === undefined) {
      throw new Untranslatable(`the target has ${part.written}, which the source does not capture`);
    }
    return before = text;
  }).join('');
}

function encodeCharacter(char: string): string {
  return `%${char.charCodeAt(0).toString(16).toUpperCase()}`;
}
