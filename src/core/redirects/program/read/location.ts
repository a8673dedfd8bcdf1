/* eslint-disable no-bitwise -- captures in templates are bits */
import { Cursor, readAscii, readNumber } from './cursor';
import { URL_MAX_LENGTH } from '../../../facts/edge-limits';
import { CAPTURE, IN_QUERY, MOST_CAPTURES } from '../../pattern/alphabet';
import { BACKSLASH, DOT, HASH, QUESTION, SLASH } from '../../url/characters';
import { collapsed, onThisHost } from '../../url/location';
import { safeQuery } from '../../url/query';
import { COLLAPSES, LENDS_HOST, MAY_MAKE_ESCAPE, MAY_TRAVERSE_UP_AT_LAST } from '../format';

/** A capture in a host has no port, user name or escape. */
const LABELS = /^[a-z0-9.-]*$/i;
const MOST_OF_A_HOST = 253;
/** So many characters at either end of a capture can be part of a dot segment. */
const NEAR = 3;
const MOST_FILLED = 3 * URL_MAX_LENGTH;

/**
 * Fills a template in one pass; the number at the cursor is the distance back to it. Captures are never scanned for
 * placeholders, so that neither `:name` nor `$&` in a request has a meaning. A capture in the query is escaped, so that
 * it cannot end the parameter; in a path it is encoded already, including `?` and `#`. A relative result never leads to
 * another host. Returns undefined if the result may not be sent. That is decided before the pieces are joined: of a
 * thousand rules that match, none joins a location that is not used.
 */
export function fill(c: Cursor, sent: readonly string[], flags: number): string | undefined {
  const here = c.at;
  c.at = here - readNumber(c);
  const end = readNumber(c) + c.at;
  const captures = flags & MAY_MAKE_ESCAPE ? sent.map((each) => each.replace(/%(?=[\da-f]?$)/i, '%25')) : sent;
  if (flags & MAY_TRAVERSE_UP_AT_LAST && climbs(c, end, captures)) return undefined;
  if (flags & LENDS_HOST) {
    // After `http://` or `https://`.
    const lent = captures[c.bytes[c.at + (c.bytes[c.at + 7] === SLASH ? 8 : 7)] % MOST_CAPTURES];
    if (lent.length > MOST_OF_A_HOST || !LABELS.test(lent)) return undefined;
  }
  const isSafe = leadsHere(c.bytes, c.at, end);
  // A thousand slashes that become one must not count as a thousand; in a query they stay.
  let values = flags & COLLAPSES && c.bytes[c.at] === SLASH ? captures.map(collapsed) : captures;
  for (let location = ''; ;) {
    let to = captures.length > 0 ? c.at : end;
    while (to < end && c.bytes[to] < CAPTURE) to++;
    const text = readAscii(c, to);
    location += text;
    if (values !== captures && /[?#]/.test(text)) values = captures;
    // Longer than any URL can be: the rest of `/:splat` thirty times is not filled in.
    if (to === end || location.length > MOST_FILLED) return isSafe ? location : onThisHost(location);
    const capture = c.bytes[c.at++];
    const value = values[capture % MOST_CAPTURES];
    location += capture & IN_QUERY ? value.replace(/&/g, '%26').replace(/\+/g, '%2B') : value;
    // An empty capture between two slashes: `/b/:splat/c` becomes `/b/c`.
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
 * Reads a template without captures. Undefined if it has a query or a fragment, and the request a query: then more has
 * to be done than to append that. Its bytes are compared: to search the text, its pieces would have to be joined.
 */
export function fillPlain(c: Cursor, query: string): string | undefined {
  const { bytes } = c;
  c.at -= readNumber(c);
  const end = readNumber(c) + c.at;
  if (query !== '') for (let i = c.at; i < end; i++) if (bytes[i] === QUESTION || bytes[i] === HASH) return undefined;
  const isSafe = leadsHere(bytes, c.at, end);
  const text = readAscii(c, end);
  return (isSafe ? text : onThisHost(text)) + (query && `?${safeQuery(query)}`);
}

/**
 * Whether the location is a path of this host whatever follows, or names its host. Decided by two bytes of the
 * template: reading the filled text would join its pieces, which takes a quarter of a lookup.
 */
function leadsHere(bytes: Uint8Array, from: number, end: number): boolean {
  if (bytes[from] !== SLASH) return bytes[from] < CAPTURE;
  const second = end - from > 1 ? bytes[from + 1] : 0;
  return second < CAPTURE && (second > SLASH || second < DOT) && second !== BACKSLASH;
}

/**
 * Whether the path of a location, whose template is at the cursor, would have a dot segment, which clients resolve. The
 * path of the request has none, so that none is inside of a capture.
 */
export function climbs({ bytes, at }: Cursor, end: number, captures: readonly string[]): boolean {
  /** Dots of the segment so far; `NEAR` if it has other characters. */
  let dots = NEAR;
  let value = '';
  let within = 0;
  for (let i = at; ;) {
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
