import type { Recordable, Trace, TraceEntry } from './facts';
import type { Seen } from './seen';
import { shortRequest, shortResponse } from './short';
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
  const { trace, clock } = exchange;
  if (trace.length >= ENTRIES_MAX) return exchange;
  const times = { begun: clock.stage, ended: performance.now() };
  return { ...exchange, trace: [...trace, seen === undefined ? { facts, ...times } : { facts, seen, ...times }] };
}

/** The entries of an exchange so far. */
export function entriesOf({ trace, clock }: Pick<Exchange, 'trace' | 'clock'>): TraceEntry[] {
  return trace.map(({ facts, begun, ended }) => {
    const times = { startMs: millis(begun - clock.begun), durationMs: millis(ended - begun) };
    // Assigned, since a copy would compute the differences of headers, which a summary does not need.
    return typeof facts === 'function' ? Object.assign(facts(), times) : { ...facts, ...times };
  });
}

/** Starts the clock of the next stage. The duration of an entry is the time from here to its record. */
export function stageBegins(exchange: Exchange): Exchange {
  return { ...exchange, clock: { ...exchange.clock, stage: performance.now() } };
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
