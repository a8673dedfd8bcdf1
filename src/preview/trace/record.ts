import type { Compare, Facts, Recordable, Recorded } from './facts';
import type { Seen } from './seen';
import { headerChanges, shortRequest, shortResponse } from './short';
import type { Trace, TraceEntry } from './trace';
import { urlsOf } from './urls';
import { shortened } from '../edge/bounded';
import type { Exchange } from '../exchange/exchange';

/** More than twice the entries of the longest request. The limit keeps traces readable. */
export const ENTRIES_MAX = 100;

/**
 * The exchange with an entry for what a stage did. Summaries and differences cost more than many stages, and most
 * traces are never read: pass them as a function. It must not refer to bodies, which would stay in memory.
 */
export function record(exchange: Exchange, facts: Recordable, seen?: Seen): Exchange {
  return recordIn({ ...exchange }, facts, seen);
}

/** The same for an exchange that the caller has just made, and that nobody else has: one copy less. */
export function recordIn(made: Exchange, facts: Recordable, seen?: Seen): Exchange {
  const { trace: before } = made;
  const count = before === undefined ? 1 : before.count + 1;
  if (count > ENTRIES_MAX) return made;
  (made as { trace: Recorded }).trace = { facts, seen, ended: performance.now(), before, count };
  return made;
}

/** The records of an exchange, the first first. */
export function recordsOf({ trace }: Pick<Exchange, 'trace'>): Recorded[] {
  const records: Recorded[] = [];
  for (let at = trace; at !== undefined; at = at.before) records[at.count - 1] = at;
  return records;
}

/** The entries of an exchange so far. Differences of headers are found if `compare` is {@link headerChanges}. */
export function entriesOf(exchange: Pick<Exchange, 'trace' | 'begun'>, compare: Compare = notCompared): TraceEntry[] {
  return recordsOf(exchange).map((recorded) => {
    const { ended, before } = recorded;
    const begun = before?.ended ?? exchange.begun;
    const times = { startMs: millis(begun - exchange.begun), durationMs: millis(ended - begun) };
    return { ...factsOf(recorded, compare), ...times };
  });
}

/** What a stage did, without the differences of headers unless `compare` finds them. */
export function factsOf({ facts }: Recorded, compare: Compare = notCompared): Facts {
  return typeof facts === 'function' ? facts(compare) : facts;
}

const NOT_COMPARED = { added: [], replaced: [], removed: [] };

/** For access lines and logs, which do not show headers. */
function notCompared(): typeof NOT_COMPARED {
  return NOT_COMPARED;
}

/** The trace of a finished exchange. It does not depend on the time of the call. */
export function traceOf(exchange: Exchange): Trace {
  const { id, startedAt, host, clientIp, viewerRequest, response } = exchange;
  const entries = entriesOf(exchange, headerChanges);
  const last = entries.at(-1);
  const request = shortRequest(viewerRequest);
  const urls = urlsOf(request, entries);
  return {
    id,
    startedAt,
    durationMs: last === undefined ? 0 : millis(last.startMs + last.durationMs),
    host: shortened(host),
    clientIp,
    request,
    ...(response !== undefined && { response: shortResponse(response) }),
    ...(urls.length > 0 && { urls }),
    entries,
  };
}

/** Milliseconds, rounded to microseconds. */
function millis(duration: number): number {
  return Math.round(duration * 1_000) / 1_000;
}
