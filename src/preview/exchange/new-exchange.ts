import { randomFillSync } from 'node:crypto';
import type { Exchange } from './exchange';
import type { EdgeRequest, RequestBody } from './message';
import type { Viewer } from './viewer';
import type { Sent } from '../access-log/sent';
import { isLoopback } from '../server/loopback';
import type { Tls } from '../server/tls-of';

/** A request as a server received it. */
export interface ReceivedRequest {
  readonly request: EdgeRequest;
  readonly clientIp: string;
  readonly httpVersion: string;
  /** The Host header, including the port. */
  readonly host: string;
  /** Whether it came without TLS. */
  readonly plainHttp?: boolean;
  readonly tls?: Tls;
  readonly viewer?: Viewer;
  readonly measure?: Measured;
}

/** Who measures the response of a request. */
export interface Measured {
  /** The body of the request: what came in chunks has its length there. */
  body?: RequestBody;
  /** Why the body of the response broke off, with a viewer who waits. */
  bodyFault?: unknown;
  /** Calls the listener when the response has been sent, or the connection is closed. */
  whenSent(listener: (sent: Sent) => void): void;
}

/** What the preview decides about a request. */
export interface Treatment {
  /** The preview's own host, for viewers that use an alias. */
  readonly ownHost: string;
  readonly viewerProtocol?: Exchange['viewerProtocol'];
  readonly country?: string;
  readonly isTrial?: boolean;
}

/** Every member of an exchange, also those without a value. */
type WholeExchange = { readonly [Name in keyof Required<Exchange>]: Exchange[Name] };

/**
 * The exchange of a new request, with what the stages will find out. Each stage copies it: V8 copies objects in one
 * step while all have the same members in the same order, and member by member if not.
 */
export function newExchange(
  received: ReceivedRequest, { ownHost, viewerProtocol = 'https', country, isTrial = false }: Treatment,
): WholeExchange {
  const { request, clientIp, httpVersion, host, plainHttp = false, tls, viewer } = received;
  return {
    id: newRequestId(),
    startedAt: Date.now(),
    begun: performance.now(),
    clientIp,
    httpVersion,
    host,
    plainHttp,
    tls,
    viewerProtocol,
    country,
    isTrial,
    viewer,
    distributionDomainName: isLoopback(host.replace(/:\d+$/, '')) ? host : ownHost,
    viewerRequest: request,
    request,
    behavior: undefined,
    originRequest: undefined,
    response: undefined,
    source: undefined,
    xCache: undefined,
    message: undefined,
    originFailure: undefined,
    originFile: undefined,
    cacheLayer: undefined,
    errorFreshness: undefined,
    fetchesErrorPage: false,
    errorPage: undefined,
    trace: undefined,
  };
}

/** Random bytes for many ids: each call of the system takes longer than an id. */
const pool = Buffer.alloc(40 * 100);
let used = pool.length;

/** A value in the form of `x-amz-cf-id`: 56 characters that end in `==`. */
function newRequestId(): string {
  if (used >= pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  return `${pool.toString('base64url', used, used += 40)}==`;
}
