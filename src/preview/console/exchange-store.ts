import type { Exchange } from '../exchange/exchange';

/** Bounds of what is kept: how many exchanges, and about how many bytes of bodies and URLs. */
export interface StoreLimits {
  readonly count: number;
  readonly bytes: number;
}

/** Enough for a page with all its files, several times. */
const LIMITS: StoreLimits = { count: 1_000, bytes: 32 * 1024 * 1024 };

/** Bodies of responses up to this size are kept, to be shown. */
const BODY_MAX_BYTES = 16 * 1024;

/** What an exchange takes without its bodies. */
const BASE_BYTES = 4 * 1024;

/**
 * The last exchanges, by their ids. Only references are kept: what happened in an exchange is computed when it is read
 * (`traceOf`), so that a request that nobody looks at costs nothing.
 */
export class ExchangeStore {
  private readonly kept = new Map<string, { readonly exchange: Exchange; readonly bytes: number }>();
  private bytes = 0;
  private readonly listeners = new Set<(exchange: Exchange) => void>();

  constructor(private readonly limits: StoreLimits = LIMITS) {}

  add(exchange: Exchange): void {
    const small = withoutLargeBodies(exchange);
    const bytes = BASE_BYTES + weight(small);
    this.kept.set(small.id, { exchange: small, bytes });
    this.bytes += bytes;
    while (this.kept.size > this.limits.count || (this.bytes > this.limits.bytes && this.kept.size > 1)) this.drop();
    for (const listener of this.listeners) listener(small);
  }

  get size(): number {
    return this.kept.size;
  }

  /** By the value of `x-amz-cf-id`. */
  find(id: string): Exchange | undefined {
    return this.kept.get(id)?.exchange;
  }

  /** The oldest first. */
  latest(): Exchange[] {
    return Array.from(this.kept.values(), ({ exchange }) => exchange);
  }

  /** Calls the listener with each new exchange, until the returned function is called. */
  watch(listener: (exchange: Exchange) => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  private drop(): void {
    const [id, { bytes }] = this.kept.entries().next().value!;
    this.kept.delete(id);
    this.bytes -= bytes;
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
