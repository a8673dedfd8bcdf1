import type { Placeholder } from './config';
import { normalizePathForMatching } from '../facts/path-pattern';

/** Identified by index: `{status}` is 0 in the parts of a page. */
export const PLACEHOLDERS = ['status', 'reason', 'path', 'requestId'] as const;

/** In the order of `PLACEHOLDERS`. */
export type PlaceholderValues = readonly [status: string, reason: string, path: string, requestId: string];

/** Limits values: a request with a path of 8,000 characters must not make a page larger than 1 MB. */
const VALUE_MAX_LENGTH = 512;

/**
 * The largest size of a filled placeholder: a path of characters with three bytes each, percent-encoded.
 */
export const PLACEHOLDER_MAX_BYTES = 9 * VALUE_MAX_LENGTH;

export function fillPlaceholders(parts: readonly (string | Placeholder)[], values: PlaceholderValues): string {
  return parts.map((part) => (typeof part === 'string' ? part : harmless(values[part]))).join('');
}

/**
 * A path that is safe to show on a page. `<a href="{path}">Try again</a>` on a page for `//other.example`, or
 * `/.//other.example`, would link to another site; a space (which a function can add) would end an unquoted attribute.
 */
export function shownPath(uri: string): string {
  const path = /\/(\.|%2e){1,2}(\/|$)/i.test(uri) ? normalizePathForMatching(uri) : uri;
  return path.replace(/^([/\\]|%2f|%5c)+/i, '/').replace(/ /g, '%20');
}

/**
 * Escapes a value for HTML, JSON strings and attributes alike. Characters that could end one of them (`&`, quotes,
 * brackets) and non-ASCII characters are percent-encoded, which has the same meaning in a path and does not depend on
 * the type of the page.
 */
function harmless(value: string): string {
  return value.slice(0, VALUE_MAX_LENGTH).replace(/[^\w .~!$*+,;=:@/%-]/gu, percentEncoded);
}

function percentEncoded(character: string): string {
  return Buffer.from(character).toString('hex').replace(/../g, '%$&').toUpperCase();
}
