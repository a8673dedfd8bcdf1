import type { RedirectRule, Target } from '../rule/model';

/** Dots that stand between a capture and the end of their segment, or another capture. */
const DOTS_BESIDE = /(?:[/\0]\.\.?\0|\0\.\.?(?:\/|$))/;

/**
 * Whether a capture could make a dot segment of the target: of `/pre:p`, which fits `/pre..`, of a `*` inside a
 * segment, or of a query. What is captured by whole segments cannot, because a request has no dot segments when it is
 * matched; but where it is empty, or has a slash at its end, the dots of `/:splat.` are a segment of their own.
 */
export function mayTraverseUp({ source: { segments, query } }: RedirectRule, { path }: Target): boolean {
  if (path.every((part) => typeof part === 'string')) return false;
  const partial = segments.some(
    (segment) => segment.kind === 'star' || (segment.kind === 'placeholder' && segment.pieces.length > 1),
  );
  const written = path.map((part) => (typeof part === 'string' ? part : '\0')).join('');
  return partial || query.some(({ is }) => is === 'captured') || DOTS_BESIDE.test(written);
}
