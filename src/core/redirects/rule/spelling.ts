import { quoted } from './report';
import { URL_MAX_LENGTH } from '../../facts/edge-limits';

/** The edge function sends no longer URL, and CloudFront accepts none. */
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
 * A fault of a URL that cannot be seen: it would never match, and look right in every list. An author who means such a
 * character writes its escape.
 */
export function hiddenFault(text: string): string | undefined {
  // Nearly all are plain, so that one test is enough.
  if (PLAIN.test(text) && text.length <= MOST_CHARACTERS) return undefined;
  if (text.length > MOST_CHARACTERS) {
    return `${quoted(text)} has ${text.length.toLocaleString('en')} characters; CloudFront takes `
      + `${MOST_CHARACTERS.toLocaleString('en')} at most`;
  }
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  const [control] = /[\u0000-\u001f\u007f-\u009f]/.exec(text) ?? [];
  if (control !== undefined) {
    return `${quoted(text)} holds a control character, such as a tab or a line break; remove it and what follows it, `
      + `or write ${encodeURIComponent(control)} if the URL has it`;
  }
  const hidden = INVISIBLE.exec(text)?.[0];
  if (hidden !== undefined) {
    return `${quoted(text)} holds ${nameOf(hidden)}, which cannot be seen; remove it, or write `
      + `${encodeURIComponent(hidden)} if the URL has it`;
  }
  if (text === text.trim()) return undefined;
  const [where, space] = text === text.trimEnd() ? ['beginning', text[0]] : ['end', text.slice(-1)];
  return `${quoted(text)} has a space at its ${where}; remove it, or write ${encodeURIComponent(space)} if the `
    + 'URL has it';
}

/** The name of an invisible character; undefined for others. */
export function hiddenName(char: string): string | undefined {
  return INVISIBLE.test(char) ? nameOf(char) : undefined;
}

function nameOf(hidden: string): string {
  return HIDDEN[hidden] ?? `U+${hidden.charCodeAt(0).toString(16).toUpperCase()}`;
}

/**
 * A suffix such as `; did you mean "/new"?` for a text that is neither a path nor a URL; empty if there is no guess.
 */
export function suggestion(text: string): string {
  const bare = text.replace(/^[\s"'“”„‘’«»]+|[\s"'“”„‘’«»]+$/g, '').replace(/\s.*$/s, '');
  const meant = bare === '' || /^[/\\]{2}|^\/\\/.test(bare) ? undefined : corrected(bare);
  return meant === undefined || meant === text ? '' : `; did you mean ${quoted(meant)}?`;
}

function corrected(text: string): string | undefined {
  if (/^\d+$/.test(text)) return undefined; // a status in the wrong column
  const [, scheme, rest] = /^(https?):\/*(.*)$/is.exec(text) ?? [];
  if (scheme !== undefined) return rest === '' ? undefined : `${scheme.toLowerCase()}://${rest}`;
  // mailto:, {…, and other texts that are not URLs
  if (/^(?:[a-z][a-z0-9+.-]*:|[^\w/*.~%:-])/i.test(text)) return undefined;
  return /^(?:\*\.|www\.)|^[^/]*\.[a-z]{2,}\//i.test(text) ? `https://${text}` : `/${text.replace(/^\//, '')}`;
}
