import { randomBytes } from 'node:crypto';
import type { Exchange } from './exchange';
import type { EdgeRequest } from './message';
import type { Sent } from '../access-log/sent';
import { isLoopback } from '../server/loopback';

/** A request as a server received it. */
export interface ReceivedRequest {
  readonly request: EdgeRequest;
  readonly clientIp: string;
  readonly httpVersion: string;
  /** The Host header, including the port. */
  readonly host: string;
  /** Whether it came without TLS. */
  readonly plainHttp?: boolean;
  /** Aborted when the viewer disconnects. */
  readonly signal?: AbortSignal;
  /** Resolves when its response has been sent, or the connection is closed. */
  readonly sent?: Promise<Sent>;
}

/** The exchange of a new request. `ownHost` is the preview's own host, for viewers that use an alias. */
export function newExchange(received: ReceivedRequest, ownHost: string): Exchange {
  const { request, clientIp, httpVersion, host, plainHttp = false, signal } = received;
  const now = performance.now();
  return {
    id: newRequestId(),
    startedAt: Date.now(),
    clientIp,
    httpVersion,
    host,
    plainHttp,
    signal,
    distributionDomainName: isLoopback(host.replace(/:\d+$/, '')) ? host : ownHost,
    viewerRequest: request,
    request,
    fetchesErrorPage: false,
    trace: [],
    clock: { begun: now, stage: now },
  };
}

/** A value in the form of `x-amz-cf-id`: 56 characters that end in `==`. */
function newRequestId(): string {
  return randomBytes(40).toString('base64').replace(/\+/g, '-').replace(/\//g, '_');
}
