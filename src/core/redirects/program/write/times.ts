import type { Candidate } from './candidate';

/** The rules that may apply, by the time of the request. */
export interface Times {
  /** The times at which a span ends and the next begins, in order. */
  readonly points: readonly number[];
  /** The rules that may apply in each span, the best first. There is one more span than points. */
  readonly spans: readonly (readonly number[])[];
}

/** The most places in spans for each rule: more would take more bytes than the time saved is worth. */
const MOST_FOR_EACH = 4;
/** Rules for each different `closes` need an array of all spans. */
const MOST_KINDS = 16;

/**
 * Divides rules, the best first, by their dates. A rule that always applies at its time shadows those behind it for the
 * same paths and closes its spans to them, so that of a thousand rules with a start only, one is left in each span.
 * Undefined if too many rules remain.
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

/** The first open span from an index on. Paths are compressed, as in a union-find. */
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

/** Joins neighbouring spans with the same rules. */
function merged(points: readonly number[], spans: readonly (readonly number[])[]): Times {
  const isNew = (i: number): boolean => spans[i].join() !== spans[i + 1].join();
  return { points: points.filter((_, i) => isNew(i)), spans: spans.filter((_, i) => i === 0 || isNew(i - 1)) };
}
