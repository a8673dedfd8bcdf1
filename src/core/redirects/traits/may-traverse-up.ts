import type { RedirectRule, Target } from '../rule/model';

/** Dots between a capture and the end of their segment or another capture. */
const DOTS_BESIDE = /(?:[/\0]\.\.?\0|\0\.\.?(?:\/|$))/;

/**
 * Whether a capture could make a dot segment of the target: that of `/pre:p`, which matches `/pre..`, of a `*` inside a
 * segment, or of the query. Captures of whole segments cannot, because requests have no dot segments when they are
 * matched; but if such a capture is empty or ends with a slash, the dots of `/:splat.` are a segment.
 */
export function mayTraverseUp({ source: { segments, query } }: RedirectRule, { path }: Target): boolean {
  if (path.every((part) => typeof part === 'string')) return false;
  const partial = segments.some(
    (segment) => segment.kind === 'star' || (segment.kind === 'placeholder' && segment.pieces.length > 1),
  );
  const text = path.map((part) => (typeof part === 'string' ? part : '\0')).join('');
  return partial || query.some(({ is }) => is === 'captured') || DOTS_BESIDE.test(text);
}
