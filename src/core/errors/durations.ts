import { error, type Problem } from '../problem';

/** Larger values overflow in caches. @see https://www.rfc-editor.org/rfc/rfc9111#section-1.2.2 */
export const DURATION_MAX_SEC = 2_147_483_647;

export function durationProblem(path: string): Problem {
  return error('EDGE_MASK_DURATION', `is too long; use a duration of at most ${DURATION_MAX_SEC} seconds`, path);
}
