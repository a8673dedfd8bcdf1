import type { Facts, Trace } from './facts';
import { shortRequest, shortResponse } from './short';
import { shortened } from '../edge/bounded';
import type { Exchange } from '../exchange/exchange';

/** No way through the stages is half as long; whatever may be added, a trace stays one that can be read. */
export const ENTRIES_MAX = 100;

/** The exchange with what a stage did. */
export function record(exchange: Exchange, facts: Facts): Exchange {
  const { trace, clock } = exchange;
  if (trace.length >= ENTRIES_MAX) return exchange;
  const times = { startMs: millis(clock.stage - clock.begun), durationMs: millis(performance.now() - clock.stage) };
  return { ...exchange, trace: [...trace, { ...facts, ...times }] };
}

/** Until a stage records what it did, the time is its own. */
export function stageBegins(exchange: Exchange): Exchange {
  return { ...exchange, clock: { ...exchange.clock, stage: performance.now() } };
}

/** The trace of a finished exchange, the same whenever it is asked for. */
export function traceOf({ id, startedAt, host, clientIp, viewerRequest, response, trace }: Exchange): Trace {
  const last = trace.at(-1);
  return {
    id,
    startedAt,
    durationMs: last === undefined ? 0 : millis(last.startMs + last.durationMs),
    host: shortened(host),
    clientIp,
    request: shortRequest(viewerRequest),
    ...(response !== undefined && { response: shortResponse(response) }),
    entries: trace,
  };
}

/** Microseconds are enough. */
function millis(duration: number): number {
  return Math.round(duration * 1_000) / 1_000;
}
