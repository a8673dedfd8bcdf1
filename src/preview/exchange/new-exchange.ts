import { randomBytes } from 'node:crypto';
import type { Exchange } from './exchange';
import type { EdgeRequest } from './message';
import { isLoopback } from '../server/loopback';

/** What a server knows about a request. */
export interface Arrival {
  readonly request: EdgeRequest;
  readonly clientIp: string;
  readonly httpVersion: string;
  /** The Host header, with its port. */
  readonly host: string;
  /** Aborted when whoever asked goes away. */
  readonly signal?: AbortSignal;
}

/**
 * The beginning of an exchange. `ownHost` is the preview's name when a viewer asks under another one, such as an alias.
 */
export function newExchange({ request, clientIp, httpVersion, host, signal }: Arrival, ownHost: string): Exchange {
  const now = performance.now();
  return {
    id: newRequestId(),
    startedAt: Date.now(),
    clientIp,
    httpVersion,
    host,
    signal,
    distributionDomainName: isLoopback(host.replace(/:\d+$/, '')) ? host : ownHost,
    viewerRequest: request,
    request,
    fetchesErrorPage: false,
    trace: [],
    clock: { begun: now, stage: now },
  };
}

/** 56 characters that end in `==`, as in `x-amz-cf-id`. */
function newRequestId(): string {
  return randomBytes(40).toString('base64').replace(/\+/g, '-').replace(/\//g, '_');
}
