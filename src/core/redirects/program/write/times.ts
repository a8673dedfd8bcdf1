import type { Candidate } from './candidate';

/** Of some rules those that may answer, by the time of the request. */
export interface Times {
  /** Where a span of time ends and the next begins, in order. */
  readonly points: readonly number[];
  /** What may answer in each span, the best first: one more than there are points. */
  readonly spans: readonly (readonly number[])[];
}

/** More spans and rules in them than this for each rule would take more bytes than they spare time. */
const MOST_FOR_EACH = 4;
/** Each kind of closing rules takes a list of all spans. */
const MOST_KINDS = 16;

/**
 * Parts rules, the best first, that differ by their dates. A rule that answers whenever its time has come closes its
 * span to those behind it that are for the same paths, so that a thousand rules with a start alone are one for each
 * span. Undefined where too many stay open.
 */
export function partByTime(list: readonly Candidate[]): Times | undefined {
  const points = [...new Set(list.flatMap(({ start = 0, end = 0 }) => [start, end]))]
    .filter((time) => time > 0)
    .sort((a, b) => a - b);
  const places = new Map(points.map((time, i) => [time, i + 1]));
  const spans: number[][] = [[], ...points.map(() => [])];
  const opens = new Map<number, Int32Array>();
  let left = MOST_FOR_EACH * (list.length + MOST_KINDS);
  for (const { rule, start = 0, end, closes } of list) {
    const open =
      closes === undefined
        ? undefined
        : (opens.get(closes) ?? Int32Array.from({ length: spans.length + 1 }, (_, i) => i));
    if (open !== undefined) opens.set(closes!, open);
    if (opens.size > MOST_KINDS) return undefined;
    const to = end === undefined ? spans.length : places.get(end) ?? 0;
    for (let i = firstFrom(open, places.get(start) ?? 0); i < to; i = firstFrom(open, i + 1)) {
      if (left-- === 0) return undefined;
      spans[i].push(rule);
      if (open !== undefined) open[i] = i + 1;
    }
  }
  return merged(points, spans);
}

/** The first span from a place on that is still open; ways that have been gone are shortened. */
function firstFrom(open: Int32Array | undefined, from: number): number {
  if (open === undefined) return from;
  let found = from;
  while (open[found] !== found) found = open[found];
  for (let at = from; at !== found;) {
    const next = open[at];
    open[at] = found;
    at = next;
  }
  return found;
}

/** OverlapCandidates of the same rules are one. */
function merged(points: readonly number[], spans: readonly (readonly number[])[]): Times {
  const isNew = (i: number): boolean => spans[i].join() !== spans[i + 1].join();
  return { points: points.filter((_, i) => isNew(i)), spans: spans.filter((_, i) => i === 0 || isNew(i - 1)) };
}
