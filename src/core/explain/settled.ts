import type { Signs } from './signs';
import type { Source } from './source';
import type { Candidate } from './verdict';

/** What would settle whether it was this source, with the id by which logs have the request. */
export function settledBy({ settledBy: text }: Source, { requestId }: Signs): string {
  return requestId === undefined ? text : text.replace(/\bthis request\b/, `this request (id ${requestId})`);
}

export function candidateOf(source: Source, signs: Signs): Candidate {
  return { source: source.id, settledBy: settledBy(source, signs) };
}
