import type { Condition } from './condition';
import { END, START } from '../channels';
import type { RedirectRule } from '../model';

/** A rule applies from `start` until just before `end`. */
type Period = Pick<RedirectRule, 'start' | 'end'>;

/** `start` and `end`, which are members of every rule: without them it always applies. */
export const DATES_CONDITION: Condition<Period> = {
  from: (rule) => rule,
  withValue: ({ start: _start, end: _end, ...rule }, period) => ({ ...rule, ...period }),
  count: ({ start, end }) => Number(start !== undefined) + Number(end !== undefined),
  describe: ({ start, end }) => [
    ...(start === undefined ? [] : [`from ${time(start)}`]),
    ...(end === undefined ? [] : [`until ${time(end)}`]),
  ],
  isImpliedBy: ({ start, end }, other) =>
    (start === undefined || (other.start !== undefined && start <= other.start))
    && (end === undefined || (other.end !== undefined && end >= other.end)),
  requires: (period) => (isOpen(period) ? [] : [['date']]),
  offers: (period) => (isOpen(period) ? [] : ['date']),
  intersect: (a, b) => {
    const start = strictest(a.start, b.start, Math.max);
    const end = strictest(a.end, b.end, Math.min);
    if (start !== undefined && end !== undefined && start >= end) return undefined;
    return { ...(start === undefined ? {} : { start }), ...(end === undefined ? {} : { end }) };
  },
  choices: () => 1,
  satisfy: ({ start, end }, probe) => {
    if (start !== undefined && probe.now < start) probe.now = start;
    else if (end !== undefined && probe.now >= end) probe.now = end - 1;
  },
  fail: ({ start, end }, probe, { since }) => [
    ...(end === undefined ? [] : [{ ...probe, now: end }]),
    ...(start === undefined || start <= since ? [] : [{ ...probe, now: start - 1 }]),
  ],
  tests: ({ start, end }) => [
    ...(start === undefined ? [] : [{ channel: START, atoms: [], number: Math.max(0, start) }]),
    ...(end === undefined ? [] : [{ channel: END, atoms: [], number: Math.max(0, end) }]),
  ],
  // A time before 1970 is as good as its beginning, and no end is left out.
  inFunction: ({ start = 0, end }) => [['at', Math.max(0, start), ...(end === undefined ? [] : [Math.max(0, end)])]],
  // Not in the cache key: how late a cache sees the change is bounded by the lifetime of the response.
  parts: () => [],
};

function isOpen({ start, end }: Period): boolean {
  return start === undefined && end === undefined;
}

function strictest(
  a: number | undefined,
  b: number | undefined,
  of: (a: number, b: number) => number,
): number | undefined {
  return a === undefined || b === undefined ? (a ?? b) : of(a, b);
}

function time(moment: number): string {
  return new Date(moment).toISOString().replace(/:00\.000Z$/, 'Z');
}
