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

export function traceOf({ id, startedAt, clock, host, clientIp, viewerRequest, response, trace }: Exchange): Trace {
  return {
    id,
    startedAt,
    durationMs: millis(performance.now() - clock.begun),
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
