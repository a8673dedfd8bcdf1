import type { Facts, Recordable, Recorded } from './facts';
import type { Seen } from './seen';
import { shortRequest, shortResponse } from './short';
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
  const { trace: before } = exchange;
  const count = before === undefined ? 1 : before.count + 1;
  if (count > ENTRIES_MAX) return exchange;
  return { ...exchange, trace: { facts, seen, ended: performance.now(), before, count } };
}

/** The records of an exchange, the first first. */
export function recordsOf({ trace }: Pick<Exchange, 'trace'>): Recorded[] {
  const records: Recorded[] = [];
  for (let at = trace; at !== undefined; at = at.before) records[at.count - 1] = at;
  return records;
}

/** The entries of an exchange so far. */
export function entriesOf(exchange: Pick<Exchange, 'trace' | 'begun'>): TraceEntry[] {
  return recordsOf(exchange).map(({ facts, ended, before }) => {
    const begun = before?.ended ?? exchange.begun;
    const times = { startMs: millis(begun - exchange.begun), durationMs: millis(ended - begun) };
    // Assigned, since a copy would compute the differences of headers, which an access log does not need.
    return typeof facts === 'function' ? Object.assign(facts(), times) : { ...facts, ...times };
  });
}

/** What a stage did. Differences of headers are computed when they are read. */
export function factsOf({ facts }: Recorded): Facts {
  return typeof facts === 'function' ? facts() : facts;
}

/** The trace of a finished exchange. It does not depend on the time of the call. */
export function traceOf(exchange: Exchange): Trace {
  const { id, startedAt, host, clientIp, viewerRequest, response } = exchange;
  const entries = entriesOf(exchange);
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
