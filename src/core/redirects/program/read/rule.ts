/* eslint-disable no-bitwise -- flags of a rule are bits */
import { meets } from './conditions';
import { Cursor, readNumber, readString, readStrings } from './cursor';
import type { Facts } from './facts';
import type { Keyed } from './keyed';
import {
  COMPARED,
  CHANGES_SCHEME,
  COLLAPSES,
  GUARDED,
  HAS_PATTERN,
  HAS_TARGET,
  HAS_TESTS,
  KEEPS_MATCHED,
  MAY_REDIRECT_TO_SELF,
  MAY_TRAVERSE_UP,
  NEEDS_CARE,
  NEEDS_MORE,
  NEEDS_NO_SLASH,
  NEEDS_SLASH,
  QUERY_DROP,
  QUERY_ONLY,
  QUERY_REPLACE,
  SLASH_COUNTS,
  TESTS_FIRST,
  TIMED,
} from '../format';
import { climbs, fill, fillPlain } from './location';
import { viewerPath } from '../../../facts/root-object';
import { IGNORES_CASE } from '../../pattern/alphabet';
import { fits } from '../../pattern/matches';
import type { RedirectDecision } from '../../rule/types';
import { DOT, SLASH } from '../../url/characters';
import { authority, collapsed, partsOf } from '../../url/location';
import { endsWithSlash, normalizePath } from '../../url/path';
import { Kept, mergeQuery } from '../../url/query';
import type { SentPath } from '../../url/sent';
import type { Slashed } from '../../url/slashes';

const ACME = '/.well-known/acme-challenge/';
/** Matching the pattern of a shorter path takes less time than reading conditions twice. */
const LONG = 256;
/** Shared by all rules without captures, so that matching one allocates nothing. */
const NONE: string[] = [];
const NO_ATOMS: number[] = [];

type Draft = { -readonly [Member in keyof RedirectDecision]: RedirectDecision[Member] };

/** The current request, and what rules have found out about it. */
export interface Visit extends Keyed, Slashed, SentPath {
  query: string;
  /** The path of the default root object, which CloudFront requests in place of `/`; empty if there is none. */
  readonly object: string;
  /** Rules that never apply here. */
  readonly refused?: ReadonlySet<number>;
  /** The captures of patterns, by their places: many rules share one. */
  fitted?: Map<number, string[] | null | undefined>;
}

/**
 * Matches one rule; the cursor is behind its rank. Returns its decision, undefined if it does not apply, or null if the
 * request is exempt, because the rule leaves it to the site or it has arrived at the target: then no rule with a lower
 * precedence applies either.
 */
export function decide(c: Cursor, visit: Visit, facts: Facts): RedirectDecision | null | undefined {
  const { path } = visit;
  const rule = readNumber(c);
  if (visit.refused?.has(rule)) return undefined;
  const status = readNumber(c) + 200;
  const flags = readNumber(c);
  if (flags & (path.length > 1 && endsWithSlash(path) ? NEEDS_NO_SLASH : NEEDS_SLASH)) return undefined;
  // Most rules lead from one URL to another, and most queries are only passed on.
  if (flags & HAS_TARGET && !(flags & NEEDS_MORE) && status !== 200) {
    const { at } = c;
    const location = fillPlain(c, flags & QUERY_DROP ? '' : visit.query);
    if (location !== undefined) return { status, rule, location };
    c.at = at;
  }
  const timing = flags & TIMED ? { ttl: readNumber(c), after: readString(c) } : undefined;
  let captures: string[] | null | undefined = NONE;
  let asked = NO_ATOMS;
  if (flags & HAS_PATTERN) {
    const pattern = c.at - readNumber(c);
    let lead = 0;
    let tail = 0;
    if (flags & COMPARED) {
      lead = readNumber(c);
      tail = readNumber(c);
    }
    // A certificate authority must reach its challenge despite `/*`; a rule that names the folder does apply.
    if (path.charCodeAt(1) === DOT && path.startsWith(ACME) && !namesDotFolder({ bytes: c.bytes, at: pattern })) {
      return undefined;
    }
    if (flags & TESTS_FIRST) {
      if (!meets(c, facts, asked = [])) return undefined;
    } else if (path.length > LONG && (flags & (HAS_TESTS + GUARDED)) === HAS_TESTS) {
      // Many rules may match a long path: those are skipped whose conditions fail by what is known of the request.
      if (!meets({ bytes: c.bytes, at: c.at }, facts)) return undefined;
    }
    captures = fitted(c, pattern, flags, visit, lead, tail);
    if (captures === undefined) return undefined;
  }
  // `/* → /x/:splat` would apply to its own target again and again, whatever the other conditions.
  if (flags & GUARDED && hasArrived(c, path, facts)) return null;
  if (captures === null) return undefined;
  if ((flags & (HAS_TESTS + TESTS_FIRST)) === HAS_TESTS && !meets(c, facts, asked = [])) return undefined;
  // A rule without either leaves the request to the site, as if it had arrived.
  if (!(flags & HAS_TARGET)) return status === 200 ? null : { status, rule, timing };

  const only = flags & QUERY_ONLY ? [readStrings(c), readStrings(c)] : undefined;
  // Captures of the query follow those of the path.
  if (asked.length > 0) for (const atom of asked) if (atom < 0) captures = [...captures, facts.capture(-atom)];
  const location = fill(c, captures, flags);
  if (location === undefined) return undefined;
  // Most decisions need no more.
  if (visit.query === '' && !(flags & NEEDS_CARE) && status !== 200) return { status, rule, location, timing };
  const used = asked.length > 0 && !(flags & KEEPS_MATCHED) ? new Set(asked.map(Math.abs)) : undefined;
  return carefully(location, visit, facts, flags, { status, rule, timing }, {
    isUsed: used && ((part) => facts.isTested(part, used)),
    only,
  });
}

