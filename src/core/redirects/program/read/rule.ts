/* eslint-disable no-bitwise -- flags of a rule are bits */
import { meets } from './conditions';
import { Cursor, readNumber, readStrings } from './cursor';
import type { Facts, Keyed } from './facts';
import {
  COMPARED,
  CHANGES_SCHEME, COLLAPSES, GUARDED, HAS_PATTERN, HAS_TARGET, HAS_TESTS, KEEPS_MATCHED, MAY_REDIRECT_TO_SELF,
  NEEDS_CARE, NEEDS_NO_SLASH, NEEDS_SLASH, QUERY_DROP, QUERY_ONLY, QUERY_REPLACE, SLASH_COUNTS, TESTS_FIRST,
} from '../format';
import { fill } from './location';
import { IGNORES_CASE } from '../../pattern/alphabet';
import { fits } from '../../pattern/matches';
import type { RedirectDecision } from '../../rule/types';
import { DOT, SLASH } from '../../url/characters';
import { authority, collapsed, partsOf } from '../../url/location';
import { endsWithSlash } from '../../url/path';
import { Kept, mergeQuery } from '../../url/query';
import type { Slashed } from '../../url/slashes';

const ACME = '/.well-known/acme-challenge/';
/** To judge the pattern of a shorter path costs less. */
const LONG = 256;
/** Never added to: most rules find nothing, and most requests meet such a rule. */
const NONE: string[] = [];
const NO_ATOMS: number[] = [];

/** What rules are judged by, and what has been found out on the way. */
export interface Visit extends Keyed, Slashed {
  query: string;
  /** How much of the pattern in hand has been compared at either end. */
  lead: number;
  tail: number;
  /** What the wildcards of patterns stand for, by the places of the patterns: many rules share one. */
  fitted?: Map<number, string[] | undefined>;
}

/**
 * Judges one rule, whose rank the cursor has just passed: does it apply to the request, and what does it answer? Null
 * means that the visitor is where the rule would send him, so that neither this rule nor a lesser one may move him.
 */
export function decide(c: Cursor, visit: Visit, facts: Facts): RedirectDecision | null | undefined {
  const { path } = visit;
  const rule = readNumber(c);
  const status = readNumber(c) + 200;
  const flags = readNumber(c);
  if (flags & (path.length > 1 && endsWithSlash(path) ? NEEDS_NO_SLASH : NEEDS_SLASH)) return undefined;
  let captures: string[] | undefined = NONE;
  let pattern = 0;
  if (flags & HAS_PATTERN) {
    pattern = c.at - readNumber(c);
    if (flags & COMPARED) {
      visit.lead = readNumber(c);
      visit.tail = readNumber(c);
    } else {
      visit.lead = visit.tail = 0;
    }
    // A certificate authority must reach its challenge whatever `/*` says; a rule that names the folder means it.
    if (path.charCodeAt(1) === DOT && path.startsWith(ACME) && !namesDotFolder({ bytes: c.bytes, at: pattern })) {
      return undefined;
    }
    // Of rules that all fit a long path, those go whose conditions are known to fail by what others have asked for.
    const testsAlone = (flags & (HAS_TESTS + GUARDED + TESTS_FIRST)) === HAS_TESTS;
    if (path.length > LONG && testsAlone && !meets({ bytes: c.bytes, at: c.at }, facts)) return undefined;
    if (!(flags & TESTS_FIRST) && (captures = fitted(c, pattern, flags, visit)) === undefined) return undefined;
  }
  // `/* → /x/:splat` would wrap its own answer again and again, whatever the other conditions.
  if (flags & GUARDED && hasArrived(c, path, facts)) return null;
  let asked = NO_ATOMS;
  if (flags & HAS_TESTS && !meets(c, facts, asked = [])) return undefined;
  if (flags & TESTS_FIRST && (captures = fitted(c, pattern, flags, visit)) === undefined) return undefined;
  if (!(flags & HAS_TARGET)) return { status, rule };

  const only = flags & QUERY_ONLY ? [readStrings(c), readStrings(c)] : undefined;
  // Captures of the query follow those of the path.
  if (asked.length > 0) for (const atom of asked) if (atom < 0) captures = [...captures, facts.capture(-atom)];
  const location = fill(c, captures, flags);
  if (location === undefined) return undefined;
  // Most answers need no more.
  if (visit.query === '' && !(flags & NEEDS_CARE) && status !== 200) return { status, rule, location };
  const used = asked.length > 0 && !(flags & KEEPS_MATCHED) ? new Set(asked.map(Math.abs)) : undefined;
  return carefully(location, visit, facts, flags, [status, rule], {
    isUsed: used && ((part) => facts.isTested(part, used)),
    only,
  });
}

/** What the wildcards of a pattern stand for. */
function fitted(c: Cursor, pattern: number, flags: number, visit: Visit): string[] | undefined {
  const known = visit.fitted;
  if (known?.has(pattern)) return known.get(pattern);
  const { at } = c;
  c.at = pattern;
  const to = readNumber(c) + c.at;
  const captures = fits(c.bytes, c.at, to, visit, flags, visit.lead, visit.tail);
  c.at = at;
  known?.set(pattern, captures);
  return captures;
}

function namesDotFolder(pattern: Cursor): boolean {
  readNumber(pattern);
  return pattern.bytes[pattern.at + 1] === DOT;
}

/** Whether the path, before it the host where the rule has one, begins with a text; the cursor stands behind that. */
function hasArrived(c: Cursor, path: string, facts: Facts): boolean {
  const end = readNumber(c) + c.at;
  const host = c.bytes[c.at] === SLASH ? '' : facts.host();
  let i = -host.length;
  // A path without a slash at its end is asked as if it had one.
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

/** The answer where the query of the request, its own address or the host must be looked at. */
function carefully(
  location: string, visit: Visit, facts: Facts, flags: number, [status, rule]: readonly number[], kept: Kept,
): RedirectDecision | null {
  const [filled, asked, fragment] = partsOf(location);
  const base = flags & COLLAPSES && filled[0] === '/' ? collapsed(filled) : filled;
  const keeps = visit.query !== '' && !(flags & QUERY_DROP) && !(flags & QUERY_REPLACE && asked !== '');
  const query = keeps ? mergeQuery(asked, visit.query, kept) : asked;
  if (status === 200) return { status, rule, rewrite: { path: base, query } };
  if (flags & MAY_REDIRECT_TO_SELF && query === visit.query && isHere(base, visit.path, facts, flags)) return null;
  return { status, rule, location: base + (query && `?${query}`) + fragment };
}

/** An answer that leads back to the very request would be followed for ever. */
function isHere(base: string, path: string, facts: Facts, flags: number): boolean {
  const host = authority(base);
  if (host === undefined) return comparable(base, flags) === comparable(path, flags);
  if (flags & CHANGES_SCHEME || host !== facts.host()) return false;
  return comparable(base.slice(base.indexOf(host, 7) + host.length), flags) === comparable(path, flags);
}

function comparable(path: string, flags: number): string {
  const text = endsWithSlash(path) && !(flags & SLASH_COUNTS) ? path.slice(0, -1) : path;
  return flags & IGNORES_CASE ? text.toLowerCase() : text;
}
