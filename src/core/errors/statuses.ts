/** Statuses as the user wrote them: codes and ranges, minus exceptions. */
export interface StatusSet {
  readonly codes: readonly number[];
  readonly ranges: readonly (readonly [number, number])[];
  readonly except: readonly number[];
}

/** Redirects and 304 of the origin are not errors. */
export const FIRST_ERROR = 400;
export const LAST_ERROR = 599;

/**
 * Statuses that a client program needs: an authentication challenge (401, 407), a list of allowed methods (405), a
 * failed precondition or range (412, 416), a rate limit (429). They are masked only when listed by code.
 */
const NEVER_IN_A_RANGE: readonly number[] = [401, 405, 407, 412, 416, 429];

/** The listed codes, minus exceptions. */
export function listedCodes({ codes, except }: StatusSet): number[] {
  return codes.filter((code) => !except.includes(code));
}

/** The ranges without the statuses that are not masked: 400 to 499 becomes seven ranges. */
export function openRanges({ ranges, except }: StatusSet): [number, number][] {
  const holes = [...new Set([...NEVER_IN_A_RANGE, ...except])].sort((a, b) => a - b);
  return ranges.flatMap(([from, to]) => {
    const inside = holes.filter((hole) => hole >= from && hole <= to);
    const starts = [from, ...inside.map((hole) => hole + 1)];
    const ends = [...inside.map((hole) => hole - 1), to];
    return starts.map((start, index): [number, number] => [start, ends[index]]).filter(([start, end]) => start <= end);
  });
}
