/* eslint-disable no-bitwise -- captures in templates are bits */
import { Cursor, readAscii, readNumber } from './cursor';
import { URL_MAX_LENGTH } from '../../../facts/edge-limits';
import { CAPTURE, IN_QUERY, MOST_CAPTURES } from '../../pattern/alphabet';
import { collapsed, onThisHost } from '../../url/location';
import { COLLAPSES, MAY_CLIMB } from '../format';

const SLASH = 47;
const BACKSLASH = 92;
const PERCENT = 37;
const MOST_FILLED = 3 * URL_MAX_LENGTH;

/**
 * Fills the template that stands so many bytes before the number that says so, in one pass: what a capture brings is
 * never looked at again, so that neither `:name` nor `$&` in a request has a meaning. A capture that lands in the query
 * may not end a parameter there; in a path it is encoded already, `?` and `#` included. Whatever led to it, the result
 * does not begin like another host; undefined if it may not be sent.
 */
export function fill(c: Cursor, captures: readonly string[], flags: number): string | undefined {
  const here = c.at;
  c.at = here - readNumber(c);
  const end = readNumber(c) + c.at;
  const isSafe = leadsHere(c.bytes, c.at, end);
  // A thousand slashes that become one must not count as a thousand; those of a query stay.
  let values = flags & COLLAPSES && c.bytes[c.at] === SLASH ? captures.map(collapsed) : captures;
  for (let location = ''; ;) {
    let to = captures.length > 0 ? c.at : end;
    while (to < end && c.bytes[to] < CAPTURE) to++;
    const text = readAscii(c, to);
    location += text;
    if (values !== captures && /[?#]/.test(text)) values = captures;
    // Longer than any address can be: nobody waits for the rest of `/:splat` thirty times.
    if (to === end || location.length > MOST_FILLED) return finished(location, flags, isSafe);
    const capture = c.bytes[c.at++];
    const value = values[capture % MOST_CAPTURES];
    location += capture & IN_QUERY ? value.replace(/&/g, '%26').replace(/\+/g, '%2B') : value;
    // Nothing between two slashes: `/b/:splat/c` without a splat is `/b/c`.
    if (value === '' && c.at < end && capture < CAPTURE + IN_QUERY && c.bytes[c.at] === SLASH && location.endsWith('/')) c.at++;
  }
}

/**
 * Whether whatever follows is a path of this host, or the URL names its host. Told by two bytes of the template: to look
 * at the filled text would join its pieces, which takes as long as a quarter of a lookup.
 */
function leadsHere(bytes: Uint8Array, from: number, end: number): boolean {
  if (bytes[from] !== SLASH) return bytes[from] < CAPTURE;
  const second = end - from > 1 ? bytes[from + 1] : 0;
  // From `%` to `/`, with the dot between: some more than need be.
  return second < CAPTURE && (second > SLASH || second < PERCENT) && second !== BACKSLASH;
}

/** What every answer goes through. A client would resolve dot segments. */
function finished(filled: string, flags: number, isSafe: boolean): string | undefined {
  if (flags & MAY_CLIMB && /^[^?#]*\/\.\.?(?:[/?#]|$)/.test(filled)) return undefined;
  return isSafe ? filled : onThisHost(filled);
}
