import type { Placeholder } from './config';
import { normalizePathForMatching } from '../facts/path-pattern';

/** By their place in the list: what a page calls `{status}` is 0 in its parts. */
export const PLACEHOLDERS = ['status', 'reason', 'path', 'requestId'] as const;

/** In the order of `PLACEHOLDERS`. */
export type PlaceholderValues = readonly [status: string, reason: string, path: string, requestId: string];

/** Whoever asks for a path of 8,000 characters must not be able to blow a page up beyond 1 MB. */
const VALUE_MAX_LENGTH = 512;

/**
 * The most that one placeholder can add to a page: a path of nothing but characters of three bytes, percent-encoded.
 */
export const PLACEHOLDER_MAX_BYTES = 9 * VALUE_MAX_LENGTH;

export function fillPlaceholders(parts: readonly (string | Placeholder)[], values: PlaceholderValues): string {
  return parts.map((part) => (typeof part === 'string' ? part : harmless(values[part]))).join('');
}

/**
 * A path as pages may show it. `<a href="{path}">Try again</a>` on a page for `//other.example`, or
 * `/.//other.example`, would lead to another site; a space, which only a function can have put there, would end an
 * attribute without quotes.
 */
export function shownPath(uri: string): string {
  const path = /\/(\.|%2e){1,2}(\/|$)/i.test(uri) ? normalizePathForMatching(uri) : uri;
  return path.replace(/^([/\\]|%2f|%5c)+/i, '/').replace(/ /g, '%20');
}

/**
 * A value in a form that means itself wherever it stands: in HTML, in a JSON string, in an attribute. Of the characters
 * of a path only those stay that end nothing there; the others (`&`, quotes, brackets, everything beyond ASCII) are
 * percent-encoded, which says the same in a path and needs to know nothing about the type of the page.
 */
function harmless(value: string): string {
  return value.slice(0, VALUE_MAX_LENGTH).replace(/[^\w .~!$*+,;=:@/%-]/gu, percentEncoded);
}

function percentEncoded(character: string): string {
  return Buffer.from(character).toString('hex').replace(/../g, '%$&').toUpperCase();
}
