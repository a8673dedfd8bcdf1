/* eslint-disable no-bitwise -- captures in templates are bits */
import { Cursor, readAscii, readNumber } from './cursor';
import { URL_MAX_LENGTH } from '../../../facts/edge-limits';
import { CAPTURE, IN_QUERY, MOST_CAPTURES } from '../../pattern/alphabet';
import { BACKSLASH, DOT, HASH, PERCENT, QUESTION, SLASH } from '../../url/characters';
import { collapsed, onThisHost } from '../../url/location';
import { COLLAPSES, LENDS_HOST, MAY_TRAVERSE_UP } from '../format';

/** What is lent to a host has neither a port nor a user name nor an escape. */
const LABELS = /^[a-z0-9.-]*$/i;
const MOST_OF_A_HOST = 253;
/** Of what is captured, so much at either end may be part of a dot segment. */
const NEAR = 3;
const MOST_FILLED = 3 * URL_MAX_LENGTH;

/**
 * Fills the template that stands so many bytes before the number that says so, in one pass: what a capture brings is
 * never looked at again, so that neither `:name` nor `$&` in a request has a meaning. A capture that lands in the query
 * may not end a parameter there; in a path it is encoded already, `?` and `#` included. Whatever led to it, the result
 * does not begin like another host; undefined if it may not be sent, which is told by the pieces: of a thousand rules
 * that all fit, none joins an answer that is thrown away.
 */
export function fill(c: Cursor, captures: readonly string[], flags: number): string | undefined {
  const here = c.at;
  c.at = here - readNumber(c);
  const end = readNumber(c) + c.at;
  if (flags & MAY_TRAVERSE_UP && climbs(c.bytes, c.at, end, captures)) return undefined;
  if (flags & LENDS_HOST) {
    // Behind `http://` or `https://`.
    const lent = captures[c.bytes[c.at + (c.bytes[c.at + 7] === SLASH ? 8 : 7)] % MOST_CAPTURES];
    if (lent.length > MOST_OF_A_HOST || !LABELS.test(lent)) return undefined;
  }
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
    if (to === end || location.length > MOST_FILLED) return isSafe ? location : onThisHost(location);
    const capture = c.bytes[c.at++];
    const value = values[capture % MOST_CAPTURES];
    location += capture & IN_QUERY ? value.replace(/&/g, '%26').replace(/\+/g, '%2B') : value;
    // Nothing between two slashes: `/b/:splat/c` without a splat is `/b/c`.
    if (
      value === ''
      && c.at < end
      && capture < CAPTURE + IN_QUERY
      && c.bytes[c.at] === SLASH
      && location.endsWith('/')
    ) {
      c.at++;
    }
  }
}

/**
 * Whether whatever follows is a path of this host, or the URL names its host. Told by two bytes of the template: to
 * look at the filled text would join its pieces, which takes as long as a quarter of a lookup.
 */
function leadsHere(bytes: Uint8Array, from: number, end: number): boolean {
  if (bytes[from] !== SLASH) return bytes[from] < CAPTURE;
  const second = end - from > 1 ? bytes[from + 1] : 0;
  // From `%` to `/`, with the dot between: some more than need be.
  return second < CAPTURE && (second > SLASH || second < PERCENT) && second !== BACKSLASH;
}

/**
 * Whether the path of an answer would have a dot segment, which a client resolves. A path is matched without any, so
 * that none is inside of what is captured.
 */
function climbs(bytes: Uint8Array, from: number, end: number, captures: readonly string[]): boolean {
  /** Of the segment so far; `NEAR` where it is more than dots. */
  let dots = NEAR;
  let value = '';
  let within = 0;
  for (let i = from; ;) {
    let code = i < end ? bytes[i] : HASH;
    if (within < value.length) {
      if (within === NEAR && value.length > 2 * NEAR) {
        within = value.length - NEAR;
        dots = NEAR;
      }
      code = value.charCodeAt(within++);
    } else if (i++ < end && code >= CAPTURE) {
      value = captures[code % MOST_CAPTURES];
      within = 0;
      continue;
    }
    const isOver = code === HASH || code === QUESTION;
    if ((isOver || code === SLASH) && dots % NEAR > 0) return true;
    if (isOver) return false;
    dots = code === SLASH ? 0 : code === DOT && dots < NEAR ? dots + 1 : NEAR;
  }
}
