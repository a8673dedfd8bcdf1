import type { RedirectDecision, Rewrite, Timing } from '../rule/types';

/** Status and location of a response; for a rewrite, the path that is served. */
export function answerOf(decision: RedirectDecision | undefined): { status: number | null; location?: string } {
  if (decision === undefined) return { status: null };
  const { status, location, rewrite } = decision;
  const target = location ?? (rewrite && rewriteText(rewrite));
  return { status, ...(target === undefined ? {} : { location: target }) };
}

function rewriteText({ origin = '', path, query }: Rewrite): string {
  return origin + path + (query === '' ? '' : `?${query}`);
}

/** A decision as text. */
export function decisionText(decision: RedirectDecision | undefined): string {
  const { status, location } = answerOf(decision);
  if (status === null) return 'no redirect';
  return [status, location, timingText(decision?.timing)].filter((part) => part !== undefined).join(' ');
}

/** What a rule says about the time of its answer; undefined if nothing. */
export function timingText(timing: Timing | undefined): string | undefined {
  if (timing === undefined) return undefined;
  const { ttl, after } = timing;
  return `(cached for ${ttl} s${after ? `, Retry-After: ${after}` : ''})`;
}
