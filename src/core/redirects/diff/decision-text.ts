import type { RedirectDecision } from '../rule/types';

/** What a visitor gets; a rewrite is told by the page that is shown. */
export function answerOf(decision: RedirectDecision | undefined): { status: number | null; location?: string } {
  if (decision === undefined) return { status: null };
  const { status, location, rewrite } = decision;
  const shown = location ?? (rewrite && rewrite.path + (rewrite.query === '' ? '' : `?${rewrite.query}`));
  return { status, ...(shown === undefined ? {} : { location: shown }) };
}

/** The same in words. */
export function decisionText(decision: RedirectDecision | undefined): string {
  const { status, location } = answerOf(decision);
  return status === null ? 'no redirect' : [status, location].filter((part) => part !== undefined).join(' ');
}
