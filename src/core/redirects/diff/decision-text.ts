import type { RedirectDecision } from '../rule/types';

/** Status and location of a response; for a rewrite, the path that is served. */
export function answerOf(decision: RedirectDecision | undefined): { status: number | null; location?: string } {
  if (decision === undefined) return { status: null };
  const { status, location, rewrite } = decision;
  const target = location ?? (rewrite && rewrite.path + (rewrite.query === '' ? '' : `?${rewrite.query}`));
  return { status, ...(target === undefined ? {} : { location: target }) };
}

/** A decision as text. */
export function decisionText(decision: RedirectDecision | undefined): string {
  const { status, location } = answerOf(decision);
  return status === null ? 'no redirect' : [status, location].filter((part) => part !== undefined).join(' ');
}
