import { randomFillSync } from 'node:crypto';
import type { Exchange } from './exchange';
import type { EdgeRequest } from './message';
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
  /** Aborted when the viewer disconnects. */
  readonly signal?: AbortSignal;
  /** Resolves when its response has been sent, or the connection is closed. */
  readonly sent?: Promise<Sent>;
}

/** The exchange of a new request. `ownHost` is the preview's own host, for viewers that use an alias. */
export function newExchange(
  received: ReceivedRequest, ownHost: string, viewerProtocol: Exchange['viewerProtocol'] = 'https',
): Exchange {
  const { request, clientIp, httpVersion, host, plainHttp = false, tls, signal } = received;
  const now = performance.now();
  return {
    id: newRequestId(),
    startedAt: Date.now(),
    clientIp,
    httpVersion,
    host,
    plainHttp,
    tls,
    viewerProtocol,
    signal,
    distributionDomainName: isLoopback(host.replace(/:\d+$/, '')) ? host : ownHost,
    viewerRequest: request,
    request,
    fetchesErrorPage: false,
    trace: [],
    clock: { begun: now, stage: now },
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