/** The captures of a pattern; undefined if it does not match, null if they would leave the folder of the target. */
export function fitted(
  c: Cursor, pattern: number, flags: number, visit: Visit, lead = 0, tail = 0,
): string[] | null | undefined {
  const known = visit.fitted;
  if (known?.has(pattern)) return known.get(pattern);
  const { at } = c;
  c.at = pattern;
  const to = readNumber(c) + c.at;
  let captures: string[] | null | undefined = fits(c.bytes, c.at, to, visit, flags, lead, tail);
  c.at = to;
  if (flags & MAY_TRAVERSE_UP && captures && climbs(c, readNumber(c) + c.at, captures)) captures = null;
  c.at = at;
  known?.set(pattern, captures);
  return captures;
}

function namesDotFolder(pattern: Cursor): boolean {
  readNumber(pattern);
  return pattern.bytes[pattern.at + 1] === DOT;
}

/** Whether the path (after the host, if the rule has one) begins with the text at the cursor, which is passed. */
function hasArrived(c: Cursor, path: string, facts: Facts): boolean {
  const end = readNumber(c) + c.at;
  const host = c.bytes[c.at] === SLASH ? '' : facts.host();
  let i = -host.length;
  // A path without a slash at its end is compared as if it had one.
  for (
    ;
    c.at < end
    && (i < 0 ? host.charCodeAt(i + host.length) : i === path.length ? SLASH : path.charCodeAt(i)) === c.bytes[c.at];
    i++
  ) {c.at++;}
  const has = c.at === end;
  c.at = end;
  return has;
}

/** The decision if it depends on the query, the URL or the host of the request. */
function carefully(
  location: string, visit: Visit, facts: Facts, flags: number, decided: Draft, kept: Kept,
): RedirectDecision | null {
  const [filled, asked, fragment] = partsOf(location);
  const base = flags & COLLAPSES && filled[0] === '/' ? collapsed(filled) : filled;
  const keeps = visit.query !== '' && !(flags & QUERY_DROP) && !(flags & QUERY_REPLACE && asked !== '');
  const query = keeps ? mergeQuery(asked, visit.query, kept) : asked;
  // CloudFront replaces `/` by the object before functions run, and would send this `/` to the origin unchanged.
  if (decided.status === 200) {
    // The host is text of the rule: see `proxyFault`.
    const [, origin, path] = /^(https?:\/\/[^/]*)?(.*)/s.exec(base)!;
    decided.rewrite = { path: (base === '/' && visit.object) || path, query, origin };
    return decided;
  }
  if (flags & MAY_REDIRECT_TO_SELF && query === visit.query && isHere(base, visit, facts, flags)) return null;
  decided.location = base + (query && `?${query}`) + (fragment === '#' ? '' : fragment);
  return decided;
}

/** Whether a location is the URL of the request itself, which would be a redirect loop. */
function isHere(base: string, { path, sent, object }: Visit, facts: Facts, flags: number): boolean {
  const host = authority(base);
  if (host !== undefined && (flags & CHANGES_SCHEME || host !== facts.host())) return false;
  const spelled = host === undefined ? base : base.slice(base.indexOf(host, 7) + host.length);
  const target = sent === undefined ? spelled : normalizePath(spelled);
  return comparable(viewerPath(target, object), flags) === comparable(path, flags);
}

function comparable(path: string, flags: number): string {
  const text = endsWithSlash(path) && !(flags & SLASH_COUNTS) ? path.slice(0, -1) : path;
  return flags & IGNORES_CASE ? text.toLowerCase() : text;
}
