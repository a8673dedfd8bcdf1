import { quoted } from './report';
import { URL_MAX_LENGTH } from '../../facts/edge-limits';

/** The edge function refuses to answer with a longer address, and CloudFront takes none. */
export const MOST_CHARACTERS = URL_MAX_LENGTH - 1;
const PLAIN = /^[!-~]*$/;
/** No wildcard, escape, dot segment or empty segment, and at most one parameter with a value. */
const ORDINARY = /^(?:\/[\w-][\w.-]*)+(?:\?[\w.-]+=[\w.-]+)?$/;
const INVISIBLE = /[\u00a0\u00ad\u200b\u200e\u200f\u2028\u2029\u2060\ufeff]/;
const HIDDEN: Readonly<Record<string, string>> = {
  '\u00a0': 'a no-break space',
  '\u00ad': 'a soft hyphen',
  '\u200b': 'a zero-width space',
  '\ufeff': 'a byte order mark',
};

/** Whether a path is like nearly all of long lists, in which neither reader nor checks have anything to look at. */
export function isOrdinary(text: string): boolean {
  return ORDINARY.test(text) && text.length <= MOST_CHARACTERS;
}

/**
 * What is wrong with an address that nobody can see: it would never be met, and look right in every list. Whoever means
 * such a character writes its escape.
 */
export function hiddenFault(text: string): string | undefined {
  // Nearly all are plain, which one look tells.
  if (PLAIN.test(text) && text.length <= MOST_CHARACTERS) return undefined;
  if (text.length > MOST_CHARACTERS) {
    return `${quoted(text)} has ${text.length.toLocaleString('en')} characters; CloudFront takes `
      + `${MOST_CHARACTERS.toLocaleString('en')} at most`;
  }
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  if (/[\u0000-\u001f\u007f-\u009f]/.test(text)) {
    return `${quoted(text)} holds a control character, such as a tab or a line break`;
  }
  const hidden = INVISIBLE.exec(text)?.[0];
  if (hidden !== undefined) {
    return `${quoted(text)} holds ${nameOf(hidden)}, which cannot be seen; remove it, or write `
      + `${encodeURIComponent(hidden)} if the address has it`;
  }
  if (text === text.trim()) return undefined;
  const [where, space] = text === text.trimEnd() ? ['beginning', text[0]] : ['end', text.slice(-1)];
  return `${quoted(text)} has a space at its ${where}; remove it, or write ${encodeURIComponent(space)} if the `
    + 'address has it';
}

/** What a character is called that cannot be seen; undefined for others. */
export function hiddenName(char: string): string | undefined {
  return INVISIBLE.test(char) ? nameOf(char) : undefined;
}

function nameOf(hidden: string): string {
  return HIDDEN[hidden] ?? `U+${hidden.charCodeAt(0).toString(16).toUpperCase()}`;
}

/** `; did you mean "/new"?` behind a text that is neither a path nor a URL, where it tells what was meant. */
export function suggestion(text: string): string {
  const bare = text.replace(/^[\s"'“”„‘’«»]+|[\s"'“”„‘’«»]+$/g, '').replace(/\s.*$/s, '');
  const meant = bare === '' || /^[/\\]{2}|^\/\\/.test(bare) ? undefined : spelled(bare);
  return meant === undefined || meant === text ? '' : `; did you mean ${quoted(meant)}?`;
}

function spelled(text: string): string | undefined {
  if (/^\d+$/.test(text)) return undefined; // a status in the place of an address
  const [, scheme, rest] = /^(https?):\/*(.*)$/is.exec(text) ?? [];
  if (scheme !== undefined) return rest === '' ? undefined : `${scheme.toLowerCase()}://${rest}`;
  // mailto:, {…, and whatever else is no address
  if (/^(?:[a-z][a-z0-9+.-]*:|[^\w/*.~%:-])/i.test(text)) return undefined;
  return /^(?:\*\.|www\.)|^[^/]*\.[a-z]{2,}\//i.test(text) ? `https://${text}` : `/${text.replace(/^\//, '')}`;
}
