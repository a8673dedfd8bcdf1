/* eslint-disable no-bitwise -- flags of a rule are bits */
import type { RedirectDecision, RedirectRequest } from '../types';
import { Findings, meets } from './conditions';
import { Cursor, readNumber, readString } from './cursor';
import {
  CHANGES_SCHEME, COLLAPSES, GUARDED, HAS_PATTERN, HAS_TARGET, HAS_TESTS, IGNORES_CASE, KEEPS_MATCHED, NEEDS_NO_SLASH, NEEDS_SLASH,
  QUERY_DROP, QUERY_ONLY, QUERY_REPLACE, QUERY_SHIFT,
} from './format';
import { authority, fill, lead, Location, onThisHost } from './location';
import { fits } from './pattern';
import { mergeQuery, named, queryParts, QueryPart } from './query';

const ACME = '/.well-known/acme-challenge/';

/**
 * Judges one rule, whose rank the cursor has just passed: does it apply to the request, and what does it answer? Null means that the visitor is
 * where the rule would send him, so that neither this rule nor a lesser one may move him.
 */
export function decide(c: Cursor, path: string, request: RedirectRequest): RedirectDecision | null | undefined {
  const rule = readNumber(c);
  const status = readNumber(c);
  const flags = readNumber(c);
  const slash = path.length > 1 && path.endsWith('/');
  if (flags & (slash ? NEEDS_NO_SLASH : NEEDS_SLASH)) return undefined;
  const findings: Findings = { captures: [], used: [] };
  if (flags & HAS_PATTERN) {
    const length = readNumber(c);
    // A certificate authority must reach its challenge whatever `/*` says; a rule that names the folder means it.
    if (path.startsWith(ACME) && c.bytes[c.at + 1] !== 46) return undefined;
    const captures = fits(c.bytes, c.at, c.at + length, path, (flags & IGNORES_CASE) !== 0);
    if (captures === undefined) return undefined;
    findings.captures.push(...captures);
    c.at += length;
  }
  let parts: QueryPart[] | undefined;
  const query = (): QueryPart[] => (parts ??= queryParts(request.query));
  if (flags & HAS_TESTS && !meets(c, request, query, findings)) return undefined;
  if (!(flags & HAS_TARGET)) return { status, rule };
  const policy = (flags >> QUERY_SHIFT) & 3;
  const only = policy === QUERY_ONLY ? readNames(c) : undefined;
  const template = readNumber(c);
  // `/* → /x/:splat` would wrap its own answer again and again.
  if (flags & GUARDED && `${path}/`.startsWith(lead(c.bytes, template))) return null;
  const location = fill(c.bytes, template, findings.captures);

  let answer = location.base;
  const host = authority(answer);
  // A capture may only lend a label to a host, never a port, a user name or an escape.
  if (host !== undefined && !/^[a-z0-9.-]+(?::\d+)?$/.test(host)) return undefined;
  if (host === undefined) answer = onThisHost(flags & COLLAPSES ? answer.replace(/\/{2,}/g, '/') : answer);
  let sent = location.query;
  if (request.query !== '' && policy !== QUERY_DROP && !(policy === QUERY_REPLACE && sent !== '')) {
    const used = flags & KEEPS_MATCHED ? [] : findings.used;
    sent = mergeQuery(sent, query().filter((part) => !used.includes(part) && (only === undefined || named(only, part.name))));
  }
  if (status === 200) return { status, rule, rewrite: { path: answer, query: sent } };
  if (isSelf(answer, host, sent, path, flags, request)) return null;
  return { status, rule, location: written(answer, sent, location) };
}

function written(base: string, query: string, location: Location): string {
  return base + (query === '' ? '' : `?${query}`) + (location.fragment === '' ? '' : `#${location.fragment}`);
}

/** An answer that leads back to the very request would be followed for ever. */
function isSelf(answer: string, host: string | undefined, query: string, path: string, flags: number, request: RedirectRequest): boolean {
  if (query !== request.query) return false;
  if (host === undefined) return same(answer, path, flags);
  if (flags & CHANGES_SCHEME || host !== request.host?.toLowerCase()) return false;
  return same(answer.slice(answer.indexOf('//') + 2 + host.length) || '/', path, flags);
}

function same(a: string, b: string, flags: number): boolean {
  const strict = flags & (NEEDS_SLASH | NEEDS_NO_SLASH);
  const plain = (p: string): string => {
    const text = strict || !p.endsWith('/') ? p : p.slice(0, -1);
    return flags & IGNORES_CASE ? text.toLowerCase() : text;
  };
  return plain(a) === plain(b);
}

function readNames(c: Cursor): string[] {
  const names: string[] = [];
  for (let left = readNumber(c); left > 0; left--) names.push(readString(c));
  return names;
}
