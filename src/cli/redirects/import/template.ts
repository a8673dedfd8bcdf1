import { Untranslatable } from './untranslatable';

/** A target, split at its references to captures of the source. */
export type Template = readonly (string | { readonly ref: string; readonly written: string })[];

/** Splits a target at its references; the first matching group of the expression is the name of the capture. */
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

/** The target for one variant of the source. */
export function fill(parts: Template, captured: ReadonlyMap<string, string>): string {
  let before = '';
  return parts.map((part) => {
    const afterReference = /:\w+$/.test(before);
    if (typeof part === 'string') {
      // A letter after a placeholder would become part of its name, and a literal colon would begin a placeholder.
      const spelled = afterReference ? part.replace(/^\w/, encodeCharacter) : part;
      return before = spelled.replace(/(?<!\w):(?=[A-Za-z_])/g, '%3A');
    }
    const text = captured.get(part.ref);
    // After a letter, these platforms have no references: /wiki/Help:Contents.
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
