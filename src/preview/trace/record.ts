import type { Facts, Trace } from './facts';
import { shortRequest, shortResponse } from './short';
import { urlsOf } from './urls';
import { shortened } from '../edge/bounded';
import type { Exchange } from '../exchange/exchange';

/** More than twice the entries of the longest request. The limit keeps traces readable. */
export const ENTRIES_MAX = 100;

/** The exchange with an entry for what a stage did. */
export function record(exchange: Exchange, facts: Facts): Exchange {
  const { trace, clock } = exchange;
  if (trace.length >= ENTRIES_MAX) return exchange;
  const times = { startMs: millis(clock.stage - clock.begun), durationMs: millis(performance.now() - clock.stage) };
  return { ...exchange, trace: [...trace, { ...facts, ...times }] };
}

/** Starts the clock of the next stage. The duration of an entry is the time from here to its record. */
export function stageBegins(exchange: Exchange): Exchange {
  return { ...exchange, clock: { ...exchange.clock, stage: performance.now() } };
}

/** The trace of a finished exchange. It does not depend on the time of the call. */
export function traceOf({ id, startedAt, host, clientIp, viewerRequest, response, trace }: Exchange): Trace {
  const last = trace.at(-1);
  const request = shortRequest(viewerRequest);
  const urls = urlsOf(request, trace);
  return {
    id,
    startedAt,
    durationMs: last === undefined ? 0 : millis(last.startMs + last.durationMs),
    host: shortened(host),
    clientIp,
    request,
    ...(response !== undefined && { response: shortResponse(response) }),
    ...(urls.length > 0 && { urls }),
    entries: trace,
  };
}

/** Milliseconds, rounded to microseconds. */
function millis(duration: number): number {
  return Math.round(duration * 1_000) / 1_000;
}
