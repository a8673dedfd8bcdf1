/* eslint-disable no-bitwise -- flags of a rule are bits */
import {
  CAPTURE,
  IGNORES_CASE,
  IN_FRAGMENT,
  IN_QUERY,
  PLACEHOLDER,
  SEES_SLASH,
  SPLAT,
  STAR,
} from '../pattern/alphabet';
import type { Dialect } from '../rule/dialects';
import {
  isExact,
  type RedirectRule,
  type Segment,
  type Target,
  type TargetOrigin,
  type TargetPart,
} from '../rule/model';
import { hostText } from '../rule/origin';
import { QUESTION, SLASH } from '../url/characters';

/**
 * The path of a source without wildcards. Of a long list that is nearly always the text of the file, which is returned
 * itself: several indexes have it as a key, and a million copies would take more memory than the rules.
 */
export function exactPath({ from, source: { segments } }: Pick<RedirectRule, 'from' | 'source'>): string {
  let at = 0;
  for (const segment of segments) {
    const text = segment.kind === 'literal' ? segment.text : '';
    if (from.charCodeAt(at) !== SLASH || !from.startsWith(text, at + 1)) return joined(segments);
    at += 1 + text.length;
  }
  if (at === from.length) return from;
  return from.charCodeAt(at) === QUESTION ? from.slice(0, at) : joined(segments);
}

function joined(segments: readonly Segment[]): string {
  let text = '';
  for (const segment of segments) if (segment.kind === 'literal') text += `/${segment.text}`;
  return text;
}

/** The pattern of a source in the bytes of the matcher. */
export function patternText(rule: RedirectRule): string {
  const { source: { segments, slash }, caseSensitive, dialect } = rule;
  if (isExact(rule.source)) return caseSensitive ? exactPath(rule) : exactPath(rule).toLowerCase();
  let text = '';
  for (const segment of segments) {
    text += segment.kind === 'splat' ? String.fromCharCode(SPLAT) : `/${segmentText(segment)}`;
  }
  const last = segments[segments.length - 1]?.kind;
  // With a star, a pattern is compared character by character, so that its final slash counts where slashes do.
  if (slash && dialect.slash === 'strict' && last !== 'splat' && text.includes(String.fromCharCode(STAR))) text += '/';
  return caseSensitive ? text : text.toLowerCase();
}

/** The same as bytes. */
export function patternBytes(rule: RedirectRule): Uint8Array {
  const text = patternText(rule);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}

function segmentText(segment: Exclude<Segment, { kind: 'splat' }>): string {
  switch (segment.kind) {
    case 'literal':
      return segment.text;
    default:
      return segment.pieces
        .map((piece) =>
          typeof piece === 'string' ? piece : String.fromCharCode(piece.name === '*' ? STAR : PLACEHOLDER),
        )
        .join('');
  }
}

/** The character of a capture in a template. */
export function captureCharacter(capture: number, where = 0): string {
  return String.fromCharCode(CAPTURE + where + capture);
}

/** The host of a target in its template. */
export function hostTemplate(origin: TargetOrigin): string {
  return hostText(origin, captureCharacter);
}

/**
 * The template of a target. In a dialect that keeps `//`, captures in the path are marked as those of a fragment, which
 * are filled in unchanged.
 */
export function templateText({ origin, path, query, fragment }: Target, dialect?: Dialect): string {
  // Nearly all targets of a long list are as plain as this: their text is shared, not copied.
  if (origin === undefined && path.length === 1 && typeof path[0] === 'string' && !query?.length && !fragment?.length) {
    return path[0];
  }
  const join = (parts: readonly TargetPart[], where = 0): string =>
    parts.map((part) => (typeof part === 'string' ? part : captureCharacter(part, where))).join('');
  const inPath = dialect === undefined || dialect.dropsEmptyParts ? 0 : IN_FRAGMENT;
  const lead = origin === undefined ? '' : `${origin.scheme}://${hostTemplate(origin)}`;
  return (
    lead
    + join(path, inPath)
    + (query?.length ? `?${join(query, IN_QUERY)}` : '')
    + (fragment?.length ? `#${join(fragment, IN_FRAGMENT)}` : '')
  );
}

/**
 * Whether the query of a target may be empty: it is absent, or consists of captures, such as that of `/y?:splat` for
 * `/x` itself.
 */
export function mayLackQuery({ query = [] }: Target): boolean {
  return isOnlyCaptures(query);
}

/** The same for its fragment and `#`. */
export function mayLackFragment({ fragment = [] }: Target): boolean {
  return fragment.length > 0 && isOnlyCaptures(fragment);
}

function isOnlyCaptures(parts: readonly TargetPart[]): boolean {
  return parts.every((part) => typeof part !== 'string');
}

/** The flags for the matcher of patterns. */
export function matchingFlags({ source: { segments }, caseSensitive }: RedirectRule): number {
  const sees = segments[segments.length - 1]?.kind === 'splat' || segments.some((segment) => segment.kind === 'star');
  return (caseSensitive ? 0 : IGNORES_CASE) | (sees ? SEES_SLASH : 0);
}
