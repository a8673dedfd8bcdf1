/**
 * The parts of a request that conditions test, numbered for the packed form. A file of constants alone, so that bundles
 * inline the numbers.
 */

/** Headers follow after the last, in the order of their list. */
export const START = 0;
export const END = 1;
/** A parameter that must be present and whose first value is captured. */
export const CAPTURED = 2;
export const QUERY = 3;
export const COOKIE = 4;
export const LANGUAGE = 5;
export const COUNTRY = 6;
export const METHOD = 7;
export const ORIGIN_STATUS = 8;
export const PATH = 9;
/** All headers at once, for lists whose rules name many. */
export const HEADERS = 10;
export const FIRST_HEADER = 11;
