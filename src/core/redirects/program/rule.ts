/* eslint-disable no-bitwise -- flags of a rule are bits */
import type { RedirectDecision, RedirectRequest } from '../types';
import { meets } from './conditions';
import { Cursor, readNumber, readString, readStrings } from './cursor';
import {
  CHANGES_SCHEME, COLLAPSES, GUARDED, HAS_PATTERN, HAS_TARGET, HAS_TESTS, IGNORES_CASE, KEEPS_MATCHED, LENDS_HOST, MAY_CLIMB, MAY_STAY,
  NEEDS_CARE, NEEDS_NO_SLASH, NEEDS_SLASH, QUERY_DROP, QUERY_ONLY, QUERY_REPLACE, SLASH_COUNTS,
} from './format';
import { authority, fill, finished, partsOf } from './location';
import { endsWithSlash } from './path';
import { fits } from './pattern';
import { mergeQuery, named, queryParts, safeQuery } from './query';

const ACME = '/.well-known/acme-challenge/';
const DOT = 46;
/** Never added to: most rules find nothing, and most requests meet such a rule. */
const NONE: string[] = [];

/**
 * Judges one rule, whose rank the cursor has just passed: does it apply to the request, and what does it answer? Null means that the visitor is
 * where the rule would send him, so that neither this rule nor a lesser one may move him.
 */
export function decide(c: Cursor, path: string, request: RedirectRequest): RedirectDecision | null | undefined {
  const rule = readNumber(c);
  const status = readNumber(c) + 200;
  const flags = readNumber(c);
  if (flags & (path.length > 1 && endsWithSlash(path) ? NEEDS_NO_SLASH : NEEDS_SLASH)) return undefined;
  const tests = flags & HAS_TESTS;
  let captures: string[] | undefined = tests ? [] : NONE;
  const used = tests ? [] : NONE;
  if (flags & HAS_PATTERN) {
    const length = readNumber(c);
    // A certificate authority must reach its challenge whatever `/*` says; a rule that names the folder means it.
    if (path.startsWith(ACME) && c.bytes[c.at + 1] !== DOT) return undefined;
    captures = fits(c.bytes, c.at, c.at += length, path, flags);
    if (captures === undefined) return undefined;
  }
  // `/* → /x/:splat` would wrap its own answer again and again, whatever the other conditions.
  if (flags & GUARDED && ` ${path}/ ${request.host?.toLowerCase()}${path}/`.includes(readString(c))) return null;
  if (tests && !meets(c, request, captures, used)) return undefined;
  if (!(flags & HAS_TARGET)) return { status, rule };

  const only = flags & QUERY_ONLY ? readStrings(c) : undefined;
  const location = finished(fill(c, captures), flags & MAY_CLIMB);
  if (location === undefined) return undefined;
  // Most answers need no more.
  if (request.query === '' && !(flags & NEEDS_CARE) && status !== 200) return { status, rule, location };
  return carefully(location, { path, request, flags, rule, status, used, only });
}

interface Draft {
  readonly path: string;
  readonly request: RedirectRequest;
  readonly flags: number;
  readonly rule: number;
  readonly status: number;
  /** Parameters of the query that the rule has looked for. */
  readonly used: readonly string[];
  /** Names of those that it keeps. */
  readonly only: readonly string[] | undefined;
}

/** The answer where the query of the request, its own address or the host must be looked at. */
function carefully(location: string, { path, request, flags, rule, status, used, only }: Draft): RedirectDecision | null | undefined {
  const [filled, asked, fragment] = partsOf(location);
  const base = flags & COLLAPSES && filled[0] === '/' ? filled.replace(/\/{2,}/g, '/') : filled;
  // A capture may only lend a label to a host, never a port, a user name or an escape.
  if (flags & LENDS_HOST && !/^[a-z0-9.-]+$/.test(authority(base)!)) return undefined;
  const keeps = request.query !== '' && !(flags & QUERY_DROP) && !(flags & QUERY_REPLACE && asked !== '');
  const query = keeps ? kept(asked, request.query, flags & KEEPS_MATCHED ? [] : used, only) : asked;
  if (status === 200) return { status, rule, rewrite: { path: base, query } };
  if (flags & MAY_STAY && query === request.query && isHere(base, path, request, flags)) return null;
  return { status, rule, location: base + (query && `?${query}`) + fragment };
}

function kept(asked: string, query: string, used: readonly string[], only: readonly string[] | undefined): string {
  if (asked === '' && used.length === 0 && only === undefined) return safeQuery(query);
  return mergeQuery(asked, queryParts(query).filter(({ text, name }) => !used.includes(text) && (!only || named(only, name))));
}

/** An answer that leads back to the very request would be followed for ever. */
function isHere(base: string, path: string, request: RedirectRequest, flags: number): boolean {
  const host = authority(base);
  if (host === undefined) return comparable(base, flags) === comparable(path, flags);
  if (flags & CHANGES_SCHEME || host !== request.host?.toLowerCase()) return false;
  return comparable(base.slice(base.indexOf(host, 7) + host.length), flags) === comparable(path, flags);
}

function comparable(path: string, flags: number): string {
  const text = endsWithSlash(path) && !(flags & SLASH_COUNTS) ? path.slice(0, -1) : path;
  return flags & IGNORES_CASE ? text.toLowerCase() : text;
}
