import { exactPath, matchingFlags, patternBytes } from './texts';
import { fits } from '../pattern/matches';
import { isExact, RedirectRule, Segment, Target, TargetPart } from '../rule/model';

/** Whether a target could be the path of the request itself, so that the matcher must compare. `false` is a proof. */
export function mayRedirectToSelf(rule: RedirectRule, target: Target): boolean {
  const { path, leadsHome } = target;
  if (leadsHome && mayRedirectToSelf(rule, { ...target, leadsHome: undefined, path: ['/'] })) return true;
  if (path.length === 1 && typeof path[0] === 'string' && isExact(rule.source)) return samePath(rule, path[0]);
  const references = path.filter((part): part is number => typeof part === 'number');
  if (references.length === 0) {
    return isExact(rule.source) ? samePath(rule, path.join('')) : fitsPath(rule, path.join(''));
  }
  if (!leadsOverlap(rule.source.segments, path)) return false;
  const captures = rule.source.segments.flatMap(wildcards).length;
  const each =
    references.length === captures
    && new Set(references).size === captures
    && references.every((reference) => reference < captures);
  // If each capture is used exactly once, it has the same length on both sides.
  if (target.origin === undefined && (rule.dialect.collapsesSlashes || mayShrink(path))) return true;
  return (!each || lengthsOverlap(rule.source.segments, path)) && depthsOverlap(rule.source.segments, path);
}

/** A beginning that reads like another host is removed (see `onThisHost`), for which `//` further on can make up. */
function mayShrink([lead, ...rest]: readonly TargetPart[]): boolean {
  return /^\/\.{0,2}$/.test(String(lead)) && rest.some((part) => typeof part === 'string' && /\/[/.]|%/.test(part));
}

/**
 * Compares the number of segments: a placeholder captures no slash, so that `/:year/:slug` is never `/:slug`. A value
 * of the query may be empty and remove a slash.
 */
function depthsOverlap(segments: readonly Segment[], path: readonly TargetPart[]): boolean {
  const captured = segments.flatMap((segment) => wildcards(segment).map(() => segment.kind));
  if (path.some((part) => typeof part === 'number' && captured[part] !== 'placeholder')) return true;
  const to = trimmed(path.map((part) => (typeof part === 'string' ? part : ':')).join('')).split('/').length - 1;
  const least = segments.filter(({ kind }) => kind !== 'splat').length;
  return captured.every((kind) => kind === 'placeholder') ? to === least : to >= least;
}

function samePath(rule: RedirectRule, path: string): boolean {
  const own = exactPath(rule);
  return Math.abs(own.length - path.length) < 2 && trimmed(own).toLowerCase() === trimmed(path).toLowerCase();
}

export function fitsPath(rule: RedirectRule, path: string): boolean {
  const [first] = rule.source.segments;
  // Nearly all rules of a long list lead to another folder.
  if (first?.kind === 'literal' && rule.caseSensitive && !path.startsWith(first.text, 1)) return false;
  const pattern = patternBytes(rule);
  return fits(pattern, 0, pattern.length, { path }, matchingFlags(rule)) !== undefined;
}

function wildcards(segment: Segment): unknown[] {
  switch (segment.kind) {
    case 'literal': return [];
    case 'splat': return [segment];
    default: return segment.pieces.filter((piece) => typeof piece !== 'string');
  }
}

/** Texts with different beginnings are never equal. */
function leadsOverlap(segments: readonly Segment[], path: readonly TargetPart[]): boolean {
  const from = texts(segments).split('\0')[0].toLowerCase();
  const to = (typeof path[0] === 'string' ? path[0] : '').toLowerCase();
  return from.startsWith(trimmed(to)) || to.startsWith(trimmed(from));
}

/**
 * Compares the lengths of the literal texts: an empty splat loses its slash, a path may lose its last one, and a
 * template drops the slash after an empty capture.
 */
function lengthsOverlap(segments: readonly Segment[], path: readonly TargetPart[]): boolean {
  const from = texts(segments).replace(/\0/g, '').length;
  const splats = segments.filter(({ kind }) => kind === 'splat').length;
  const to = path.reduce<number>((sum, part) => sum + (typeof part === 'string' ? part.length : 0), 0);
  const swallowed = path.filter(
    (part, i) => typeof part === 'number' && String(path[i + 1] ?? '').startsWith('/'),
  ).length;
  return from - splats - 1 <= to && to - swallowed - 1 <= from;
}

/** The text of a source, with a NUL for each wildcard. */
function texts(segments: readonly Segment[]): string {
  return segments.map((segment) => {
    switch (segment.kind) {
      case 'literal': return `/${segment.text}`;
      case 'splat': return '/\0';
      default: return `/${segment.pieces.map((piece) => (typeof piece === 'string' ? piece : '\0')).join('')}`;
    }
  }).join('');
}

function trimmed(path: string): string {
  return path.endsWith('/') ? path.slice(0, -1) : path;
}
