import type { Trace } from './facts';
import { traceOf } from './record';
import type { Exchange } from '../exchange/exchange';

/** The number of requests that are kept: enough for a page with all its files, several times. */
const TRACES_MAX = 1000;

/** The finished requests of a preview, the latest last. They outlive a reload of the app. */
export class TraceStore {
  private readonly exchanges = new Map<string, Exchange>();

  add(exchange: Exchange): void {
    this.exchanges.set(exchange.id, parts(exchange));
    if (this.exchanges.size > TRACES_MAX) this.exchanges.delete(this.exchanges.keys().next().value!);
  }

  /** The trace of a request by its `x-amz-cf-id`; undefined if it is unknown or too long ago. */
  get(id: string): Trace | undefined {
    const exchange = this.exchanges.get(id);
    return exchange && traceOf(exchange);
  }
}

/** What a trace needs of an exchange. Bodies and the headers of the request may be large. */
function parts({ id, startedAt, host, clientIp, viewerRequest, response, trace }: Exchange): Exchange {
  const { method, uri, querystring } = viewerRequest;
  return {
    id,
    startedAt,
    host,
    clientIp,
    viewerRequest: { method, uri, querystring, headers: {} },
    ...(response && { response: { ...response, body: undefined } }),
    trace,
  } as unknown as Exchange;
}
