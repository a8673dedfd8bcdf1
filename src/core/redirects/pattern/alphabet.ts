/**
 * What patterns and templates are made of: text, and bytes that stand for what a request brings.
 */

/** Bytes of a pattern that are not text. */
export const PLACEHOLDER = 1;
/** Any number of whole segments. */
export const SPLAT = 2;
/** Any characters, inside a segment too: only the `_redirects` dialects have it. */
export const STAR = 3;
/**
 * In a template, bytes from here up stand for captures: which part of the address it lands in, and five bits for its
 * number.
 */
export const CAPTURE = 128;
export const IN_QUERY = 32;
export const IN_FRAGMENT = 64;
export const MOST_CAPTURES = 32;

/** How a pattern matches: flags among those of a rule. */
export const IGNORES_CASE = 8192;
/** The pattern sees the slash at the end of a path: a splat at its end takes it, and a star counts characters. */
export const SEES_SLASH = 65536;
