/** The bytes of patterns and templates: text, wildcards, and captures. */

/** One or more characters within a segment. */
export const PLACEHOLDER = 1;
/** Any number of whole segments. */
export const SPLAT = 2;
/** Any characters, also inside a segment: only in the `_redirects` dialects. */
export const STAR = 3;
/**
 * In a template, bytes from here up stand for captures: flags for the part of the URL, and five bits for the number.
 */
export const CAPTURE = 128;
export const IN_QUERY = 32;
export const IN_FRAGMENT = 64;
export const MOST_CAPTURES = 32;

/** Flags of a rule that tell how its pattern matches. */
export const IGNORES_CASE = 8192;
/** The slash at the end of a path counts: a final splat captures it, and a star counts characters. */
export const SEES_SLASH = 65536;
