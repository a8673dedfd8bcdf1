/**
 * Character codes, to scan texts without slicing them. A file of constants alone, so that bundles inline the numbers.
 */
export const HASH = 35;
export const PERCENT = 37;
export const AMPERSAND = 38;
export const PLUS = 43;
export const COMMA = 44;
export const DOT = 46;
export const SLASH = 47;
export const SEMICOLON = 59;
export const EQUALS_SIGN = 61;
export const QUESTION = 63;
export const BACKSLASH = 92;
