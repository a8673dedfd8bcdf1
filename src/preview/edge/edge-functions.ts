import type { EdgeEvent } from '../../core/facts/edge-events';
import type { EdgeHeaders } from '../../core/http/headers';
import type { EdgeFunction } from '../assembly/distribution';
import type { EdgeRequest, EdgeResponse, OriginRequest } from '../exchange/message';

/** What came of running a function. */
export type Outcome<T> =
  | { readonly kind: 'continue'; readonly value: T }
  /** A request function answered in place of the origin. */
  | { readonly kind: 'answer'; readonly response: EdgeResponse }
  /** The code ran, but CloudFront refuses what it gave: 502. */
  | { readonly kind: 'invalid'; readonly reason: string; readonly detail: string }
  /** The code threw, hung or could not be loaded: 503. */
  | { readonly kind: 'failed'; readonly error: string };

/** What a function is told about the request that it runs for. */
export interface Call {
  readonly event: EdgeEvent;
  readonly requestId: string;
  readonly clientIp: string;
  readonly distributionDomainName: string;
  /**
   * Those that the behavior's policies ask for; CloudFront Functions see them at viewer events already, Lambda@Edge
   * does not.
   */
  readonly cloudFrontHeaders?: EdgeHeaders;
  /** Says when the viewer has gone and nobody wants the outcome any more. */
  readonly signal?: AbortSignal;
}

/** Runs the functions of a distribution as they would be deployed. */
export interface EdgeFunctions {
  request<T extends EdgeRequest | OriginRequest>(fn: EdgeFunction, call: Call, request: T): Promise<Outcome<T>>;
  response(
    fn: EdgeFunction,
    call: Call,
    request: EdgeRequest | OriginRequest,
    response: EdgeResponse,
  ): Promise<Outcome<EdgeResponse>>;
  close(): Promise<void>;
}
