import type { Exchange } from '../exchange/exchange';

/** Bounds of what is kept: how many exchanges, and about how many bytes of bodies and URLs. */
export interface StoreLimits {
  readonly count: number;
  /** As long as nobody has looked. What is kept survives collections of memory, which cost more than its stages. */
  readonly unseen: number;
  readonly bytes: number;
}

/** Enough for a page with all its files; for the console, several times. */
const LIMITS: StoreLimits = { count: 1_000, unseen: 250, bytes: 32 * 1024 * 1024 };

/** Bodies of responses up to this size are kept, to be shown. */
const BODY_MAX_BYTES = 16 * 1024;

/** What an exchange takes without its bodies. */
const BASE_BYTES = 4 * 1024;

interface Kept {
  readonly exchange: Exchange;
  readonly bytes: number;
}

/**
 * The last exchanges. Only references are kept: what happened in an exchange is computed when it is read (`traceOf`),
 * so that a request that nobody looks at costs nothing.
 *
 * They are in a ring. A map in the order of insertion is made anew again and again, and V8 lets each of its tables lead
 * to the next: all exchanges live until a full collection, which costs more than their stages.
 */
export class ExchangeStore {
  private readonly ring: (Kept | undefined)[] = [];
  /** How many there have been, and how many of them are no longer kept. */
  private added = 0;
  private dropped = 0;
  private bytes = 0;
  private most: number;
  private readonly listeners = new Set<(exchange: Exchange) => void>();

  constructor(private readonly limits: StoreLimits = LIMITS) {
    this.most = limits.unseen;
  }

  add(exchange: Exchange): void {
    const small = withoutLargeBodies(exchange);
    const bytes = BASE_BYTES + weight(small);
    while (this.size >= this.most) this.drop();
    this.ring[this.added++ % this.limits.count] = { exchange: small, bytes };
    this.bytes += bytes;
    while (this.bytes > this.limits.bytes && this.size > 1) this.drop();
    for (const listener of this.listeners) listener(small);
  }

  get size(): number {
    return this.added - this.dropped;
  }

  /** By the value of `x-amz-cf-id`. */
  find(id: string): Exchange | undefined {
    return this.latest().reverse().find((exchange) => exchange.id === id);
  }

  /** The oldest first. */
  latest(): Exchange[] {
    return Array.from({ length: this.size }, (_, at) => this.at(this.dropped + at).exchange);
  }

  /** Calls the listener with each new exchange, until the returned function is called. */
  watch(listener: (exchange: Exchange) => void): () => void {
    this.most = this.limits.count;
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  private drop(): void {
    this.bytes -= this.at(this.dropped).bytes;
    this.ring[this.dropped++ % this.limits.count] = undefined;
  }

  private at(index: number): Kept {
    return this.ring[index % this.limits.count]!;
  }
}

/** A stream has been sent when its exchange is read, and would keep its connection. */
function withoutLargeBodies(exchange: Exchange): Exchange {
  const { response } = exchange;
  const body = response?.body;
  if (body === undefined || (Buffer.isBuffer(body) && body.length <= BODY_MAX_BYTES)) return exchange;
  return { ...exchange, response: { ...response!, body: undefined } };
}

function weight({ viewerRequest: { uri, querystring, body }, response }: Exchange): number {
  const sent = Buffer.isBuffer(response?.body) ? response.body.length : 0;
  return uri.length + querystring.length + (body?.head.length ?? 0) + sent;
}
