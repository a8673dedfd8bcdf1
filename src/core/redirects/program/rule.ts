/* eslint-disable no-bitwise -- flags of a rule are bits */
import type { RedirectDecision, RedirectRequest } from '../types';
import { Findings, meets } from './conditions';
import { Cursor, readNumber, readStrings } from './cursor';
import {
  CHANGES_SCHEME, COLLAPSES, GUARDED, HAS_PATTERN, HAS_TARGET, HAS_TESTS, IGNORES_CASE, IS_PLAIN, KEEPS_MATCHED, LENDS_HOST, MAY_STAY,
  NEEDS_NO_SLASH, NEEDS_SLASH, QUERY_MERGE, QUERY_ONLY, QUERY_REPLACE, QUERY_SHIFT, SLASH_COUNTS,
} from './format';
import { authority, fill, lead, onThisHost, readTemplate } from './location';
import { fits } from './pattern';
import { mergeQuery, named, queryParts, safeQuery } from './query';

const ACME = '/.well-known/acme-challenge/';
const DOT = 46;

/**
 * Judges one rule, whose rank the cursor has just passed: does it apply to the request, and what does it answer? Null means that the visitor is
 * where the rule would send him, so that neither this rule nor a lesser one may move him.
 */
export function decide(c: Cursor, path: string, request: RedirectRequest): RedirectDecision | null | undefined {
  const rule = readNumber(c);
  const status = readNumber(c) + 200;
  const flags = readNumber(c);
  if (flags & (path.length > 1 && path.endsWith('/') ? NEEDS_NO_SLASH : NEEDS_SLASH)) return undefined;
  const findings: Findings = { captures: [], used: [] };
  if (flags & HAS_PATTERN) {
    const length = readNumber(c);
    // A certificate authority must reach its challenge whatever `/*` says; a rule that names the folder means it.
    if (path.startsWith(ACME) && c.bytes[c.at + 1] !== DOT) return undefined;
    const captures = fits(c.bytes, c.at, c.at += length, path, flags);
    if (captures === undefined) return undefined;
    findings.captures = captures;
  }
  if (flags & HAS_TESTS && !meets(c, request, findings)) return undefined;
  return flags & HAS_TARGET ? leadOn(c, path, request, findings, flags, rule, status) : { rule, status };
}

/** Builds the answer of a rule that applies. */
function leadOn(
  c: Cursor, path: string, request: RedirectRequest, { captures, used }: Findings, flags: number, rule: number, status: number,
): RedirectDecision | null | undefined {
  const policy = (flags >> QUERY_SHIFT) & 3;
  const only = policy === QUERY_ONLY ? readStrings(c) : undefined;
  const template = readTemplate(c);
  // `/* → /x/:splat` would wrap its own answer again and again.
  if (flags & GUARDED && `${path}/`.startsWith(lead(template))) return null;
  // The most frequent case, which needs none of what follows.
  if (flags & IS_PLAIN && !(flags & MAY_STAY) && request.query === '' && status !== 200) return { status, rule, location: template };

  let { base, query, fragment } = fill(template, captures);
  // A capture may only lend a label to a host, never a port, a user name or an escape.
  if (flags & LENDS_HOST && !/^[a-z0-9.-]+$/.test(authority(base)!)) return undefined;
  if (!(flags & IS_PLAIN) && base.startsWith('/')) base = onThisHost(flags & COLLAPSES ? base.replace(/\/{2,}/g, '/') : base);

  if (request.query !== '' && (policy === QUERY_MERGE || only !== undefined || (policy === QUERY_REPLACE && query === ''))) {
    const consumed = flags & KEEPS_MATCHED ? [] : used;
    query = query === '' && consumed.length === 0 && only === undefined
      ? safeQuery(request.query)
      : mergeQuery(query, queryParts(request.query).filter(({ text, name }) => !consumed.includes(text) && (!only || named(only, name))));
  }
  if (status === 200) return { status, rule, rewrite: { path: base, query } };
  if (flags & MAY_STAY && query === request.query && isHere(base, path, request, flags)) return null;
  return { status, rule, location: base + (query && `?${query}`) + (fragment && `#${fragment}`) };
}

/** An answer that leads back to the very request would be followed for ever. */
function isHere(base: string, path: string, request: RedirectRequest, flags: number): boolean {
  const host = authority(base);
  if (host === undefined) return comparable(base, flags) === comparable(path, flags);
  if (flags & CHANGES_SCHEME || host !== request.host?.toLowerCase()) return false;
  return comparable(base.slice(base.indexOf(host, 7) + host.length), flags) === comparable(path, flags);
}

function comparable(path: string, flags: number): string {
  const text = path.endsWith('/') && !(flags & SLASH_COUNTS) ? path.slice(0, -1) : path;
  return flags & IGNORES_CASE ? text.toLowerCase() : text;
}
